"""The smallest knowledge that holds one file of every kind, to be broken one line at a time."""

from __future__ import annotations

from pathlib import Path

from anagen.knowledge.library import Knowledge
from anagen.knowledge.load import load_knowledge

BASIS = """
[[basis]]
source = "book"
locator = "page 1"
stance = "supports"
"""


def _question(kind: str, ask: str, more: str = "") -> str:
    return f"""
step = "screen"
kind = "{kind}"
ask = "{ask}"
why = "It matters."
valid_days = 30
order = 100
reviewed = 2026-11-20
{more}{BASIS}"""


def _fact(kind: str, title: str, more: str) -> str:
    return f"""
kind = "{kind}"
title = "{title}"
says = "What a person reads."
reviewed = 2026-11-20
strength = "practice"
{more}{BASIS}"""


SMALL: dict[str, str] = {
    "sources/book.toml": """
kind = "article"
short = "Book"
citation = "A book."
identifier = "none"
read = "full_text"
reviewed = 2026-11-20
shows = "Something."
limits = "Not much."
""",
    "questions/scar.toml": _question("yes_no", "Have you ever had a raised scar?"),
    "questions/sex.toml": _question(
        "choice",
        "Which sex?",
        """
[[choices]]
id = "female"
says = "Female"
[[choices]]
id = "male"
says = "Male"
hint = "As recorded at birth."
""",
    ),
    "questions/illnesses.toml": _question(
        "many",
        "Which illnesses do you have?",
        """
hint = "Only those you know of."
[[choices]]
id = "diabetes"
says = "Diabetes"
[[choices]]
id = "hiv"
says = "HIV"
[[choices]]
id = "hepatitis"
says = "Hepatitis"
""",
    ),
    "questions/thinner.toml": _question("yes_no", "Do you take a blood thinner?"),
    "questions/needle_mm.toml": _question(
        "number", "How long are the needles?", 'unit = "mm"\nleast = 0.1\nmost = 3\n'
    ),
    "questions/stopped_on.toml": _question(
        "date", "When did you stop?", 'asked_when = { question = "thinner", is = false }\n'
    ),
    "questions/story.toml": _question("text", "Tell us more.", 'settings = ["clinic"]\n'),
    "questions/birth_year.toml": _question(
        "number", "Born in which year?", 'unit = "year"\nleast = 1900\nmost = 2100\n'
    ),
    "questions/age_years.toml": _question(
        "number", "Age", 'derived = true\nunit = "years"\nleast = 0\nmost = 130\n'
    ),
    "screen/scar_rule.toml": _fact(
        "rule",
        "You had a raised scar",
        """
then = "Ask."
argues = "excludes"
when = { question = "scar", is = true }
verdict = { home = "do_not_treat", clinic = "ask_a_clinician" }
says_in = { clinic = "Decide together." }
[[cases]]
name = "a scar"
given = { scar = true }
expect = "applies"
[[cases]]
name = "no scar"
given = { scar = false }
expect = "does_not_apply"
[[cases]]
name = "nobody asked"
given = {}
expect = "cannot_say"
""",
    ),
    "screen/stopped_rule.toml": _fact(
        "rule",
        "You stopped lately",
        """
argues = "against"
until = { after = "stopped_on", days = 180 }
when = { all = [
    { question = "stopped_on", within_days = 180 },
    { any = [{ question = "sex", in = ["female", "male"] }, { not = { known = "sex" } }] },
    { question = "needle_mm", between = [0.1, 3] },
    { question = "needle_mm", at_least = 0.1 },
    { not = { question = "illnesses", in = ["hiv"] } },
] }
verdict = { home = "wait", clinic = "wait", trial = "wait" }
[[cases]]
name = "ninety days ago"
given = { stopped_on = { days_ago = 90 }, needle_mm = 0.5, illnesses = ["diabetes"] }
expect = "applies"
[[cases]]
name = "a year ago"
given = { stopped_on = { days_ago = 365 } }
expect = "does_not_apply"
[[cases]]
name = "no date"
given = {}
expect = "cannot_say"
""",
    ),
    "screen/warfarin.toml": _fact(
        "medicine",
        "Blood thinners",
        """
names = ["warfarin", "co-coumarin"]
[[means]]
question = "thinner"
value = true
""",
    ),
    "screen/insulin.toml": _fact(
        "medicine",
        "Insulin",
        """
names = ["insulin"]
[[means]]
question = "illnesses"
value = ["diabetes"]
""",
    ),
    "screen/retinoid.toml": _fact(
        "medicine",
        "Strong acne tablets",
        """
names = ["isotretinoin"]
[[means]]
question = "thinner"
value = true
[[once_stopped]]
question = "thinner"
value = false
stopped_on = "stopped_on"
within_days = 180
[[once_stopped]]
question = "scar"
value = true
""",
    ),
    "screen/scar_and_sex.toml": _fact(
        "contradiction",
        "Both cannot be",
        """
when = { all = [{ question = "illnesses", is = "hepatitis" }, { question = "scar", is = false }] }
questions = ["illnesses", "scar"]
is_refused = true
""",
    ),
    "plan/needle_limit.toml": _fact(
        "limit",
        "Needle length at home",
        """
quantity = "needle_mm"
unit = "mm"
settings = ["home"]
devices = ["roller", "stamp"]
absolute = { least = 0.1, most = 0.5 }
recommended = { least = 0.2, most = 0.3 }
start = 0.25
depth_mm = { above = 0, up_to = 1 }
[[cases]]
value = 0.25
expect = "within"
[[cases]]
value = 0.5
expect = "beyond_recommended"
[[cases]]
value = 0.6
expect = "beyond_absolute"
""",
    ),
}


def written(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The small knowledge in a folder, with some files replaced; None leaves a file out."""
    for name, text in {**SMALL, **(changes or {})}.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return folder


def small(folder: Path, changes: dict[str, str | None] | None = None) -> Knowledge:
    """The small knowledge, loaded from a folder."""
    return load_knowledge(written(folder, changes))


def altered(name: str, old: str, new: str) -> dict[str, str | None]:
    """One file of it with one passage replaced."""
    assert SMALL[name].count(old) >= 1, (name, old)
    return {name: SMALL[name].replace(old, new, 1)}
