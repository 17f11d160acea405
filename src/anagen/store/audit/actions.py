"""What can happen to a record."""

from __future__ import annotations

from enum import Enum


class Action(Enum):
    """One thing that was done, or that was tried and refused."""

    READ = "read"
    WRITE = "write"
    EXPORT = "export"
    PRINT = "print"
    LOGIN = "login"
    LOGOUT = "logout"
    REFUSED = "refused"
    OVERRIDE = "override"
