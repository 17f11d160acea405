"""A rule: when something is found, what follows, and in which setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from anagen.knowledge.conditions import Condition, Truth, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import Outcome, Setting, Triage, Verdict


class Argues(Enum):
    """How a rule bears on needling (after PROforma)."""

    FOR = "for"
    AGAINST = "against"
    CONFIRMS = "confirms"
    EXCLUDES = "excludes"


@dataclass(frozen=True, slots=True)
class Until:
    """When a wait ends: so many days after the date in an answer."""

    after: str
    days: int


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A worked example a clinician can check: what was answered, and whether the rule applies.

    `given` may hold a date as `{ days_ago = 90 }`, so that an example does not age.
    """

    name: str
    given: Mapping[str, Any]
    expect: Truth


@dataclass(frozen=True, slots=True)
class Rule(Fact):
    """One rule.

    `verdicts` holds what follows in each setting; a setting that is absent is not touched by
    the rule. A rule of recovery carries a `triage` level, one of decision an `outcome`.
    `says_in` adds a sentence for one setting; `then` is the next thing to do; `until_says`
    tells in words what ends a wait that has no date.
    """

    argues: Argues
    when: Condition
    verdicts: Mapping[Setting, Verdict]
    triage: Triage | None
    outcome: Outcome | None
    until: Until | None
    until_says: str
    says_in: Mapping[Setting, str]
    then: str
    cases: tuple[RuleCase, ...]

    def verdict_in(self, setting: Setting) -> Verdict:
        """What follows in a setting when the rule applies."""
        return self.verdicts.get(setting, Verdict.PROCEED)

    def says_at(self, setting: Setting) -> str:
        """What a person in that setting reads."""
        more = self.says_in.get(setting, "")
        return f"{self.says} {more}".strip()


def read_rule(fields: Fields, header: Header) -> Rule:
    """A fact of kind "rule"."""
    rule = Rule(
        **header,
        argues=fields.choice("argues", Argues),
        when=read_condition(fields.table("when")),
        verdicts=_by_setting(fields, "verdict", _verdict),
        triage=_triage(fields),
        outcome=fields.optional_choice("outcome", Outcome),
        until=_until(fields.optional_table("until")),
        until_says=fields.optional_text("until_says", 200),
        says_in=_by_setting(fields, "says_in", lambda inner, name: inner.text(name, 500)),
        then=fields.optional_text("then", 400),
        cases=fields.items("cases", _case),
    )
    fields.finish()
    _check(rule, fields)
    return rule


def _check(rule: Rule, fields: Fields) -> None:
    argues_against = rule.argues in (Argues.AGAINST, Argues.EXCLUDES)
    levels = [bool(rule.verdicts), rule.triage is not None, rule.outcome is not None]
    if argues_against != any(levels):
        raise KnowledgeError(
            fields.place,
            f"argues = {rule.argues.value} with {sum(levels)} consequences",
            "a verdict, triage or outcome for rules against, and none for the others",
            "Add or take out the consequence.",
        )
    excludes = Verdict.DO_NOT_TREAT in rule.verdicts.values()
    if excludes != (rule.argues is Argues.EXCLUDES) and rule.triage is None:
        raise fields.wrong(
            "argues", "excludes exactly when a setting says do_not_treat", "Make the two agree."
        )
    if rule.until and Verdict.WAIT not in rule.verdicts.values():
        raise fields.wrong("until", "until only beside verdict wait", "Take one of them out.")
    _check_cases(rule, fields)


def _check_cases(rule: Rule, fields: Fields) -> None:
    seen = {case.expect for case in rule.cases}
    if seen != set(Truth):
        words = {Truth.TRUE: "applies", Truth.FALSE: "does_not_apply", Truth.UNKNOWN: "cannot_say"}
        absent = ", ".join(words[one] for one in Truth if one not in seen)
        raise KnowledgeError(
            fields.at("cases"),
            f"no case that expects {absent}",
            "at least one case each: applies, does_not_apply, cannot_say",
            "Add the case.",
        )


def _by_setting(fields: Fields, name: str, read: Any) -> dict[Setting, Any]:
    known = {setting.value: setting for setting in Setting}

    def entry(inner: Fields, word: str) -> Any:
        if word not in known:
            raise KnowledgeError(inner.at(word), word, "home, clinic or trial", "Rename it.")
        return read(inner, word)

    return {known[word]: value for word, value in fields.named(name, entry).items()}


def _verdict(fields: Fields, name: str) -> Verdict:
    words = {verdict.word: verdict for verdict in Verdict if verdict is not Verdict.PROCEED}
    word = fields.raw(name)
    if not isinstance(word, str) or word not in words:
        raise fields.wrong(name, "one of " + ", ".join(words), "Leave out what is not touched.")
    return words[word]


def _triage(fields: Fields) -> Triage | None:
    words = {triage.word: triage for triage in Triage}
    word = fields.optional_text("triage")
    if word and word not in words:
        raise fields.wrong("triage", "one of " + ", ".join(words), "Use one of these words.")
    return words[word] if word else None


def _until(fields: Fields | None) -> Until | None:
    if fields is None:
        return None
    until = Until(after=fields.text("after"), days=fields.whole("days", 1, 3650))
    fields.finish()
    return until


def _case(fields: Fields) -> RuleCase:
    words = {"does_not_apply": Truth.FALSE, "cannot_say": Truth.UNKNOWN, "applies": Truth.TRUE}
    word = fields.text("expect")
    if word not in words:
        raise fields.wrong("expect", "one of " + ", ".join(words), "Use one of these words.")
    given = fields.raw("given")
    if not isinstance(given, dict):
        raise fields.wrong("given", "a table of answers", "Write given = {} for none.")
    for name, value in given.items():
        if isinstance(value, dict):
            days = Fields(value, f"{fields.at('given')}.{name}", KnowledgeError)
            days.whole("days_ago", 0, 36_525)
            days.finish()
    case = RuleCase(name=fields.text("name", 160), given=given, expect=words[word])
    fields.finish()
    return case


def dated(value: Any, today: date) -> Any:
    """A value of a case, with `{ days_ago = n }` made a date."""
    if isinstance(value, dict):
        return today - timedelta(days=value["days_ago"])
    return tuple(value) if isinstance(value, list) else value
