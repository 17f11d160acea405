"""Hairs counted in pictures: what was asked, what was found, what a person put right."""
