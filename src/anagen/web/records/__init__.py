"""The saved records: read again, take along, delete."""
