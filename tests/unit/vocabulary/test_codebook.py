"""The codes of the codebook, and the closed sets of the domain, as the codebook's page has them."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from hudna.domain.codebook import (
    CODEBOOK_VERSION,
    About,
    Act,
    Authenticity,
    DateKind,
    Form,
    Modality,
    RelationKind,
    Role,
    Scope,
    Stage,
    Stance,
)
from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.cues import compile_cue

PAGE = Path(__file__).parents[3] / "docs" / "codebook.md"

CODES = """
hostilities.cease hostilities.protect_object hostilities.prohibited_means hostilities.freeze
hostilities.self_defence hostilities.non_engagement
separation.withdraw separation.foreign_forces separation.redeploy separation.deploy
separation.expel separation.arms_supply separation.zone separation.disarm separation.dissolve
movement.route movement.checkpoint movement.crossing movement.civilian movement.siege
movement.evacuate movement.notify
humanitarian.access humanitarian.civilians humanitarian.services humanitarian.demining
humanitarian.economic humanitarian.return
persons.release persons.missing persons.amnesty persons.defect
conduct.incitement conduct.propaganda conduct.recruitment conduct.intelligence conduct.publicity
conduct.common_enemy conduct.accession
mechanism.monitor mechanism.mediator mechanism.dispute mechanism.liaison mechanism.guarantor
mechanism.responsible mechanism.enforce
lifecycle.start lifecycle.duration lifecycle.extension lifecycle.deadline lifecycle.default
lifecycle.void lifecycle.resume
scope.exclude scope.area scope.instruments
political.talks political.power political.principles political.authority political.justice
political.security_reform
""".split()

SETS: dict[type[StrEnum], str] = {
    Form: "unilateral reciprocal bilateral multilateral imposed",
    Stage: "demand proposal negotiation declared agreed in_force suspended rejected expired"
    " collapsed",
    Authenticity: "asserted alleged contested denied confirmed",
    Scope: "local regional national international",
    RelationKind: "extends implements supersedes phase_of annex_of same_process local_instance_of",
    Role: "party invitee signatory responsible mediator guarantor monitor enforcer excluded sponsor"
    " witness third_party",
    Modality: "obligation prohibition permission power declaration intention",
    DateKind: "announced signed start end deadline offered denied duration",
    Stance: "asserts alleges denies confirms offers accepts rejects demands accuses welcomes"
    " threatens doubts retracts predicts",
    About: "existence document participation term validity breach attribution",
    Act: "offered accepted rejected signed acceded agreed declared announced began extended"
    " suspended resumed revoked ended expired superseded attacked breached observed released"
    " withdrew moved deployed removed returned opened closed delivered evacuated notified"
    " discussed published denied",
}


def codebook() -> dict[str, Any]:
    content: dict[str, Any] = load_vocabulary().get("codebook")
    return content


CODED: dict[str, dict[str, Any]] = codebook()["codes"]


def test_the_codebook_has_exactly_its_codes() -> None:
    assert list(CODED) == CODES


def test_the_codebook_is_of_the_version_that_the_domain_has() -> None:
    assert codebook()["version"] == CODEBOOK_VERSION


def test_the_codebook_names_its_references() -> None:
    assert codebook()["references"]


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_definition_and_cues(code: str) -> None:
    assert CODED[code]["definition"].endswith(".")
    assert CODED[code]["cues"]["en"]


@pytest.mark.parametrize("code", CODES)
def test_the_page_explains_a_code(code: str) -> None:
    assert f"`{code}`" in PAGE.read_text("utf-8")


@pytest.mark.parametrize("values", SETS, ids=lambda kind: kind.__name__)
def test_a_closed_set_has_the_values_of_the_page(values: type[StrEnum]) -> None:
    assert [value.value for value in values] == SETS[values].split()


@pytest.mark.parametrize(
    "values", [kind for kind in SETS if kind is not Act], ids=lambda kind: kind.__name__
)
def test_the_page_names_every_value(values: type[StrEnum]) -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text("utf-8")))
    assert {value.value for value in values} <= named


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_no_cue_twice(code: str) -> None:
    cues = CODED[code]["cues"]["en"]
    assert len(cues) == len(set(cues))


@pytest.mark.parametrize("code", CODES)
def test_the_cues_of_a_code_compile_and_find_nothing_in_nothing(code: str) -> None:
    for cue in CODED[code]["cues"]["en"]:
        assert compile_cue(cue).pattern.search("") is None, cue
