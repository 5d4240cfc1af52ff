"""Self-written documents in the manner of real ones, and what the rules make of each.

`<case>.txt` is the document, `<case>.json` its publication date and a projection of its reading
that a reviewer can read. After a change that is meant, `pytest tests/golden --update-golden`
rewrites the projections; the difference is what to review.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from hudna.domain.agreements import (
    PART_NAMES,
    Agreement,
    DateValue,
    Fact,
    Participant,
    Term,
)
from hudna.domain.codebook import Stance
from hudna.domain.evidence import Evidence
from hudna.domain.readings import Reading
from texts import TUESDAY, read_text

FOLDER = Path(__file__).parent
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("case", CASES)
def test_a_document_is_read_as_reviewed(case: str, request: pytest.FixtureRequest) -> None:
    text = (FOLDER / f"{case}.txt").read_text("utf-8")
    path = FOLDER / f"{case}.json"
    golden = json.loads(path.read_text("utf-8")) if path.exists() else {}
    published, language = golden.get("published", TUESDAY), golden.get("language")
    found = {
        "published": published,
        "language": language,
        **project(read_text(text, published=published, language=language)),
    }
    if request.config.getoption("--update-golden"):
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    else:
        assert found == golden


def test_every_golden_reading_has_its_document() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == CASES


def project(reading: Reading) -> dict[str, Any]:
    """Return a reading as lines for a reviewer: a value, then its offsets and its words."""
    return {
        "agreements": [_agreement(agreement) for agreement in reading.agreements],
        "facts": [_fact(fact) for fact in reading.facts],
        "warnings": list(reading.warnings),
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "label": agreement.label,
        "anchor": _quote(agreement.anchor),
        "grounds": [
            _line([ground.of, getattr(agreement, ground.of)], ground.evidence)
            for ground in agreement.grounds
        ],
        "participants": [
            _line(
                [
                    p.role,
                    p.name,
                    *p.aliases,
                    p.on_behalf_of and f"for {p.on_behalf_of}",
                    *_told(p),
                ],
                p.evidence,
            )
            for p in agreement.participants
        ],
        "dates": [
            _line([d.kind, d.value, d.derived_from, *_told(d)], d.evidence) for d in agreement.dates
        ],
        "places": [_line([p.name], p.evidence) for p in agreement.places],
        "terms": [line for term in agreement.terms for line in _term(term)],
        "claims": [_line([c.speaker, c.stance, c.about], c.evidence) for c in agreement.claims],
    }


def _term(term: Term) -> list[str]:
    parts = [(name, getattr(term, name)) for name in PART_NAMES]
    return [
        _line([term.number, *term.codes, term.modality, *_told(term)], term.evidence),
        *(_line([f"  {name} {part.value}"], part.evidence) for name, part in parts if part),
    ]


def _told(value: Term | Participant | DateValue | Fact) -> list[str]:
    """Return in whose voice and with what doubt a value is told, where it is not plainly so."""
    voices = [f"says {' < '.join(value.voice)}"] if value.voice else []
    return voices + ([value.stance.value] if value.stance is not Stance.ASSERTS else [])


def _fact(fact: Fact) -> str:
    towards = fact.against and f"against {fact.against}"
    until, place = fact.until and f"until {fact.until}", fact.place and f"at {fact.place}"
    told = [fact.agreement, fact.act, fact.by, towards, place, fact.date, until, fact.term]
    return _line([*told, *_told(fact)], fact.evidence)


def _line(values: Iterable[str | None], evidence: Iterable[Evidence]) -> str:
    shown = ", ".join(str(value) for value in values if value)
    return " | ".join([shown, *map(_quote, evidence)])


def _quote(evidence: Evidence) -> str:
    return f"{evidence.start}:{evidence.end} {evidence.quote}"
