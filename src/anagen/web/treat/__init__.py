"""The session: guided, logged, and the devices it is done with."""
