"""Who gets what: drawn from a secret, sealed before anybody comes, revealed one by one.

The secret gives the whole order and never leaves its holder. What everybody may see is a seal for
each place in the order: a hash over the arm and a salt. When a place is reached, arm and salt are
told, and anybody can check them against the seal. So nobody can change the order afterwards, skip
a place or take one twice without being seen. Whoever holds the secret can still work the order
out: it belongs with somebody who meets none of the people.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anagen.outlook.trial.log import Event, Line, Log
from anagen.outlook.trial.scheme import Scheme, scheme_of
from anagen.records.mistakes import Mistake, shown

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret with its scheme: what the keeper holds."""

    scheme: Scheme
    secret: bytes

    def order(self, stratum: str) -> tuple[str, ...]:
        """The arms of a stratum in their order."""
        found: list[str] = []
        numbers = _Numbers(self.secret, f"order of {stratum}")
        while len(found) < self.scheme.slots:
            size = self.scheme.blocks[numbers.below(len(self.scheme.blocks))]
            block = list(self.scheme.smallest) * (size // len(self.scheme.smallest))
            for last in range(len(block) - 1, 0, -1):
                other = numbers.below(last + 1)
                block[last], block[other] = block[other], block[last]
            found += block
        return tuple(found[: self.scheme.slots])

    def salt(self, stratum: str, number: int) -> str:
        """What keeps a seal from being guessed."""
        return _digest(self.secret, f"salt of {number} in {stratum}").hex()

    def seals(self) -> dict[str, list[str]]:
        """A seal for every place of every stratum."""
        return {
            stratum: [
                seal(stratum, number, arm, self.salt(stratum, number))
                for number, arm in enumerate(self.order(stratum), start=1)
            ]
            for stratum in self.scheme.stratum_names()
        }


class _Numbers:
    """Whole numbers from a secret, the same on every computer and in every year."""

    def __init__(self, secret: bytes, word: str) -> None:
        self._secret, self._word, self._count = secret, word, 0

    def below(self, top: int) -> int:
        """A number from 0 to top - 1, each as likely as the others."""
        room = 2**64 // top * top
        while True:
            self._count += 1
            drawn = _digest(self._secret, f"{self._count} of {self._word}")
            number = int.from_bytes(drawn[:8], "big")
            if number < room:
                return number % top


def _digest(secret: bytes, word: str) -> bytes:
    return hmac.digest(secret, word.encode(), "sha256")


def seal(stratum: str, number: int, arm: str, salt: str) -> str:
    """What may be seen of a place before it is reached."""
    written = "\n".join((stratum, str(number), arm, salt)).encode()
    return hashlib.sha256(written).hexdigest()


def sealing(log: Log, sealed: Sealed, at: datetime) -> Line:
    """The line that seals an order before the first person comes."""
    if log.of(Event.SEALED):
        then = "Begin a new log for another trial."
        raise Mistake("the log", "an order that is sealed already", "a log without one", then)
    arms = [name for name, _ in sealed.scheme.arms]
    # The sizes of blocks stay out: who knows them can guess the last arms of a block.
    return log.next(Event.SEALED, {"arms": arms, "seals": sealed.seals()}, at)


def revealing(log: Log, sealed: Sealed, person: str, stratum: str, at: datetime) -> Line:
    """The line that reveals the next arm of a stratum for a person, once and for good."""
    seals = _seals(log)
    if sealed.seals() != seals:
        then = "Use the secret that this log was begun with."
        raise Mistake("the secret", "the secret of another order", "the one sealed here", then)
    if any(line.facts["person"] == person for line in log.of(Event.ALLOCATED)):
        then = "A person is drawn once; read the log for the arm."
        raise Mistake("--person", f"{shown(person)}, who has an arm", "somebody new", then)
    number = 1 + sum(line.facts["stratum"] == stratum for line in log.of(Event.ALLOCATED))
    if number > len(seals[stratum]):
        then = "Begin a new log with more --slots."
        raise Mistake("the order", f"no place left in {stratum}", "a sealed place", then)
    facts = {
        "person": person,
        "stratum": stratum,
        "number": number,
        "arm": sealed.order(stratum)[number - 1],
        "salt": sealed.salt(stratum, number),
    }
    return log.next(Event.ALLOCATED, facts, at)


def check_revealed(log: Log) -> None:
    """Refuses a log whose revealed arms are not the sealed ones, in their order, one a person."""
    lines = log.of(Event.ALLOCATED)
    if not lines and not log.of(Event.SEALED):
        return
    seals, next_number, people = _seals(log), dict[str, int](), set[str]()
    for line in lines:
        why = _why_wrong(line.facts, seals, next_number, people)
        if why or line.number < log.of(Event.SEALED)[0].number:
            raise Mistake(
                f"line {line.number} of the log",
                why or "an arm revealed before the order was sealed",
                "the next sealed arm",
                "Keep the file as it is, and find out who could write to it.",
            )
        people.add(line.facts["person"])
        next_number[line.facts["stratum"]] = line.facts["number"] + 1


def _why_wrong(
    facts: Mapping[str, Any],
    seals: Mapping[str, list[str]],
    next_number: Mapping[str, int],
    people: set[str],
) -> str:
    if set(facts) != {"person", "stratum", "number", "arm", "salt"}:
        return "other entries than person, stratum, number, arm and salt"
    stratum, number = facts["stratum"], facts["number"]
    if not all(isinstance(facts[one], str) for one in ("person", "stratum", "arm", "salt")):
        return "entries that are no words"
    if stratum not in seals or number != next_number.get(stratum, 1):
        return f"place {shown(number)} of {shown(stratum)} out of its order"
    if number > len(seals[stratum]):
        return "a place that was never sealed"
    if facts["person"] in people:
        return f"{shown(facts['person'])} for the second time"
    if seal(stratum, number, facts["arm"], facts["salt"]) != seals[stratum][number - 1]:
        return "an arm that is not the sealed one"
    return ""


def _seals(log: Log) -> dict[str, list[str]]:
    lines = log.of(Event.SEALED)
    if len(lines) != 1:
        found = "no sealed order" if not lines else "more than one sealed order"
        raise Mistake("the log", found, "one order", "Seal one with --seal.")
    seals: dict[str, list[str]] = lines[0].facts["seals"]
    return seals


def arms_of(log: Log) -> dict[str, str]:
    """Who has which arm, of those revealed so far."""
    return {line.facts["person"]: line.facts["arm"] for line in log.of(Event.ALLOCATED)}


def sealed_of(tree: Any) -> Sealed:
    """What the keeper's file holds. Raises Mistake when it is something else."""
    try:
        secret = bytes.fromhex(tree["secret"])
        scheme = scheme_of(tree["scheme"])
    except (KeyError, TypeError, ValueError):
        secret, scheme = b"", None
    if scheme is None or len(secret) < SECRET_BYTES // 2:
        then = "Name the file that --seal wrote."
        raise Mistake("the secret", "something else", "a secret with its scheme", then)
    return Sealed(scheme, secret)
