"""The quality of reading does not fall unseen: floors, and what holds them."""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hudna.domain.agreements import Agreement, Claim, DateValue, Participant, PlaceValue, Term
from hudna.domain.codebook import DateKind, Modality, Role, Stage, Stance
from hudna.domain.evidence import Evidence
from hudna.domain.readings import Reading
from texts import read_text

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TEXT = (
    "The army and the rebels agreed a truce in Dalbar on 1 March 2016. They shall free prisoners."
)


def load(name: str) -> ModuleType:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        return importlib.import_module(f"quality.{name}")
    finally:
        sys.path.remove(str(ROOT / "bench"))


floors = load("floors")
scoring = load("scoring")
PINNED: dict[str, Any] = json.loads((ROOT / "bench/quality/floors.json").read_text("utf-8"))


def test_the_documents_of_the_repository_are_read_as_well_as_the_floors_say() -> None:
    assert list(floors.iter_faults(PINNED, {"in_repo": floors.measure_in_repo()})) == []


def test_the_reference_documents_are_read_as_well_as_the_floors_say() -> None:
    found = floors.measure_shared(SHARED)
    if found is None:
        pytest.skip("no reference annotations beside this checkout")
    assert list(floors.iter_faults(PINNED, {"shared": found})) == []


def test_every_annotated_quote_stands_in_its_document() -> None:
    for path in sorted((ROOT / "bench/quality/gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = " ".join(floors._read_one(gold["document"]).document.text.split())
        for agreement in gold["agreements"]:
            for value in (*agreement["terms"], *agreement["claims"]):
                assert value["quote"] in text, (path.name, value["quote"])


def corpus(value: float, *, sha256: str = "a", outside: int = 0) -> dict[str, Any]:
    figures = {"en": {"terms": value}}
    return {"in_repo": {"sha256": sha256, "figures": figures, "quotes_outside": outside}}


HELD = {"in_repo": {"sha256": "a", "floors": {"en": {"terms": 0.5}}}}


def test_a_figure_at_its_floor_holds() -> None:
    assert list(floors.iter_faults(HELD, corpus(0.5))) == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (corpus(0.4999), "terms 0.4999 is below its floor 0.50"),
        (corpus(0.9, sha256="b"), "documents or annotations are others"),
        (corpus(0.9, outside=1), "1 quotes outside their text"),
    ],
)
def test_a_fault_is_named(found: dict[str, Any], words: str) -> None:
    [fault] = floors.iter_faults(HELD, found)
    assert words in fault


def test_a_corpus_without_floors_is_a_fault() -> None:
    [fault] = floors.iter_faults({}, corpus(0.9))
    assert "no floors" in fault


@pytest.fixture
def pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "floors.json"
    monkeypatch.setattr(floors, "FLOORS", path)
    return path


def test_floors_are_raised_to_what_was_found_rounded_down(pinned: Path) -> None:
    held = json.loads(json.dumps(HELD))
    assert floors.pin(held, corpus(0.789), allow_regression=False) == []
    assert json.loads(pinned.read_text("utf-8"))["in_repo"]["floors"]["en"]["terms"] == 0.78


def test_floors_are_not_lowered_unasked(pinned: Path) -> None:
    held = json.loads(json.dumps(HELD))
    [refused] = floors.pin(held, corpus(0.4), allow_regression=False)
    assert "would fall from 0.50 to 0.40" in refused
    assert held == HELD


def test_floors_are_lowered_where_that_is_allowed(pinned: Path) -> None:
    held = json.loads(json.dumps(HELD))
    assert floors.pin(held, corpus(0.4), allow_regression=True) == []
    assert held["in_repo"]["floors"]["en"]["terms"] == 0.4


def test_the_digest_tells_names_and_bytes_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"x")
    two.write_bytes(b"y")
    before = floors.digest_of([one, two], tmp_path)
    assert floors.digest_of([two, one], tmp_path) == before
    two.write_bytes(b"z")
    assert floors.digest_of([one, two], tmp_path) != before


GOLD: dict[str, Any] = {
    "label": "Truce",
    "form": "bilateral",
    "stage": ["agreed", "in_force"],
    "authenticity": "asserted",
    "participants": [{"names": ["army", "the army"], "role": "party"}],
    "dates": [{"kind": "announced", "values": ["2016-03-01"]}],
    "places": ["town of Dalbar", "Dalbar"],
    "terms": [
        {
            "codes": ["persons.release"],
            "modality": "obligation",
            "quote": "They shall free prisoners.",
        }
    ],
    "claims": [{"speaker": ["army"], "stance": "asserts", "quote": "the rebels agreed a truce"}],
}


def cited(quote: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    return (Evidence(start, start + len(quote), quote),)


def reading_of(*agreements: Agreement) -> Reading:
    return Reading(read_text(TEXT).document, read_text(TEXT).reader, agreements)


AGREEMENT = Agreement(
    "a1",
    "Truce",
    cited("truce")[0],
    stage=Stage.IN_FORCE,
    participants=(Participant("The army", Role.PARTY, cited("The army")),),
    dates=(DateValue(DateKind.SIGNED, "2016-03-01", cited("1 March 2016")),),
    places=(PlaceValue("Dalbar", cited("Dalbar")),),
    terms=(
        Term(
            ("persons.release", "movement.siege"),
            cited("shall free prisoners"),
            modality=Modality.OBLIGATION,
        ),
    ),
    claims=(Claim("army", Stance.DENIES, cited("the rebels agreed a truce")),),
)


def test_values_are_right_where_what_is_annotated_is_found() -> None:
    figures = scoring.score([({"agreements": [GOLD]}, reading_of(AGREEMENT))]).figures()
    assert figures["agreements"] == figures["participants"] == figures["dates"] == 1.0
    assert figures["stage"] == figures["modality"] == figures["detection"] == 1.0
    assert figures["form"] == figures["claims"] == 0.0


def test_a_code_too_many_costs_and_a_place_too_few() -> None:
    figures = scoring.score([({"agreements": [GOLD]}, reading_of(AGREEMENT))]).figures()
    assert figures["terms"] == round(2 / 3, 4)
    assert figures["places"] == round(2 / 3, 4)


def test_an_agreement_that_is_not_annotated_costs_all_its_values() -> None:
    other = Agreement("a2", "Other", cited("rebels")[0], places=(PlaceValue("x", cited("a")),))
    scores = scoring.score([({"agreements": []}, reading_of(other))])
    assert scores.tallies["agreements"].found == scores.tallies["places"].found == 1
    assert scores.figures()["detection"] == 0.0


def test_an_optional_agreement_costs_nothing_where_it_is_missed() -> None:
    optional = {**GOLD, "optional": True}
    scores = scoring.score([({"agreements": [GOLD, optional]}, reading_of(AGREEMENT))])
    assert scores.tallies["agreements"].gold == 1


def test_a_quote_outside_the_text_is_counted() -> None:
    wrong = Participant("army", Role.PARTY, (Evidence(0, 4, "army"),))
    reading = reading_of(Agreement("a1", "T", cited("truce")[0], participants=(wrong,)))
    assert scoring.score([({"agreements": [GOLD]}, reading)]).unsupported == 1
