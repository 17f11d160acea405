"""A folder of files becomes knowledge, or one line says which file must be mended and how."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest

from anagen.knowledge import files
from anagen.knowledge.conditions import Test
from anagen.knowledge.contradiction import Contradiction
from anagen.knowledge.fact import Strength
from anagen.knowledge.limit import Limit
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.medicine import Medicine
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.question import QuestionKind
from anagen.knowledge.rule import Rule
from anagen.knowledge.source import Read, SourceKind
from anagen.knowledge.uses import uses_of
from anagen.records.words import DeviceKind, Setting, Step
from tests.spec.small import SMALL, altered, small, written


def refusal(folder, changes) -> KnowledgeError:
    """The one error that loading the changed knowledge raises."""
    with pytest.raises(KnowledgeError) as caught:
        small(folder, changes)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.where
    assert caught.value.found
    assert caught.value.expected
    assert caught.value.then
    return caught.value


def test_every_kind_of_file_is_read(tmp_path):
    knowledge = small(tmp_path)
    kinds = {type(fact) for fact in knowledge.facts.values()}
    assert kinds == {Rule, Limit, Medicine, Contradiction}
    assert knowledge.questions["sex"].words == ("female", "male")
    assert knowledge.questions["needle_mm"].unit == "mm"
    assert knowledge.questions["story"].settings == (Setting.CLINIC,)
    assert knowledge.questions["scar"].settings == tuple(Setting)
    assert isinstance(knowledge.questions["stopped_on"].asked_when, Test)
    assert knowledge.questions["age_years"].derived
    source = knowledge.sources["book"]
    assert (source.kind, source.read) == (SourceKind.ARTICLE, Read.FULL_TEXT)


def test_a_fact_belongs_to_the_step_of_its_folder(tmp_path):
    knowledge = small(tmp_path)
    assert knowledge.facts["scar_rule"].step is Step.SCREEN
    assert [rule.id for rule in knowledge.rules(Step.SCREEN)] == ["scar_rule", "stopped_rule"]
    assert knowledge.rules(Step.DECIDE) == ()
    assert [one.id for one in knowledge.of_kind(Limit)] == ["needle_limit"]
    assert knowledge.fact("needle_limit", Limit).devices == (DeviceKind.ROLLER, DeviceKind.STAMP)


def test_a_fact_of_another_kind_than_care_counts_on_crashes(tmp_path):
    knowledge = small(tmp_path)
    with pytest.raises(AssertionError, match="scar_rule"):
        knowledge.fact("scar_rule", Limit)


def test_a_fact_is_not_reviewed_by_a_clinician_until_it_says_so(tmp_path):
    assert not small(tmp_path / "a").facts["scar_rule"].clinician_reviewed
    signed = altered("screen/scar_rule.toml", "argues", "clinician_reviewed = true\nargues")
    assert small(tmp_path / "b", signed).facts["scar_rule"].clinician_reviewed


def test_a_fact_with_sources_on_both_sides_is_disputed(tmp_path):
    against = SMALL["screen/scar_rule.toml"] + (
        '[[basis]]\nsource = "book"\nlocator = "page 2"\nstance = "against"\nsays = "No."\n'
    )
    fact = small(tmp_path, {"screen/scar_rule.toml": against}).facts["scar_rule"]
    assert fact.is_disputed
    assert fact.basis[1].says == "No."
    assert not small(tmp_path / "b").facts["scar_rule"].is_disputed


@pytest.mark.parametrize(
    ("strength", "bars"),
    [
        (Strength.TRIAL, 4),
        (Strength.REVIEW, 4),
        (Strength.LABEL, 3),
        (Strength.EXPERT, 2),
        (Strength.PRACTICE, 1),
        (Strength.CONTESTED, 1),
        (Strength.UNSUPPORTED, 0),
    ],
)
def test_a_stronger_fact_shows_more_bars(strength, bars):
    assert strength.bars == bars


QUESTION, RULE, STOPPED = (
    "questions/scar.toml",
    "screen/scar_rule.toml",
    "screen/stopped_rule.toml",
)
RETINOID = "screen/retinoid.toml"
NEEDLE, SEX, LIMIT = "questions/needle_mm.toml", "questions/sex.toml", "plan/needle_limit.toml"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        # what a condition, a case or a list names must exist and fit
        (RULE, 'question = "scar"', 'question = "scars"', "a file in questions/"),
        (RULE, "given = { scar = true }", "given = { scars = true }", "a file in questions/"),
        (RULE, "given = { scar = true }", 'given = { scar = "yes" }', "true or false"),
        (RULE, "is = true", 'is = "yes"', "true or false"),
        (RULE, "is = true", "at_least = 1", "is"),
        (RULE, "is = true", 'in = [true, "no"]', "is"),
        (STOPPED, "within_days = 180 }", 'within_days = "180" }', "whole days"),
        (STOPPED, "within_days = 180 }", "within_days = true }", "whole days"),
        (STOPPED, "within_days = 180 }", "at_least = 180 }", "longer_than_days, within_days"),
        (STOPPED, '["female", "male"]', '["female", "man"]', "one of female, male"),
        (STOPPED, 'known = "sex"', 'known = "sax"', "a file in questions/"),
        (STOPPED, "between = [0.1, 3]", "between = [0.1, 30]", "0.1 to 3 mm"),
        (STOPPED, "at_least = 0.1", "at_least = true", "0.1 to 3 mm"),
        (STOPPED, "at_least = 0.1", "at_least = nan", "0.1 to 3 mm"),
        (STOPPED, 'in = ["hiv"]', 'in = ["aids"]', "a list of diabetes, hiv, hepatitis"),
        (STOPPED, 'illnesses = ["diabetes"]', 'illnesses = "diabetes"', "a list of diabetes"),
        (STOPPED, 'after = "stopped_on"', 'after = "stopped"', "a file in questions/"),
        (STOPPED, 'after = "stopped_on"', 'after = "scar"', "a question about a date"),
        ("questions/stopped_on.toml", '"thinner"', '"thin"', "a file in questions/"),
        ("screen/scar_and_sex.toml", '"illnesses", "scar"]', '"ill"]', "a file in questions/"),
        ("screen/warfarin.toml", '"thinner"', '"thin"', "a file in questions/"),
        ("screen/warfarin.toml", "value = true", 'value = "yes"', "true or false"),
        ("screen/insulin.toml", '["diabetes"]', '["sugar"]', "a list of diabetes"),
        # sources
        (RULE, 'source = "book"', 'source = "boook"', "a file in sources/"),
        (QUESTION, 'source = "book"', 'source = "boook"', "a file in sources/"),
        (QUESTION, "[[basis]]", "[[bases]]", "one of"),
        (RULE, "[[basis]]", "[[bases]]", "at least one source"),
        (RULE, 'stance = "supports"', 'stance = "maybe"', "supports, against"),
        ("sources/book.toml", 'kind = "article"', 'kind = "blog"', "trial, review, label"),
        ("sources/book.toml", "limits", "limit", "a text"),
        ("sources/book.toml", 'limits = "Not much."', 'limits = "."\nurl = "x"', "one of"),
        # units, bounds, kinds
        (NEEDLE, 'unit = "mm"', "", "a text"),
        (NEEDLE, "most = 3", "most = 0.05", "a number from 0.1"),
        (NEEDLE, "least = 0.1", "", "a number from"),
        (QUESTION, 'kind = "yes_no"', 'kind = "yes"', "yes_no, choice"),
        (QUESTION, 'kind = "yes_no"', 'kind = "choice"', "choices for choice and many"),
        (SEX, 'kind = "choice"', 'kind = "yes_no"', "choices for choice and many"),
        (SEX, 'id = "male"', 'id = "female"', "each id once"),
        (SEX, 'hint = "As', 'tip = "As', "one of hint, id, says"),
        (QUESTION, "valid_days = 30", "valid_days = 0", "a number from 0.01"),
        (QUESTION, "valid_days = 30", "valid_hours = 30", "a number from 0.01"),
        (QUESTION, "order = 100", "order = 1.5", "a whole number"),
        (QUESTION, "reviewed = 2026-11-20", "reviewed = 2026-11-20T00:00:00", "a date such as"),
        (QUESTION, "reviewed = 2026-11-20", "reviewed = 07:30:00", "a date such as"),
        ("questions/story.toml", '["clinic"]', '["spa"]', "words among home, clinic, trial"),
        # rules
        (RULE, 'kind = "rule"', 'kind = "rools"', "one of"),
        (RULE, 'kind = "rule"', 'kind = ["rule"]', "one of"),
        (RULE, 'argues = "excludes"', 'argues = "for"', "a verdict, triage or outcome for rules"),
        (RULE, 'argues = "excludes"', 'argues = "against"', "excludes exactly when"),
        (STOPPED, 'argues = "against"', 'argues = "excludes"', "excludes exactly when"),
        (RULE, "verdict = {", "advice = {", "one of argues"),
        (RULE, 'home = "do_not_treat"', 'house = "do_not_treat"', "home, clinic or trial"),
        (RULE, 'home = "do_not_treat"', 'home = "proceed"', "one of wait"),
        (RULE, 'home = "do_not_treat"', 'home = ["wait"]', "one of wait"),
        (RULE, 'clinic = "Decide', 'ward = "Decide', "home, clinic or trial"),
        (RULE, 'then = "Ask."', 'triage = "soon"', "one of expected"),
        (RULE, 'then = "Ask."', 'triage = ["same_day"]', "a text"),
        (RULE, 'then = "Ask."', 'outcome = "pause"', "one of too_early"),
        (RULE, 'then = "Ask."', 'until = { after = "stopped_on", days = 3 }', "until only beside"),
        (STOPPED, "days = 180 }\nwhen", "days = 0 }\nwhen", "a number from 1 to 3650"),
        (STOPPED, "days = 180 }\nwhen", "days = 180, or = 1 }\nwhen", "one of after, days"),
        (STOPPED, "{ days_ago = 90 }", "{ days_ago = -1 }", "a number from 0 to 36525"),
        (STOPPED, "{ days_ago = 90 }", '{ days_ago = "90" }', "a number from 0 to 36525"),
        (STOPPED, "{ days_ago = 90 }", "{ weeks_ago = 9 }", "a number from 0 to 36525"),
        (STOPPED, "{ days_ago = 90 }", "{ days_ago = 9, or = 1 }", "one of days_ago"),
        (RULE, "given = {}", 'given = "nothing"', "a table of answers"),
        (RULE, 'expect = "cannot_say"', 'expect = "unknown"', "one of does_not_apply"),
        (RULE, 'expect = "cannot_say"', 'expect = "applies"', "at least one case each"),
        (RULE, 'expect = "cannot_say"', 'expect = "cannot_say"\nwhy = "x"', "one of expect"),
        (RULE, 'strength = "practice"', 'strength = "strong"', "trial, review, label"),
        (RULE, 'title = "You', f'title = "{"x" * 120}', "at most 120 characters"),
        # limits
        (LIMIT, "most = 0.5", "most = 0.28", "the recommended range inside"),
        (LIMIT, "least = 0.1", "least = 0.25", "the recommended range inside"),
        (LIMIT, "start = 0.25", "start = 0.4", "a start inside the recommended range"),
        (LIMIT, 'expect = "beyond_absolute"', 'expect = "beyond"', "one of within"),
        (LIMIT, 'expect = "beyond_absolute"', 'expect = "within"', "a case within and a case"),
        (LIMIT, 'expect = "within"', 'expect = "beyond_recommended"', "a case within and a case"),
        (LIMIT, '["roller", "stamp"]', '["comb"]', "words among roller"),
        (LIMIT, "above = 0,", "above = 0, from = 1,", "one of above, up_to"),
        (LIMIT, "most = 0.5", "most = 0.5, unit = 1", "one of least, most"),
        (LIMIT, "value = 0.25", "value = 0.25\nunit = 1", "one of expect, value"),
        # the others
        ("screen/warfarin.toml", '["warfarin", "co-coumarin"]', "[]", "at least one name"),
        ("screen/warfarin.toml", "value = true", "value = true\nwhy = 1", "one of question"),
        (RETINOID, "value = false", 'value = "no"', "true or false"),
        (RETINOID, '"thinner"\nvalue = false', '"thin"\nvalue = false', "a file in questions/"),
        (RETINOID, 'stopped_on = "stopped_on"', 'stopped_on = "scar"', "a question about a date"),
        (RETINOID, "within_days = 180", "within_days = 0", "a number from 1 to 50000 days"),
        (RETINOID, "within_days = 180", "within_weeks = 26", "one of question"),
        ("screen/scar_and_sex.toml", '["illnesses", "scar"]', "[]", "at least one question"),
        ("screen/scar_and_sex.toml", "is_refused = true", "is_refused = 1", "true or false"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_by_name(tmp_path, name, old, new, expected):
    error = refusal(tmp_path, altered(name, old, new))
    assert expected in error.expected
    assert error.where.startswith(name)


def test_a_misspelt_question_brings_the_right_spelling(tmp_path):
    error = refusal(tmp_path, altered(RULE, 'question = "scar"', 'question = "scra"'))
    assert error.then == "Did you mean scar?"


def test_a_misspelt_kind_brings_the_right_spelling(tmp_path):
    assert "Did you mean rule?" in str(refusal(tmp_path, altered(RULE, '"rule"', '"rul"')))


def test_nobody_can_test_a_story(tmp_path):
    changes = altered(RULE, '{ question = "scar", is = true }', '{ question = "story", is = "x" }')
    assert refusal(tmp_path, changes).expected == "no test"


def test_a_question_that_is_asked_needs_a_source(tmp_path):
    bare = SMALL[QUESTION].split("[[basis]]")[0]
    assert refusal(tmp_path, {QUESTION: bare}).expected == "a source for why we ask"


def test_a_question_that_is_worked_out_needs_no_source(tmp_path):
    name = "questions/age_years.toml"
    bare = SMALL[name].split("[[basis]]")[0]
    assert small(tmp_path, {name: bare}).questions["age_years"].basis == ()


def test_a_rule_may_speak_for_without_a_verdict(tmp_path):
    lines = SMALL[RULE].replace('argues = "excludes"', 'argues = "for"').splitlines()
    text = "\n".join(line for line in lines if not line.startswith("verdict"))
    rule = small(tmp_path, {RULE: text}).fact("scar_rule", Rule)
    assert rule.verdicts == {}


def test_a_rule_of_recovery_may_carry_a_level_beside_its_verdict(tmp_path):
    changes = altered(RULE, 'then = "Ask."', 'triage = "same_day"')
    assert small(tmp_path, changes).fact("scar_rule", Rule).triage is not None


def test_two_facts_cannot_share_a_name_even_in_two_folders(tmp_path):
    error = refusal(tmp_path, {"treat/scar_rule.toml": SMALL[RULE]})
    assert error.where == "treat/scar_rule.toml"
    assert error.found == "the name of screen/scar_rule.toml"


def test_a_broken_file_is_named(tmp_path):
    error = refusal(tmp_path, {RULE: 'kind = "rule'})
    assert error.where == RULE
    assert "broken TOML" in error.found


def test_a_file_that_is_not_text_is_named(tmp_path):
    folder = written(tmp_path)
    (folder / RULE).write_bytes(b"\xff\xfe")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    assert caught.value.where == RULE


def test_a_number_with_thousands_of_digits_is_named(tmp_path):
    assert refusal(tmp_path, altered(LIMIT, "start = 0.25", f"start = {'1' * 5000}")).where == LIMIT


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path / "nowhere")
    assert caught.value.found == "no folder"


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path)
    assert caught.value.found == "no files"


def test_the_hash_changes_with_one_letter_of_one_file(tmp_path):
    one = small(tmp_path / "a")
    same = small(tmp_path / "b")
    other = small(tmp_path / "c", altered(RULE, "raised", "Raised"))
    assert one.hash == same.hash
    assert one.hash != other.hash


def test_the_hash_changes_when_a_file_gets_another_name(tmp_path):
    moved = {RULE: None, "screen/scar_role.toml": SMALL[RULE]}
    assert small(tmp_path / "a").hash != small(tmp_path / "b", moved).hash


def test_a_second_reading_gives_the_same_from_the_cache(tmp_path, monkeypatch):
    first = small(tmp_path)
    monkeypatch.setattr(files, "_parsed", None)  # parsing again would crash
    assert load_knowledge(tmp_path) == first
    assert first.questions["scar"].reviewed == date(2026, 11, 20)


def signed(text: str) -> str:
    return f"{sha256(text.encode()).hexdigest()}\n{text}"


@pytest.mark.parametrize(
    "damage", ["", "{", signed("{"), signed("[]"), signed('{"$date": "soon"}')]
)
def test_a_damaged_cache_is_passed_over(tmp_path, own_cache, damage):
    first = small(tmp_path)
    (cached,) = own_cache.iterdir()
    cached.write_text(damage)
    assert load_knowledge(tmp_path) == first


def test_a_changed_letter_in_the_cache_never_becomes_knowledge(tmp_path, own_cache):
    first = small(tmp_path)
    (cached,) = own_cache.iterdir()
    assert "Book" in cached.read_text()
    cached.write_text(cached.read_text().replace("Book", "Boot"))
    assert load_knowledge(tmp_path) == first


def test_an_account_without_a_home_reads_the_files_all_the_same(tmp_path, monkeypatch):
    def no_home():
        raise RuntimeError("no home")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(files.Path, "home", no_home)
    assert small(tmp_path / "a").questions


def test_without_a_cache_folder_the_files_are_read_all_the_same(tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(closed))
    assert small(tmp_path / "a").questions


def test_the_cache_lies_in_the_home_folder_when_nothing_else_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    small(tmp_path / "a")
    (cached,) = (tmp_path / "home" / ".cache" / "anagen").iterdir()
    tables = json.loads(cached.read_text().partition("\n")[2])
    assert tables["sources/book.toml"]["short"] == "Book"


def test_every_question_names_what_looks_at_it(tmp_path):
    uses = uses_of(small(tmp_path))
    assert uses["scar"] == ("scar_and_sex", "scar_rule")
    assert uses["thinner"] == ("stopped_on",)
    assert uses["story"] == ()


def test_a_question_may_be_a_follow_up(tmp_path):
    gate = small(tmp_path).questions["stopped_on"].asked_when
    assert isinstance(gate, Test)
    assert gate.question == "thinner"


def test_the_kind_of_a_question_is_one_of_six():
    assert [kind.value for kind in QuestionKind] == [
        "yes_no", "choice", "many", "number", "date", "text",
    ]  # fmt: skip
