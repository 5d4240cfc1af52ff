"""Readings of a model: values that quote the document, put together into accounts of agreements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from hudna.domain.agreements import (
    Agreement,
    Claim,
    DateValue,
    Ground,
    Part,
    Participant,
    PlaceValue,
    Term,
)
from hudna.domain.codebook import (
    About,
    Authenticity,
    DateKind,
    Form,
    Modality,
    Role,
    Scope,
    Stage,
    Stance,
)
from hudna.domain.documents import Rendition
from hudna.domain.evidence import Evidence
from hudna.domain.periods import is_value_of
from hudna.domain.readings import ReadDocument, Reader, Reading
from hudna.read.coder import schema
from hudna.read.coder.answers import Answered, Proposed, Refusal, Refusals
from hudna.read.coder.quotes import find_quote
from hudna.read.gate import admit
from hudna.text.folding import match_key
from hudna.text.spans import Span

CODER_VERSION = "1"
"""Raised whenever the same answers would give another reading."""
NARRATOR = "document"
"""The speaker of what the document says itself."""
_NAMELESS = "Agreement"
_SHOWN_SIDES = 3
_SIDES = frozenset({Role.PARTY, Role.INVITEE})
_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(slots=True)
class _Draft:
    """What is known of one agreement so far."""

    anchor: Evidence | None = None
    named_as: str | None = None
    own: dict[str, tuple[StrEnum, Evidence]] = field(default_factory=dict)
    participants: dict[tuple[str, Role], Participant] = field(default_factory=dict)
    dates: dict[tuple[DateKind, str], DateValue] = field(default_factory=dict)
    places: dict[str, PlaceValue] = field(default_factory=dict)
    terms: dict[Span, Term] = field(default_factory=dict)
    claims: dict[tuple[str, Stance, Span], Claim] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Return the keys of what it is called and of its sides."""
        sides = {key for key, role in self.participants if role in _SIDES}
        return frozenset(sides | ({match_key(self.named_as)} if self.named_as else set()))

    @property
    def size(self) -> int:
        """Return how many values it has."""
        parts = (self.own, self.participants, self.dates, self.places, self.terms, self.claims)
        return sum(len(part) for part in parts)

    def take_in(self, other: "_Draft") -> None:
        """Add what another draft of the same agreement says; what was said first stands."""
        if self.anchor is None or (other.named_as and not self.named_as):
            self.anchor, self.named_as = other.anchor, other.named_as
        self.own = other.own | self.own
        self.participants = self.participants | {
            key: each for key, each in other.participants.items() if key not in self.participants
        }
        self.dates = other.dates | self.dates
        self.places = other.places | self.places
        self.terms = other.terms | self.terms
        self.claims = other.claims | self.claims


def to_reading(
    known: ReadDocument,
    rendition: Rendition,
    reader: Reader,
    answers: Iterable[Answered],
    *,
    codes: Collection[str],
    rules: Reading,
    refusals: Refusals,
) -> Reading:
    """Return what a model's answers come to, each value with words of the document.

    Args:
        known: The document.
        rendition: Its text.
        reader: The model.
        answers: The values that it gave for each stretch.
        codes: The codes of terms that the codebook has.
        rules: What the rules make of the document: an account of an agreement of theirs gets their
            anchor, so that both readings tell of one account.
        refusals: What was refused before; what is refused here is added.
    """
    drafts: list[_Draft] = []
    for answered in answers:
        found = _drafts(rendition, answered, codes, refusals)
        _merge(drafts, found)
    agreements = [_agreement(draft, reader) for draft in drafts]
    placed = _placed(agreements, rules.agreements, refusals)
    warning = refusals.to_warning()
    reading = Reading(known, reader, placed, warnings=(warning,) if warning else ())
    admitted = admit(reading)
    return replace(admitted, refused=admitted.refused + refusals.total)


def _drafts(
    rendition: Rendition, answered: Answered, codes: Collection[str], refusals: Refusals
) -> list[_Draft]:
    numbered: dict[int, _Draft] = defaultdict(_Draft)
    taking = _Taking(rendition, answered.span, codes, refusals)
    for proposed in answered.values:
        taking.take(proposed, numbered[proposed.agreement])
    found = []
    for draft in numbered.values():
        if draft.anchor is None and draft.terms:
            draft.anchor = draft.terms[min(draft.terms)].evidence[0]
        if draft.anchor is None:
            refusals.add(Refusal.LONE, draft.size)
        else:
            found.append(draft)
    return found


