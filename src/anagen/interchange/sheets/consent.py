"""The consent form: the text in its version, what was understood, and who signed when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from anagen.interchange.sheets.page import (
    Block,
    Bullets,
    Line,
    Paragraph,
    Part,
    Picture,
    Rows,
    Sheet,
)
from anagen.interchange.words import Words
from anagen.records.mistakes import Mistake

#: A signature is a few strokes: more pixels than this are something else.
MOST_PIXELS = 4_000_000


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of a consent: what is explained, and what is agreed to, a sentence a box."""

    title: str
    version: str
    paragraphs: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """How a consent was given: by whom, when, what the quiz came to, and the signature.

    Times carry the zone they are to be shown in. `signature_png` is None where the name was
    typed instead of drawn.
    """

    name: str
    shown_at: datetime
    signed_at: datetime
    quiz_right: int
    quiz_of: int
    signature_png: bytes | None = None
    witness: str = ""


def consent_sheet(
    text: ConsentText, words: Words, made: datetime, signed: Signed | None = None
) -> Sheet:
    """The form: blank to sign by hand, or as it was signed."""
    head = words.gettext("Consent, version {version}").format(version=text.version)
    return Sheet(
        title=text.title,
        language=words.language.code,
        is_right_to_left=words.is_right_to_left,
        made=made,
        head=head,
        blocks=tuple(_blocks(text, words, signed)),
        foot=words.gettext("You can take this consent back at any time."),
    )


def _blocks(text: ConsentText, words: Words, signed: Signed | None) -> Iterator[Block]:
    yield from (Paragraph(one) for one in text.paragraphs)
    agreed = Bullets(text.statements, has_boxes=signed is None)
    yield Part(words.gettext("I agree to each of these"), (agreed,))
    yield from _signature(words, signed) if signed else _blank(words)


def _blank(words: Words) -> Iterator[Block]:
    yield Line(words.gettext("Name"))
    yield Line(words.gettext("Signature, date and time"))
    yield Line(words.gettext("Name and signature of whoever explained it"))


def _signature(words: Words, signed: Signed) -> Iterator[Block]:
    right = words.gettext("{right} of {of} answers right")
    rows = [
        (words.gettext("Name"), signed.name),
        (words.gettext("Text shown"), words.moment(signed.shown_at)),
        (words.gettext("Signed"), words.moment(signed.signed_at)),
        (
            words.gettext("Questions about the text"),
            right.format(right=signed.quiz_right, of=signed.quiz_of),
        ),
    ]
    if signed.witness:
        rows.append((words.gettext("Explained by"), signed.witness))
    table = Rows((words.gettext("What"), words.gettext("As written down")), tuple(rows))
    blocks: tuple[Block, ...] = (table,)
    if signed.signature_png is not None:
        means = words.gettext("The signature of {name}").format(name=signed.name)
        blocks = (table, Picture(_checked(signed.signature_png), means))
    yield Part(words.gettext("Signature"), blocks)


def _checked(png: bytes) -> bytes:
    """A signature drawn anew, so that nothing but its strokes goes into the sheet."""
    from PIL import Image

    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise ValueError
            drawn = BytesIO()
            picture.convert("RGBA").save(drawn, format="PNG")
    except (OSError, ValueError, SyntaxError):
        raise Mistake(
            "signature", "something that is no small picture", "a PNG drawing", "Sign again."
        ) from None
    return drawn.getvalue()
