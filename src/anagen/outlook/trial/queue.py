"""Pictures in a random order under random names, some of them twice: to be read blind.

A reader who knows that a picture is from week 24 counts more hairs on it. So names, dates and
order go, and some pictures come back unannounced: they show how well a reader agrees with
themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from anagen.outlook.trial.bounds import share
from anagen.records.mistakes import Mistake, shown

#: No letters that look like figures, and none that could spell a word.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"
NAME_LENGTH = 6
FEWEST_DUPLICATES = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it came: whose, of which visit, from which file."""

    person: str
    visit: str
    file: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue: the name the reader sees, and what it really is.

    `is_again` marks the second showing of a picture. `quality` differs between the two, so that
    their files do not tell.
    """

    name: str
    picture: Picture
    is_again: bool
    quality: int


def queue(pictures: Sequence[Picture], duplicates: float, numbers: Random) -> tuple[Place, ...]:
    """The reading order. Raises Mistake for people who were not seen twice."""
    share("--duplicates", duplicates)
    _refuse_lonely(pictures)
    again = min(len(pictures), max(FEWEST_DUPLICATES, round(duplicates * len(pictures))))
    twice = numbers.sample(list(pictures), again) if duplicates else []
    shows = [(picture, False) for picture in pictures] + [(picture, True) for picture in twice]
    numbers.shuffle(shows)
    names = _names(len(shows), numbers)
    seen: dict[Picture, int] = {}
    places = []
    for name, (picture, is_again) in zip(names, shows, strict=True):
        quality = numbers.choice([q for q in (92, 93, 94, 95) if q != seen.get(picture)])
        seen[picture] = quality
        places.append(Place(name, picture, is_again, quality))
    return tuple(places)


def _refuse_lonely(pictures: Sequence[Picture]) -> None:
    visits: dict[str, set[str]] = defaultdict(set)
    for one in pictures:
        visits[one.person].add(one.visit)
    if not visits:
        then = "Lay them out as PERSON/VISIT.jpg."
        raise Mistake("the folder", "no pictures", "a folder for each person", then)
    lonely = sorted(person for person, seen in visits.items() if len(seen) < 2)
    if lonely:
        found = f"one visit of {shown(lonely[0])}"
        then = "Add the other visit, or leave the person out."
        raise Mistake("the folder", found, "two or more visits for each person", then)


def _names(count: int, numbers: Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(numbers.choice(LETTERS) for _ in range(NAME_LENGTH))] = None
    return list(found)


def key_text(places: Sequence[Place]) -> str:
    """The key as its file holds it."""
    tree = {
        place.name: {
            "person": place.picture.person,
            "visit": place.picture.visit,
            "file": place.picture.file,
            "again": place.is_again,
        }
        for place in sorted(places, key=lambda one: one.name)
    }
    return json.dumps({"pictures": tree}, indent=1, ensure_ascii=False) + "\n"


def hash_of_key(text: str) -> str:
    """What the log holds of the key: enough to see whether it was changed."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_key(text: str) -> dict[str, Place]:
    """The places by their names, from a key. Raises Mistake when it is none."""
    try:
        tree: dict[str, Any] = json.loads(text)["pictures"]
        return {
            name: Place(
                name,
                Picture(str(one["person"]), str(one["visit"]), str(one["file"])),
                bool(one["again"]),
                0,
            )
            for name, one in tree.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        then = "Name the file that `anagen trial queue` wrote."
        raise Mistake("the key", "something else", "the key of a queue", then) from None
