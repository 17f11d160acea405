"""`anagen sheet`: one sheet of paper for a record, as a PDF that a screen reader can read."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.cli.inputs import moment_of, text_of
from anagen.cli.outputs import write_file
from anagen.knowledge.load import load_knowledge
from anagen.languages import offered
from anagen.outlook.asking import outlook_for
from anagen.records.mistakes import Mistake

if TYPE_CHECKING:
    from anagen.interchange.sheets import Sheet, Telling

KINDS = ("aftercare", "session", "letter", "plan")


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("record", metavar="RECORD.json", help='a record; "-" reads from a pipe')
    command.add_argument("--kind", choices=KINDS, required=True, help="which sheet")
    command.add_argument("--out", metavar="FILE", required=True, help="the PDF to write")
    command.add_argument(
        "--session", metavar="N", type=int, help="which session, 1 the oldest; the last by default"
    )
    languages = [one.code for one in offered({})]
    command.add_argument("--language", choices=languages, default="en", help="en by default")
    command.add_argument("--address", default="", help="where its QR code leads; none by default")
    command.add_argument("--at", metavar="TIME", help="the moment to advise for; now by default")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the sheet and says where it is."""
    from anagen.interchange.sheets import Telling, pdf
    from anagen.interchange.words import words_in

    now = moment_of(options.at)
    knowledge = load_knowledge()
    record = entered_record(text_of(options.record), knowledge, now)
    advice = advise(record, knowledge, now, outlook_for(record, knowledge, now))
    words = words_in(options.language)
    telling = Telling(advice, record, knowledge, words, _address(options.address))
    write_file(options.out, pdf(_sheet(options, telling)))
    print(f"{options.out}: {options.kind}")
    return 0


def _sheet(options: argparse.Namespace, telling: Telling) -> Sheet:
    from anagen.interchange import sheets

    if options.kind == "session":
        return sheets.session_sheet(telling, _number(options.session, len(telling.record.sessions)))
    drawn = {
        "aftercare": sheets.aftercare_sheet,
        "letter": sheets.letter_sheet,
        "plan": sheets.plan_sheet,
    }
    return drawn[options.kind](telling)


def _number(asked: int | None, count: int) -> int:
    number = count if asked is None else asked
    if not 1 <= number <= count:
        expected = f"a number from 1 to {count}" if count else "a record with a session"
        found = "no session" if asked is None else str(asked)
        raise Mistake("--session", found, expected, "Name a session of the record.")
    return number


def _address(asked: str) -> str:
    from anagen.interchange.sheets import is_reachable

    if asked and not is_reachable(asked):
        raise Mistake(
            "--address",
            repr(asked[:60]),
            "a web address that another machine can open",
            "Leave it out where there is none.",
        )
    return asked
