"""Facts: the acts that a document reports, and which agreement each concerns."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from hudna.domain.agreements import Agreement, DateValue, Fact
from hudna.domain.codebook import Act, DateKind, Role, Stage, Stance
from hudna.read.attributions import Attributions
from hudna.read.compose import Account
from hudna.read.deeds import Deed, iter_deeds
from hudna.read.findings import Findings
from hudna.vocabulary import Vocabulary

_ACTS = {
    DateKind.ANNOUNCED: Act.ANNOUNCED,
    DateKind.SIGNED: Act.SIGNED,
    DateKind.OFFERED: Act.OFFERED,
    DateKind.DENIED: Act.DENIED,
}
_BEGUN = frozenset({Stage.IN_FORCE, Stage.SUSPENDED, Stage.COLLAPSED, Stage.EXPIRED})
_OVER = frozenset({Stage.COLLAPSED, Stage.EXPIRED})
_OF_AN_AGREEMENT = frozenset(
    {
        Act.ACCEPTED,
        Act.REJECTED,
        Act.SUSPENDED,
        Act.EXTENDED,
        Act.REVOKED,
        Act.ENDED,
        Act.EXPIRED,
        Act.BREACHED,
    }
)
"""Acts that are done to an agreement itself; they are none where no agreement is spoken of."""
_ENDING = frozenset({Act.ENDED, Act.REVOKED, Act.EXPIRED})


@lru_cache(maxsize=4)
def _codes(vocabulary: Vocabulary) -> dict[Act, frozenset[str]]:
    codes: dict[str, list[str]] = vocabulary.get("reading")["acts"]["codes"]
    return {Act(act): frozenset(listed) for act, listed in codes.items()}


def find_facts(
    findings: Findings, accounts: Sequence[Account], voices: Attributions
) -> tuple[Fact, ...]:
    """Return the acts that a document reports, in the order of the text; what is planned is none.

    A date of an account is an act where it says what happened: a start (`began`) only where words
    say that the agreement began, an end (`ended`) only where they say that it is over. Where a
    sentence says whose act it was, that stands for the date.
    """
    told = list(_iter_told(findings, accounts, voices))
    dated = [
        fact
        for account in accounts
        for fact in _iter_dated(account.agreement)
        if not any(_tells_more(other, fact) for other in told)
    ]
    return tuple(sorted(_without_repetition([*told, *dated]), key=lambda fact: fact.evidence))


def _tells_more(fact: Fact, dated: Fact) -> bool:
    """Return whether a fact tells of a dated act whose it was."""
    same = fact.act is dated.act or (fact.act in _ENDING and dated.act in _ENDING)
    return same and (fact.agreement, fact.date) == (dated.agreement, dated.date)


def _without_repetition(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts, of those of one act by one actor the first, those with a date first."""
    kept: dict[tuple[object, ...], Fact] = {}
    dated = {(f.act, f.by, f.agreement, f.voice) for f in facts if f.date is not None}
    for fact in facts:
        key = (fact.act, fact.by, fact.agreement, fact.voice)
        if fact.date is not None or key not in dated:
            kept.setdefault((*key, fact.against, fact.place, fact.date), fact)
    return list(kept.values())


def _iter_dated(agreement: Agreement) -> Iterator[Fact]:
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


def _iter_told(
    findings: Findings, accounts: Sequence[Account], voices: Attributions
) -> Iterator[Fact]:
    for sentence in findings.page.sentences:
        for deed in iter_deeds(findings, sentence):
            account = _account_of(findings, deed, accounts)
            if account is None and deed.act is not Act.ATTACKED:
                continue
            yield _fact(findings, deed, account.agreement if account else None, voices)


def _account_of(findings: Findings, deed: Deed, accounts: Sequence[Account]) -> Account | None:
    """Return the account that an act concerns: one that its sentence names, or has a term on it."""
    naming = [account for account in accounts if account.names(deed.sentence, deed.span)]
    if deed.act in _OF_AN_AGREEMENT or deed.act is Act.ATTACKED or naming:
        return naming[-1] if naming else None
    codes = _codes(findings.vocabulary).get(deed.act, frozenset())
    for account in accounts:
        if any(not codes.isdisjoint(term.codes) for term in account.agreement.terms):
            return account
    return None


def _fact(
    findings: Findings, deed: Deed, agreement: Agreement | None, voices: Attributions
) -> Fact:
    voice, stance = voices.told_of(deed.span)
    if deed.accuser is not None:
        voice = voice if voice[-1:] == (deed.accuser,) else (*voice, deed.accuser)
    if deed.act is Act.BREACHED and voice:
        stance = Stance.ALLEGES
    spans = [deed.span, *([deed.time.span] if deed.time is not None else [])]
    return Fact(
        act=deed.act,
        evidence=tuple(e for span in spans for e in findings.cite(span)),
        by=deed.by.value if deed.by is not None else None,
        against=deed.against.value if deed.against is not None else None,
        place=deed.place,
        date=deed.time.value if deed.time is not None else None,
        until=deed.until,
        term=deed.term,
        agreement=agreement.id if agreement is not None else None,
        voice=voice,
        stance=stance,
    )
