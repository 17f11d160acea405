"""Going on without a connection: what is written then is kept and sent later."""
