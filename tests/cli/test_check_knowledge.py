"""`anagen check-knowledge`: what ships is whole, and faults are found."""

from __future__ import annotations

import shutil

import pytest

from anagen.knowledge.files import FOLDERS, HERE


@pytest.fixture
def folder(tmp_path):
    for name in FOLDERS:
        shutil.copytree(HERE / name, tmp_path / name)
    return tmp_path


def test_it_works(anagen):
    said = anagen("check-knowledge")
    assert (said.code, said.err) == (0, "")
    assert "cases hold" in said.out


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('question = "keloid"', 'question = "keloyd"', "Did you mean keloid?"),
        ("is = true", "is = 0.25", "true or false"),
        ("is = true", "at_least = 1", "at_least on a yes_no question"),
        ("[[basis]]", "[[bases]]", "basis"),
        ("reviewed", "reviewd", "reviewed"),
        ("applies", "does_not_apply", "cases"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(anagen, folder, before, after, told):
    path = folder / "screen" / "keloid.toml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    said = anagen("check-knowledge", str(folder))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "screen/keloid.toml" in said.err
    assert told in said.err


def test_a_folder_that_is_not_there_is_refused(anagen, tmp_path):
    said = anagen("check-knowledge", str(tmp_path / "nothing"))
    assert (said.code, said.err.count("\n")) == (2, 1)
