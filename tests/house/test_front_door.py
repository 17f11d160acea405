"""What a newcomer meets first: two commands that work, a version that agrees, a whole package."""

import os
import re
import zipfile
from importlib import metadata

import pytest
from flit_core import buildapi

import anagen
from tests.house.tree import PACKAGE, ROOT, files

VERSION_HEADING = re.compile(r"^## \[?v?(\d+\.\d+\.\d+)", re.MULTILINE)


def test_the_readme_names_the_two_commands():
    readme = (ROOT / "README.md").read_text()
    assert re.search(r"\bmake run\b", readme)
    assert re.search(r"\bmake test\b", readme)


def test_the_continuous_check_runs_the_readmes_test_command():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    commands = [line.strip() for line in lines if line.strip().startswith("exec ")]
    assert commands == ["exec make test", "exec ./test"]


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_twin_without_make_is_the_command_itself(name):
    recipe = re.search(rf"^{name}:\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    assert recipe[1].strip() == f"@./{name}"


@pytest.mark.parametrize("name", ["run", "test", ".ci/run", "requirements/install"])
def test_every_script_can_be_started(name):
    assert os.access(ROOT / name, os.X_OK)


def test_the_changelog_begins_with_this_version():
    newest = VERSION_HEADING.search((ROOT / "CHANGELOG.md").read_text())
    assert newest
    assert newest[1] == anagen.__version__


def test_the_installed_package_has_this_version():
    assert metadata.version("anagen") == anagen.__version__


@pytest.mark.parametrize(
    "name",
    ["README.md", "GLOSSARY.md", "SAFETY.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"],
)
def test_every_paper_of_the_house_is_there(name):
    assert (ROOT / name).stat().st_size > 0


def test_a_wheel_carries_every_file_of_the_package(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    wheel = zipfile.ZipFile(tmp_path / buildapi.build_wheel(str(tmp_path)))
    carried = set(wheel.namelist())
    ours = {str(path.relative_to(PACKAGE.parent)) for path in files() if PACKAGE in path.parents}
    assert ours - carried == set()
