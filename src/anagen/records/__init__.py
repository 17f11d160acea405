"""Facts about one person, as frozen values: no clock, no disk, no framework."""
