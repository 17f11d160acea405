"""Laws of recovery, put to random people: signs only add, and what is not known never soothes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.recover import recovery_for, shedding_for
from anagen.knowledge.question import QuestionKind
from anagen.records.answers import Unknown
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.records.words import Step
from tests.spec.recover.telling import EXPECTED, PROCEED, SETTINGS, judgement, session
from tests.story import NOW, case, knowledge

QUESTIONS = [
    question
    for question in knowledge().questions.values()
    if question.step is Step.RECOVER and not question.derived
]
MANY = [question for question in QUESTIONS if question.kind is QuestionKind.MANY]
SHED = [question.id for question in QUESTIONS if question.id.startswith("shed_")]
LAWS = settings(max_examples=200, deadline=None, derandomize=True, database=None)


def values(question):
    """Any answer a question allows, or none."""
    match question.kind:
        case QuestionKind.MANY:
            known = st.lists(st.sampled_from(question.words), max_size=2, unique=True).map(tuple)
        case QuestionKind.CHOICE:
            known = st.sampled_from(question.words)
        case QuestionKind.DATE:
            known = st.dates(NOW.date().replace(year=2025), NOW.date())
        case _:
            known = st.floats(question.least, min(question.most, 30))
    return known | st.sampled_from(Unknown) | st.none()


answers = st.fixed_dictionaries(
    {"needled_before": st.sampled_from([True, True, True, None, False])},
    optional={question.id: values(question) for question in QUESTIONS}
    | {
        "minoxidil": st.sampled_from(["never", "now", None]),
        "last_needle_mm": st.sampled_from([0.25, 0.5, None]),
    },
)
counts = st.builds(
    Report,
    at=st.just(NOW),
    comb=st.none() | st.just(CombCount((38,))),
    pull=st.none() | st.builds(PullTest, st.integers(0, 5), st.sampled_from([30, 55])),
    wash=st.none() | st.builds(WashTest, st.sampled_from([40, 120]), st.just(3), st.just(5.0)),
)
hours = st.sampled_from([1, 30, 100, 200, 400])
people = st.builds(
    lambda setting, said, tests, ago: (setting, said, {"reports": tests, "sessions": ago}),
    st.sampled_from(SETTINGS),
    answers,
    st.lists(counts, max_size=1).map(tuple),
    st.lists(hours, max_size=1).map(lambda found: tuple(session(ago) for ago in found)),
)


def urgency(one):
    """How urgent signs and shedding are; what cannot be said stands above what is expected."""
    found = recovery_for(one)
    shed = shedding_for(one)
    unsaid = shed is not None and shed.triage is None
    level = found.triage if found.triage is not None else EXPECTED
    return max(level + 0.0, 0.5 if unsaid else 0)


@LAWS
@given(people, st.data())
def test_one_more_sign_never_makes_anything_milder(person, data):
    setting, said, parts = person
    question = data.draw(st.sampled_from(MANY))
    ticked = said.get(question.id)
    before = {**said, question.id: ticked if isinstance(ticked, tuple) else ()}
    sign = data.draw(st.sampled_from(question.words))
    after = {**before, question.id: tuple(dict.fromkeys((*before[question.id], sign)))}
    one, other = case(setting, before, **parts), case(setting, after, **parts)
    assert urgency(other) >= urgency(one)
    assert judgement(other).known_verdict >= judgement(one).known_verdict
    if judgement(one).verdict is not PROCEED:
        assert judgement(other).verdict is not PROCEED


@LAWS
@given(people, st.data())
def test_an_answer_less_never_makes_anything_expected_or_allowed(person, data):
    setting, said, parts = person
    question = data.draw(st.sampled_from(QUESTIONS)).id
    one = case(setting, said, **parts)
    less = case(setting, {**said, question: None}, **parts)
    if judgement(one).verdict is not PROCEED:
        assert judgement(less).verdict is not PROCEED
    if recovery_for(one).triage is not EXPECTED:
        assert recovery_for(less).triage is not EXPECTED
    shed, less_shed = shedding_for(one), shedding_for(less)
    if shed is not None and shed.triage is not EXPECTED and less_shed is not None:
        assert less_shed.triage is not EXPECTED


@LAWS
@given(people)
def test_a_count_less_never_makes_shedding_expected(person):
    setting, said, parts = person
    shed = shedding_for(case(setting, said, **parts))
    less = shedding_for(case(setting, said, **{**parts, "reports": ()}))
    if shed is not None and shed.triage is not EXPECTED and less is not None:
        assert less.triage is not EXPECTED


@LAWS
@given(people)
def test_nothing_is_expected_while_a_question_is_open(person):
    setting, said, parts = person
    one = case(setting, said, **parts)
    if recovery_for(one).triage is EXPECTED:
        assert recovery_for(one).missing == ()
        assert shedding_for(one) is None or shedding_for(one).triage is EXPECTED


@LAWS
@given(people)
def test_the_verdict_is_never_milder_than_the_urgency_asks(person):
    setting, said, parts = person
    one = case(setting, said, **parts)
    found = recovery_for(one)
    verdict = judgement(one).verdict
    if found.triage is not None and found.triage > EXPECTED:
        assert verdict > PROCEED
    for reason in found.reasons:
        assert reason.verdict <= verdict
        assert reason.triage is not None
        assert reason.triage <= found.triage


@LAWS
@given(people)
def test_an_emergency_asks_nothing(person):
    setting, said, parts = person
    found = recovery_for(case(setting, {**said, "alarm_signs": ("chest",)}, **parts))
    assert found.missing == ()


@LAWS
@given(people)
def test_shedding_is_looked_into_exactly_when_it_is_reported(person):
    setting, said, parts = person
    one = case(setting, said, **parts)
    found = shedding_for(one)
    if one.known("shed_more") in ("a_little", "a_lot") and one.known("needled_before") is True:
        assert found is not None
    if one.known("shed_more") == "no" or one.known("needled_before") is False:
        assert found is None
    if found is not None:
        assert found.stop_needling == (found.triage is None or found.triage >= 2)
