"""Remarks: how an oddity is told, from one sentence down to the quotes it rests on."""

from collections.abc import Iterable

from hudna.domain.dossiers import Citation, Telling
from hudna.domain.evidence import Evidence
from hudna.rules.answers import Certainty, Oddity, OddityKind, Reason, ReasonKind
from hudna.rules.norms import Norm, NormKind, Trigger
from hudna.text.folding import folded

PAGE = "Oddities"
"""The heading on the page of the calculus."""

_SAYS = {
    NormKind.OBLIGATION: "obliges",
    NormKind.PROHIBITION: "forbids",
    NormKind.PERMISSION: "allows",
    NormKind.POWER: "empowers",
    NormKind.COUNTS_AS: "declares",
    NormKind.INTENTION: "intends",
}
_SHOWN_MOST = 160


def words_of(ruled: Norm | Trigger) -> str:
    """Return the words that a norm or trigger rests on, folded, for looking for cues."""
    return folded(quotes_of(ruled))


def quotes_of(ruled: Norm | Trigger) -> str:
    """Return the words that a norm or trigger rests on as they stand, at the same offsets."""
    return " ; ".join(dict.fromkeys(c.evidence.quote for c in ruled.citations))


def shown(ruled: Norm | Trigger) -> str:
    """Return how a norm or trigger is called in a sentence: `term 3a`, or its first words."""
    if ruled.term.number is None:
        return f"“{_short(ruled.citations)}”"
    return f"term {_without_place(ruled.id)}"


def _without_place(name: str) -> str:
    """Return the name of a norm without the place of its code among those of its term."""
    base, dot, place = name.rpartition(".")
    return base if dot and place.isdigit() and base[-1:].isalnum() else name


def to_reason(ruled: Norm | Trigger) -> Reason:
    """Return what a norm or trigger says, with its quotes, as a leaf of an explanation."""
    verb = _SAYS[ruled.kind] if isinstance(ruled, Norm) else "ends or suspends the agreement"
    number = shown(ruled) if ruled.term.number else "the term"
    return Reason(
        ReasonKind.TERM, f"{number} {verb}: “{_short(ruled.citations)}”", citations=ruled.citations
    )


def to_cited(text: str, citations: Iterable[Citation]) -> Reason:
    """Return a leaf that says something of quotes that are no norm."""
    return Reason(ReasonKind.TERM, text, citations=tuple(citations))


def to_oddity(
    kind: OddityKind,
    text: str,
    *,
    agreements: tuple[str, ...],
    norms: Iterable[Norm | Trigger] = (),
    because: Iterable[Reason] = (),
    certainty: Certainty = Certainty.CERTAINLY,
) -> Oddity:
    """Return an oddity whose reason ends in the quotes of its norms and of what else it rests on.

    Args:
        kind: What kind.
        text: One sentence without a full stop.
        agreements: The agreements it concerns.
        norms: The norms and triggers it concerns.
        because: What it rests on besides.
        certainty: How surely it is so.
    """
    concerned = tuple(norms)
    leaves = (*(to_reason(norm) for norm in concerned), *because)
    return Oddity(
        kind,
        text,
        certainty,
        agreements,
        tuple(norm.id for norm in concerned),
        Reason(ReasonKind.RULE, text, because=leaves, rule=PAGE),
    )


def cite(telling: Telling, evidence: Iterable[Evidence]) -> tuple[Citation, ...]:
    """Return quotes of a telling's document as citations."""
    return tuple(Citation(telling.document, telling.name, each) for each in evidence)


def is_of_one_text(first: Norm | Trigger, second: Norm | Trigger) -> bool:
    """Return whether two norms stand in one document and are said by one voice.

    What two documents or two voices tell differently is a difference of reports, not of norms.
    """
    return _source(first) == _source(second)


def _source(ruled: Norm | Trigger) -> tuple[str, tuple[str, ...]]:
    document = ruled.citations[0].document if ruled.citations else ""
    return document, ruled.term.voice


def _short(citations: tuple[Citation, ...]) -> str:
    words = " … ".join(dict.fromkeys(" ".join(c.evidence.quote.split()) for c in citations))
    return words if len(words) <= _SHOWN_MOST else words[:_SHOWN_MOST].rsplit(" ", 1)[0] + " …"
