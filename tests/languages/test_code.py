"""No sentence for people stands bare in the code of the pages: each is marked to be translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from anagen.languages.pages import FOLDERS, MARKS
from tests.house.tree import PACKAGE

#: A text that begins like a sentence and ends like one.
SENTENCE = re.compile(r"[A-Z“][^<>{}]*[a-z] [^<>{}]*[.?!”]", re.DOTALL)
#: What marks a text, or finds the core's own translation of it. An error is told on the command
#: line, which is English; the pages have words of their own for it.
SAID = {*MARKS, "translated"}
#: What is printed where the server is started.
ON_THE_COMMAND_LINE = {"web/serving.py", "web/network.py"}


def bare_sentences(source: str) -> list[str]:
    """The sentences in a module that nobody can translate."""
    tree = ast.parse(source)
    quiet = {id(one) for part in _quiet(tree) for one in ast.walk(part)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quiet
        and SENTENCE.fullmatch(node.value)
    ]


def _quiet(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, marked texts, and what is raised or asserted for us alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first
        elif isinstance(node, ast.Raise | ast.Assert):
            yield node
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SAID or name.endswith("Error"):
                yield node


def test_no_code_of_the_pages_holds_a_sentence_that_is_not_marked() -> None:
    paths = [path for folder in FOLDERS for path in sorted((PACKAGE / folder).rglob("*.py"))]
    assert len(paths) > 100
    found = {
        f"{path.relative_to(PACKAGE)}: {text}"
        for path in paths
        if str(path.relative_to(PACKAGE)) not in ON_THE_COMMAND_LINE
        for text in bare_sentences(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("source", "is_bare"),
    [
        ('slip = "Choose one answer."', True),
        ('page(to_check="Choose one answer.")', True),
        ('slip = _("Choose one answer.")', False),
        ('slip = words.gettext("Choose one answer.")', False),
        ('"""Chooses one answer."""', False),
        ('assert found, "Choose one answer."', False),
        ('name = "choice"', False),
    ],
)
def test_a_bare_sentence_is_told_from_a_marked_one(source: str, is_bare: bool) -> None:
    assert bool(bare_sentences(source)) is is_bare
