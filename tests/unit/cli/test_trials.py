"""Tests of `hudna codebook test`."""

import json
from pathlib import Path

import pytest

from unit.cli.samples import run


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder in which one code has all the examples that are tried."""
    (tmp_path / "codebook.yaml").write_text(
        """
codes:
  movement.ferry:
    definition: Ferries run.
    cues:
      en: [ferr* ... run*]
""",
        "utf-8",
    )
    (tmp_path / "examples.yaml").write_text(
        """
least: {en: 0.5}
codes:
  movement.ferry:
    en:
      legal: [Ferries shall run to Dalbar.]
      reporting: ["Under the deal, the boats will sail again."]
      counter: [The ferry sank in the storm.]
""",
        "utf-8",
    )
    return tmp_path


def test_each_example_is_a_line_with_what_became_of_it(own: Path) -> None:
    result = run("codebook", "test", "movement.ferry", "--vocabulary", str(own))
    legal, reporting, counter, summary = result.stdout.splitlines()
    assert legal == (
        "found\tmovement.ferry\ten\tlegal\tFerries shall run to Dalbar.\tmovement.ferry"
    )
    assert reporting.startswith("missed\tmovement.ferry\ten\treporting\t")
    assert counter.startswith("held\tmovement.ferry\ten\tcounter\t")
    assert summary.startswith("en: 1 of 2 examples found (0.50, at least 0.50); 0 of 1 counter")


def test_enough_examples_and_no_wrong_one_are_success(own: Path) -> None:
    assert run("codebook", "test", "movement.ferry", "--vocabulary", str(own)).exit_code == 0


def test_too_few_examples_are_a_failure(own: Path) -> None:
    examples = own / "examples.yaml"
    examples.write_text(examples.read_text("utf-8").replace("0.5", "0.6"), "utf-8")
    assert run("codebook", "test", "movement.ferry", "--vocabulary", str(own)).exit_code == 1


def test_a_counter_example_that_bears_its_code_is_a_failure(own: Path) -> None:
    examples = own / "examples.yaml"
    worse = examples.read_text("utf-8").replace("The ferry sank in the storm", "Ferries will run")
    examples.write_text(worse, "utf-8")
    result = run("codebook", "test", "movement.ferry", "--vocabulary", str(own))
    assert result.exit_code == 1
    assert "wrongly found\tmovement.ferry" in result.stdout


def test_json_has_the_scores_and_every_example(own: Path) -> None:
    result = run("codebook", "test", "movement.ferry", "--json", "--vocabulary", str(own))
    found = json.loads(result.stdout)
    assert found["is_enough"] is True
    assert found["languages"]["en"]["found"] == 1
    trials = found["codes"]["movement.ferry"]["en"]["trials"]
    assert [trial["outcome"] for trial in trials] == ["found", "missed", "held"]


def test_an_unknown_code_is_not_found() -> None:
    assert run("codebook", "test", "movement.none").exit_code == 3


def test_two_codes_are_one_too_many() -> None:
    assert run("codebook", "movement", "persons").exit_code == 2


def test_a_code_has_its_cues_and_examples_in_both_languages() -> None:
    [found] = json.loads(run("codebook", "movement.siege", "--json").stdout).values()
    assert set(found) == {"definition", "cues", "examples"}
    assert set(found["cues"]) == set(found["examples"]) == {"en", "ar"}
    assert found["cues"]["ar"]
