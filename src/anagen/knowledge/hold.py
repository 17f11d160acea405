"""What to leave alone after a session, and for how many hours.

A hold lists several lengths; the longest one that may apply counts. A length whose condition
is not known counts as if it applied, so an answer that is missing never shortens a hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, Findings, Truth, read_condition, truth
from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import Endpoint, Setting, Verdict


@dataclass(frozen=True, slots=True)
class Needled:
    """What is known of one session, as far as holds depend on it.

    `findings` tell of the person and of this session: its depth stands under `last_needle_mm`
    and its cover under `occluded`, whatever was answered about later ones.
    """

    findings: Findings
    setting: Setting
    endpoint: Endpoint | None


@dataclass(frozen=True, slots=True)
class Length:
    """One length in hours, and when it applies. `because` names the reason in words."""

    hours: float
    because: str
    when: Condition | None
    settings: tuple[Setting, ...]
    endpoints: tuple[Endpoint, ...]

    def applies_to(self, needled: Needled) -> Truth:
        """Whether this length applies to a session."""
        if needled.setting not in self.settings:
            return Truth.FALSE
        return min(self._endpoint(needled.endpoint), self._condition(needled.findings))

    def _condition(self, findings: Findings) -> Truth:
        return truth(self.when, findings) if self.when else Truth.TRUE

    def _endpoint(self, seen: Endpoint | None) -> Truth:
        if not self.endpoints:
            return Truth.TRUE
        if seen is None:
            return Truth.UNKNOWN
        return Truth.TRUE if seen in self.endpoints else Truth.FALSE


@dataclass(frozen=True, slots=True)
class FirstUse:
    """What differs for somebody who has never used the product: who that is, and what we say."""

    when: Condition
    says: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Who must not use a product at all, whatever the skin and the hours say, and for how long."""

    when: Condition
    verdict: Verdict
    says: str
    until_says: str


@dataclass(frozen=True, slots=True)
class Order:
    """The question about a clinician's written order for the same day, and what we say then."""

    question: str
    says: str


@dataclass(frozen=True, slots=True)
class LeaveOff(Fact):
    """One thing to leave alone after a session.

    `covers` are the words of the question `apply_today` that it governs, `names` what people
    write for the product. `when` says for whom it matters at all. `mentions` names rules whose
    words belong beside it. A hold that `needs_calm_skin` goes on while the skin is not calm.
    """

    then: str
    covers: tuple[str, ...]
    names: tuple[str, ...]
    needs_calm_skin: bool
    when: Condition | None
    first_use: FirstUse | None
    order: Order | None
    bars: tuple[Bar, ...]
    mentions: tuple[str, ...]
    lasts: tuple[Length, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition in the file but `when`, to be held against the questions."""
        lengths = tuple(length.when for length in self.lasts if length.when)
        bars = tuple(bar.when for bar in self.bars)
        first = (self.first_use.when,) if self.first_use else ()
        return (*lengths, *bars, *first)

    def length_after(self, needled: Needled) -> tuple[Length, Truth]:
        """The longest length that may apply to a session, and how sure it is that it does.

        Of two lengths of equal hours the surer one is named.
        """
        found = [(length, length.applies_to(needled)) for length in self.lasts]
        open_or_true = [(length, sure) for length, sure in found if sure is not Truth.FALSE]
        return max(open_or_true, key=lambda pair: (pair[0].hours, pair[1]))

    def is_named(self, product: str) -> bool:
        """Whether a written product is this one. Any part of the text counts: rather too often."""
        written = product.casefold()
        return any(name in written for name in self.names)


def read_hold(fields: Fields, header: Header) -> LeaveOff:
    """A fact of kind "hold"."""
    hold = LeaveOff(
        **header,
        then=fields.optional_text("then", 400),
        covers=fields.words("covers"),
        names=fields.words("names"),
        needs_calm_skin=fields.truth("needs_calm_skin"),
        when=_condition(fields),
        first_use=_first_use(fields.optional_table("first_use")),
        order=_order(fields.optional_table("order")),
        bars=fields.items("bars", _bar),
        mentions=fields.words("mentions"),
        lasts=fields.items("lasts", _length),
    )
    fields.finish()
    if not any(_is_for_all(length) for length in hold.lasts):
        raise KnowledgeError(
            fields.at("lasts"),
            "no length that always applies",
            "one [[lasts]] with nothing but hours",
            "Add the shortest length.",
        )
    return hold


def _is_for_all(length: Length) -> bool:
    return length.when is None and not length.endpoints and set(length.settings) == set(Setting)


def _length(fields: Fields) -> Length:
    length = Length(
        hours=fields.number("hours", 0, 24 * 60, "hours"),
        because=fields.optional_text("because", 160),
        when=_condition(fields),
        settings=read_settings(fields),
        endpoints=_endpoints(fields),
    )
    fields.finish()
    if not _is_for_all(length) and not length.because:
        raise fields.wrong("because", "why it is longer, in words", "Fill in because.")
    return length


def _condition(fields: Fields) -> Condition | None:
    condition = read_condition(fields.table("when")) if "when" in fields else None
    fields.raw("when")
    return condition


def _endpoints(fields: Fields) -> tuple[Endpoint, ...]:
    known = {endpoint.value: endpoint for endpoint in Endpoint}
    words = fields.words("endpoints")
    if any(word not in known for word in words):
        raise fields.wrong("endpoints", "words among " + ", ".join(known), "Name what was seen.")
    return tuple(known[word] for word in words)


def _first_use(fields: Fields | None) -> FirstUse | None:
    if fields is None:
        return None
    first = FirstUse(when=read_condition(fields.table("when")), says=fields.text("says", 400))
    fields.finish()
    return first


def _bar(fields: Fields) -> Bar:
    words = {verdict.word: verdict for verdict in Verdict if verdict > Verdict.WAIT}
    word = fields.text("verdict", 40)
    if word not in words:
        raise fields.wrong("verdict", "one of " + ", ".join(words), "Use one of these words.")
    bar = Bar(
        when=read_condition(fields.table("when")),
        verdict=words[word],
        says=fields.text("says", 400),
        until_says=fields.text("until_says", 120),
    )
    fields.finish()
    return bar


def _order(fields: Fields | None) -> Order | None:
    if fields is None:
        return None
    order = Order(question=fields.text("question", 60), says=fields.text("says", 500))
    fields.finish()
    return order
