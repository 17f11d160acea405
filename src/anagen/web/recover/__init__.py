"""The shedding tests: how to make them, and the counts that are kept."""
