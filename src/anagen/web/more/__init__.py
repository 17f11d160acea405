"""Everything that is not one of the four daily places."""
