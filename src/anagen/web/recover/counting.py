"""From the counts that were typed to tests that can be kept, or a line beside each slip.

Nothing is guessed: a test that was begun is asked for whole, and a count that cannot be right
stays in the form to be looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from anagen.care.history.recover import MORNINGS
from anagen.records.report import CombCount, PullTest, WashTest
from anagen.web.measure.reader import DAY, Reader, Typed

COMB = ("comb_1", "comb_2", "comb_3")
PULL = ("pull_out", "pull_held")
WASH = ("wash_hairs", "wash_short", "wash_days")
FIELDS = (*COMB, "comb_when", *DAY, *PULL, *WASH)

#: What `comb_when` says: the count now, or the usual one from before.
NOW, BEFORE = "now", "before"
#: The bounds of a record (anagen.records.reading): what lies beyond cannot be kept.
MOST_COMBED = 2000
LEAST_HELD, MOST_HELD = 10, 200
MOST_WASHED = 5000
UNWASHED_DAYS = (0.5, 30.0)


@dataclass(frozen=True, slots=True)
class Counts:
    """The tests that were filled in. `baseline_on` dates a comb count from before."""

    comb: CombCount | None
    pull: PullTest | None
    wash: WashTest | None
    baseline_on: date | None


def counts_from(typed: Typed, today: date) -> Counts | dict[str, str]:
    """The tests that were filled in, or what to say beside which field."""
    reader = Reader(typed, today)
    counts = Counts(_comb(reader), _pull(reader), _wash(reader), _baseline_on(reader))
    if not reader.is_begun(*COMB, *PULL, *WASH) and not reader.slips:
        reader.slips[COMB[0]] = _("Fill in at least one test. You need not do them all.")
    return reader.slips or counts


def _comb(reader: Reader) -> CombCount | None:
    counts = [reader.whole(name, 0, MOST_COMBED) for name in COMB]
    when = reader.typed["comb_when"]
    if reader.is_begun(*COMB) and when not in (NOW, BEFORE):
        reader.slips["comb_when"] = _("Say whether this is the count now or the one from before.")
    if when == BEFORE:
        _ask_for_every_morning(reader)
    made = tuple(count for count in counts if count is not None)
    return CombCount(made) if made else None


def _ask_for_every_morning(reader: Reader) -> None:
    """A baseline is an average over three mornings; on fewer nothing can be compared with it."""
    empty = next((name for name in COMB if not reader.typed[name]), None)
    if empty:
        reader.slips[empty] = (
            _(
                "A count from before can only be compared with when it has %d mornings. "
                "Write all of them, or choose “The count now”."
            )
            % MORNINGS
        )


def _baseline_on(reader: Reader) -> date | None:
    if reader.typed["comb_when"] != BEFORE:
        return None
    read = reader.day(_("Write the day of the last morning: day, month and year."))
    if read == reader.today:
        reader.slips["day"] = _("That is today. Write an earlier day, or choose “The count now”.")
        return None
    return read


def _pull(reader: Reader) -> PullTest | None:
    if not reader.is_begun(*PULL):
        return None
    out = reader.whole("pull_out", 0, MOST_HELD, _("Write how many came out. None is 0."))
    held = reader.whole("pull_held", LEAST_HELD, MOST_HELD, _("Write how many hairs you held."))
    if out is None or held is None:
        return None
    if out > held:
        reader.slips["pull_out"] = _(
            "You held %(held)d hairs, so at most %(held)d can come out."
        ) % {"held": held}
        return None
    return PullTest(out, held)


def _wash(reader: Reader) -> WashTest | None:
    if not reader.is_begun(*WASH):
        return None
    hairs = reader.whole("wash_hairs", 0, MOST_WASHED, _("Write how many hairs there were in all."))
    short = reader.whole(
        "wash_short", 0, MOST_WASHED, _("Write how many were 3 cm or shorter. None is 0.")
    )
    days = reader.number(
        "wash_days",
        UNWASHED_DAYS,
        _("Write for how many days you had not washed. One day is 1."),
    )
    if hairs is None or short is None or days is None:
        return None
    if short > hairs:
        reader.slips["wash_short"] = _(
            "There were %(hairs)d hairs, so at most %(hairs)d can be short."
        ) % {"hairs": hairs}
        return None
    return WashTest(hairs, short, days)
