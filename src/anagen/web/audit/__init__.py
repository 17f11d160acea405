"""The audit in the clinic's pages: everything that is opened or done is noted, and can be read."""
