"""The access matrix: every route, every role, whose data it asks for, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from anagen.web.access.row import About, Row
from anagen.web.access.viewer import Role
from tests.web.access.examples import Subject, example_for

METHODS = ("GET", "HEAD", "POST")
CANARY = "canary-"
#: What a page that is not there, or only there by another method, answers.
GONE = {404, 405}


def asked_by(role: Role, is_let_in: bool) -> dict[str, tuple[str, ...]]:
    """For whose data a role asks, and how.

    Whoever a row does not name is refused before any address is looked up, and to the people of
    a clinic one of its patients is as good as another.
    """
    if not is_let_in:
        return {"own": METHODS if role is Role.NOBODY else ("GET", "POST")}
    other = {"another clinic": ("GET", "POST")}
    if role in {Role.PATIENT, Role.OWNER, Role.HOME}:
        other = {"another patient": METHODS, "another clinic": METHODS}
    return {"own": ("GET", "POST"), **other}


@dataclass(frozen=True, slots=True)
class Route:
    """A route of the URLconf: its name, and what its address names."""

    name: str
    kinds: tuple[tuple[str, str], ...]

    @property
    def words(self) -> list[str]:
        """What its address names."""
        return [word for word, _ in self.kinds]


@dataclass(frozen=True, slots=True)
class Cell:
    """One question to the pages: who asks for whose data, where and how."""

    route: Route
    row: Row
    role: Role
    whose: str
    method: str

    def __str__(self) -> str:
        return f"{self.route.name} {self.method} as {self.role.value} for {self.whose}"


def routes(patterns: Any = None, kinds: tuple[tuple[str, str], ...] = ()) -> Iterator[Route]:
    """Every route of the pages, whatever folder it lies in."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        converters = one.pattern.converters.items()
        within = (*kinds, *((word, type(kind).__name__) for word, kind in converters))
        if isinstance(one, URLPattern):
            yield Route(str(one.name), within)
        else:
            yield from routes(one.url_patterns, within)


Known = dict[tuple[str, str, str], object]


def words_of(route: Route, subject: Subject, known: Known) -> dict[str, object]:
    """What the address of a route names for a subject; each example is made once."""
    words = {}
    for word, kind in route.kinds:
        key = (route.name, word, subject.canary)
        if key not in known:
            known[key] = example_for(route.name, word, kind, subject)
        words[word] = known[key]
    return words


def address(route: Route, subject: Subject, known: Known) -> str:
    """The address of a route for a subject."""
    return reverse(route.name, kwargs=words_of(route, subject, known))


def ask(client: Client, session: str, method: str, path: str) -> HttpResponse:
    """The answer to one request of whoever has this session; what it writes is undone."""
    client.cookies.clear()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    form = {"once": str(uuid4())} if method == "POST" else None
    with transaction.atomic():
        answer = client.generic(method, path) if form is None else client.post(path, form)
        body = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    answer.said = body + repr(dict(answer.headers)).encode()  # type: ignore[attr-defined]
    return answer  # type: ignore[return-value]


def fault(cell: Cell, answer: HttpResponse, own_status: int, forbidden: set[str]) -> str:
    """What is wrong with this answer by the table; "" when nothing is."""
    said: bytes = answer.said  # type: ignore[attr-defined]
    leaked = sorted(one for one in forbidden if one.encode() in said)
    if leaked:
        return f"{cell}: shows {leaked}"
    status = answer.status_code
    if status >= 500:
        return f"{cell}: breaks with {status}"
    if cell.role not in cell.row.who:
        return "" if _is_refused(cell, answer) else f"{cell}: not refused but {status}"
    if cell.whose == "own" or not _names_somebody(cell):
        may_refuse = cell.route.name in MAY_REFUSE_MORE.get(cell.role, ())
        is_let_in = status != 403 and not _leads_to_the_door(cell, answer)
        return "" if is_let_in or may_refuse else f"{cell}: refused with {status}"
    allowed = {404} | ({405} if own_status == 405 else set())
    return "" if status in allowed else f"{cell}: {status}, not 404"


def _names_somebody(cell: Cell) -> bool:
    """Whether the address names somebody's data that this role must not reach."""
    if cell.row.about is About.NOTHING or not cell.route.words:
        return False
    if cell.whose == "another patient":
        # The people of a clinic see all its patients; whatever else is named is the clinic's.
        return cell.role is Role.PATIENT and cell.row.about is About.CASE
    return not set(cell.route.words) <= WORDS_OF_NOBODY


#: What an address can name that belongs to nobody: a kind, a question.
WORDS_OF_NOBODY = {"kind", "question_id", "phone_id"}

#: What an address names inside the record of its case, and so never outside it.
WORDS_IN_A_RECORD = {"number", "entry", "past_id", "test_id"}

#: The pages that refuse a clinic without a consent to pictures.
PICTURES = {"photo_take", "hair_count_start", "hair_count_ask"}

#: Pages that may refuse somebody whom their row lets in, for what the record says: a patient whose
#: clinic needles does not needle at home, and a phone is paired only over a network.
MAY_REFUSE_MORE = {
    Role.OWNER: PICTURES,
    Role.CLINICIAN: PICTURES,
    Role.ASSISTANT: PICTURES,
    Role.PATIENT: {
        "session_begin",
        "session_now",
        "session_stop",
        "session_finish",
        "session_log",
        "session_edit",
        "session_delete",
        "kept_devices",
        "kept_device",
        "retire_device",
    },
    Role.HOME: {"pair"},
}


def _is_refused(cell: Cell, answer: HttpResponse) -> bool:
    if cell.role is Role.NOBODY:
        return _leads_to_the_door(cell, answer)
    return answer.status_code == 403


def _leads_to_the_door(cell: Cell, answer: HttpResponse) -> bool:
    to = answer.headers.get("Location", "")
    return answer.status_code == 302 and to.startswith(reverse("sign_in") + "?next=")
