"""The guided check: one question a screen."""
