"""What we tell someone who gave us something we cannot use.

A mistake is shown in one line, without a traceback: where it is, what was found, what was
expected, and what to do next. A clinical "no" is never a mistake; it is an answer.
"""

from __future__ import annotations


class Mistake(Exception):  # noqa: N818 - people make mistakes, programs have errors
    """Something a person can put right, said in one line."""

    def __init__(self, where: str, found: str, expected: str, then: str) -> None:
        self.where = one_line(where)
        self.found = found
        self.expected = expected
        self.then = then
        super().__init__(f"{self.where}: found {found}; expected {expected}. {then}")


class RecordError(Mistake):
    """A record, or one entry of it, that cannot be used as it stands."""


def shown(value: object) -> str:
    """A value as it may stand in a message: short, and on one line."""
    text = one_line(repr(value))
    return text if len(text) <= 60 else text[:57] + "…"


def one_line(text: str) -> str:
    """A text without line breaks, and without signs that no terminal or file can hold."""
    return " ".join(text.encode(errors="backslashreplace").decode().split())
