"""The hair cycle: follicles that grow, rest, shed and stand empty, and what treatment changes."""
