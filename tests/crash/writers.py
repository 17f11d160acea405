"""People who write while the server dies: each remembers what it was told is saved."""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from io import BytesIO
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener
from uuid import uuid4

from PIL import Image

HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|once|seen|then)" value="([^"]*)"')
Form = dict[str, Any]


class StayHere(HTTPRedirectHandler):
    """A form that is led on was taken; where it leads is not asked for."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Writer(Thread, ABC):
    """Writes one thing after the other. What was not acknowledged is sent again, the very same."""

    def __init__(self, home: str, case: str, over: Event) -> None:
        super().__init__(daemon=True)
        self.home, self.case, self.over = home, case, over
        self.browser = build_opener(HTTPCookieProcessor(), StayHere())
        self.acknowledged: list[Any] = []
        self.sent_again = 0
        self.refused: list[str] = []

    @abstractmethod
    def address(self) -> str:
        """Where it writes."""

    @abstractmethod
    def form(self, page: str, number: int) -> tuple[Form, Any]:
        """What to send, and what must then be found."""

    def run(self) -> None:
        number = 0
        while not self.over.is_set() and not self.refused:
            if self._write(number):
                number += 1

    def _write(self, number: int) -> bool:
        try:
            form, mark = self.form(self.page(), number)
        except (OSError, HTTPException):
            time.sleep(0.02)
            return False
        while not self.over.is_set():
            try:
                self.post(form)
            except (OSError, HTTPException):
                self.sent_again += 1
                time.sleep(0.02)
                continue
            self.acknowledged.append(mark)
            return True
        return False

    def page(self) -> str:
        with self.browser.open(self.home + self.address(), timeout=10) as answer:
            return str(answer.read().decode())

    def post(self, form: Form) -> None:
        """Comes back once the form is acknowledged; OSError while nobody can tell."""
        body, kind = _body(form)
        address = self.home + self.address()
        request = Request(address, body, {"Content-Type": kind})  # noqa: S310 - our own server
        try:
            with self.browser.open(request, timeout=10) as answer:
                status = answer.status
        except HTTPError as error:
            status = error.code
            error.close()
        if status >= 500:
            raise OSError(status)
        if status != 302:
            self.refused.append(f"{type(self).__name__} was answered {status}")


def _body(form: Form) -> tuple[bytes, str]:
    if not any(isinstance(value, bytes) for value in form.values()):
        return urlencode(form, doseq=True).encode(), "application/x-www-form-urlencoded"
    mark, parts = uuid4().hex, []
    for name, value in form.items():
        file = '; filename="photo.jpg"' if isinstance(value, bytes) else ""
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        parts.append(head.encode() + (value if isinstance(value, bytes) else str(value).encode()))
    body = b"\r\n".join([*parts, f"--{mark}--\r\n".encode()])
    return body, f"multipart/form-data; boundary={mark}"


def hidden(page: str) -> Form:
    return dict(HIDDEN.findall(page))


class Answers(Writer):
    """Changes one answer again and again."""

    def address(self) -> str:
        return f"/check/{self.case}/question/birth_year/"

    def form(self, page: str, number: int) -> tuple[Form, Any]:
        year = 1950 + number % 45
        return {**hidden(page), "text": str(year)}, year


class CheckIns(Writer):
    """Check-ins, each of its own minute."""

    def address(self) -> str:
        return f"/recovery/{self.case}/check-in/"

    def form(self, page: str, number: int) -> tuple[Form, Any]:
        sent = datetime.now(UTC).replace(microsecond=0)
        written = sent - timedelta(minutes=5 * (number + 1))
        form = {
            **hidden(page), "whole": "1", "written_at": written.isoformat(),
            "sent_at": sent.isoformat(), "alarm_signs": "none_of_these",
            "scalp_warnings": "none_of_these", "fever": "below_38",
        }  # fmt: skip
        return form, None


class Logs(Writer):
    """Sessions of earlier days, one a day."""

    def address(self) -> str:
        return f"/session/{self.case}/log/"

    def form(self, page: str, number: int) -> tuple[Form, Any]:
        day = (datetime.now(UTC) - timedelta(days=number + 1)).date().isoformat()
        form = {
            **hidden(page), "day": day, "from": "10:00", "to": "10:20", "device": "roller",
            "needle_mm": "0.25", "zone": "crown", "passes_crown": "2",
        }  # fmt: skip
        return form, day


class Photos(Writer):
    """Photos, each with its own grain, all from one page: that page takes its time."""

    opened = ""

    def page(self) -> str:
        self.opened = self.opened or super().page()
        return self.opened

    def address(self) -> str:
        return f"/photos/{self.case}/take/"

    def form(self, page: str, number: int) -> tuple[Form, Any]:
        out = BytesIO()
        Image.effect_noise((320, 240), 20 + number % 50).convert("RGB").save(out, "JPEG")
        once = str(uuid4())
        form = {**hidden(page), "once": once, "zone": "crown", "when": "now"}
        return {**form, "picture": out.getvalue()}, once.replace("-", "")


class Presses(Writer):
    """A guided session: one step on, one step back, for ever."""

    def begin(self) -> None:
        """Begins the session; the page that is written to is then there."""
        address = f"{self.home}/session/{self.case}/begin/"
        with self.browser.open(address, timeout=10) as answer:
            form = {**hidden(answer.read().decode()), "zone": "crown", "passes": "2"}
        try:
            sent = Request(address, urlencode(form).encode())  # noqa: S310 - our own server
            self.browser.open(sent, timeout=10).close()
        except HTTPError as error:
            status = error.code
            error.close()
            assert status == 302, status

    def address(self) -> str:
        return f"/session/{self.case}/now/"

    def form(self, page: str, number: int) -> tuple[Form, Any]:
        step = "next" if number % 2 == 0 else "back"
        form = {**hidden(page), "press": step}
        return form, (int(form["seen"]) + 1, (number + 1) % 2)


KINDS: dict[str, type[Writer]] = {
    "answer": Answers,
    "check_in": CheckIns,
    "log": Logs,
    "photo": Photos,
    "press": Presses,
}
