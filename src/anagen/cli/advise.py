"""`anagen advise`: the whole advice for one record."""

from __future__ import annotations

import argparse
import json

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.care.tree import advice_tree
from anagen.cli.inputs import moment_of, text_of
from anagen.knowledge.load import load_knowledge
from anagen.outlook.asking import outlook_for


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("record", metavar="RECORD.json", help='a record; "-" reads from a pipe')
    command.add_argument("--at", metavar="TIME", help="the moment to advise for; now by default")
    shape = command.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="as JSON, for other programs")
    shape.add_argument("--letter", action="store_true", help="one page for a professional")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the advice. A clinical "no" is advice too: the exit code is 0."""
    now = moment_of(options.at)
    text = text_of(options.record)
    knowledge = load_knowledge()
    record = entered_record(text, knowledge, now)
    advice = advise(record, knowledge, now, outlook_for(record, knowledge, now))
    # Only the shape that was asked for is loaded: the command must start in a blink.
    if options.letter:
        from anagen.care.letter import letter

        print(letter(advice, record, knowledge), end="")
        return 0
    tree = advice_tree(advice, record, knowledge)
    if options.json:
        print(json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        from anagen.cli.advice_text import advice_text

        print(advice_text(tree), end="")
    return 0
