"""`anagen sheet`: a PDF for a record, or one line that says why not."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting
from tests.cli.conftest import AT

ENDED = datetime.fromisoformat(AT) - timedelta(days=9)
DONE = Session(ENDED - timedelta(minutes=20), ENDED, Setting.HOME, DeviceKind.ROLLER, 0.25)


def read(path: Path) -> PdfReader:
    return PdfReader(BytesIO(path.read_bytes()))


@pytest.mark.parametrize("kind", ["aftercare", "session", "letter", "plan"])
def test_every_kind_is_written_as_a_pdf(anagen, written, tmp_path, kind):
    out = tmp_path / "sheet.pdf"
    record = written(sessions=(DONE,))
    said = anagen("sheet", record, "--kind", kind, "--out", str(out), "--at", AT)
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{out}: {kind}\n"
    assert read(out).pages


def test_the_language_can_be_chosen(anagen, written, tmp_path):
    out = tmp_path / "sheet.pdf"
    options = ("--kind", "plan", "--out", str(out), "--at", AT, "--language", "es")
    assert anagen("sheet", written(), *options).code == 0
    assert str(read(out).trailer["/Root"]["/Lang"]).startswith("es")


def test_an_address_becomes_a_code(anagen, written, tmp_path):
    out = tmp_path / "sheet.pdf"
    options = ("--kind", "aftercare", "--out", str(out), "--at", AT)
    anagen("sheet", written(), *options, "--address", "http://192.168.1.9/a/")
    assert "http://192.168.1.9/a/" in read(out).pages[0].extract_text()


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "javascript:alert(1)", "http://["])
def test_an_address_that_nobody_else_can_open_is_refused(anagen, written, tmp_path, address):
    out = tmp_path / "sheet.pdf"
    options = ("--kind", "aftercare", "--out", str(out), "--address", address)
    said = anagen("sheet", written(), *options)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert not out.exists()


@pytest.mark.parametrize("number", ["0", "2", "-1"])
def test_a_session_that_is_not_in_the_record_is_refused(anagen, written, tmp_path, number):
    record = written(sessions=(DONE,))
    options = ("--kind", "session", "--out", str(tmp_path / "a.pdf"), "--at", AT)
    said = anagen("sheet", record, *options, "--session", number)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "--session" in said.err


def test_a_record_without_a_session_has_no_session_sheet(anagen, written, tmp_path):
    out = str(tmp_path / "a.pdf")
    said = anagen("sheet", written(), "--kind", "session", "--out", out, "--at", AT)
    assert said.code == 2
    assert "no session" in said.err


def test_a_place_that_cannot_be_written_is_one_line(anagen, written, tmp_path):
    out = tmp_path / "nowhere" / "sheet.pdf"
    said = anagen("sheet", written(), "--kind", "plan", "--out", str(out), "--at", AT)
    assert (said.code, said.err.count("\n")) == (2, 1)


def test_a_clinical_no_is_a_sheet_as_well(anagen, written, tmp_path):
    out = tmp_path / "plan.pdf"
    record = written(said={"keloid": True})
    assert anagen("sheet", record, "--kind", "plan", "--out", str(out), "--at", AT).code == 0
    assert "There is no plan now" in read(out).pages[0].extract_text()


def test_nothing_is_left_beside_the_file(anagen, written, tmp_path):
    record, out = written(), tmp_path / "out" / "plan.pdf"
    out.parent.mkdir()
    anagen("sheet", record, "--kind", "plan", "--out", str(out), "--at", AT)
    assert [path.name for path in out.parent.iterdir()] == ["plan.pdf"]
