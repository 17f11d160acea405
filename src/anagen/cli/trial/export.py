"""`anagen trial export`: a folder of records as tables, with an R script and our own figures."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from anagen.cli.inputs import moment_of, text_of
from anagen.cli.trial.files import add_log, add_time, grown, new_folder, whole_log
from anagen.cli.trial.plan import plan_bytes
from anagen.records.mistakes import Mistake, RecordError, shown

if TYPE_CHECKING:
    from datetime import datetime

    from anagen.interchange.cdash.folder import Export
    from anagen.outlook.trial.log import Log
    from anagen.outlook.trial.protocol import Protocol, Standing
    from anagen.records.record import Record


def add_to(part: argparse.ArgumentParser) -> None:
    """Says what it takes."""
    part.add_argument("records", metavar="FOLDER", help="records as PERSON.json")
    part.add_argument("--plan", metavar="PLAN.toml", required=True, help="the plan of analysis")
    part.add_argument("--out", metavar="FOLDER", required=True, help="where the tables go")
    part.add_argument("--study", metavar="NAME", default="TRIAL", help="goes into STUDYID; TRIAL")
    part.add_argument(
        "--although-changed", action="store_true", help="export with the mark that the plan changed"
    )
    add_log(part)
    add_time(part)
    part.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the tables. A plan that is not the fixed one is refused, or marked in every row."""
    from anagen.interchange.cdash.folder import export_of
    from anagen.interchange.cdash.people import subjects
    from anagen.outlook.trial.allocation import arms_of, check_revealed
    from anagen.outlook.trial.protocol import protocol_of

    at, log = moment_of(options.at), whole_log(options.log)
    check_revealed(log)
    written = plan_bytes(options.plan)
    plan = protocol_of(written.decode("utf-8"))
    stands = _standing(log, written, options)
    _refuse_other_arms(plan, set(arms_of(log).values()))
    records = _records(Path(options.records), at)
    export = export_of(options.study, subjects(log, records), plan, stands)
    folder = new_folder(options.out)
    for name, text in export.texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    _note(options, export, stands)
    _tell(options.out, export, stands, set(arms_of(log)), set(records))
    return 0


def _standing(log: Log, written: bytes, options: argparse.Namespace) -> Standing:
    from anagen.outlook.trial.protocol import Standing, standing

    stands = standing(log, written)
    if stands is not Standing.FIXED and not options.although_changed:
        then = "Take the fixed plan, or mark it with --although-changed."
        raise Mistake(options.plan, f"a plan {stands.value}", "the plan as it was fixed", then)
    return stands


def _refuse_other_arms(plan: Protocol, arms: set[str]) -> None:
    missing = [one for one in plan.compared if one not in arms]
    if missing:
        found = f"{shown(missing[0])}, which nobody has"
        then = "Name two arms of the log; in a split scalp these are the sites."
        raise Mistake("compared in the plan", found, "arms that were drawn", then)


def _records(folder: Path, at: datetime) -> dict[str, Record]:
    """Every record of a folder by its name; the first that cannot be read is named."""
    from anagen.records.reading import read_record

    paths = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not paths:
        then = "Save a record for each person as PERSON.json."
        raise Mistake(str(folder), "no records", "a folder of records", then)
    found = {}
    for path in paths:
        try:
            found[path.stem] = read_record(text_of(str(path)), at)
        except RecordError as error:
            where = f"{path.name}: {error.where}"
            raise RecordError(where, error.found, error.expected, error.then) from None
    return found


def _note(options: argparse.Namespace, export: Export, stands: Standing) -> None:
    from anagen.outlook.trial.log import Event

    digest = hashlib.sha256("".join(export.texts.values()).encode()).hexdigest()
    facts = {"tables": digest, "plan": stands.value}
    grown(options, lambda one, at: one.next(Event.EXPORTED, facts, at))


def _tell(out: str, export: Export, stands: Standing, drawn: set[str], known: set[str]) -> None:
    from anagen.outlook.trial.protocol import Standing

    if stands is not Standing.FIXED:
        print(f"MARKED: the plan is {stands.value}")
    for one in export.results:
        print(
            f"{one['MODEL']}: {one['EFFECT']:+.2f} hairs per cm² "
            f"({one['LOW']:+.2f} to {one['HIGH']:+.2f}), p {one['P']:.3f}, n {one['N']}"
        )
    for says, names in (
        ("drawn, but without a record", sorted(drawn - known)),
        ("a record, but never drawn: left out", sorted(known - drawn)),
    ):
        if names:
            print(f"{says}: {', '.join(names[:10])}{' …' if len(names) > 10 else ''}")
    print(f"{out}: {len(export.texts)} files; run analysis.R there to work it out once more")