@dataclass(frozen=True, slots=True)
class _Taking:
    """What it takes to take values of one stretch, or to refuse them."""

    rendition: Rendition
    span: Span
    codes: Collection[str]
    refusals: Refusals

    def take(self, proposed: Proposed, draft: _Draft) -> None:
        """Add a value to what is known of its agreement, or count why not."""
        quote = find_quote(self.rendition, proposed.quote, self.span)
        if quote is None:
            self.refusals.add(Refusal.QUOTE)
            return
        match proposed.kind:
            case schema.AGREEMENT:
                self._take_name(proposed, draft, quote)
            case schema.PARTICIPANT:
                self._take_participant(proposed, draft, quote)
            case schema.DATE:
                self._take_date(proposed, draft, quote)
            case schema.PLACE:
                named = self._find_name(proposed.name or proposed.quote, quote)
                if named is not None:
                    place = PlaceValue(named.quote, (named,))
                    draft.places.setdefault(match_key(named.quote), place)
            case schema.TERM:
                self._take_term(proposed, draft, quote)
            case schema.CLAIM:
                self._take_claim(proposed, draft, quote)
            case _:
                own = self._find_code(schema.OWN[proposed.kind], proposed.code)
                if own is not None:
                    draft.own.setdefault(proposed.kind, (own, quote))

    def _take_name(self, proposed: Proposed, draft: _Draft, quote: Evidence) -> None:
        if draft.anchor is not None:
            return
        draft.anchor = quote
        if proposed.name:
            named = self._find_name(proposed.name, quote)
            draft.anchor = named or quote
            draft.named_as = named.quote if named else None

    def _take_participant(self, proposed: Proposed, draft: _Draft, quote: Evidence) -> None:
        role = self._find_code(Role, proposed.code)
        named = None if role is None else self._find_name(proposed.name, quote)
        if role is not None and named is not None:
            key = (match_key(named.quote), role)
            draft.participants.setdefault(key, Participant(named.quote, role, (named,)))

    def _take_date(self, proposed: Proposed, draft: _Draft, quote: Evidence) -> None:
        kind = self._find_code(DateKind, proposed.code)
        if kind is None:
            return
        if not is_value_of(kind, proposed.detail):
            self.refusals.add(Refusal.DATE)
            return
        draft.dates.setdefault((kind, proposed.detail), DateValue(kind, proposed.detail, (quote,)))

    def _take_term(self, proposed: Proposed, draft: _Draft, quote: Evidence) -> None:
        if proposed.code not in self.codes:
            self.refusals.add(Refusal.CODE)
            return
        modality = self._find_code(Modality, proposed.detail) if proposed.detail else None
        known = draft.terms.get(quote.span)
        codes = dict.fromkeys((*(known.codes if known else ()), proposed.code))
        draft.terms[quote.span] = Term(
            tuple(codes),
            (quote,),
            modality=known.modality if known and known.modality else modality,
            bearer=known.bearer if known and known.bearer else self._find_bearer(proposed, quote),
        )

    def _find_bearer(self, proposed: Proposed, quote: Evidence) -> Part | None:
        if not proposed.name:
            return None
        named = self._find_named(proposed.name, quote)
        return None if named is None else Part(named.quote, (named,))

    def _take_claim(self, proposed: Proposed, draft: _Draft, quote: Evidence) -> None:
        stance = self._find_code(Stance, proposed.code)
        about = self._find_code(About, proposed.detail) if proposed.detail else None
        if stance is None:
            return
        speaker = proposed.name
        if match_key(speaker) != NARRATOR:
            named = self._find_named(speaker, quote)
            if named is None:
                return
            speaker = named.quote
        key = (speaker, stance, quote.span)
        draft.claims.setdefault(key, Claim(speaker, stance, (quote,), about=about))

    def _find_named(self, name: str, quote: Evidence) -> Evidence | None:
        """Return where a name stands in the stretch, nearest to a quote; else count it."""
        named = find_quote(self.rendition, name, self.span, near=quote.span)
        if named is None:
            self.refusals.add(Refusal.NAME)
        return named

    def _find_name(self, name: str, quote: Evidence) -> Evidence | None:
        """Return where a name stands in a quote; else count it."""
        named = find_quote(self.rendition, name, quote.span)
        if named is None:
            self.refusals.add(Refusal.NAME)
        return named

    def _find_code(self, values: type[_Code], code: str) -> _Code | None:
        """Return a value of a closed set; else count it."""
        if code in {value.value for value in values}:
            return values(code)
        self.refusals.add(Refusal.CODE)
        return None


