"""The form of a consent: what must be there before a signature counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from django.core import signing as seals
from django.http import QueryDict
from django.utils.translation import gettext

from anagen.web.clinic.care.consent_quiz import Line, marked
from anagen.web.clinic.care.consent_texts import Kind, Text
from anagen.web.clinic.care.signature import is_path, is_signature

MOST_NAME = 120
SHOWN = "anagen.consent.shown"
#: These may be refused without any effect on the treatment.
MAY_REFUSE = (Kind.PHOTOS_RECORD, Kind.PHOTOS_TEACHING)
AGREE, REFUSE = "agree", "refuse"


@dataclass(frozen=True, slots=True)
class Signing:
    """One form as it was sent, with what is still lacking, by field."""

    lines: list[Line]
    ticked: frozenset[int] = frozenset()
    name: str = ""
    drawn: str = ""
    refuses: bool = False
    slips: dict[str, str] = field(default_factory=dict)


def signing_in(form: QueryDict, text: Text, lines: list[Line]) -> Signing:
    """The form, checked against the text that holds now."""
    drawn = form.get("drawn", "").strip()
    signing = Signing(
        lines=marked(lines, form),
        ticked=frozenset(int(one) for one in form.getlist("agreed") if one in "0123456789" and one),
        name=form.get("name", "").strip()[: MOST_NAME + 1],
        drawn=drawn if is_path(drawn) else "",
        refuses=form.get("answer") == REFUSE and text.kind in MAY_REFUSE,
    )
    if form.get("text") != fingerprint(text):
        signing.slips["text"] = gettext(
            "A newer text holds since this page was opened. Read it here, then sign."
        )
    _check_name(signing)
    if drawn and not is_signature(drawn):
        signing.slips["drawn"] = gettext(
            "That is too short for a signature. Draw it again, or leave it empty: the typed "
            "name then counts."
        )
    if not signing.refuses:
        _check_agreement(signing, text)
    return signing


def _check_name(signing: Signing) -> None:
    letters = sum(one.isalpha() for one in signing.name)
    if letters < 2 or len(signing.name) > MOST_NAME or not signing.name.isprintable():
        signing.slips["name"] = gettext("Write the full name of the person who signs.")


def _check_agreement(signing: Signing, text: Text) -> None:
    if signing.ticked != frozenset(range(len(text.statements))):
        signing.slips["agreed"] = gettext(
            "Each sentence needs its tick. Leave out what you do not agree to, and do not sign."
        )
    if any(line.is_wrong for line in signing.lines):
        signing.slips["quiz"] = gettext(
            "Some answers are not right yet. Read why below, then answer again."
        )


def fingerprint(text: Text) -> str:
    """Tells one text from every other: the SHA-256 of its kind, version and words."""
    words = (text.title, *text.paragraphs, *text.statements)
    whole = "\n".join([text.kind.value, str(text.version), *map(str, words)])
    return sha256(whole.encode()).hexdigest()


def shown_now(now: datetime) -> str:
    """When a text is shown, signed so that a form cannot say otherwise."""
    return seals.dumps(now.timestamp(), salt=SHOWN)


def shown_in(form: QueryDict, now: datetime) -> datetime:
    """When the text was shown that this form comes from; now, where the form does not say."""
    try:
        shown_s = float(seals.loads(form.get("shown", ""), salt=SHOWN))
        return datetime.fromtimestamp(shown_s, UTC)
    except (seals.BadSignature, ValueError):
        return now
