"""What trials show: studies, their effects, and what they come to together."""
