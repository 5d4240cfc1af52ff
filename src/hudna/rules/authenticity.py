"""Authenticity: what all documents together let one believe of an agreement's existence."""

from hudna.domain.codebook import About, Authenticity, Stance
from hudna.domain.dossiers import Citation, Dossier, Telling
from hudna.rules.answers import AuthenticityAnswer, Reason, ReasonKind

_BELIEF = frozenset({About.EXISTENCE, About.DOCUMENT, About.VALIDITY})
_TOLD = (
    Stance.ASSERTS,
    Stance.CONFIRMS,
    Stance.ALLEGES,
    Stance.DENIES,
    Stance.DOUBTS,
    Stance.RETRACTS,
)


def to_authenticity(dossier: Dossier) -> AuthenticityAnswer:
    """Return what the documents of a dossier let one believe, and who says so.

    One that some assert or allege and others deny is contested.
    """
    values = {t.agreement.authenticity for t in dossier.tellings if t.agreement.authenticity}
    voices = tuple(r for t in dossier.tellings for r in _voices(t))
    return AuthenticityAnswer(_together(values), voices)


def _together(values: set[Authenticity]) -> Authenticity | None:
    if not values:
        return None
    if Authenticity.CONTESTED in values:
        return Authenticity.CONTESTED
    if Authenticity.DENIED in values:
        return Authenticity.DENIED if values == {Authenticity.DENIED} else Authenticity.CONTESTED
    for value in (Authenticity.CONFIRMED, Authenticity.ASSERTED, Authenticity.ALLEGED):
        if value in values:
            return value
    raise AssertionError(values)


def _voices(telling: Telling) -> list[Reason]:
    account = telling.agreement
    found = []
    if account.authenticity is not None:
        evidence = tuple(
            e for g in account.grounds if g.of == "authenticity" for e in g.evidence
        ) or (account.anchor,)
        found.append(
            Reason(
                ReasonKind.FACT,
                f"{telling.name}: {account.authenticity.value}",
                citations=tuple(Citation(telling.document, telling.name, e) for e in evidence),
            )
        )
    found += [
        Reason(
            ReasonKind.FACT,
            f"{claim.speaker} {claim.stance.value} the {claim.about.value}",
            citations=tuple(
                Citation(telling.document, telling.name, e, claim.voice) for e in claim.evidence
            ),
        )
        for claim in account.claims
        if claim.about in _BELIEF and claim.stance in _TOLD and claim.about is not None
    ]
    return found
