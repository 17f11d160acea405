"""Pages also run from right to left: our style sheets say start and end, not left and right.

What has a left and a right of its own, such as a head, says in a comment that it never mirrors.
The comment holds for the lines right below it that say left or right.
"""

from __future__ import annotations

import re

import pytest

from tests.house.tree import place, texts

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)-(?:left|right)|border-(?:left|right)(?:-\w+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b|\bto (?:left|right)\b"
)
#: Four lengths run around a box: top, right, bottom, left.
AROUND = re.compile(
    r"(?<![\w-])(?:margin|padding|inset)\s*:\s*[^\s;]+ ([^\s;]+) [^\s;]+ ([^\s;}]+)\s*[;}]"
)
#: What a length is worked out from; it may hold spaces.
WORKED_OUT = re.compile(r"\([^()]*\)")
NEVER_MIRRORS = "never mirror"


def without_brackets(line: str) -> str:
    """A line without what stands in brackets, also in brackets within them."""
    while WORKED_OUT.search(line):
        line = WORKED_OUT.sub("", line)
    return line


def physical_lines(sheet: str) -> list[int]:
    """The lines of a style sheet that say left or right without a reason."""
    found, is_allowed = [], False
    for number, line in enumerate(sheet.splitlines(), 1):
        uneven = any(one[1] != one[2] for one in AROUND.finditer(without_brackets(line)))
        if NEVER_MIRRORS in line:
            is_allowed = True
        elif not (uneven or PHYSICAL.search(line)):
            is_allowed = False
        elif not is_allowed:
            found.append(number)
    return found


def test_no_style_sheet_says_left_or_right_without_a_reason() -> None:
    assert [
        place(path, number) for path, text in texts("src/*.css") for number in physical_lines(text)
    ] == []


@pytest.mark.parametrize(
    "sheet",
    [
        ".a { left: 0; }",
        ".a { margin-left: 1rem; }",
        ".a { border-right: 1px solid; }",
        ".a { border-top-left-radius: 1px }",
        ".a { text-align: right; }",
        ".a { padding: 0 1rem 0 0; }",
        ".a { background: linear-gradient(to right, red, blue); }",
        "/* It never mirrors. */\n.a { left: 0; }\n.b { top: 0; }\n.c { right: 0; }",
    ],
)
def test_left_and_right_are_caught(sheet: str) -> None:
    assert physical_lines(sheet)


@pytest.mark.parametrize(
    "sheet",
    [
        ".a { inset-inline-start: 0; margin-inline: 0 1rem; text-align: start; }",
        ".a { padding: 1px calc(2px + var(--s)) max(3px, env(x, 4px)); }",
        ".left { padding: 0 1rem 2rem 1rem; margin: 0 auto; }",
        "/* It never mirrors. */\n.a { left: 0; }\n.b { right: 0; }",
    ],
)
def test_start_and_end_are_not(sheet: str) -> None:
    assert physical_lines(sheet) == []
