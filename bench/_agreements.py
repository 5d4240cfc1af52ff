"""Agreements that are made up, seeded: their text, their terms and dated acts, as in a registry.

One in three is an offer with a window to answer, the others are agreed, declared or in force. A
quarter of the dates is vague (a month, `~`, one of several days), an eighth of the acts is hedged
or denied.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from hudna.domain.agreements import Agreement, DateValue, Fact, Ground, Part, Participant, Term
from hudna.domain.codebook import Act, DateKind, Modality, Role, Stage, Stance
from hudna.domain.documents import DocumentId
from hudna.domain.dossiers import Dossier, Telling
from hudna.domain.evidence import Evidence

SIDES = ("North Front", "River Council", "Hill Brigade", "Lake Guard", "Delta Union")
PLACES = ("al-Qanat", "Upper Ford", "Stone Bridge")
FIRST_DAY = date(2012, 1, 1)
YEARS = 10

_CONDUCT = (
    ("hostilities.cease", Modality.PROHIBITION),
    ("hostilities.protect_object", Modality.PROHIBITION),
    ("persons.release", Modality.OBLIGATION),
    ("movement.crossing", Modality.OBLIGATION),
    ("separation.withdraw", Modality.OBLIGATION),
    ("humanitarian.access", Modality.OBLIGATION),
    ("movement.evacuate", Modality.PERMISSION),
    ("conduct.incitement", Modality.PROHIBITION),
)
CONDUCT = frozenset(
    {Act.ATTACKED, Act.BREACHED, Act.RELEASED, Act.WITHDREW, Act.OPENED, Act.DELIVERED}
)
"""Acts under an agreement, which change how its norms stand rather than whether it holds."""
_ACTS = (
    (Act.ATTACKED, 34),
    (Act.BREACHED, 10),
    (Act.RELEASED, 10),
    (Act.WITHDREW, 8),
    (Act.OPENED, 8),
    (Act.DELIVERED, 8),
    (Act.OBSERVED, 5),
    (Act.EXTENDED, 5),
    (Act.SUSPENDED, 3),
    (Act.RESUMED, 3),
    (Act.REVOKED, 3),
    (Act.DISCUSSED, 3),
)


@dataclass
class Made:
    """A made-up document: its text, the agreement that it tells of, and the acts."""

    name: str
    published: str
    text: str
    agreement: Agreement
    facts: tuple[Fact, ...]

    def to_dossier(self, number: int) -> Dossier:
        document = DocumentId(f"doc-{number:064x}")
        telling = Telling(document, self.name, self.published, self.agreement, self.facts)
        return Dossier(f"agr-{number}", self.agreement.label, (telling,))


def iter_made(agreements: int, facts: int, *, seed: int = 0) -> Iterator[Made]:
    """Yield agreements with so many acts in all."""
    chance = random.Random(seed)
    acts = Counter(chance.randrange(agreements) for _ in range(facts))
    for number in range(agreements):
        terms = chance.choice((2, 4, 6, 8, 12))
        yield make(f"{number:06}.txt", chance, terms=terms, facts=acts[number])


def make(
    name: str,
    chance: random.Random,
    *,
    terms: int,
    facts: int,
    contested: float = 0.125,
    vague: float = 0.25,
    acts: frozenset[Act] = frozenset(Act),
) -> Made:
    """Return one agreement with so many terms of conduct and so many acts.

    Args:
        name: What its document is called.
        chance: Where chance comes from.
        terms: How many terms of conduct; a few on its lifecycle are added.
        facts: How many acts.
        contested: The share of acts that are hedged or denied.
        vague: The share of dates that are vague.
        acts: The kinds of act to choose from.
    """
    return _Maker(name, chance, contested, vague, acts).made(terms, facts)


@dataclass
class _Maker:
    name: str
    chance: random.Random
    contested: float
    vague: float
    acts: frozenset[Act] = frozenset(Act)
    text: str = ""
    sides: list[str] = field(default_factory=list)

    def made(self, terms: int, facts: int) -> Made:
        self.text = f"Truce of document {self.name}."
        start = FIRST_DAY + timedelta(days=self.chance.randrange(365 * YEARS))
        published = start + timedelta(days=self.chance.randrange(1, 60))
        self.sides = self.chance.sample(SIDES, self.chance.choice((2, 2, 2, 3, 4)))
        is_offer = self.chance.random() < 1 / 3
        stage = (
            Stage.PROPOSAL
            if is_offer
            else self.chance.choice((Stage.AGREED, Stage.AGREED, Stage.IN_FORCE, Stage.DECLARED))
        )
        told = tuple(self._fact(start) for _ in range(facts - is_offer * (facts > 0)))
        if is_offer and facts:
            told = (self._answer(start), *told)
        agreement = Agreement(
            id="a1",
            label=f"Truce of {self.name}",
            anchor=self._say("a truce was told of")[0],
            stage=stage,
            grounds=(Ground("stage", "made-up", self._say(stage.value)),),
            participants=tuple(
                Participant(side, Role.INVITEE if is_offer and n else Role.PARTY, self._say(side))
                for n, side in enumerate(self.sides)
            ),
            dates=(self._first_date(stage, start),),
            terms=(*self._lifecycle(start, is_offer=is_offer), *self._conduct(terms)),
        )
        return Made(self.name, published.isoformat(), self.text, agreement, told)

    def _say(self, words: str) -> tuple[Evidence, ...]:
        start = len(self.text) + 1
        self.text += f"\n{words}"
        return (Evidence(start, start + len(words), words),)

    def _part(self, words: str) -> Part:
        return Part(words, self._say(words))

    def _first_date(self, stage: Stage, start: date) -> DateValue:
        kinds = {Stage.PROPOSAL: DateKind.OFFERED, Stage.DECLARED: DateKind.ANNOUNCED}
        day = start.isoformat()
        return DateValue(kinds.get(stage, DateKind.SIGNED), day, self._say(f"on {day}"))

    def _lifecycle(self, start: date, *, is_offer: bool) -> Iterator[Term]:
        if is_offer:
            opens = self._part(f"P7D from {start.isoformat()}")
            yield self._rule("lifecycle.deadline", window=opens)
            if self.chance.random() < 0.5:
                yield self._rule("lifecycle.default", consequence=self._part("rejection"))
        length = self.chance.choice(("P30D", "P3M", "P6M", "P1Y", "indefinite"))
        yield self._rule("lifecycle.duration", window=self._part(length))
        if self.chance.random() < 0.5:
            yield self._rule("lifecycle.start", window=self._part("conclusion"))
        if self.chance.random() < 0.3:
            by = self._part(self.chance.choice(self.sides))
            effect = self._part(self.chance.choice(("automatic", "unclear", "right_to_end")))
            yield self._rule(
                "lifecycle.void", bearer=by, act=self._part("attacked"), consequence=effect
            )

    def _rule(self, code: str, **parts: Part) -> Term:
        return Term((code,), self._say(code), modality=Modality.DECLARATION, **parts)

    def _conduct(self, count: int) -> Iterator[Term]:
        for number in range(count):
            code, modality = _CONDUCT[number % len(_CONDUCT)]
            bearer = "each party" if number % 3 == 0 else self.chance.choice(self.sides)
            has_window = modality is Modality.OBLIGATION and self.chance.random() < 0.4
            yield Term(
                (code,),
                self._say(f"term {number + 1} on {code}"),
                number=str(number + 1),
                modality=modality,
                bearer=self._part(bearer),
                place=self._part(self.chance.choice(PLACES)) if number % 5 == 4 else None,
                window=self._part("P14D from conclusion") if has_window else None,
            )

    def _answer(self, start: date) -> Fact:
        act = self.chance.choice((Act.ACCEPTED, Act.ACCEPTED, Act.REJECTED))
        return self._told(act, self.sides[1], start + timedelta(days=self.chance.randrange(12)))

    def _fact(self, start: date) -> Fact:
        acts, weights = zip(*((act, n) for act, n in _ACTS if act in self.acts), strict=True)
        act = self.chance.choices(acts, weights)[0]
        day = start + timedelta(days=self.chance.randrange(400))
        return self._told(act, self.chance.choice(self.sides), day)

    def _told(self, act: Act, by: str, day: date) -> Fact:
        against = self.chance.choice(self.sides) if act is Act.ATTACKED else None
        stance = Stance.ASSERTS
        if self.chance.random() < self.contested:
            stance = self.chance.choice((Stance.ALLEGES, Stance.DOUBTS, Stance.DENIES))
        written = self._written(day)
        return Fact(
            act,
            self._say(f"{by} {act.value} {against or ''} on {written}".replace("  ", " ")),
            by=by,
            against=against,
            place=self.chance.choice(PLACES) if act is Act.ATTACKED else None,
            date=written,
            until="P30D" if act is Act.EXTENDED else None,
            agreement="a1",
            stance=stance,
        )

    def _written(self, day: date) -> str:
        if self.chance.random() >= self.vague:
            return day.isoformat()
        return self.chance.choice(
            (
                f"{day:%Y-%m}",
                f"{day}~",
                f"[{day},{day + timedelta(days=2)}]",
                f"{day}/{day + timedelta(days=9)}",
            )
        )


def make_doubtful(count: int, *, act: Act, is_contested: bool) -> Made:
    """Return an agreement on which so many doubtful acts bear: contested, or vague by two months.

    It is agreed, begins on its conclusion, lasts for six months and ends by an attack of the
    first side. Acts of extension move its end, suspensions halt it, attacks may have ended it.
    """
    maker = _Maker("doubtful.txt", random.Random(count), 1.0 if is_contested else 0.0, 0.0)
    maker.text = "Truce."
    maker.sides = list(SIDES[:2])
    start = FIRST_DAY
    facts = []
    for number in range(count):
        day = start + timedelta(days=10 + number)
        stance = Stance.ALLEGES if is_contested else Stance.ASSERTS
        written = day.isoformat() if is_contested else f"{day}/{day + timedelta(days=60)}"
        facts.append(
            Fact(
                act,
                maker._say(f"{act.value} on {day}"),
                by=SIDES[0] if act is Act.ATTACKED else None,
                date=written,
                until="P30D" if act is Act.EXTENDED else "P2D" if act is Act.SUSPENDED else None,
                agreement="a1",
                stance=stance,
            )
        )
    agreement = Agreement(
        id="a1",
        label="Doubtful truce",
        anchor=maker._say("a truce was told of")[0],
        stage=Stage.AGREED,
        participants=tuple(Participant(s, Role.PARTY, maker._say(s)) for s in maker.sides),
        dates=(DateValue(DateKind.SIGNED, start.isoformat(), maker._say("signed")),),
        terms=(
            maker._rule("lifecycle.start", window=maker._part("conclusion")),
            maker._rule("lifecycle.duration", window=maker._part("P6M first day counts")),
            maker._rule(
                "lifecycle.void",
                bearer=maker._part(SIDES[0]),
                act=maker._part("attacked"),
                consequence=maker._part("unclear"),
            ),
        ),
    )
    return Made("doubtful.txt", start.isoformat(), maker.text, agreement, tuple(facts))
