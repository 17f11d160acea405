"""Facts about the world, one clinical fact a file, with its source beside it."""
