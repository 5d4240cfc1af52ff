"""Facts: the dated acts that an account reports, as the calculus will need them."""

from collections.abc import Iterator, Sequence

from hudna.domain.agreements import Agreement, DateValue, Fact
from hudna.domain.codebook import Act, DateKind, Role, Stage

_ACTS = {
    DateKind.ANNOUNCED: Act.ANNOUNCED,
    DateKind.SIGNED: Act.SIGNED,
    DateKind.OFFERED: Act.OFFERED,
    DateKind.DENIED: Act.DENIED,
}
_BEGUN = frozenset({Stage.IN_FORCE, Stage.SUSPENDED, Stage.COLLAPSED, Stage.EXPIRED})
_OVER = frozenset({Stage.COLLAPSED, Stage.EXPIRED})


def find_facts(agreements: Sequence[Agreement]) -> tuple[Fact, ...]:
    """Return the acts that the dates of accounts report; what is only to happen is none.

    A start is an act (`began`) only where words say that the agreement began, an end (`ended`) only
    where they say that it is over.
    """
    return tuple(fact for agreement in agreements for fact in _iter_facts(agreement))


def _iter_facts(agreement: Agreement) -> Iterator[Fact]:
    parties = [p.name for p in agreement.participants if p.role is Role.PARTY]
    for value in agreement.dates:
        act = _act_of(value, agreement.stage)
        if act is not None:
            one_sided = act is Act.OFFERED and len(parties) == 1
            yield Fact(
                act=act,
                evidence=value.evidence,
                by=parties[0] if one_sided else None,
                date=value.value,
                agreement=agreement.id,
                voice=value.voice,
                stance=value.stance,
            )


def _act_of(value: DateValue, stage: Stage | None) -> Act | None:
    if value.kind is DateKind.START:
        return Act.BEGAN if stage in _BEGUN else None
    if value.kind is DateKind.END:
        return Act.ENDED if stage in _OVER else None
    return _ACTS.get(value.kind)
