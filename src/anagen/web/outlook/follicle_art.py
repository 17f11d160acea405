"""Draws one follicle in the skin: plain SVG with classes, and the words that say the same.

From the surface down: a hair, the pocket it stands in, and the bulb that makes it. Every stage has
a shape of its own, so that none is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anagen.follicles.parameters import FollicleClass
from anagen.web.look.templatetags.words import amount
from anagen.web.outlook.choices import DAYS_PER_WEEK
from anagen.web.outlook.cycle import HIDDEN_DAYS, STAGE_WORDS, Stage, Standing

WIDTH, HEIGHT, SKIN, DEEP, SHALLOW = 60, 200, 92, 172, 132
MIDDLE = WIDTH / 2
#: A hair is drawn no longer than this, reached after so many days.
LONGEST_PX, LONGEST_DAYS = 78.0, 420.0
PX_PER_UM = 0.062
#: From here on time is told in months.
MONTHS_FROM_DAYS, DAYS_PER_MONTH = 84, 30.44


@dataclass(frozen=True, slots=True)
class Drawn:
    """A follicle on the page."""

    number: int
    stage: str
    word: str
    art: SafeString
    says: str
    has_hair: bool


def drawn(number: int, one: Standing) -> Drawn:
    """A follicle with its drawing and its words."""
    parts = [_pocket(one), _bulb(one), _hair(one), _fallen(one)]
    art = format_html(
        '<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false"><path class="skin" '
        'd="M-1 {}H{}V{}H-1Z"/>{}<path class="surface" d="M-1 {}H{}"/></svg>',
        WIDTH, HEIGHT, SKIN, WIDTH + 1, HEIGHT,
        mark_safe("".join(parts)),  # noqa: S308 - numbers and classes only
        SKIN, WIDTH + 1,
    )  # fmt: skip
    return Drawn(number, one.stage.value, str(STAGE_WORDS[one.stage]), art, says(one), one.has_hair)


def _foot(one: Standing) -> float:
    """How deep the follicle reaches: deep while it grows, half way while it rests."""
    if one.stage in (Stage.GROWING, Stage.GROWING_AGAIN):
        return DEEP
    return (DEEP + SHALLOW) / 2 if one.stage is Stage.STEPPING_BACK else SHALLOW


def _pocket(one: Standing) -> SafeString:
    foot, half = _foot(one), 6.5 + one.kind.diameter_um * 0.03
    way = (
        f"M{MIDDLE - half:.1f} {SKIN}C{MIDDLE - half:.1f} {SKIN + 30} {MIDDLE - half + 1:.1f} "
        f"{foot - 14:.1f} {MIDDLE - half - 1:.1f} {foot - 4:.1f}Q{MIDDLE} {foot + 16:.1f} "
        f"{MIDDLE + half + 1:.1f} {foot - 4:.1f}C{MIDDLE + half - 1:.1f} {foot - 14:.1f} "
        f"{MIDDLE + half:.1f} {SKIN + 30} {MIDDLE + half:.1f} {SKIN}"
    )
    look = "pocket bare" if one.stage is Stage.EMPTY else "pocket"
    return format_html('<path class="{}" d="{}"/>', look, way)


def _bulb(one: Standing) -> SafeString:
    """What makes the hair: wide while it works, a small knot below while it does not."""
    foot = _foot(one)
    if one.stage in (Stage.GROWING, Stage.GROWING_AGAIN):
        return format_html(
            '<path class="bulb" d="M{a} {b}C{a} {c} {d} {c} {d} {b}C{d} {e} {a} {e} {a} {b}Z"/>'
            '<circle class="papilla" cx="{m}" cy="{p}" r="2.6"/>',
            a=f"{MIDDLE - 8:.1f}", d=f"{MIDDLE + 8:.1f}", b=f"{foot - 5:.1f}",
            c=f"{foot + 8:.1f}", e=f"{foot - 17:.1f}", m=MIDDLE, p=f"{foot - 1:.1f}",
        )  # fmt: skip
    knot = foot + (14 if one.stage is Stage.STEPPING_BACK else 12)
    strand = f"M{MIDDLE} {foot + 4:.1f}V{knot - 3:.1f}"
    return format_html(
        '<path class="strand" d="{}"/><circle class="papilla" cx="{}" cy="{}" r="2.4"/>',
        strand, MIDDLE, f"{knot:.1f}",
    )  # fmt: skip


def _hair(one: Standing) -> SafeString:
    if one.stage is Stage.EMPTY:
        return SafeString("")
    foot, thick = _foot(one), one.kind.diameter_um * PX_PER_UM
    root = foot - 10 if one.stage in (Stage.GROWING, Stage.GROWING_AGAIN) else foot
    shown = (one.grown_days - HIDDEN_DAYS) / LONGEST_DAYS * LONGEST_PX
    if shown <= 0:
        tip = SKIN + (root - SKIN) * 0.35
        way = f"M{MIDDLE} {root:.1f}V{tip:.1f}"
    else:
        up = min(shown, LONGEST_PX)
        way = _bent(root, up)
    club = _club(root) if one.stage in (Stage.RESTING, Stage.STEPPING_BACK) else SafeString("")
    return format_html(
        '<path class="hair" stroke-width="{}" d="{}"/>{}', f"{thick:.2f}", way, club
    )  # fmt: skip


def _bent(root: float, up: float) -> str:
    lean = up * 0.16
    return (
        f"M{MIDDLE} {root:.1f}V{SKIN}C{MIDDLE} {SKIN - up * 0.4:.1f} {MIDDLE + lean * 0.3:.1f} "
        f"{SKIN - up * 0.75:.1f} {MIDDLE + lean:.1f} {SKIN - up:.1f}"
    )


def _club(root: float) -> SafeString:
    return format_html('<circle class="club" cx="{}" cy="{}" r="3.4"/>', MIDDLE, f"{root:.1f}")


def _fallen(one: Standing) -> SafeString:
    """The old hair on its way: above the skin, aslant, with its club at the end."""
    if not one.is_falling:
        return SafeString("")
    return format_html(
        '<g class="fallen"><path class="hair" stroke-width="{}" d="M12 66C20 50 34 30 52 22"/>'
        '<circle class="club" cx="12" cy="66" r="3.2"/></g>',
        f"{one.kind.diameter_um * PX_PER_UM:.2f}",
    )


def says(one: Standing) -> str:
    """The same in words."""
    told = {"stage": STAGE_WORDS[one.stage], "since": since(one.days), "hair": hair_word(one.kind)}
    line = _("%(stage)s %(since)s, %(hair)s") % told
    return _("%(line)s; its old hair has just fallen") % {"line": line} if one.is_falling else line


def since(days: int) -> str:
    """How long, in the largest unit that is not too coarse."""
    if days < 2 * DAYS_PER_WEEK:
        return ngettext("for %(n)s day", "for %(n)s days", days) % {"n": amount(days)}
    if days < MONTHS_FROM_DAYS:
        return _("for %(n)s weeks") % {"n": amount(round(days / DAYS_PER_WEEK))}
    return _("for %(n)s months") % {"n": amount(round(days / DAYS_PER_MONTH))}


def hair_word(kind: FollicleClass) -> str:
    """How strong its hair is."""
    words = {"terminal": _("a strong hair"), "intermediate": _("a hair in between")}
    return words.get(kind.name, _("a fine hair"))
