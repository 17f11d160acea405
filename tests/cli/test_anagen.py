"""`anagen` itself: help, version, and commands that do not exist."""

from __future__ import annotations

from anagen import __version__
from anagen.cli import COMMANDS


def test_it_works(anagen):
    said = anagen("--help")
    assert said.code == 0
    assert all(name in said.out for name in COMMANDS)
    assert anagen("--version").out == f"anagen {__version__}\n"


def test_every_command_explains_itself(anagen):
    for name in COMMANDS:
        said = anagen(name, "--help")
        assert said.code == 0
        assert f"anagen {name}" in said.out


def test_a_command_that_does_not_exist_is_refused(anagen):
    said = anagen("heal")
    assert said.code == 2
    assert "heal" in said.err


def test_no_command_is_refused(anagen):
    assert anagen().code == 2


def test_serving_a_network_is_refused_in_one_line(anagen):
    said = anagen("serve", "--address", "0.0.0.0")  # noqa: S104 - this is what must be refused
    assert (said.code, said.err.count("\n")) == (2, 1)