def _merge(drafts: list[_Draft], found: Sequence[_Draft]) -> None:
    """Add the agreements of a stretch to those of the stretches before it.

    One is that with which it shares most names; where a document has told of one alone so far and
    the stretch does too, they are one.
    """
    before = tuple(drafts)
    for draft in found:
        shared = [(len(each.names & draft.names), -n) for n, each in enumerate(before)]
        most, number = max(shared, default=(0, 0))
        if most:
            before[-number].take_in(draft)
        elif len(before) == len(found) == 1:
            before[0].take_in(draft)
        else:
            twin = next((each for each in drafts if each.anchor == draft.anchor), None)
            if twin is None:
                drafts.append(draft)
            else:
                twin.take_in(draft)


def _agreement(draft: _Draft, reader: Reader) -> Agreement:
    assert draft.anchor is not None
    own = {name: value for name, (value, _) in draft.own.items()}
    grounds = [Ground(name, reader.name, (quote,)) for name, (_, quote) in draft.own.items()]
    if draft.named_as is not None:
        grounds.insert(0, Ground("named_as", reader.name, (draft.anchor,)))
    form, stage = own.get("form"), own.get("stage")
    authenticity, scope = own.get("authenticity"), own.get("scope")
    return Agreement(
        id="",
        label=_label(draft),
        anchor=draft.anchor,
        named_as=draft.named_as,
        form=form if isinstance(form, Form) else None,
        stage=stage if isinstance(stage, Stage) else None,
        authenticity=authenticity if isinstance(authenticity, Authenticity) else None,
        scope=scope if isinstance(scope, Scope) else None,
        participants=tuple(draft.participants.values()),
        dates=tuple(draft.dates.values()),
        places=tuple(draft.places.values()),
        terms=tuple(draft.terms[span] for span in sorted(draft.terms)),
        claims=tuple(draft.claims.values()),
        grounds=tuple(grounds),
    )


def _label(draft: _Draft) -> str:
    what = draft.named_as or _NAMELESS
    sides = [each.name for each in draft.participants.values() if each.role in _SIDES]
    between = f": {', '.join(sides[:_SHOWN_SIDES])}" if sides else ""
    more = f" + {len(sides) - _SHOWN_SIDES}" if len(sides) > _SHOWN_SIDES else ""
    return what[:1].upper() + what[1:] + between + more


def _placed(
    own: Sequence[Agreement], others: Sequence[Agreement], refusals: Refusals
) -> tuple[Agreement, ...]:
    """Return agreements in the order of the text, with the anchors of the rules where they agree.

    Two agreements are one where they share words, those that share most first; or where either
    reader has found one alone. No two stand on the same words: one whose words are all taken is
    refused.
    """
    anchors: dict[int, Evidence] = {}
    if len(own) == len(others) == 1:
        anchors[0] = others[0].anchor
    else:
        scored = sorted(
            (-common, i, j)
            for i, one in enumerate(own)
            for j, other in enumerate(others)
            if (common := _common(_words(one), _words(other)))
        )
        taken: set[int] = set()
        for _, i, j in scored:
            if i not in anchors and j not in taken:
                anchors[i] = others[j].anchor
                taken.add(j)
    placed: dict[Evidence, Agreement] = {}
    for number in sorted(range(len(own)), key=lambda each: each not in anchors):
        agreement = own[number]
        wanted = [anchors.get(number, agreement.anchor), agreement.anchor, *_evidence(agreement)]
        free = next((each for each in wanted if each not in placed), None)
        if free is None:
            refusals.add(Refusal.LONE)
        else:
            placed[free] = replace(agreement, anchor=free)
    ordered = sorted(placed.values(), key=lambda each: each.anchor)
    return tuple(replace(each, id=f"a{n}") for n, each in enumerate(ordered, 1))


def _evidence(agreement: Agreement) -> tuple[Evidence, ...]:
    parts = (
        agreement.terms,
        agreement.claims,
        agreement.dates,
        agreement.places,
        agreement.participants,
        agreement.grounds,
    )
    return tuple(evidence for part in parts for value in part for evidence in value.evidence)


def _words(agreement: Agreement) -> tuple[Span, ...]:
    return tuple(sorted({e.span for e in (agreement.anchor, *_evidence(agreement))}))


def _common(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Return how many code points two lists of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
