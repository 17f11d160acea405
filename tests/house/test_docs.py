"""The papers of the house: what they show runs, what they name is there, nothing is stale."""

import ast
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from anagen.cli import main
from tests.house.tree import KNOWLEDGE, ROOT, files, functions

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
MUTANTS = ROOT / "tests" / "mutants.txt"
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))
PAPERS = [path for path in files("*.md") if ROOT / "tests" not in path.parents]
WRITTEN = [path for path in PAPERS if path.parent != REFERENCE]

BLOCK = re.compile(r"^(?:<!-- (file|from): (\S+) -->\n)?```(\w*)\n(.*?)^```$", re.M | re.S)
COPY = re.compile(r"^<!-- copy: (\S+) -->$", re.M)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"[^>]* alt=\"([^\"]*)\"")
HEADING = re.compile(r"^#+ (.*)$", re.M)
ELSEWHERE = ("https://", "http://", "mailto:")


def id_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


every_paper = pytest.mark.parametrize("paper", PAPERS, ids=id_of)


# What the papers show


def blocks(paper: Path) -> list[tuple[str, str, str, str]]:
    """What a paper shows: how it is marked, its name, its language and its text."""
    return BLOCK.findall(paper.read_text())


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a block and what it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


def agrees(shown: str, printed: str) -> bool:
    """Whether a command printed what a paper shows; "…" stands for whatever was left out."""
    lines = (
        "(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + "\n"
        for line in shown.rstrip("\n").split("\n")
    )
    return re.fullmatch("".join(lines), printed.rstrip("\n") + "\n") is not None


SHOWING = [paper for paper in WRITTEN if any(one[2] == "console" for one in blocks(paper))]


@pytest.mark.parametrize("paper", SHOWING, ids=id_of)
def test_every_command_a_paper_shows_prints_what_it_shows(paper, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in COPY.findall(paper.read_text()):
        shutil.copy(ROOT / name, tmp_path)
    for mark, name, language, text in blocks(paper):
        if mark == "file":
            Path(name).write_text(text)
        if language == "console":
            for command, shown in commands(text):
                printed = said_by(command, capsys)
                assert agrees(shown, printed), f"{id_of(paper)}: $ {command}\n{printed}"


def said_by(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints on both streams; only our own command is run."""
    name, *arguments = shlex.split(command)
    assert name == "anagen", command
    main(arguments)
    said = capsys.readouterr()
    return said.out + said.err


@every_paper
def test_a_file_that_a_paper_quotes_says_so_still(paper):
    quoted = [(name, text) for mark, name, _, text in blocks(paper) if mark == "from"]
    assert [name for name, text in quoted if text not in (ROOT / name).read_text()] == []


def test_a_command_that_prints_something_else_is_noticed():
    assert agrees("Wait.\n…\nEnd", "Wait.\nmore\nmore\nEnd\n")
    assert agrees("Wait until …, 19:40.", "Wait until 21 November, 19:40.\n")
    assert agrees("Wait.\n…", "Wait.\nmore\n")
    assert agrees("…\nEnd", "Wait.\nmore\nEnd\n")
    assert not agrees("Wait.", "Go.\n")
    assert not agrees("Wait.", "Wait.\nmore\n")
    assert not agrees("Wait.\n…\nEnd", "Wait.\nmore\n")


# What the papers name


def anchors(paper: Path) -> set[str]:
    """The places inside a paper that a link may name."""
    titles = (title.lower().replace("`", "") for title in HEADING.findall(paper.read_text()))
    return {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}


@every_paper
def test_every_link_leads_somewhere(paper):
    lost = []
    for link in LINK.findall(BLOCK.sub("", paper.read_text())):
        if link.startswith(ELSEWHERE):
            continue
        name, _, anchor = link.partition("#")
        target = (paper.parent / name).resolve() if name else paper
        is_there = target.exists() and (not anchor or anchor in anchors(target))
        lost += [] if is_there else [link]
    assert lost == []


@every_paper
def test_every_picture_is_there_and_says_what_it_shows(paper):
    found = PICTURE.findall(paper.read_text())
    pictures = [(says or alt, name or source) for says, name, source, alt in found]
    assert [name for says, name in pictures if not says.strip()] == []
    assert [name for _, name in pictures if not (paper.parent / name).is_file()] == []


def test_every_paper_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        paper = waiting.pop()
        if paper in reached or not paper.is_file():
            continue
        reached.add(paper)
        if paper.suffix == ".md":
            links = LINK.findall(paper.read_text())
            local = (link.partition("#")[0] for link in links if not link.startswith(ELSEWHERE))
            waiting += [(paper.parent / name).resolve() for name in local if name]
    assert [id_of(paper) for paper in PAPERS if paper not in reached] == []


# Safety


def hazards() -> list[list[str]]:
    """The rows of the table of hazards."""
    lines = (ROOT / "SAFETY.md").read_text().splitlines()
    rows = [line.strip("|").split("|") for line in lines if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in row] for row in rows]


def names_in(cell: str) -> list[str]:
    """The names in code type in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def is_defined(name: str) -> bool:
    """Whether `anagen.care.rules:judged`, `tests/spec/x.py::test_y` or `screen/keloid` is there."""
    if ":" not in name:
        return (KNOWLEDGE / f"{name}.toml").is_file()
    place, _, inner = name.partition("::" if "::" in name else ":")
    path = place if place.endswith(".py") else f"src/{place.replace('.', '/')}.py"
    for candidate in (ROOT / path, (ROOT / path).with_suffix("") / "__init__.py"):
        if candidate.is_file():
            source = candidate.read_text()
            tops = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
            named = {one.name for one in (*functions(source), *tops)}
            return inner.rpartition(".")[2] in named
    return False


def test_there_are_hazards_enough_and_each_is_whole():
    numbers = [int(row[0]) for row in hazards()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 25
    assert [row[0] for row in hazards() if len(row) != 5 or not all(row)] == []


def test_every_guard_that_safety_names_is_there():
    named = {row[0]: names_in(row[3]) for row in hazards()}
    assert [number for number, found in named.items() if not any(":" in one for one in found)] == []
    assert [name for found in named.values() for name in found if not is_defined(name)] == []


def test_every_proof_that_safety_names_is_a_test():
    named = {row[0]: names_in(row[4]) for row in hazards()}
    assert [number for number, found in named.items() if not found] == []
    proofs = [name for found in named.values() for name in found]
    assert [name for name in proofs if "::test_" not in name or not is_defined(name)] == []


@pytest.mark.skipif(not MUTANTS.is_file(), reason="make mutants has not been run in this tree")
def test_safety_carries_the_figure_of_the_last_run_of_mutants():
    share = re.search(r"^together .* ([\d.]+ %)$", MUTANTS.read_text(), re.M)
    assert share
    assert share[1] in (ROOT / "SAFETY.md").read_text()


def test_a_guard_that_is_gone_is_noticed():
    assert is_defined("anagen.care.rules:judged")
    assert is_defined("anagen.care.judgement:Judgement.verdict")
    assert not is_defined("anagen.care.rules:forgotten")
    assert not is_defined("anagen.care.nowhere:judged")
    assert not is_defined("screen/forgotten")


# The decisions


def test_decisions_are_numbered_once_and_in_order():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=id_of)
def test_a_decision_is_one_page_with_its_three_parts(decision):
    text = decision.read_text()
    assert text.startswith(f"# {decision.name[:4]}: ")
    parts = [part for part in HEADING.findall(text)[1:]]
    assert parts == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 60
