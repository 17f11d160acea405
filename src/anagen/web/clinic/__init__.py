"""The pages of a clinic: the care of its patients, and its desk."""
