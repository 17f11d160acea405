"""What is installed is what was locked, and no file names the host it comes from."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, places_of

ADDRESS = re.compile(r"://|--(?:extra-)?index|--find-links")
REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)
SETS = ["tools", "run", "dev", "mutants"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def canonical(name: str) -> str:
    """A package's name as the lock file spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: str) -> set[str]:
    """The packages asked for, one a line, whatever versions and extras follow."""
    return {canonical(name) for name in REQUIREMENT.findall(requirements)}


def asked_for(name: str) -> set[str]:
    """The packages that a set is asked to bring."""
    if name == "run":
        return named("\n".join(PROJECT["project"]["dependencies"]))
    return named((ROOT / "requirements" / f"{name}.in").read_text())


def entries(name: str) -> list[str]:
    """The entries of a lock file, each one package with its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return [entry.strip() for entry in re.split(r"\n(?=\S)", text) if entry.strip()]


@pytest.mark.parametrize("name", SETS)
def test_every_locked_package_has_one_version_and_a_hash(name):
    locked = re.compile(
        r"\A[\w.-]+==[\w.]+( ; [^\\]+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\\n)?)+\Z"
    )
    assert entries(name)
    assert [entry for entry in entries(name) if not locked.match(entry)] == []


@pytest.mark.parametrize("name", SETS)
def test_every_package_that_is_asked_for_is_locked(name):
    locked = {canonical(entry.partition("==")[0]) for entry in entries(name)}
    assert asked_for(name)
    assert asked_for(name) - locked == set()


def test_what_builds_the_package_is_locked_too():
    assert named("\n".join(PROJECT["build-system"]["requires"])) <= asked_for("tools")


def test_the_sets_agree_on_every_version():
    pins = [entry.partition(" ")[0] for name in SETS for entry in entries(name)]
    versions = dict(pin.split("==") for pin in pins)
    assert [pin for pin in pins if versions[pin.split("==")[0]] != pin.split("==")[1]] == []


def test_no_lock_or_install_file_names_a_host():
    kinds = ["requirements/*", "pyproject.toml", "Makefile", "run", "test", ".ci/*"]
    assert {found for kind in kinds for found in places_of(ADDRESS, kind)} == set()


def test_no_other_lock_file_slips_in():
    known = {ROOT / "requirements" / f"{name}.txt" for name in SETS}
    strays = re.compile(r"(requirements.*\.txt|.*\.lock|.*-lock\..*|Pipfile.*)\Z")
    assert [path for path in files() if strays.match(path.name)] == []
    assert set(Path(ROOT / "requirements").glob("*.txt")) == known
