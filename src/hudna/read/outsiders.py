"""Outsiders: whom the terms of an arrangement name though they are nothing else in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hudna.domain.agreements import Part
from hudna.domain.codebook import Role
from hudna.read.actors import ActorKind, Mention
from hudna.read.casts import Cast
from hudna.read.clauses import CodedClause
from hudna.read.findings import Findings
from hudna.text.folding import match_key
from hudna.text.spans import Span

_ACTING = frozenset(
    {ActorKind.ARMED, ActorKind.GOVERNMENT, ActorKind.INTERNATIONAL, ActorKind.COLLECTIVE}
)
_DEALT_WITH = _ACTING - {ActorKind.GOVERNMENT}
"""The kinds that terms deal with: a government's own offices are on its side."""
_NAMED = ("bearer", "counterparty")
_ANY = (*_NAMED, "object")
_VOID = "lifecycle.void"
_DONE_TO = frozenset(
    {
        "separation.disarm",
        "separation.dissolve",
        "separation.expel",
        "separation.foreign_forces",
        "separation.arms_supply",
        "humanitarian.access",
        "persons.release",
        "conduct.common_enemy",
        "mechanism.monitor",
        "political.authority",
    }
)
"""What is done to others, or laid on bodies, that are no side's own."""
_CODES = frozenset({"separation.deploy", _VOID})
"""What is laid on others than the sides: to be stationed somewhere, or to end it by their acts."""


def iter_outsiders(
    findings: Findings,
    terms: Iterable[tuple[CodedClause, Mapping[str, Part]]],
    casts: Sequence[Cast],
) -> Iterator[Cast]:
    """Yield those whom terms bind or are about, and who have no role in the arrangement."""
    known = {cast.mention.key for cast in casts}
    for clause, parts in terms:
        is_bound = not _CODES.isdisjoint(clause.codes)
        if not is_bound and _DONE_TO.isdisjoint(clause.codes):
            continue
        kinds = _ACTING if is_bound else _DEALT_WITH
        for name in _NAMED if is_bound else _ANY:
            if name in parts:
                for mention in _mentions_of(findings, clause, parts[name]):
                    if mention.kind in kinds and mention.key not in known:
                        known.add(mention.key)
                        yield Cast(mention, Role.THIRD_PARTY, 1)


def _mentions_of(findings: Findings, clause: CodedClause, part: Part) -> tuple[Mention, ...]:
    """Return who is named in the words of a part, whole; whose act ends it, whatever its words."""
    spans = [Span(e.start, e.end) for e in part.evidence]
    named = findings.mentions[clause.sentence]
    found = tuple(m for m in named if any(span.contains(m.span) for span in spans))
    if found or _VOID not in clause.codes or any(m.span.overlaps(s) for m in named for s in spans):
        return found
    return (Mention(spans[0], part.value, match_key(part.value), ActorKind.COLLECTIVE),)
