"""The files of this project as the house tests see them: tracked, or new and not ignored."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "anagen"
KNOWLEDGE = PACKAGE / "knowledge"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(*patterns: str) -> list[Path]:
    """Every file that matches one of the patterns, all without; never none.

    A `*` reaches into folders: `src/*.py` is every module below src.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    found = sorted(ROOT / name for name in listed if name and (ROOT / name).is_file())
    assert found, f"no file matches {patterns}: is this a git checkout with the whole project?"
    return found


def texts(*patterns: str) -> Iterator[tuple[Path, str]]:
    """Every text file that matches, with its text; pictures and fonts are passed over."""
    for path in files(*patterns):
        data = path.read_bytes()
        if b"\0" not in data:
            yield path, data.decode()


def place(path: Path, line: int) -> str:
    """Where something is, in the way editors understand."""
    return f"{path.relative_to(ROOT)}:{line}"


def places_of(found: re.Pattern[str], *patterns: str) -> list[str]:
    """Each line that the expression finds, as `file:line: what it found`."""
    return [
        f"{place(path, number)}: {match[0]}"
        for path, text in texts(*patterns)
        for number, line in enumerate(text.splitlines(), 1)
        for match in found.finditer(line)
    ]


def functions(source: str) -> list[Function]:
    """Every function and method in a module, nested ones too."""
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, Function)]
