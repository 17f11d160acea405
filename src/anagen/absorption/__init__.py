"""Channels that close, and minoxidil through them: always an interval, never a promise.

It explains why a hold is there and warns. It holds nothing that could end a hold earlier.
"""
