"""The consent texts as they come with Anagen: version 1 of every clinic's own.

Written by us from the knowledge files, and not yet reviewed by a clinician or a lawyer: a
clinic reads them, and follows them with a version of its own where it needs another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.store.clinics.models import Clinic
from anagen.store.procedures.models import Wording


class Kind(Enum):
    """What is agreed to. Pictures are asked about apart from any treatment."""

    MICRONEEDLING = "microneedling"
    PLASMA = "plasma"
    PHOTOS_RECORD = "photos_record"
    PHOTOS_TEACHING = "photos_teaching"


Words = str | Promise


@dataclass(frozen=True, slots=True)
class Text:
    """One consent text: its title, what is explained, and one sentence for each box."""

    kind: Kind
    version: int
    title: Words
    paragraphs: tuple[Words, ...]
    statements: tuple[Words, ...]

    @property
    def as_read(self) -> dict[str, object]:
        """The text in the language of the page, as it is signed."""
        return {
            "title": str(self.title),
            "paragraphs": [str(one) for one in self.paragraphs],
            "statements": [str(one) for one in self.statements],
        }


#: What each kind is called where it stands in a list.
TITLES: dict[Kind, Words] = {
    Kind.MICRONEEDLING: _("Microneedling of the scalp"),
    Kind.PLASMA: _("Plasma from your own blood"),
    Kind.PHOTOS_RECORD: _("Pictures for your record"),
    Kind.PHOTOS_TEACHING: _("Pictures for teaching"),
}

MICRONEEDLING = Text(
    Kind.MICRONEEDLING,
    1,
    TITLES[Kind.MICRONEEDLING],
    (
        _(
            "Fine needles make tiny wounds in the parts of your scalp that were marked. A "
            "trained person does it, with a sterile cartridge that is used once and thrown away."
        ),
        _(
            "What to expect: pink skin and soreness, and sometimes small drops of blood. It is "
            "usually calm again within three days."
        ),
        _(
            "What can go wrong: infection, bruises, lumps, scars, dark or light patches, a "
            "reaction to the numbing cream, and more hair falling. Some of these can stay."
        ),
        _(
            "What it may do: most trials with minoxidil found more hair when needling was added. "
            "They differ so much that a new one could still show nothing. Hair loss is not a use "
            "for which these devices have been cleared."
        ),
        _(
            "What else there is: doing nothing, minoxidil alone, or another treatment. There is "
            "no hurry. You can think about it and come back."
        ),
    ),
    (
        _("I have read this, or it was read to me, and my questions have been answered."),
        _("I know that infection, scars, lumps and lasting changes of colour can happen."),
        _("I know that nobody can promise me hair, and that hair loss is not a cleared use."),
        _("I have told you what I know about my health, my medicines and my allergies."),
        _("I know how to look after my scalp, and whom to call when something is wrong."),
        _("I know that I can take this back at any time, without giving a reason."),
    ),
)
PLASMA = Text(
    Kind.PLASMA,
    1,
    TITLES[Kind.PLASMA],
    (
        _(
            "Blood is taken from your arm and spun in a machine. The part with many platelets is "
            "called plasma; it is put back into your scalp after the needles."
        ),
        _(
            "Only your own blood may be used. Your tube carries your name, stays in the room, "
            "and two people read the name aloud before anything is given. At a place that did "
            "this badly, people caught HIV."
        ),
        _("What can go wrong: a bruise where the blood was taken, pain, swelling and infection."),
        _(
            "What it may do: in 30 men, needling with plasma was not clearly better than needling "
            "alone. Nobody can promise you hair."
        ),
    ),
    (
        _("I have read this, or it was read to me, and my questions have been answered."),
        _("I know that only my own blood may be used, and that two people check my name."),
        _("I know that plasma has not clearly been shown to add anything to needling."),
        _("I know that I can take this back at any time, without giving a reason."),
    ),
)
PHOTOS_RECORD = Text(
    Kind.PHOTOS_RECORD,
    1,
    TITLES[Kind.PHOTOS_RECORD],
    (
        _(
            "Pictures of your scalp are kept in your record, so that one visit can be compared "
            "with another. Those who treat you here can see them, and so can you."
        ),
        _("Your treatment does not depend on this. Without pictures, less can be measured."),
    ),
    (
        _("Pictures of my scalp may be taken and kept in my record."),
        _("I know that I can take this back at any time, without giving a reason."),
    ),
)
PHOTOS_TEACHING = Text(
    Kind.PHOTOS_TEACHING,
    1,
    TITLES[Kind.PHOTOS_TEACHING],
    (
        _(
            "Pictures of your scalp may be shown to other professionals to teach them, without "
            "your name and without your face."
        ),
        _(
            "Your treatment does not depend on this. You can take it back at any time; then no "
            "picture is shown again, but what somebody has already seen cannot be called back."
        ),
    ),
    (
        _("Pictures of my scalp may be used for teaching, without my name and face."),
        _("I know that pictures somebody has already seen cannot be called back."),
    ),
)
BUILT_IN = {one.kind: one for one in (MICRONEEDLING, PLASMA, PHOTOS_RECORD, PHOTOS_TEACHING)}


def current_text(clinic: Clinic, kind: Kind) -> Text:
    """The text that holds now: the clinic's newest, or the one that comes with Anagen."""
    newest = Wording.objects.filter(clinic=clinic, kind=kind.value).first()
    return _from_row(newest) if newest else BUILT_IN[kind]


def current_texts(clinic: Clinic) -> dict[Kind, Text]:
    """Every text that holds now, in one look."""
    found = dict(BUILT_IN)
    for row in Wording.objects.filter(clinic=clinic).order_by("version"):
        found[Kind(row.kind)] = _from_row(row)
    return found


def _from_row(row: Wording) -> Text:
    return Text(
        Kind(row.kind), row.version, row.title, tuple(row.paragraphs), tuple(row.statements)
    )


def kind_named(word: str) -> Kind | None:
    """The kind of an address; None for a word that is none."""
    return next((kind for kind in Kind if kind.value == word), None)


def kind_title(word: str) -> str:
    """What a stored kind is called; its own word where a later version named it."""
    kind = kind_named(word)
    return str(TITLES[kind]) if kind else word
