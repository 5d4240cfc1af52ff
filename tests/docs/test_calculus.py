"""The tables on the page of the calculus are those that the code has."""

import re
from pathlib import Path

import pytest

from hudna.domain.codebook import Act, Modality, Stage
from hudna.rules.stages import MODALITY_NORMS, STAGE_FACTS

PAGE = (Path(__file__).parents[2] / "docs" / "calculus.md").read_text("utf-8")
ROWS = re.findall(r"(?m)^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|([^|]*)\|([^|]*)\|$", PAGE)
AGREED = STAGE_FACTS[Stage.AGREED]
ACTS = {act.value for act in Act}


def told_of(stage: Stage) -> str:
    """Return what the page says a stage stands for."""
    [facts] = [facts for stages, facts, _ in ROWS if f"`{stage.value}`" in stages]
    return str(facts)


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_stands_for_the_acts_that_the_page_names(stage: Stage) -> None:
    words = set(re.findall(r"[a-z]+", told_of(stage).partition(";")[0]))
    assert words & ACTS == {fact.act.value for fact in STAGE_FACTS[stage]}


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_is_dated_as_the_page_says(stage: Stage) -> None:
    [dated] = [dated for stages, _, dated in ROWS if f"`{stage.value}`" in stages]
    named = set(re.findall(r"`([a-z]+)`", dated))
    own = [fact for fact in STAGE_FACTS[stage] if stage is Stage.AGREED or fact not in AGREED]
    own = own if stage not in {Stage.REJECTED, Stage.COLLAPSED} else []
    assert named >= {kind.value for fact in own for kind in fact.dated_by}


@pytest.mark.parametrize("modality", Modality)
def test_every_modality_is_on_the_page(modality: Modality) -> None:
    assert modality in MODALITY_NORMS
    assert modality.value in PAGE
