"""What the page of the shedding tests shows: how each is made, the form, and what is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anagen.care.case import case_of
from anagen.knowledge.library import Knowledge
from anagen.knowledge.shedding_test import SheddingTest
from anagen.records.record import Record
from anagen.web.look.sources import Tree
from anagen.web.look.templatetags.languages import translated
from anagen.web.measure.reader import DAY, Typed
from anagen.web.recover.counting import FIELDS
from anagen.web.recover.diary import Diary, diary_of
from anagen.web.recover.keeping import Kept, kept_tests

LABELS = {
    "comb_1": _("First morning"),
    "comb_2": _("Second morning"),
    "comb_3": _("Third morning"),
    "day": _("Day"),
    "month": _("Month"),
    "year": _("Year"),
    "pull_out": _("Hairs that came out"),
    "pull_held": _("Hairs you held"),
    "wash_hairs": _("All hairs"),
    "wash_short": _("3 cm or shorter"),
    "wash_days": _("Days without washing"),
}
#: Where one sentence ends and the next begins.
SENTENCES = re.compile(r"(?<=[.!?])\s+")
#: Said when the record was changed in another window between showing the form and sending it.
OVERTAKEN = _(
    "Your record was changed in another window meanwhile. What you typed is still here. Look at "
    "the tests that are kept, then press the button again."
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form as it stands."""

    name: str
    label: str
    value: str
    slip: str


@dataclass(frozen=True, slots=True)
class HowTo:
    """How one test is made, what its results mean, and where that comes from."""

    test: SheddingTest
    point: Tree

    @property
    def steps(self) -> list[str]:
        """How it is made, a sentence a step."""
        return SENTENCES.split(translated(self.test.says))


@dataclass(frozen=True)
class CountsPage:
    """The page at one moment. `version` is the state of the record that the form was made from."""

    record: Record
    knowledge: Knowledge
    now: datetime
    version: int
    typed: Typed = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)
    is_overtaken: bool = False

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by its name."""
        return {
            name: Field(
                name, str(LABELS.get(name, "")), self.typed.get(name, ""), self.slips.get(name, "")
            )
            for name in FIELDS
        }

    @property
    def day_parts(self) -> list[Field]:
        """Day, month and year of a count from before."""
        return [self.fields[name] for name in DAY]

    @property
    def to_check(self) -> list[Field]:
        """The fields with a slip, in the order of the form."""
        return [one for one in self.fields.values() if one.slip]

    @property
    def overtaken_says(self) -> str:
        """What to say when the record has moved on; "" when it has not."""
        return str(OVERTAKEN) if self.is_overtaken else ""

    @property
    def diary(self) -> Diary | None:
        """The comb counts drawn; None while there is none."""
        return diary_of(case_of(self.record, self.knowledge, self.now))

    @property
    def kept(self) -> list[Kept]:
        """The tests in the record, the newest first."""
        return kept_tests(self.record, self.now)

    @property
    def comb(self) -> list[HowTo]:
        """The comb count."""
        return self._how_to("test_comb")

    @property
    def pull(self) -> list[HowTo]:
        """The pull test."""
        return self._how_to("test_pull")

    @property
    def wash(self) -> list[HowTo]:
        """The wash test in its two forms."""
        return self._how_to("test_wash_one_day", "test_wash_five_days")

    def _how_to(self, *ids: str) -> list[HowTo]:
        facts = (self.knowledge.facts.get(id) for id in ids)
        return [HowTo(fact, {"fact": fact.id}) for fact in facts if isinstance(fact, SheddingTest)]
