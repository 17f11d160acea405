"""The PDF: readable aloud, with its own fonts, and deaf to whatever somebody typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from anagen.interchange.sheets import (
    ConsentText,
    Sheet,
    Signed,
    aftercare_sheet,
    consent_sheet,
    letter_sheet,
    pdf,
    plan_sheet,
    session_sheet,
)
from anagen.interchange.sheets.drawing import TEMPLATE
from anagen.interchange.sheets.page import Bullets, Entries, Entry, Frame, Paragraph, Rows, Sign
from anagen.interchange.sheets.writable import MISSING, covered, writable
from anagen.interchange.words import words_in
from anagen.records.mistakes import Mistake
from tests.interchange.telling import after_a_session, telling
from tests.story import NOW

CONSENT = ConsentText(
    "Consent to scalp needling", "3", ("What it is.", "What may go wrong."), ("I may bruise.",)
)
HOSTILE = [
    '#panic("x") #read("/etc/passwd") #include "a.typ" #import "@preview/x:1.0.0"',
    "*bold* _it_ $x^2$ @ref <label> // comment /* open `raw` \\ = heading - item + item",
    "</script><script>alert(1)</script>",
    "\x00\x07\x1b[31m",
    "\u202eright to left\u202c and \u2066isolated\u2069",
    "مرحبا شكراً ١٢٣",
    "שלום עולם",
    "e\u0301\u0301\u0301\u0301 \u0627\u0301 क्षि 漢字 \U0001f600\U0001f468\u200d\U0001f469",
    "x" * 10_000,
    "word " * 2_000,
    "\u034d\u2045\u06e7 \u06f6\u0339\u02bc \u202e\u050e\u06dd\u0330",
    "up \u2191 and down \u2193",
    "\ufeff\u200b\u00ad\ufffe\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def small(*said: str, language: str = "en") -> Sheet:
    """A sheet with these words in every kind of block."""
    blocks = (
        *(Paragraph(one) for one in said),
        Bullets(tuple(said), columns=2, has_boxes=True),
        Entries(tuple(Entry(one, one) for one in said)),
        Rows(("What", "So"), tuple((one, one) for one in said)),
        Frame(said[0], Sign.STOP, (Paragraph(said[0]),)),
    )
    rtl = words_in(language).is_right_to_left
    return Sheet(said[0], language, rtl, NOW, said[0], blocks, said[0])


SHEETS = {
    "aftercare": lambda language: aftercare_sheet(after_a_session(language=language)),
    "session": lambda language: session_sheet(after_a_session(language=language), 1),
    "letter": lambda language: letter_sheet(after_a_session(language=language)),
    "plan": lambda language: plan_sheet(telling(language=language)),
    "consent": lambda language: consent_sheet(CONSENT, words_in(language), NOW),
}


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("language", ["en", "es", "ar-XB"])
def test_every_sheet_can_be_read_aloud(kind: str, language: str) -> None:
    sheet = SHEETS[kind](language)
    found = read(pdf(sheet))
    root: Any = found.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"].startswith(language.partition("-")[0])
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert found.metadata
    assert found.metadata.title == writable(sheet.title)
    assert root["/StructTreeRoot"]["/K"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@pytest.mark.parametrize("kind", ["aftercare", "session", "letter"])
@pytest.mark.parametrize("language", ["en", "es", "ar-XB"])
def test_what_is_to_be_one_page_is_one_page(kind: str, language: str) -> None:
    assert len(read(pdf(SHEETS[kind](language))).pages) == 1


def test_the_headings_and_the_tables_are_tagged_as_such() -> None:
    content = pdf(SHEETS["aftercare"]("en"))
    root: Any = read(content).trailer["/Root"]
    roles = {str(one.get("/S")) for one in _nodes(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/P"} <= roles


def _nodes(node: Any) -> Iterator[Any]:
    """Every element of the structure that a screen reader walks."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from _nodes(node["/K"])


@pytest.mark.parametrize("kind", SHEETS)
def test_every_font_is_inside_and_is_ours(kind: str) -> None:
    names = set()
    for page in read(pdf(SHEETS[kind]("en"))).pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)
            names.add(str(described["/FontName"]).partition("+")[2])
    assert names
    assert all(name.startswith(("Anagen", "NotoSans")) for name in names), names


def test_the_words_of_the_sheet_are_in_the_pdf() -> None:
    found = text_of(pdf(SHEETS["aftercare"]("en")))
    for words in ("After your scalp needling", "Leave off for now", "Hard exercise", "38 °C"):
        assert words in found


