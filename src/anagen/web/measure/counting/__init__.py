"""Hairs counted from a picture: asked for, worked on elsewhere, shown, put right, kept."""
