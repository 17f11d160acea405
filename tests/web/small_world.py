"""A small world of questions, one of each kind: what the pages of the check are tested with.

The real questions change as more is learnt; what a page does with a date or a wrong unit
does not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from anagen.knowledge.library import Knowledge
from anagen.knowledge.load import load_knowledge

FOOT = """
reviewed = 2026-11-20
[[basis]]
source = "a_trial"
locator = "table 2"
stance = "supports"
[[basis]]
source = "a_choice"
locator = "point 4"
stance = "supports"
says = "We take the careful side."
"""

QUESTIONS = {
    "birth_year": """
step = "screen"
kind = "number"
ask = "In which year were you born?"
why = "Some limits depend on age."
unit = "year"
least = 1906
most = 2026
valid_days = 36525
order = 100
""",
    "sex": """
step = "screen"
kind = "choice"
ask = "Which sex was recorded at your birth?"
why = "It decides about pregnancy."
valid_days = 36525
order = 101
choices = [{ id = "female", says = "Female" }, { id = "male", says = "Male" }]
""",
    "pregnant": """
step = "screen"
kind = "yes_no"
ask = "Are you pregnant?"
why = "Nobody has tested needling in pregnancy."
unknown_means = "We then treat it as a yes until you find out."
valid_days = 30
order = 102
""",
    "skin_today": """
step = "screen"
kind = "many"
ask = "What is wrong with your scalp today?"
why = "Needles carry what is on the skin into it."
valid_days = 1
order = 110
choices = [{ id = "rash", says = "A rash" }, { id = "sunburn", says = "Sunburn" }]
""",
    "isotretinoin": """
step = "screen"
kind = "choice"
ask = "Have you taken isotretinoin?"
hint = "A strong acne medicine."
why = "It changes how skin heals."
valid_days = 90
order = 120
choices = [{ id = "never", says = "No" }, { id = "stopped", says = "Yes, but I stopped" }]
""",
    "stopped_on": """
step = "screen"
kind = "date"
ask = "When did you take the last capsule?"
why = "The wait counts from that day."
valid_days = 36525
order = 121
asked_when = { question = "isotretinoin", is = "stopped" }
""",
    "needle_mm": """
step = "plan"
kind = "number"
ask = "How long are the needles?"
why = "Longer needles wound more."
unit = "mm"
least = 0.1
most = 3
valid_days = 30
order = 500
""",
    "remarks": """
step = "treat"
kind = "text"
ask = "Is there anything else we should know?"
why = "It stands in the letter."
valid_days = 30
order = 600
""",
    "redness": """
step = "recover"
kind = "yes_no"
ask = "Is the skin still red?"
why = "Redness fades in three days."
valid_days = 1
order = 900
""",
}

PREGNANT_MAN = """
kind = "contradiction"
title = "Pregnant, and recorded male"
says = "You told us you are pregnant, and that the sex recorded at birth is male."
reviewed = 2026-11-20
strength = "practice"
when = { all = [{ question = "sex", is = "male" }, { question = "pregnant", is = true }] }
questions = ["sex", "pregnant"]
is_refused = true
[[basis]]
source = "a_choice"
locator = "point 20"
stance = "supports"
"""

SOURCES = {
    "a_trial": """
kind = "trial"
short = "A trial"
citation = "A trial. 2026."
identifier = "doi:10.1000/1"
read = "abstract"
reviewed = 2026-11-20
shows = "It shows one thing."
limits = "It was small."
""",
    "a_choice": """
kind = "practice"
short = "Our choice"
citation = "A choice of ours."
identifier = "none"
read = "full_text"
reviewed = 2026-11-20
shows = "It says what we chose."
limits = "No trial stands behind it."
""",
}


@cache
def small_world() -> Knowledge:
    """The small world, loaded the way the real one is."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        files = {f"questions/{id}": text + FOOT for id, text in QUESTIONS.items()}
        files |= {f"sources/{id}": text for id, text in SOURCES.items()}
        files["screen/pregnant_man"] = PREGNANT_MAN
        for name, text in files.items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / f"{name}.toml").write_text(text)
        return load_knowledge(place)


#: An answer to each question, as its form sends it.
GIVEN: dict[str, dict[str, Any]] = {
    "birth_year": {"text": "1992"},
    "sex": {"answer": "female"},
    "pregnant": {"answer": "no"},
    "skin_today": {"answer": "none_of_these"},
    "isotretinoin": {"answer": "never"},
    "needle_mm": {"text": "0.25"},
    "remarks": {"text": "Nothing else."},
}
