"""The results of a batch as one file: CSV, JSON or Parquet, always in the order of the names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from anagen.cli.batch.pictures import Json
from anagen.cli.outputs import whole_file
from anagen.records.mistakes import Mistake, shown

#: Column → its type in Parquet.
COLUMNS = {
    "image": "string",
    "px_per_mm": "double",
    "scale_source": "string",
    "scale_relative_error": "double",
    "area_cm2": "double",
    "count": "int64",
    "density_per_cm2": "double",
    "density_low_95": "double",
    "density_high_95": "double",
    "found": "int64",
    "units": "int64",
    "hairs_per_unit": "double",
    "widths_measured": "int64",
    "width_median_um": "double",
    "terminal_30um": "int64",
    "vellus_30um": "int64",
    "terminal_40um": "int64",
    "vellus_40um": "int64",
    "coverage": "double",
    "found_by": "string",
    "doubts": "string",
    "refused": "string",
    "says": "string",
}
#: Rows that Parquet keeps together: as many as are held in memory at once.
GROUP = 500
ENDINGS = (".csv", ".json", ".parquet")


def check_ending(name: str) -> None:
    """Refuses a name whose ending says no form of ours, before anything is measured."""
    if not name.endswith(ENDINGS):
        raise Mistake(
            "--out", shown(name), "a name that ends in .csv, .json or .parquet", "Name it so."
        )
    if name.endswith(".parquet"):
        _arrow()


def write_results(name: str, results: Iterable[Json]) -> None:
    """Writes all results into one file, in one move."""
    how = {".csv": _write_csv, ".json": _write_json, ".parquet": _write_parquet}
    with whole_file(name) as file:
        how[name[name.rindex(".") :]](file, results)


def row_of(result: Json) -> dict[str, Any]:
    """One picture as a row."""
    low, high = result["density_95"] or (None, None)
    refused, widths = result["refused"] or {}, result["widths"]
    at_30, at_40 = result["cuts"]
    is_counted = result["count"] is not None
    whole = {name: result.get(name) for name in COLUMNS}
    return whole | {
        "density_low_95": low,
        "density_high_95": high,
        "found": len(result["hairs"]) if is_counted else None,
        "units": result["units"]["count"] if is_counted else None,
        "hairs_per_unit": result["units"]["hairs_per_unit"],
        "widths_measured": widths["measured"] if is_counted else None,
        "width_median_um": widths["median_um"],
        "terminal_30um": at_30["terminal"] if is_counted else None,
        "vellus_30um": at_30["vellus"] if is_counted else None,
        "terminal_40um": at_40["terminal"] if is_counted else None,
        "vellus_40um": at_40["vellus"] if is_counted else None,
        "doubts": " ".join(result["doubts"]),
        "refused": refused.get("why"),
        "says": refused.get("says"),
    }


def _write_csv(file: IO[bytes], results: Iterable[Json]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows({name: safe(cell) for name, cell in row_of(one).items()} for one in results)
    text.detach()


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; a name of a file may begin as one."""
    is_formula = isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell != ""
    return f"'{cell}" if is_formula else cell


def _write_json(file: IO[bytes], results: Iterable[Json]) -> None:
    file.write(b"[")
    for number, one in enumerate(results):
        file.write(b",\n" if number else b"\n")
        file.write(json.dumps(one, ensure_ascii=False).encode())
    file.write(b"\n]\n")


def _write_parquet(file: IO[bytes], results: Iterable[Json]) -> None:
    arrow, parquet = _arrow()
    schema = arrow.schema([(name, arrow.type_for_alias(kind)) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(file, schema) as writer:
        for group in _groups(map(row_of, results)):
            writer.write_table(arrow.Table.from_pylist(group, schema))


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(rows, GROUP)):
        yield group


def _arrow() -> tuple[Any, Any]:
    """PyArrow and its Parquet part. Raises Mistake where they are not installed."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError:
        raise Mistake(
            "--out", "no pyarrow here", "the extra “scale” for Parquet",
            "Run: pip install 'anagen[scale]', or name a .csv or .json file.",
        ) from None  # fmt: skip
    return pyarrow, pyarrow.parquet
