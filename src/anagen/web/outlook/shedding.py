"""Why more hair may fall at first: two things apart that happen together, each with its band.

Resting hairs that let go sooner fall, and nothing comes of it. Empty follicles that start sooner
give hair, and nothing falls. So what falls says nothing about what grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anagen.knowledge.library import Knowledge
from anagen.knowledge.shedding_test import SheddingTest
from anagen.web.look.sources import Chip, Tree, point_tree
from anagen.web.look.templatetags.languages import translated, translated_tree
from anagen.web.look.templatetags.words import amount
from anagen.web.outlook.band import Band
from anagen.web.outlook.chart import HALF, LOW, Axis, Line, Picture
from anagen.web.outlook.choices import KIND_WORDS, Kind
from anagen.web.outlook.curves import Part, kept, key_of, part_alone
from anagen.web.outlook.resting_on import SHED_FOUND
from anagen.web.outlook.sourced import chips_of
from anagen.web.outlook.strokes import drawings
from anagen.web.outlook.words import change_words

#: The weeks that this page is about, and how far its curves go.
FROM_WEEK, TO_WEEK, WEEKS = 2, 8, 26
#: The existing words for when somebody has to look, the most urgent first.
TODAY = ("shed_pus",)
WITHIN_TWO_WEEKS = (
    "shed_patch",
    "shed_only_rolled",
    "shed_inflamed",
    "shed_scarring_signs",
    "shed_pull",
    "shed_wash",
    "shed_long",
)
TESTS = ("test_comb", "test_pull", "test_wash_one_day", "test_wash_five_days")


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One thing that may happen, as if it were the only one: two charts and what they say."""

    id: str
    title: str
    density_chart: SafeString
    shed_chart: SafeString
    says: str
    rows: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Test:
    """A test for shedding, and what it cannot say."""

    point: Tree
    cannot_say: str


@dataclass(frozen=True)
class SheddingPage:
    """The page for one kind of scalp."""

    kind: Kind
    knowledge: Knowledge

    @property
    def kinds(self) -> list[tuple[str, str | Promise, bool]]:
        """The kinds of scalp to look at."""
        return [(one.value, KIND_WORDS[one], one is self.kind) for one in Kind]

    @cached_property
    def mechanisms(self) -> list[Mechanism]:
        """Letting go sooner, and starting sooner."""
        return [
            self._mechanism(Part.TELOGEN, _("If resting hairs only let go sooner")),
            self._mechanism(Part.KENOGEN, _("If empty follicles only start sooner")),
        ]

    def _mechanism(self, part: Part, title: str) -> Mechanism:
        density, shed = part_alone(self.kind, part)
        alone = kept().bands
        left_alone = alone[f"{key_of(self.kind)}/density"].first_weeks(WEEKS)
        left_shed = alone[f"{key_of(self.kind)}/shed"].first_weeks(WEEKS)
        return Mechanism(
            id=part.value,
            title=title,
            density_chart=_drawn(
                _("hairs per cm²"), title, left_alone, density, self._limits("density")
            ),
            shed_chart=_drawn(
                _("hairs a day, from 100,000 follicles"), title, left_shed, shed,
                self._limits("shed"),
            ),
            says=_says(part, density, shed),
            rows=_rows(density, shed),
        )  # fmt: skip

    def _limits(self, what: str) -> tuple[float, float, float]:
        """The same scale for both: what differs is seen, and what does not is seen too."""
        keys = (key_of(self.kind, Part.TELOGEN), key_of(self.kind, Part.KENOGEN))
        bands = [kept().bands[f"{key}/{what}"] for key in keys]
        step = STEPS[what]
        least = min(min(one.low) for one in bands) if what == "density" else 0.0
        most = max(max(one.high) for one in bands)
        return floor(least / step) * step, ceil((most + step / 4) / step) * step, step

    @property
    def chips(self) -> list[Chip]:
        """What is known about shedding."""
        return chips_of(SHED_FOUND, self.knowledge)

    @property
    def today(self) -> list[Tree]:
        """What must be seen today."""
        return [self._point(one) for one in TODAY]

    @property
    def within_two_weeks(self) -> list[Tree]:
        """What must be seen within two weeks."""
        return [self._point(one) for one in WITHIN_TWO_WEEKS]

    @property
    def tests(self) -> list[Test]:
        """What to count."""
        facts = [self.knowledge.fact(one, SheddingTest) for one in TESTS]
        return [Test(self._point(one.id), translated(one.cannot_say)) for one in facts]

    def _point(self, fact: str) -> Tree:
        told: Tree = translated_tree(point_tree(self.knowledge.facts[fact], self.knowledge))
        return told


STEPS = {"density": 10.0, "shed": 100.0}


def _drawn(
    title: str, name: str, alone: Band, tried: Band, limits: tuple[float, float, float]
) -> SafeString:
    axis = Axis(
        WEEKS,
        tuple((float(week), str(week)) for week in (0, 4, 8, 12, 16, 20, 24)),
        _("weeks"),
        tuple(float(week) for week in range(0, WEEKS + 1, 2)),
    )
    label = _("%(name)s: %(title)s over 26 weeks, with their band. The sentence says the same.")
    picture = Picture(
        label=label % {"name": name, "title": title},
        title=title,
        lines=(
            Line(_("left alone"), "", "wait", alone, is_dashed=True),
            Line(_("only this"), "", "mark", tried),
        ),
        axis=axis,
        shaded=(FROM_WEEK, TO_WEEK, _("weeks 2 to 8")),
        limits=limits,
    )
    return drawings(picture, (HALF, LOW))


def _says(part: Part, density: Band, shed: Band) -> str:
    told = {
        "fall": amount(round(max(shed.high), -1)),
        "usual": amount(round(shed.start, -1)),
        "soon": _change(density, TO_WEEK),
        "late": _change(density, WEEKS),
        "weeks": WEEKS,
    }
    if part is Part.TELOGEN:
        return (
            _(
                "More falls: up to %(fall)s hairs a day instead of about %(usual)s. To count there "
                "are %(soon)s in week 8 and %(late)s in week %(weeks)s. A hair that let go early "
                "is a hair that would have let go later."
            )
            % told
        )
    return (
        _(
            "No more falls than before in these weeks. To count there are %(soon)s in week 8 and "
            "%(late)s in week %(weeks)s: follicles that stood empty have made a hair. What falls "
            "later is more, because there is more to fall."
        )
        % told
    )


def _change(band: Band, week: int) -> str:
    return change_words(round(band.low[week] - band.start), round(band.high[week] - band.start))


def _rows(density: Band, shed: Band) -> list[tuple[str, str, str]]:
    return [
        (
            str(week),
            f"{round(density.low[week])}–{round(density.high[week])}",
            f"{round(shed.low[week])}–{round(shed.high[week])}",
        )
        for week in (0, 2, 4, 8, 12, 18, 26)
    ]


def kind_named(word: str) -> Kind:
    """The kind of scalp that an address names; clearly thinning where it names none of ours."""
    return next((one for one in Kind if one.value == word), Kind.AGA)
