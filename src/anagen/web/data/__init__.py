"""A person's own data: take it along, save it, put it back, delete it."""
