"""In and out: what Anagen gives to calendars, to paper and to other programs."""
