"""Tags of the care pages."""
