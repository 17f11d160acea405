"""What a sign-in remembers: whether a second factor was shown, and when the page was last used."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

#: Set once a second factor was shown.
SURE = "sure"
#: When the page was last used, in seconds since 1970.
SEEN = "seen"
#: Set when the page was left alone for too long, or locked by hand.
LOCKED = "locked"
#: A form that was sent to a locked page; it waits here until whoever wrote it is back.
HELD = "held"

#: A sign-in writes down its use this often, not at every page: each is a write to the disk.
NOTED_EVERY = timedelta(seconds=20)


def is_sure(session: SessionBase) -> bool:
    """Whether a second factor was shown in this sign-in."""
    return bool(session.get(SURE))


def now_seen(session: SessionBase, now: datetime, idle_after: timedelta) -> bool:
    """Notes that the page is used now; True when it is locked, because nobody used it for long.

    A clock that was set back locks too: nobody can say how long the page stood alone.
    """
    if session.get(LOCKED):
        return True
    last = session.get(SEEN)
    idle_s = now.timestamp() - last if last is not None else 0.0
    if not -NOTED_EVERY.total_seconds() <= idle_s < idle_after.total_seconds():
        session[LOCKED] = True
        return True
    if last is None or idle_s >= NOTED_EVERY.total_seconds():
        session[SEEN] = now.timestamp()
    return False


def opened_again(session: SessionBase, now: datetime) -> None:
    """Whoever signed in has shown again that it is them."""
    session.pop(LOCKED, None)
    session[SEEN] = now.timestamp()
