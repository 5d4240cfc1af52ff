"""Tests of `hudna load`, `hudna export --format yaml` and `hudna schema agreement`."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from unit.cli.samples import make_registry, run

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples" / "agreements").glob("*.yaml"))


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return tmp_path / "hudna.db"


def test_each_file_is_a_line_with_its_agreement(registry: Path) -> None:
    result = run("load", *map(str, EXAMPLES), "--author", "Ada", registry=registry)
    assert result.exit_code == 0
    first, second, summary = result.stdout.splitlines()
    assert first.startswith("stored agr-")
    assert second.endswith("Truce at the Sarin crossing")
    assert summary == "2 files loaded, 0 problems"


def test_what_is_loaded_is_listed_and_can_be_asked(registry: Path) -> None:
    run("load", str(EXAMPLES[-1]), "--author", "Ada", registry=registry)
    [line] = run("list", registry=registry).stdout.splitlines()
    assert "Truce at the Sarin crossing" in line
    state = run("state", line.split("\t")[0], "--on", "2016-02-06", registry=registry)
    assert state.exit_code == 0
    assert "Hill Front" in state.stdout


def test_all_faults_are_listed_and_the_rest_is_loaded(registry: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("hudna: agreement/2\ntext: A truce.\nnamed_as: truce\nstag: x\n", "utf-8")
    result = run("load", str(bad), str(EXAMPLES[0]), "--author", "Ada", registry=registry)
    assert result.exit_code == 1
    assert [line.partition(" ")[0] for line in result.stderr.splitlines()] == ["not", "not"]
    assert f"not loaded: {bad}:1: hudna: 'agreement/2'" in result.stderr
    assert result.stdout.endswith("1 file loaded, 2 problems\n")


def test_where_nothing_can_be_loaded_the_input_is_at_fault(registry: Path, tmp_path: Path) -> None:
    result = run("load", str(tmp_path / "none.yaml"), "--author", "Ada", registry=registry)
    assert result.exit_code == 2
    assert "[input-missing]" in result.stderr


def test_an_export_loads_again_for_the_same_agreement(tmp_path: Path) -> None:
    registry = make_registry(tmp_path / "hudna.db")
    identifier = next(
        line.split("\t")[0]
        for line in run("list", registry=registry).stdout.splitlines()
        if "Hill Council" in line
    )
    file = tmp_path / "offer.yaml"
    assert (
        run("export", identifier, "--format", "yaml", "-o", str(file), registry=registry).exit_code
        == 0
    )
    result = run("load", str(file), "--author", "Ada", registry=registry)
    assert result.stdout.startswith(f"stored {identifier} ")


@pytest.mark.parametrize("arguments", [("agr-1",), ("--format", "yaml")], ids=["jsonl", "yaml"])
def test_only_a_file_is_of_one_agreement(registry: Path, arguments: tuple[str, ...]) -> None:
    result = run("export", *arguments, registry=registry)
    assert result.exit_code == 2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_schema_takes_what_loading_takes(path: Path) -> None:
    schema = json.loads(run("schema", "agreement").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    plain = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
    jsonschema.validate(plain, schema)


def test_the_published_schema_is_the_one_that_is_printed() -> None:
    published = ROOT / "docs" / "schema" / "hudna.agreement-1.json"
    assert json.loads(published.read_text("utf-8")) == json.loads(run("schema", "agreement").stdout)
