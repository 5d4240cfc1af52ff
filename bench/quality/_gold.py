"""Reference annotations as readings: each entry an agreement whose evidence stands in the text."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from hudna.domain.agreements import (
    Agreement,
    Claim,
    DateValue,
    Ground,
    Participant,
    PlaceValue,
    Term,
)
from hudna.domain.codebook import (
    Authenticity,
    DateKind,
    Form,
    Modality,
    Role,
    Scope,
    Stage,
    Stance,
)
from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import content_id
from hudna.domain.periods import is_value_of
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.registry import Deposit
from hudna.text.cleaning import normalise

READER = Reader("reference", "1", "none")


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer of the reference annotations as a module."""
    spec = importlib.util.spec_from_file_location("reference_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def iter_deposits(
    golds: dict[str, Any], root: Path, about: dict[str, dict[str, str]]
) -> Iterator[tuple[Deposit, list[str]]]:
    """Yield each annotated document as a deposit, with the labels of its agreements in order."""
    for name, gold in golds.items():
        path = root / gold["document"]["file"]
        original = path.read_bytes()
        normalised = normalise(original.decode("utf-8-sig"))
        known = about.get(path.name, {})
        metadata = Metadata(
            title=known.get("title") or None,
            published=gold["document"].get("published") or known.get("published") or None,
            url=known.get("url") or None,
            language=gold["document"].get("language") or None,
        )
        document = Document(
            document_id(original), path.name, MediaType.TEXT, len(original), metadata
        )
        rendition = Rendition(document.id, normalised.text, normalised.alignment, (), "utf-8")
        agreements = tuple(
            _to_agreement(f"a{number}", entry, rendition.text, number)
            for number, entry in enumerate(gold["agreements"])
        )
        reading = Reading(to_read_document(document, rendition), READER, agreements)
        job = content_id("job", [name, "reference"])
        yield (
            Deposit(job, original, document, rendition, reading),
            [entry["label"] for entry in gold["agreements"]],
        )


def _to_agreement(identifier: str, entry: dict[str, Any], text: str, number: int) -> Agreement:
    def first(value: Any) -> Any:
        return value[0] if isinstance(value, list) else value

    words = [t["quote"] for t in entry["terms"]] + [c["quote"] for c in entry["claims"]]
    words += [n for p in entry["participants"] for n in p["names"]]
    found = [e for e in (_find(text, each) for each in words) if e is not None]
    somewhere = found[0] if found else Evidence(0, 1, text[:1])
    anchor = Evidence(number, number + 1, text[number : number + 1])

    def cited(*names: str) -> tuple[Evidence, ...]:
        each = next((e for e in (_find(text, n) for n in names) if e is not None), somewhere)
        return (each,)

    own = {name: first(entry.get(name)) for name in ("form", "stage", "authenticity", "scope")}
    return Agreement(
        id=identifier,
        label=entry["label"],
        anchor=anchor,
        form=Form(own["form"]) if own["form"] else None,
        stage=Stage(own["stage"]) if own["stage"] else None,
        authenticity=Authenticity(own["authenticity"]) if own["authenticity"] else None,
        scope=Scope(own["scope"]) if own["scope"] else None,
        grounds=tuple(Ground(name, "reference", (somewhere,)) for name, v in own.items() if v),
        participants=tuple(_to_participant(p, text, cited) for p in entry["participants"]),
        dates=tuple(
            DateValue(DateKind(d["kind"]), value, (somewhere,))
            for d in entry["dates"]
            for value in d["values"][:1]
            if is_value_of(DateKind(d["kind"]), value)
        ),
        places=tuple(
            PlaceValue(first(p), cited(*(p if isinstance(p, list) else [p])))
            for p in entry["places"]
        ),
        terms=tuple(
            Term(
                tuple(t["codes"]),
                cited(t["quote"], *t.get("alternatives", [])),
                modality=Modality(first(t["modality"])) if t.get("modality") else None,
            )
            for t in entry["terms"]
        ),
        claims=tuple(
            Claim(first(c["speaker"]), Stance(first(c["stance"])), cited(c["quote"]))
            for c in entry["claims"]
        ),
    )


def _to_participant(
    entry: dict[str, Any], text: str, cited: Callable[..., tuple[Evidence, ...]]
) -> Participant:
    """Return a participant by those of the accepted names that stand in the text."""
    names = [n for n in entry["names"] if n.casefold() in text.casefold()] or entry["names"][:1]
    role = entry["role"][0] if isinstance(entry["role"], list) else entry["role"]
    return Participant(names[0], Role(role), cited(*names), tuple(names[1:]))


def _find(text: str, words: str) -> Evidence | None:
    start = text.find(words)
    return Evidence(start, start + len(words), words) if start >= 0 and words else None


def load_golds(folder: Path) -> dict[str, Any]:
    """Return the annotations by the name of their file, without its ending."""
    return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json"))}
