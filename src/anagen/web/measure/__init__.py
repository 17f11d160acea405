"""Measuring: the photo booth, the comparison of pictures, and progress on one line of time."""
