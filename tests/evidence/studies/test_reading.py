"""A study, review or question file is read strictly: what is wrong is named in one line."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from anagen.evidence import library
from anagen.evidence.library import load_studies
from anagen.evidence.marks import ORDER, Mark, worst
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.mistakes import Mistake

HERE = Path(library.__file__).parent


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of all files in which one text of one file was replaced."""

    def copy(name: str, old: str, new: str) -> Path:
        for folder in library.FOLDERS:
            shutil.copytree(HERE / folder, tmp_path / folder)
        shutil.copy(HERE / library.UNREAD, tmp_path)
        path = tmp_path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return copy


REFUSED = [
    ("studies/dhurat_2013.toml", "source ", "sourse ", "Fill in source"),
    ("studies/dhurat_2013.toml", "[size]", "sourse = 1\n[size]", "sourse"),
    ("studies/dhurat_2013.toml", '"dhurat_2013"', '"durat_2013"', "dhurat_2013"),
    ("studies/dhurat_2013.toml", '"per_cm2"', '"per_cm"', "per_cm2"),
    ("studies/dhurat_2013.toml", 'arm    = "minoxidil"', 'arm    = "nobody"', "nobody"),
    ("studies/dhurat_2013.toml", 'between  = ["needling"', 'between  = ["needles"', "needles"),
    ("studies/dhurat_2013.toml", 'p        = "0.039"', 'p        = "small"', "p-value"),
    ("studies/dhurat_2013.toml", 'n_mark = "Vw"', 'n_mark = "X"', "n_mark"),
    ("studies/dhurat_2013.toml", 'change = 91.4', 'change = "many"', "change"),
    ("studies/dhurat_2013.toml", 'percent = 82', 'percent = 182', "0 to 100"),
    ("studies/dhurat_2013.toml", 'change = 91.4\n', "", "at least one figure"),
    ("studies/olsen_2002.toml", 'change_sd = 25.4', 'change_sd = 0', "change_sd"),
    ("studies/yu_aj_2018.toml", '= { change = "D" }', '= { events = "D" }', "events"),
    ("studies/jocd_2025.toml", "[28.57", '["some"', "percentages"),
    ("studies/kumar_2018.toml", "[size]", "[size", "broken TOML"),
    ("unread.toml", "names", "name", "Did you mean names"),
    ("reviews/ahmed_2025.toml", "low     = 0.73", "low     = 2.73", "below the upper"),
    ("reviews/ahmed_2025.toml", "low     = 0.73\n", "", "both ends"),
    ("reviews/xu_2024.toml", 'of      = "count"', 'of      = "all"', "naming one"),
    ("questions/depth.toml", 'study   = "faghihi_2021"', 'study   = "faghihi"', "faghihi"),
    ("questions/depth.toml", 'known    = "poorly"', 'known    = "surely"', "poorly"),
    ("questions/depth.toml", "no_pool ", "no_pools ", "no_pools"),
    ("questions/depth.toml", 'row    = "short"', 'row    = "deep"', "deep"),
    ("questions/gap.toml", "strength =", 'split = "x"\nstrength =', "disagree"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "tells"), REFUSED)
def test_a_file_that_is_wrong_is_refused_by_its_name(
    copied: Callable[[str, str, str], Path], name: str, old: str, new: str, tells: str
) -> None:
    with pytest.raises(KnowledgeError) as refused:
        load_studies(copied(name, old, new))
    said = str(refused.value)
    assert said.startswith(name)
    assert tells in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("study", "arm", "against", "tells"),
    [
        ("bao_2020", "both", "minoxidil", "confirmed"),
        ("jimenez_2014_nine", "light", "sham", "Light"),
        ("jccp_2025", "both", "needling", "add up to 100"),
        ("adistri_2024", "needling", "minoxidil", "two wordings"),
        ("berger_2003", "minoxidil_5", "placebo", "spread"),
        ("tsuboi_2007", "minoxidil_1", "placebo", "spread"),
    ],
)
def test_no_doubtful_or_remembered_figure_enters_a_pool(
    copied: Callable[[str, str, str], Path], study: str, arm: str, against: str, tells: str
) -> None:
    pool = (HERE / "questions/minoxidil.toml").read_text(encoding="utf-8")
    start = pool.index("[[pools]]")
    first = pool[start:].index('study   = "olsen_2002"') + start
    old = pool[first : pool.index("\n\n", first)]
    new = f'study = "{study}"\noutcome = "density"\narm = "{arm}"\nagainst = "{against}"'
    folder = copied("questions/minoxidil.toml", pool[start:], pool[start:].replace(old, new))
    with pytest.raises(Mistake, match=tells):
        load_studies(folder)


def test_a_figure_marked_remembered_is_refused_even_without_a_doubt(
    copied: Callable[[str, str, str], Path],
) -> None:
    folder = copied("studies/olsen_2007.toml", 'mark      = "V"', 'mark      = "R"')
    with pytest.raises(Mistake, match="the mark R"):
        load_studies(folder)


def test_files_are_read_once_a_process() -> None:
    assert load_studies() is load_studies()


def test_every_file_fits_on_two_screens() -> None:
    long = [
        path.name
        for folder in library.FOLDERS
        for path in (HERE / folder).glob("*.toml")
        if len(path.read_text(encoding="utf-8").splitlines()) > 160
    ]
    assert long == []


def test_no_study_stands_unused_and_unsourced() -> None:
    studies = load_studies()
    assert {one.source for one in studies.studies.values()} <= set(studies.sources)
    read_in = {one.read_in for study in studies.studies.values() for one in study.outcomes}
    assert read_in - {""} <= set(studies.sources)


def test_the_worst_mark_counts() -> None:
    assert [worst((Mark.READ, mark)) for mark in ORDER] == list(ORDER)
    assert worst(()) is Mark.GAP
    assert [mark.is_sound for mark in ORDER] == [True, True, False, False, False]


def test_what_was_not_read_is_missing_and_never_nought() -> None:
    liang = load_studies().studies["liang_2022"].outcome("density")
    assert liang is not None
    assert liang.results == ()
    faghihi = load_studies().studies["faghihi_2021"]
    assert all(outcome.results == () for outcome in faghihi.outcomes)


def test_no_file_writes_a_figure_that_is_missing_as_text() -> None:
    for path in (HERE / "studies").glob("*.toml"):
        for outcome in tomllib.loads(path.read_text(encoding="utf-8")).get("outcomes", []):
            for result in outcome.get("results", []):
                figures = {
                    key: value
                    for key, value in result.items()
                    if key not in ("arm", "mark", "marks")
                }
                assert all(isinstance(value, int | float) for value in figures.values()), path.name
