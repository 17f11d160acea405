"""What stands around every page: small bodies, private answers, refusals in words."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from anagen.records.mistakes import RecordError
from anagen.web.look.refusals import full, too_large, unreadable, wrong_way

Answering = Callable[[HttpRequest], HttpResponseBase]

#: A body this size is refused unread. Well above the longest form, far below what hurts.
MOST_BYTES = 4 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
#: The routes that take a file in, and the largest body of each. What they then take is for them
#: to say; with some room to spare here they can say it beside a form that keeps what was typed.
PICTURE_BODY = 64 * 1024 * 1024
LARGER_BODIES = {
    "photo_take": PICTURE_BODY,
    "hair_count_start": PICTURE_BODY,
    "put_back": 4 * 1024**3,
}

#: The camera and the level are for the photo booth, the wake lock for the session; nothing else.
ONLY_THESE = (
    "camera=(self), accelerometer=(self), gyroscope=(self), screen-wake-lock=(self), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self), "
    "microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
)


def only_small_bodies(answer: Answering) -> Answering:
    """Refuses a body that no form of ours can have made, before reading any of it."""

    def guarded(request: HttpRequest) -> HttpResponseBase:
        claimed = request.META.get("CONTENT_LENGTH") or "0"
        if not claimed.isdigit() or _is_too_much(int(claimed), request.path_info):
            return too_large(request)
        return answer(request)

    return guarded


def _is_too_much(claimed: int, address: str) -> bool:
    return claimed > MOST_BYTES and claimed > most_bytes(address)


def most_bytes(address: str) -> int:
    """The largest body that an address may be sent."""
    try:
        return LARGER_BODIES.get(resolve(address).view_name, MOST_BYTES)
    except Resolver404:
        return MOST_BYTES


def private_pages(answer: Answering) -> Answering:
    """Keeps pages out of caches, and gives them no power they do not need.

    `no-store` also makes the back button ask again, so it never shows an answer that has
    been changed since.
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = ONLY_THESE
        return response

    return guarded


class RefusalsInWords:
    """Gives a page to what Django leaves empty, and to a record that cannot be read."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in words when it is a bare refusal."""
        response = self.answer(request)
        if response.status_code == 405:
            return wrong_way(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """A damaged record or a full disk is nobody's slip and no crash: it is said in words."""
        if isinstance(error, RecordError):
            return clock_behind(request) or unreadable(request)
        return full(request) if is_out_of_room(error) else None


def clock_behind(request: HttpRequest) -> HttpResponseBase | None:
    """What to say where only the clock stands in the way of a record; else None."""
    # The log is set up from this module before there are any models.
    from anagen.web.today.ahead import clock_page

    found = request.resolver_match
    case_id = found.kwargs.get("case_id") if found else None
    return clock_page(request, case_id) if isinstance(case_id, UUID) else None


#: What SQLite and PostgreSQL say when nothing more can be written.
NO_ROOM = ("disk is full", "disk i/o error", "readonly database", "no space left")


def is_out_of_room(error: Exception) -> bool:
    """Whether something could not be written because the disk takes no more."""
    if isinstance(error, OperationalError):
        return any(words in str(error).lower() for words in NO_ROOM)
    return isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT, EFBIG)


class WithoutContent(logging.Formatter):
    """A log line that says what broke and where, and never what somebody wrote.

    The message of an exception can quote an answer, so only its kind is kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, then the places in the code for an error of ours."""
        line = f"{record.levelname} {record.name} {getattr(record, 'status_code', '')}".rstrip()
        if not record.exc_info or record.exc_info[0] is None:
            return line
        kind, _, trail = record.exc_info
        places = [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trail)
        ]
        return "\n".join([f"{line}: {kind.__name__}", *places])
