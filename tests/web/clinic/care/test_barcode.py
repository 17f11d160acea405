"""Barcodes as scanners type them, and signatures as fingers draw them."""

from __future__ import annotations

from datetime import date

import pytest

from anagen.web.clinic.care.barcode import Scanned, has_right_check_digit, scanned
from anagen.web.clinic.care.signature import MOST_CHARACTERS, is_path, is_signature
from tests.web.clinic.care.ground import SCRAWL

GTIN = "09521234543213"
WHOLE = Scanned(GTIN, "KX2231", date(2027, 11, 30))


@pytest.mark.parametrize(
    "typed",
    [
        f"(01){GTIN}(17)271130(10)KX2231",
        f"(01) {GTIN} (10) KX2231 (17) 271130",
        f"01{GTIN}1727113010KX2231",
        f"]d201{GTIN}1727113010KX2231",
        f"01{GTIN}10KX2231\x1d17271130",
        f"01{GTIN}1727113010KX2231\x1d21SER9",
        f"  ]C101{GTIN}1125010117271130" + "10KX2231  ",
    ],
)
def test_one_box_reads_the_same_however_the_scanner_types_it(typed: str) -> None:
    assert scanned(typed) == WHOLE


def test_day_nought_is_the_last_of_the_month() -> None:
    found = scanned(f"(01){GTIN}(17)280200(10)A")
    assert found
    assert found.expiry == date(2028, 2, 29)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "KX2231",
        "10KX2231",
        f"(01){GTIN}",
        f"(01){GTIN[:-1]}9(17)271130(10)A",
        f"(01){GTIN}(17)271331(10)A",
        f"(01){GTIN}(17)27113(10)A",
        f"(01){GTIN}(17)271130(10)",
        f"(01){GTIN}(17)271130(10)A(10)B",
        f"(01){GTIN}(17)271130(10)A and more",
        f"(99){GTIN}(10)A",
        f"01{GTIN}17271130" + "10" + "A" * 21,
        "(01)٠٩٥٢١٢٣٤٥٤٣٢١٣(17)271130(10)A",
        "(" * 5000,
    ],
)
def test_what_is_no_whole_barcode_is_never_half_read(typed: str) -> None:
    assert scanned(typed) is None


def test_one_wrong_digit_in_an_item_number_is_noticed() -> None:
    for place in range(len(GTIN)):
        for digit in "0123456789".replace(GTIN[place], ""):
            assert not has_right_check_digit(GTIN[:place] + digit + GTIN[place + 1 :])


def test_a_drawn_name_is_a_signature() -> None:
    assert is_signature(SCRAWL)
    assert is_signature(SCRAWL[:200] + "M300 20L310 90L320 30")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "M10 10",
        "M10 10L10 10",
        "M10 10" + "L11 10" * 40,
        "M10 10L590 190",
        "M0 0" + "L20 180L22 2" * 20,
        "M10 10" + "L700 10L20 100" * 10,
        "M10 10" * 30,
        SCRAWL + "z",
        SCRAWL + '"/><script>',
        "L10 10" + SCRAWL,
        SCRAWL * 400,
    ],
)
def test_a_dot_a_tap_or_a_text_is_no_signature(path: str) -> None:
    assert not is_signature(path)


def test_a_path_has_an_end() -> None:
    assert not is_path("M1 1" + "L1 1" * MOST_CHARACTERS)
