"""Plain data of sameness: comparisons, explanations, reviews and consensus, as JSON."""

from typing import Any

from hudna.domain.consensus import Shared
from hudna.domain.evidence import Evidence
from hudna.domain.sameness import (
    CitedFeature,
    Comparison,
    ContestedValue,
    Divergence,
    Explanation,
    Feature,
    Resolution,
    ReviewItem,
    UncertainPair,
)
from hudna.domain.views import AccountView
from hudna.publish.plain import to_plain_decision, to_plain_value


def to_plain_resolution(resolution: Resolution) -> dict[str, Any]:
    """Return what resolving came to."""
    return {
        "resolver": resolution.resolver,
        "kept": resolution.is_kept,
        "accounts": resolution.accounts,
        "compared": resolution.compared,
        "agreements": resolution.agreements,
        "uncertain": resolution.uncertain,
        "joined": [to_plain_comparison(each) for each in resolution.joined],
        "parted": [{"agreement": one, "from": other} for one, other in resolution.parted],
    }


def to_plain_comparison(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison with its reasons."""
    return {
        "first": comparison.first,
        "second": comparison.second,
        "score": comparison.score,
        "sameness": comparison.sameness.value,
        "resolver": comparison.resolver,
        "features": [_feature(each) for each in comparison.features],
    }


def to_plain_explanation(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation with the words that it rests on."""
    comparison = explanation.comparison
    return {
        "first": {"agreement": comparison.first, **_account(explanation.accounts[0])},
        "second": {"agreement": comparison.second, **_account(explanation.accounts[1])},
        "sameness": comparison.sameness.value,
        "reason": explanation.reason,
        "score": comparison.score,
        "same_from": explanation.same_from,
        "resolver": comparison.resolver,
        "features": [_cited(each) for each in explanation.features],
        "by_way_of": [
            {"first": each.first, "second": each.second, "score": each.score}
            for each in explanation.by_way_of
        ],
        "decisions": [to_plain_decision(each) for each in explanation.decisions],
    }


def to_plain_review(item: ReviewItem) -> dict[str, Any]:
    """Return something to review."""
    match item:
        case Divergence():
            return {
                "kind": "readers",
                "information": item.information,
                "agreement": item.agreement.id,
                **_account(item.account),
                "facet": item.facet,
                "readers": list(item.readers),
                "found_by": list(item.found_by),
                "values": [to_plain_value(value) for value in item.values],
            }
        case UncertainPair():
            return {
                "kind": "pair",
                "information": item.information,
                "agreements": list(item.agreements),
                "accounts": item.accounts,
                **to_plain_explanation(item.explanation),
            }
        case ContestedValue():
            return {
                "kind": "value",
                "information": item.information,
                "agreement": item.agreement.id,
                "label": item.agreement.label,
                "property": item.property,
                "values": [
                    {**to_plain_value(value), "document": value.document.id}
                    for value in item.values
                ],
            }


def to_plain_shared(shared: Shared) -> dict[str, Any]:
    """Return a value with how the sources stand to it."""
    return {
        "kind": shared.kind.value,
        "property": shared.property,
        "value": shared.value,
        "standing": shared.standing.value,
        "sources": shared.sources,
        "of": shared.of,
        **({"deniers": list(shared.deniers)} if shared.deniers else {}),
        "statements": [
            {"id": value.statement.id, "document": value.document.id, "value": value.value}
            for value in shared.values
        ],
    }


def _feature(feature: Feature) -> dict[str, Any]:
    return {
        "name": feature.name,
        "weight": round(feature.weight, 3),
        "first": feature.first,
        "second": feature.second,
    }


def _cited(cited: CitedFeature) -> dict[str, Any]:
    return {
        **_feature(cited.feature),
        "quotes": [
            [_evidence(each) for each in cited.first],
            [_evidence(each) for each in cited.second],
        ],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}


def _account(account: AccountView) -> dict[str, Any]:
    return {
        "account": account.id,
        "label": account.label,
        "document": account.document.id,
        "name": account.document.name,
    }
