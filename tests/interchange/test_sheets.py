"""The sheets: what stands on them, in which order, and what never may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from anagen.care.case import case_of
from anagen.interchange.sheets import (
    Contact,
    Sheet,
    aftercare_sheet,
    is_reachable,
    letter_sheet,
    plan_sheet,
    session_sheet,
)
from anagen.interchange.sheets.page import (
    Beside,
    Bullets,
    Entries,
    Frame,
    Line,
    Paragraph,
    Part,
    Rows,
    Sign,
)
from anagen.interchange.sheets.signs import signs_at, usual_signs
from anagen.records.session import Anaesthetic
from anagen.records.words import Setting, Triage, Verdict
from tests.interchange.telling import LAST, after_a_session, session, telling
from tests.story import NOW, knowledge


def blocks(sheet: Sheet) -> Iterator[Any]:
    """Every block of a sheet, also those inside others."""
    open_ = list(sheet.blocks)
    while open_:
        one = open_.pop(0)
        yield one
        if isinstance(one, Part | Frame):
            open_ = [*one.blocks, *open_]
        if isinstance(one, Beside):
            open_ = [*one.left, *one.right, *open_]


def text_of(sheet: Sheet) -> str:
    """Every word of a sheet, in the order it is read."""
    said = [sheet.head, sheet.title]
    for one in blocks(sheet):
        match one:
            case Paragraph(says) | Line(says):
                said.append(says)
            case Bullets(items):
                said += items
            case Entries(items):
                said += [f"{entry.title}. {entry.says}" for entry in items]
            case Rows(head, rows):
                said += [*head, *(" ".join(row) for row in rows)]
            case Part(heading) | Frame(heading):
                said.append(heading)
    return "\n".join([*said, sheet.foot])


# Aftercare


def test_every_hold_that_runs_stands_on_the_aftercare_sheet_with_its_end() -> None:
    told = after_a_session()
    said = text_of(aftercare_sheet(told))
    running = [one for one in told.advice.holds if one.verdict > Verdict.PROCEED]
    assert running
    for hold in running:
        assert hold.title in said
        ends = told.words.soon(told.record.local(hold.until)) if hold.until else hold.until_says
        assert ends in said


def test_a_hold_that_is_over_is_not_on_the_sheet() -> None:
    told = after_a_session()
    over = [replace(one, verdict=Verdict.PROCEED) for one in told.advice.holds]
    sheet = aftercare_sheet(replace(told, advice=replace(told.advice, holds=tuple(over))))
    assert "Leave off for now" not in text_of(sheet)


def test_depth_and_zones_of_the_last_session_are_named() -> None:
    said = text_of(aftercare_sheet(after_a_session()))
    assert "0.25\u00a0mm on: The crown; The top, between hairline and crown." in said
    assert "Friday 20\u00a0November 2026, 11:00" in said


def test_a_hold_with_a_condition_says_both_the_hour_and_the_condition() -> None:
    told = after_a_session()
    hold = replace(told.advice.holds[0], verdict=Verdict.WAIT, until_says="the skin is calm")
    bare = replace(hold, until=None)
    for one, says in ((hold, "and only once this is so: the skin is calm"), (bare, "the skin is")):
        sheet = aftercare_sheet(replace(told, advice=replace(told.advice, holds=(one,))))
        assert says in text_of(sheet)


def test_a_session_without_zones_is_named_by_its_depth_alone() -> None:
    told = after_a_session()
    done = replace(told.record.sessions[0], zones=())
    sheet = aftercare_sheet(replace(told, record=replace(told.record, sessions=(done,))))
    assert "You had needles of 0.25\u00a0mm." in text_of(sheet)


def test_every_sign_that_needs_someone_stands_in_a_frame() -> None:
    told = after_a_session()
    case = case_of(told.record, told.knowledge, told.advice.at)
    frames = {one.sign: one for one in blocks(aftercare_sheet(told)) if isinstance(one, Frame)}
    for sign, level in ((Sign.STOP, Triage.SAME_DAY), (Sign.PHONE, Triage.EMERGENCY_NOW)):
        (listed,) = [one for one in frames[sign].blocks if isinstance(one, Bullets)]
        assert set(signs_at(level, case)) <= set(listed.items)


def test_every_alarm_sign_of_the_check_in_is_on_one_side_or_the_other() -> None:
    case = case_of(after_a_session().record, knowledge(), NOW)
    told = {*signs_at(Triage.SAME_DAY, case), *signs_at(Triage.EMERGENCY_NOW, case)}
    assert {choice.says for choice in knowledge().questions["alarm_signs"].choices} <= told


def test_a_heart_that_races_is_an_emergency_while_minoxidil_may_be_in_play() -> None:
    racing = "A racing or pounding heart while resting"
    for minoxidil, level in (("now", Triage.EMERGENCY_NOW), ("never", Triage.SAME_DAY)):
        told = after_a_session(said={"minoxidil": minoxidil})
        assert racing in signs_at(level, case_of(told.record, knowledge(), NOW))


def test_signs_that_only_count_together_are_named_together() -> None:
    case = case_of(after_a_session().record, knowledge(), NOW)
    assert "Spreading redness with fever or chills is an emergency" in signs_at(
        Triage.EMERGENCY_NOW, case
    )


def test_what_is_usual_is_only_what_the_check_in_calls_expected() -> None:
    case = case_of(after_a_session().record, knowledge(), NOW)
    usual = {one.says for one in usual_signs(case)}
    offered = {choice.says for choice in knowledge().questions["scalp_signs"].choices}
    assert usual
    assert usual <= offered
    assert "Greasy scale, or more dandruff" not in usual


def test_a_person_at_home_is_sent_to_a_doctor_and_a_patient_to_their_clinic() -> None:
    home = text_of(aftercare_sheet(after_a_session()))
    clinic = text_of(aftercare_sheet(telling("clinic"), Contact("Sol", "600 123")))
    assert "See a doctor the same day" in home
    assert "Call us the same day" in clinic
    assert "Sol: 600 123. After hours: ____" in clinic
    assert "Your clinic: ____" in text_of(aftercare_sheet(telling("clinic")))


def test_who_has_told_of_an_emergency_reads_that_first() -> None:
    told = after_a_session(said={"alarm_signs": ("breathing",)})
    assert told.advice.triage is Triage.EMERGENCY_NOW
    first = aftercare_sheet(told).blocks[0]
    assert isinstance(first, Frame)
    assert first.heading == "Call the emergency number now"


def test_without_a_session_the_sheet_says_what_holds_after_any() -> None:
    told = telling()
    sheet = aftercare_sheet(told)
    assert sheet.head == "Aftercare sheet"
    assert "You had needles" not in text_of(sheet)
    assert "This is usual" in text_of(sheet)


def test_the_code_leads_to_the_page_where_another_machine_can_open_it() -> None:
    sheet = aftercare_sheet(after_a_session())
    assert sheet.code
    assert sheet.code.address == after_a_session().address
    assert sheet.code.svg.startswith("<svg")
    for home in ("http://127.0.0.1:8000/a/", "http://localhost/a/", "http://[::1]:8000/a/", ""):
        assert aftercare_sheet(after_a_session(address=home)).code is None


# The other sheets


def test_the_record_of_a_session_says_everything_that_was_written_down() -> None:
    cream = Anaesthetic("Cream", 2.5, 60, LAST - timedelta(hours=1), LAST, covered=False)
    done = session(lot="L-77", pain=3, anaesthetic=cream, uses=4)
    said = text_of(session_sheet(telling(sessions=(done,)), 1))
    for words in (
        "A roller", "L-77", "alcohol 70 %", "Light pink skin", "Cream", "2.5\u00a0g",
        "60\u00a0cm²", "The person themselves", "Aloe gel", "The crown 0.25\u00a0mm 4",
    ):  # fmt: skip
        assert words in said


def test_what_nobody_wrote_down_is_never_a_no() -> None:
    bare = session(zones=(), antiseptic="", endpoint=None, operator=None, applied=())
    said = text_of(session_sheet(telling(sessions=(bare,)), 1)).split("\n")
    assert said.count("Not written down") == 3
    assert sum(line.endswith(" Not written down") for line in said) == 8
    assert not [line for line in said if line.endswith(" No")]


def test_a_session_in_a_clinic_has_a_line_to_sign_on() -> None:
    for setting, has_line in ((Setting.CLINIC, True), (Setting.HOME, False)):
        sheet = session_sheet(telling(sessions=(session(setting=setting),)), 1)
        assert any(isinstance(one, Line) for one in blocks(sheet)) is has_line


def test_the_plan_on_paper_has_every_date_and_every_reason() -> None:
    told = telling()
    plan = told.advice.plan
    assert plan
    said = text_of(plan_sheet(told))
    for point in (*plan.points, *plan.combination):
        assert point.says in said
    for one in plan.schedule:
        assert f"{told.words.day(one.on)} {one.says}" in said


def test_a_plan_without_dates_or_company_is_still_a_plan() -> None:
    told = telling()
    plan = told.advice.plan
    assert plan
    bare = replace(plan, schedule=(), step_up=None, combination=())
    advice = replace(told.advice, plan=bare, verdict=Verdict.WAIT, says="Wait until it has healed.")
    said = text_of(plan_sheet(replace(told, advice=advice))).split("\n")
    assert "Wait until it has healed." in said
    for heading in ("Dates", "Longer needles", "With other treatments"):
        assert heading not in said


@pytest.mark.parametrize(
    ("address", "reachable"),
    [("https://clinic.example/a/", True), ("http://192.168.1.20:8000/", True),
     ("http://[fd00::1]/", True), ("http://127.0.0.53/", False), ("http://[::1]/", False),
     ("http://app.localhost/", False), ("http://0.0.0.0/", False), ("ftp://x/", False),
     ("javascript:alert(1)", False), ("http://[", False), ("", False),
     ("http://x/" + "a" * 400, False)],
)  # fmt: skip
def test_a_code_is_made_for_what_another_machine_can_open(address: str, reachable: bool) -> None:
    assert is_reachable(address) is reachable
    assert (aftercare_sheet(after_a_session(address=address)).code is not None) is reachable


@pytest.mark.parametrize("said", [{"keloid": True}, {"keloid": None}])
def test_where_there_is_no_plan_the_sheet_says_so_and_names_no_date(said: dict[str, Any]) -> None:
    told = telling(said=said)
    assert told.advice.plan is None
    words = text_of(plan_sheet(told))
    assert "There is no plan now" in words
    assert told.advice.says in words
    assert "Dates" not in words.split("\n")


def test_the_letter_has_every_part_of_the_cores_letter() -> None:
    said = text_of(letter_sheet(after_a_session()))
    for heading in ("Question", "History", "Measured", "Still open", "We ask you"):
        assert heading in said.split("\n")
    assert "needling at home" in said


@pytest.mark.parametrize("draw", [aftercare_sheet, letter_sheet, plan_sheet])
def test_every_sheet_says_what_it_is_not(draw: Any) -> None:
    foot = draw(after_a_session()).foot
    assert "Not a medical device" in foot
    assert "Not yet reviewed by a clinician" in foot
    assert knowledge().hash in foot


@pytest.mark.parametrize("draw", [aftercare_sheet, letter_sheet, plan_sheet])
def test_a_sheet_in_another_language_is_whole(draw: Any) -> None:
    english, other = draw(after_a_session()), draw(after_a_session(language="ar-XB"))
    assert other.is_right_to_left
    assert len(list(blocks(english))) == len(list(blocks(other)))
    assert text_of(english) != text_of(other)
