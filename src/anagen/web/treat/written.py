"""A guided session as JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from anagen.records.words import DeviceKind, Setting, Zone
from anagen.records.writing import plain
from anagen.web.treat.guide import Choice, Clock, Cream, Guide, GuideStep, Run, Timer

Tree = Mapping[str, Any]


def written_guide(guide: Guide) -> str:
    """The state as JSON text."""
    return json.dumps(plain(guide), ensure_ascii=False, sort_keys=True)


def read_guide(text: str) -> Guide:
    """The state of a JSON text that `written_guide` made."""
    tree = json.loads(text)
    cream = tree.get("cream")
    return Guide(
        steps=tuple(_step(one) for one in tree["steps"]),
        choice=_choice(tree["choice"]),
        clock=_clock(tree["clock"]),
        at=tree["at"],
        timers={id: _timer(one) for id, one in tree.get("timers", {}).items()},
        runs=tuple(_run(one) for one in tree.get("runs", ())),
        over=tuple(Zone(word) for word in tree.get("over", ())),
        paused=_moment(tree.get("paused")),
        cream=_cream(cream) if cream else None,
        presses=tuple(tree.get("presses", ())),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _step(tree: Tree) -> GuideStep:
    return GuideStep(
        id=tree["id"],
        title=tree["title"],
        says=tree["says"],
        stop_if=tree.get("stop_if", ""),
        least_minutes=tree.get("least_minutes"),
        most_minutes=tree.get("most_minutes"),
    )


def _choice(tree: Tree) -> Choice:
    return Choice(
        setting=Setting(tree["setting"]),
        device=DeviceKind(tree["device"]),
        needle_mm=tree["needle_mm"],
        depth_mm=tree["depth_mm"],
        passes=tree["passes"],
        zones=tuple(Zone(word) for word in tree["zones"]),
        limit_minutes=tree["limit_minutes"],
        kept_device=tree.get("kept_device", ""),
    )


def _timer(tree: Tree) -> Timer:
    return Timer(
        on=datetime.fromisoformat(tree["on"]),
        off=_moment(tree.get("off")),
        said_before=tree.get("said_before", False),
    )


def _run(tree: Tree) -> Run:
    return Run(
        zone=Zone(tree["zone"]),
        number=tree["number"],
        on=datetime.fromisoformat(tree["on"]),
        off=_moment(tree.get("off")),
        paused_s=tree.get("paused_s", 0),
    )


def _cream(tree: Tree) -> Cream:
    return Cream(tree["product"], tree.get("grams"), tree.get("area_cm2"))


def _clock(tree: Tree) -> Clock:
    return Clock(
        last=datetime.fromisoformat(tree["last"]),
        steady_s=tree.get("steady_s"),
        jumped_s=tree.get("jumped_s", 0),
        is_unsure=tree.get("is_unsure", False),
    )
