"""The fixtures of the session tests."""

from tests.web.treat.ground import case, time

__all__ = ["case", "time"]
