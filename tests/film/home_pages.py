"""Every page that somebody at home can open: found by following links, checked for holes."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from uuid import uuid4

from django.test import Client
from django.urls import Resolver404, resolve, reverse

from anagen.store.counts.models import Comparison
from anagen.store.models import Case
from anagen.store.sessions.models import GuidedSession
from anagen.web.access.table import table
from anagen.web.access.viewer import Role
from anagen.web.clock import now
from anagen.web.sample.filling import fill
from tests.web.after_a_session import somebody
from tests.web.counted import MORE_HAIR
from tests.web.measure.album import taken
from tests.web.measure.counting.ground import a_count, measured
from tests.web.measure.counting.test_comparing import TOLD
from tests.web.treat.ground import begin

#: Routes that answer with a file or a redirect, or only take what a form sends.
NO_PAGE = {
    "backup", "calendar", "certificate", "download", "export", "forget_phone", "go_on",
    "hair_comparison_state", "hair_count_correct", "hair_count_keep", "hair_count_state", "home",
    "language", "lock_now", "manifest", "pairing_code", "photo_picture", "photo_thumbnail",
    "sheet_aftercare", "sheet_letter", "sheet_plan", "sheet_session", "take_along", "theme",
    "worker_script", "work_out",
}  # fmt: skip
#: The door stands open while no passphrase is set: it has tests of its own.
NOT_NOW = {"pair", "unlock"}
#: Pages by link, for patients of a clinic: `care` walks them.
OF_A_CLINIC = {name for name in table() if name.startswith(("aftercare_link", "intake"))}


class Links(HTMLParser):
    """The addresses that a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append((dict(attrs).get("href") or "").partition("#")[0])


def people_in_every_state(client: Client) -> list[str]:
    """Records whose pages together show everything; gives the addresses to begin from."""
    fill(now())
    starts = ["/start/", reverse("begin"), reverse("offline"), reverse("lock"), "/nowhere/"]
    compared = two_counts_compared(client, Case.objects.get())
    client.post(reverse("work_out", args=[Case.objects.get().public_id]), {"once": str(uuid4())})
    under_way, over, loses = somebody(), somebody(), somebody(MORE_HAIR, hours_ago=400)
    urgent = somebody({"scalp_warnings": ("pus",)}, hours_ago=30)
    for case in (under_way, over):
        begin(client, case)
    held = GuidedSession.objects.get(case=over)
    finish = {"session": str(held.public_id), "once": str(uuid4())}
    client.post(reverse("session_finish", args=[over.public_id]), finish)
    device = {"once": str(uuid4()), "kind": "roller", "needle_mm": "0.25", "owner": "me",
              "kept_since": "2026-11-01", "uses_before": "1"}  # fmt: skip
    client.post(reverse("kept_devices", args=[over.public_id]), device)
    return [
        *starts,
        compared,
        *(reverse("today", args=[one.public_id]) for one in (under_way, over, loses, urgent)),
        *(reverse(name, args=[under_way.public_id]) for name in ("session_stop", "session_finish")),
        reverse("session_ended", args=[over.public_id, held.public_id]),
        reverse("hair_loss_answer", args=[loses.public_id]),
        reverse("setting", args=[over.public_id]),
        reverse("checked_in", args=[urgent.public_id]),
    ]


def two_counts_compared(client: Client, case: Case) -> str:
    """Two photos with their hairs counted, held against each other; gives the address of that."""
    counts = [a_count(case, taken(client, case, days=days), measured()) for days in (60, 0)]
    before, after = (str(one.public_id) for one in counts)
    client.post(reverse("hair_compare", args=[case.public_id]), {"before": before, "after": after})
    Comparison.objects.update(answer=json.dumps(TOLD))
    return reverse("hair_comparison", args=[case.public_id, Comparison.objects.get().public_id])


def home_pages(client: Client) -> dict[str, str]:
    """The address of one page of every route, by the name of the route."""
    found: dict[str, str] = {}
    to_do = people_in_every_state(client)
    seen: set[str] = set()
    while to_do:
        address = to_do.pop(0)
        name = route_of(address)
        if address in seen or name in NO_PAGE:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code >= 400 and name:
            continue
        if "text/html" not in answer.get("Content-Type", ""):
            continue
        links = Links()
        links.feed(answer.content.decode())
        to_do += [one for one in links.found if one.startswith("/")]
        found.setdefault(name or "missing", address)
    return found


def route_of(address: str) -> str:
    """The name of the route behind an address; "" for none of ours."""
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""


def routes_at_home() -> set[str]:
    """Every route with a page that somebody at home may open."""
    open_to = {name for name, row in table().items() if Role.HOME in row.who}
    return open_to - NO_PAGE - NOT_NOW - OF_A_CLINIC
