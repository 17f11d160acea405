"""Writes record.md and record.schema.json: the form of a record, as its reader asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from making.page import REFERENCE, page, table, write
from making.watching import Form, Schema, form_of, is_required

from anagen.records.answers import Unknown
from anagen.records.record import SCHEMA
from anagen.records.words import Verdict, Who

EXAMPLE = (REFERENCE / "whole-record.json").read_text(encoding="utf-8")

OPENING = f"""\
A record is everything known about one person, as JSON in UTF-8. `anagen advise` reads it; the
pages keep the same form in their database. A machine can check the form with
[record.schema.json](record.schema.json); [whole-record.json](whole-record.json) has every part
once. To write one, see [write a record](../how-to/write-a-record.md).

- `schema` is {SCHEMA}. A file of another version is refused, never guessed at.
- An entry we do not know is refused, with the nearest one we do. Every entry that is not
  required may be left out, or be `null`; that says "not known", never "no".
- Times carry their zone. Nothing may lie in the future.
- The reader checks more than a schema can: that a session does not end before it starts, that no
  zone was needled deeper than the needle is long, that a count fits its area, and that each
  answer fits its [question](questions.md), unit included."""

STRING: Schema = {"type": "string"}
TIME: Schema = {"type": "string", "format": "date-time"}
VALUES: list[Schema] = [
    {"type": "boolean"},
    {"type": "number"},
    {"type": "string", "minLength": 1},
    {"type": "array", "items": STRING},
]
ANSWER: Schema = {"$ref": "#/$defs/answer"}
COMB: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "integer", "minimum": 0, "maximum": 2000},
    "description": "list of whole numbers from 0 to 2000, one count a morning",
}
HEAD = ("Entry", "Holds", "Required")


def main() -> None:
    """Writes the schema and the page."""
    form = mended(form_of(EXAMPLE))
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A record of Anagen",
        **table_schema(form, ""),
        "$defs": {"answer": answer_schema()},
    }
    write("record.schema.json", json.dumps(schema, indent=2, ensure_ascii=False))
    write("record.md", page("The record", "record.py", OPENING, sections(form)))


def mended(form: Form) -> Form:
    """The form with what one record cannot show: free names, and bounds that depend on others."""
    free = ("answers", "reports.signs")
    whole = {place: table for place, table in form.items() if not place.startswith(free)}
    whole[""] = {"schema": {"const": SCHEMA}, **whole[""]}
    whole[""]["answers"] |= {"additionalProperties": ANSWER}
    born = {"type": "integer", "minimum": 1900, "description": "in the last 120 years"}
    whole["person"]["birth_year"] = born
    whole["decisions"]["verdict"] = {"enum": [one.word for one in Verdict]}
    reports = whole["reports"]
    reports["comb_counts"] = COMB
    reports["signs"] |= {"additionalProperties": {"anyOf": [ANSWER, *VALUES]}}
    for test, name, most in (("pull", "came_out", "held"), ("wash", "short", "hairs")):
        counts = whole[f"reports.{test}"]
        most_of_all = counts[most]["maximum"]
        counts[name] |= {"maximum": most_of_all, "description": f"at most {most}"}
    return whole


def table_schema(form: Form, place: str) -> Schema:
    """The schema of one table and of all inside it."""
    entries = form[place]
    required = [name for name in entries if is_required(EXAMPLE, place, name)]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: whole if name in required else or_null(whole)
            for name, whole in _wholes(form, place).items()
        },
        **({"required": required} if required else {}),
    }


def or_null(entry: Schema) -> Schema:
    """An entry that may be left out may also be null: both say that it is not known."""
    if "enum" in entry:
        return {**entry, "enum": [*entry["enum"], None]}
    return {**entry, "type": [entry["type"], "null"]}


def _wholes(form: Form, place: str) -> dict[str, Schema]:
    """The entries of a table, each with what is inside it."""
    return {
        name: {**entry, **_inside(form, f"{place}.{name}".lstrip("."), entry)}
        for name, entry in form[place].items()
    }


def _inside(form: Form, place: str, entry: Schema) -> Schema:
    if place not in form:
        return {}
    inner = table_schema(form, place)
    return {"items": inner} if entry["type"] == "array" else inner


def answer_schema() -> Schema:
    """An answer: what was said, or why it is not known."""
    shared = {
        "at": TIME,
        "by": {"enum": [one.value for one in Who]},
        "unit": {"type": "string", "minLength": 1, "maxLength": 40},
    }
    unknown = {"enum": [one.value for one in Unknown]}
    return {
        "oneOf": [
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {name: holds, **shared},
                "required": [name, "at"],
            }
            for name, holds in (("value", {"oneOf": VALUES}), ("unknown", unknown))
        ]
    }


def sections(form: Form) -> Iterator[str]:
    """A table for each part of a record."""
    for place, entries in form.items():
        rows = (
            (f"`{name}`", says(entry), "yes" if is_required(EXAMPLE, place, name) else "")
            for name, entry in entries.items()
        )
        yield f"## {f'`{place}`' if place else 'The whole'}\n\n{table(HEAD, rows)}"
    yield f"## An answer\n\n{table(HEAD, answer_rows())}"


def answer_rows() -> list[tuple[str, str, str]]:
    """The entries of one answer."""
    unknown = ", ".join(f"`{one.value}`" for one in Unknown)
    who = ", ".join(f"`{one.value}`" for one in Who)
    return [
        ("`value`", "what was said, in the form its question asks for", "this or `unknown`"),
        ("`unknown`", f"why it is not known: one of {unknown}", "this or `value`"),
        ("`at`", "time", "yes"),
        ("`by`", f"one of {who}; `self` when left out", ""),
        ("`unit`", "the unit the person wrote; refused unless it is that of the question", ""),
    ]


def says(entry: Schema) -> str:
    """What an entry holds, in words."""
    if "const" in entry:
        return f"`{entry['const']}`"
    if "enum" in entry:
        return "one of " + ", ".join(f"`{word}`" for word in entry["enum"])
    if entry is COMB:
        return str(COMB["description"])
    more = f", {entry['description']}" if "description" in entry else ""
    return kind_of(entry) + more


def kind_of(entry: Schema) -> str:
    """What sort of thing an entry holds, with its bounds."""
    if "additionalProperties" in entry:
        return "answers, by the id of their question"
    if entry["type"] in ("number", "integer"):
        word = "whole number" if entry["type"] == "integer" else "number"
        span = f" from {entry['minimum']:g} to {entry['maximum']:g}" if "maximum" in entry else ""
        return word + span
    if entry["type"] == "array":
        return "list of texts" if "items" in entry else "list of tables, see below"
    if "format" in entry:
        return "date" if entry["format"] == "date" else "time"
    return {"string": "text", "boolean": "true or false", "object": "table, see below"}[
        entry["type"]
    ]


if __name__ == "__main__":
    main()
