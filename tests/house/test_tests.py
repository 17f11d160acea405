"""A test that cannot fail is a defect."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import Function, functions, place, texts

CHECKS = {"expect", "raises", "warns"}


def is_check(node: ast.AST) -> bool:
    """Whether this piece of code can make a test fail by what it finds."""
    if isinstance(node, ast.Assert):
        return not isinstance(node.test, ast.Constant)
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in CHECKS or name.startswith(("check_", "assert_")):
        return True
    return isinstance(node.func, ast.Name) and name == "run"


def cannot_fail(function: Function) -> bool:
    """Whether a test function looks at nothing."""
    return not any(is_check(node) for node in ast.walk(function))


def written_tests(source: str) -> list[Function]:
    """The functions that pytest runs."""
    return [function for function in functions(source) if function.name.startswith("test_")]


def test_every_test_can_fail():
    assert [
        f"{place(path, function.lineno)}: {function.name}"
        for path, source in texts("tests/*/test_*.py")
        for function in written_tests(source)
        if cannot_fail(function)
    ] == []


def test_every_test_is_named_by_a_sentence():
    assert [
        f"{place(path, function.lineno)}: {function.name}"
        for path, source in texts("tests/*/test_*.py")
        for function in written_tests(source)
        if function.name.count("_") < 2
    ] == []


@pytest.mark.parametrize("body", ["advise(record)", "assert True", "subprocess.run(command)"])
def test_a_test_without_a_check_is_caught(body):
    (function,) = written_tests(f"def test_it():\n    {body}\n")
    assert cannot_fail(function)


@pytest.mark.parametrize(
    "body",
    [
        "assert advise(record)",
        "with pytest.raises(ValueError): advise(record)",
        "expect(page).to_have_title('Today')",
        "check_every_case(rule)",
        "run('anagen advise', exits=2)",
    ],
)
def test_a_test_with_a_check_is_allowed(body):
    (function,) = written_tests(f"def test_it():\n    {body}\n")
    assert not cannot_fail(function)


def test_no_test_file_is_passed_over_for_its_name():
    assert [
        str(path)
        for path, source in texts("tests/*.py")
        if written_tests(source) and not Path(path).name.startswith("test_")
    ] == []
