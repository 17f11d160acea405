"""Who may import whom: downwards only, and the rules stand on the standard library alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, texts

LINTER = Path(sys.executable).with_name("lint-imports")
ALLOWED = sys.stdlib_module_names | {"anagen"}


def imported(source: str) -> set[str]:
    """The top-level packages that a module imports from."""
    tree = ast.parse(source)
    plain = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    named = {
        node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 0
    }
    return {name.partition(".")[0] for name in plain | named}


def test_the_import_contracts_hold():
    answer = subprocess.run(
        [LINTER, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("package", ["records", "knowledge", "care"])
def test_the_rules_use_the_standard_library_alone(package):
    assert {
        f"{path.relative_to(ROOT)} imports {name}"
        for path, source in texts(f"src/anagen/{package}/*.py")
        for name in imported(source) - ALLOWED
    } == set()


def test_a_framework_among_the_rules_is_caught():
    source = "import datetime\nimport numpy.linalg as la\n\ndef f():\n    from django import db\n"
    assert imported(source) - ALLOWED == {"numpy", "django"}