@pytest.mark.parametrize("said", HOSTILE, ids=lambda said: repr(said[:12]))
def test_whatever_somebody_typed_is_shown_as_text_and_does_nothing(said: str) -> None:
    found = pdf(small(said))
    assert found.startswith(b"%PDF")
    plain = writable(said).replace("\u200b", "")
    first = plain.split()[0][:12] if plain.split() and plain.isascii() else ""
    assert first in text_of(found).replace("\u200b", "")


def test_markup_stays_in_sight_letter_by_letter() -> None:
    said = '#read("/etc/passwd") *b* $x$'
    assert said in text_of(pdf(small(said)))
    assert "root:" not in text_of(pdf(small(said)))


def test_the_drawing_itself_opens_no_file() -> None:
    source = TEMPLATE.read_text()
    for word in ("read(", "import", "include", "plugin(", "eval("):
        assert word not in source


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_no_text_at_all_keeps_a_sheet_from_being_drawn(said: str) -> None:
    assert pdf(small(said)).startswith(b"%PDF")


@pytest.mark.parametrize("said", ["مرحبا بالعالم", "שלום עולם"])
def test_words_from_the_right_are_drawn_in_their_own_letters(said: str) -> None:
    assert writable(said) == said
    fonts = str(read(pdf(small(said, language="ar-XB"))).pages[0]["/Resources"]["/Font"])
    assert fonts
    assert MISSING not in text_of(pdf(small(said)))


def test_a_letter_that_no_font_has_is_shown_as_missing() -> None:
    assert writable("a漢b") == f"a{MISSING}b"
    assert writable("a\ufe0fb\x07") == "ab"
    assert ord(MISSING) in covered()


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert pdf(SHEETS["plan"]("en")) == pdf(SHEETS["plan"]("en"))


def test_marks_that_no_font_joins_are_left_out_and_the_letters_stay() -> None:
    found = text_of(pdf(small("before \u034d\u2045\u06e7 after")))
    assert "before" in found
    assert "after" in found
    assert writable("a\u034d", plainly=True) == "a"


def test_a_text_beyond_all_sense_is_cut_in_sight() -> None:
    assert writable("a b" * 9_000).endswith(" …")
    assert writable("\x1f") == MISSING
    assert writable("") == ""


def test_a_sheet_of_ten_times_the_text_takes_no_more_than_a_hundred_times_as_long() -> None:
    pdf(small("warm"))

    def seconds(words: int) -> float:
        before = perf_counter()
        pdf(replace(small("warm"), blocks=(Paragraph("word " * words),)))
        return perf_counter() - before

    short = min(seconds(100) for _ in range(3))
    assert seconds(1_000) < 100 * short


# Consent


def signature(size: tuple[int, int] = (300, 90), form: str = "PNG") -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "white").save(drawn, format=form)
    return drawn.getvalue()


SIGNED = Signed("A. Person", NOW, NOW, 4, 5, signature(), "B. Nurse")


def test_a_signed_consent_says_who_when_and_what_was_understood() -> None:
    found = text_of(pdf(consent_sheet(CONSENT, words_in("en"), NOW, SIGNED)))
    for words in (
        "Consent to scalp needling", "version 3", "What may go wrong.", "I may bruise.",
        "A. Person", "4 of 5 answers right", "B. Nurse", "Friday 20 November 2026, 12:00",
    ):  # fmt: skip
        assert words in found.replace("\u00a0", " ")


def test_a_signature_is_described_to_who_cannot_see_it() -> None:
    content = pdf(consent_sheet(CONSENT, words_in("en"), NOW, SIGNED))
    assert any("signature of A. Person" in alt for alt in _alts(read(content)))
    typed = replace(SIGNED, signature_png=None)
    assert not _alts(read(pdf(consent_sheet(CONSENT, words_in("en"), NOW, typed))))


def _alts(found: PdfReader) -> list[str]:
    """What is read out in the place of each picture."""
    root: Any = found.trailer["/Root"]
    return [str(one["/Alt"]) for one in _nodes(root["/StructTreeRoot"]) if "/Alt" in one]


def test_a_blank_consent_has_boxes_to_tick_and_lines_to_sign() -> None:
    found = text_of(pdf(consent_sheet(CONSENT, words_in("en"), NOW)))
    assert "Signature, date and time" in found
    assert "answers right" not in found


@pytest.mark.parametrize(
    "png",
    [b"", b"no picture", b"<svg onload='x'/>", signature(form="GIF"), signature((4000, 4000)),
     signature()[:60]],
)  # fmt: skip
def test_a_signature_that_is_no_small_picture_is_refused(png: bytes) -> None:
    with pytest.raises(Mistake, match="PNG"):
        consent_sheet(CONSENT, words_in("en"), NOW, replace(SIGNED, signature_png=png))
