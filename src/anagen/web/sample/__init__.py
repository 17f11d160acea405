"""An invented record to look around in. It is about nobody, and every page says so."""
