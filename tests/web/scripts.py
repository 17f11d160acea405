"""The scripts of a page that are none of ours: there must never be one."""

from __future__ import annotations

import re

OURS = re.compile(r'<script type="module" src="/static/anagen/js/\w+\.js"></script>')


def foreign_scripts(page: str) -> list[str]:
    """Every place in a page where a script begins that we did not put there."""
    rest = OURS.sub("", page)
    return [rest[one.start() : one.start() + 80] for one in re.finditer("<script", rest, re.I)]
