"""The advice, and the letter to take along."""
