"""`anagen target`: a page to print, or one line that says why not."""

from io import BytesIO

import pytest
from pypdf import PdfReader


@pytest.mark.parametrize(("paper", "width_mm"), [("a4", 210.0), ("letter", 215.9)])
def test_the_page_has_the_size_of_the_paper(anagen, tmp_path, paper, width_mm):
    out = tmp_path / "target.pdf"
    said = anagen("target", "--out", str(out), "--paper", paper)
    assert (said.code, said.err) == (0, "")
    assert "100 %" in said.out
    page = PdfReader(BytesIO(out.read_bytes())).pages[0]
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(width_mm, abs=0.1)


def test_the_language_can_be_chosen(anagen, tmp_path):
    out = tmp_path / "target.pdf"
    assert anagen("target", "--out", str(out), "--language", "es").code == 0
    assert str(PdfReader(out).trailer["/Root"]["/Lang"]).startswith("es")


def test_a_place_that_cannot_be_written_is_one_line(anagen, tmp_path):
    said = anagen("target", "--out", str(tmp_path / "nowhere" / "target.pdf"))
    assert said.code == 2
    assert said.err.count("\n") == 1
