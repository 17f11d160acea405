"""Sheets of paper for a record, and the aftercare sheet as a page."""
