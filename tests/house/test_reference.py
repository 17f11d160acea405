"""The reference: every page as fresh as what it tells of, and a schema that tells the truth."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from anagen.records.decision import Decision
from anagen.records.measurement import Measurement, Photo
from anagen.records.mistakes import RecordError
from anagen.records.person import Concern, Person
from anagen.records.reading import read_record
from anagen.records.record import Record
from anagen.records.report import PullTest, WashTest
from anagen.records.session import Anaesthetic, Applied, Session, ZonePasses
from anagen.records.treatment import Treatment
from tests.house.tree import ROOT

REFERENCE = ROOT / "docs" / "reference"
#: The page of cases has its own script and test: it needs cases that lie beside the project.
SCRIPTS = [path for path in sorted(REFERENCE.glob("*.py")) if path.stem != "cases"]


def id_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory):
    """The reference, made by its scripts in an empty folder."""
    folder = tmp_path_factory.mktemp("reference")
    for script in SCRIPTS:
        command = [sys.executable, str(script), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{script.name}: {done.stderr}"
    return folder


@pytest.mark.parametrize("script", SCRIPTS, ids=id_of)
def test_a_page_of_the_reference_is_as_fresh_as_what_it_tells_of(script, made_anew):
    name = f"{script.stem}.md"
    assert (REFERENCE / name).read_text() == (made_anew / name).read_text(), "make reference"


def test_the_schema_of_a_record_is_fresh(made_anew):
    name = "record.schema.json"
    assert (REFERENCE / name).read_text() == (made_anew / name).read_text(), "make reference"


def test_no_page_of_the_reference_is_written_by_hand():
    pages = {path.stem for path in REFERENCE.glob("*.md")}
    assert pages - {"cases"} == {path.stem for path in SCRIPTS}


SCHEMA = json.loads((REFERENCE / "record.schema.json").read_text())
WHOLE = json.loads((REFERENCE / "whole-record.json").read_text())
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.in.json"))
NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
TYPES = {"boolean": bool, "string": str, "array": list, "object": dict, "null": type(None)}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value fits a schema, as far as ours go."""
    if "$ref" in schema:
        return fits(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return any(fits(value, one) for one in schema["anyOf"])
    if "oneOf" in schema:
        return sum(fits(value, one) for one in schema["oneOf"]) == 1
    if "const" in schema or "enum" in schema:
        allowed = schema.get("enum", [schema.get("const")])
        return any(value == one and type(value) is type(one) for one in allowed)
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return any(fits_kind(value, kind, schema) for kind in kinds)


def fits_kind(value: Any, kind: str, schema: dict[str, Any]) -> bool:
    if kind in ("number", "integer"):
        return fits_number(value, kind, schema)
    if not isinstance(value, TYPES[kind]):
        return False
    match value:
        case list():
            long_enough = len(value) >= schema.get("minItems", 0)
            return long_enough and all(fits(one, schema["items"]) for one in value)
        case dict():
            return fits_table(value, schema)
        case str():
            return fits_text(value, schema)
    return True


def fits_text(value: str, schema: dict[str, Any]) -> bool:
    if schema.get("format") == "date":
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None
    if schema.get("format") == "date-time":
        return re.match(r"\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$", value) is not None
    return schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))


def fits_number(value: Any, kind: str, schema: dict[str, Any]) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if kind == "integer" and value != int(value):
        return False
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


def fits_table(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    known, free = schema.get("properties", {}), schema["additionalProperties"]
    if not set(schema.get("required", ())) <= value.keys():
        return False
    if free is False and not value.keys() <= known.keys():
        return False
    return all(fits(entry, known.get(name, free)) for name, entry in value.items())


def is_read(tree: Any) -> bool:
    try:
        read_record(json.dumps(tree), NOW)
    except RecordError:
        return False
    return True


def spoilt(tree: Any, wrong: Any) -> Iterator[tuple[Any, Any]]:
    """Each way to put something wrong in one place: the whole tree, and what stood there."""
    for key in tree if isinstance(tree, dict) else range(len(tree)):
        before = tree[key]
        if isinstance(before, dict | list):
            yield from spoilt(before, wrong)
        tree[key] = wrong
        yield tree, before
        tree[key] = before


def test_the_schema_accepts_the_record_that_has_every_part():
    assert is_read(WHOLE)
    assert fits(WHOLE, SCHEMA)


@pytest.mark.parametrize("golden", GOLDEN, ids=id_of)
def test_the_schema_accepts_every_golden_record(golden):
    assert fits(json.loads(golden.read_text()), SCHEMA)


@pytest.mark.parametrize("wrong", [-7, [[]], {"surprise": 1}, True, "", None], ids=str)
def test_the_schema_accepts_nothing_that_the_reader_refuses_for_its_form(wrong):
    tree = copy.deepcopy(WHOLE)
    for _ in spoilt(tree, wrong):
        assert not fits(tree, SCHEMA) or is_read(tree), tree


def test_the_schema_refuses_an_entry_nobody_knows():
    assert not fits({**WHOLE, "surprise": 1}, SCHEMA)
    assert not fits({name: part for name, part in WHOLE.items() if name != "timezone"}, SCHEMA)


def test_the_whole_record_has_every_entry_that_the_reader_knows():
    parts = [Record, Person, Concern, Treatment, Session, ZonePasses, Anaesthetic, Applied]
    parts += [PullTest, WashTest, Photo, Measurement, Decision]
    text = (REFERENCE / "whole-record.json").read_text()
    named = {field.name for part in parts for field in fields(part)}
    assert [name for name in sorted(named) if f'"{name}"' not in text] == []
