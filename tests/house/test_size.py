"""Nothing grows beyond what a reader can hold: files, functions and facts."""

import ast

from tests.house.tree import ROOT, Function, files, functions, place, texts

FILE_LINES = 400
FUNCTION_LINES = 50
FACT_LINES = 80


def body_lines(function: Function) -> int:
    """How many lines a function's body has, without its signature and docstring."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def too_long(pattern: str, limit: int) -> list[str]:
    """Files with more lines than the limit, with their length."""
    lengths = {path: len(path.read_text().splitlines()) for path in files(pattern)}
    return [f"{path.relative_to(ROOT)}: {n}" for path, n in lengths.items() if n > limit]


def test_no_module_is_longer_than_four_hundred_lines():
    assert too_long("*.py", FILE_LINES) == []


def test_every_clinical_fact_fits_on_one_screen():
    assert too_long("src/anagen/knowledge/*.toml", FACT_LINES) == []


def test_a_file_over_the_limit_is_named():
    assert "tests/house/test_size.py" in " ".join(too_long("tests/house/*.py", 5))


def test_no_function_is_longer_than_fifty_lines():
    assert [
        f"{place(path, function.lineno)}: {function.name}, {body_lines(function)} lines"
        for path, source in texts("*.py")
        for function in functions(source)
        if body_lines(function) > FUNCTION_LINES
    ] == []


def test_a_functions_length_leaves_out_its_signature_and_docstring():
    source = 'def f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n    b = a\n\n    return b\n'
    assert [body_lines(function) for function in functions(source)] == [3]
