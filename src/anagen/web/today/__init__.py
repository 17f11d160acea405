"""Today: may I needle, what to leave off, and the one next step."""
