"""Answers of a person whom nothing stands in the way of, by step: the stories start here.

Each module holds `ANSWERS`: question id → value, for a healthy adult with diagnosed pattern
hair loss, and `CLINIC`: what differs in a clinic or trial.
"""
