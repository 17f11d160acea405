"""`anagen calendar`: the dates of a record as a file that every calendar reads."""

from __future__ import annotations

import argparse
from datetime import time
from pathlib import Path

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.cli.inputs import moment_of, text_of
from anagen.cli.outputs import write_file
from anagen.knowledge.load import load_knowledge
from anagen.languages import offered
from anagen.records.mistakes import Mistake, shown


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("record", metavar="RECORD.json", help='a record; "-" reads from a pipe')
    command.add_argument("--out", metavar="FILE", required=True, help="the .ics file to write")
    command.add_argument("--hour", metavar="HH:MM", help="when sessions begin; 19:00 by default")
    command.add_argument(
        "--detailed", action="store_true", help="say in the calendar what each date is about"
    )
    command.add_argument(
        "--id",
        help="names the record, so that a newer file replaces this; its file name by default",
    )
    languages = [one.code for one in offered({})]
    command.add_argument("--language", choices=languages, default="en", help="en by default")
    command.add_argument("--at", metavar="TIME", help="the moment to advise for; now by default")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the calendar and says how many dates are in it. None is an answer too."""
    from anagen.interchange.appointments import USUAL_HOUR, Wishes
    from anagen.interchange.calendar import calendar_file
    from anagen.interchange.words import words_in

    hour = USUAL_HOUR if options.hour is None else _hour(options.hour)
    now = moment_of(options.at)
    knowledge = load_knowledge()
    record = entered_record(text_of(options.record), knowledge, now)
    advice = advise(record, knowledge, now)
    wishes = Wishes(hour, options.detailed)
    id = options.id or Path(options.record).stem
    content = calendar_file(advice, record, words_in(options.language), wishes, id)
    if not content:
        print(f"No date to put into a calendar. {advice.says}")
        return 0
    write_file(options.out, content)
    count = content.count(b"BEGIN:VEVENT")
    print(f"{options.out}: {count} {'date' if count == 1 else 'dates'}")
    return 0


def _hour(written: str) -> time:
    try:
        found = time.fromisoformat(written)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        then = "Write the hour of your own clock."
        raise Mistake("--hour", shown(written), "an hour such as 19:00", then)
    return found
