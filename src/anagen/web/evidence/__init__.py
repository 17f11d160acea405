"""What is known: each question people ask, how well it is known, and from which trials."""
