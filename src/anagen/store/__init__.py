"""Keeps records and decisions in a database; no rule of care lives here."""
