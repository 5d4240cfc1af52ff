"""Tests of `hudna read --reader model` and `both`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripted import Reply, Request, Scripted, answer, completion, serving, value
from unit.cli.samples import run

pytest.importorskip("httpx", reason="the extra llm is not installed")

_TRUCE = "The Hill Council and the River Front signed a truce in Dalbar on 1 February 2031.\n"
_KEY = "sk-test-0123456789"
_TOLD = (
    value("agreement", "signed a truce", name="truce"),
    value("stage", "signed a truce", code="in_force"),
    value("participant", "River Front signed", code="guarantor", name="River Front"),
)


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    return tmp_path / "hudna.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(f"{_TRUCE}Copy {number}.\n", "utf-8")
    return folder


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("URL", "KEY", "PRICE_IN", "PRICE_OUT", "CHUNK_CHARS", "MAX_TOKENS"):
        monkeypatch.delenv(f"HUDNA_LLM_{name}", raising=False)
    monkeypatch.setenv("HUDNA_LLM_MODEL", "small")
    monkeypatch.setenv("HUDNA_LLM_RETRIES", "0")
    monkeypatch.setenv("HUDNA_LLM_ANSWERS", str(tmp_path / "answers"))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    with serving([answer(*_TOLD)]) as server:
        monkeypatch.setenv("HUDNA_LLM_URL", server.url)
        yield server


def test_the_rules_read_where_nothing_else_is_said(
    server: Scripted, folder: Path, registry: Path
) -> None:
    result = run("read", str(folder), registry=registry)
    assert result.exit_code == 0
    assert server.asked == []


def test_a_model_reads_and_its_name_stands_with_the_reading(
    server: Scripted, folder: Path, registry: Path
) -> None:
    result = run("read", "--reader", "model", str(folder), registry=registry)
    assert result.exit_code == 0
    first, second, summary, *_ = result.stdout.splitlines()
    assert first.startswith("stored ")
    assert first.endswith(" 0.txt 1 agreement by model:small@1")
    assert second.endswith(" 1.txt 1 agreement by model:small@1")
    assert summary.startswith("2 documents read, 0 unchanged, 2 agreements found")
    [row, _] = json.loads(run("list", "--json", registry=registry).stdout)
    assert row["stage"] == "in_force"


def test_what_asking_came_to_is_told_on_standard_error(
    server: Scripted, folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUDNA_LLM_PRICE_IN", "1")
    monkeypatch.setenv("HUDNA_LLM_PRICE_OUT", "5")
    result = run("read", "--reader", "model", str(folder), registry=registry)
    assert result.stderr == (
        "small: 2 answers, 0 from those kept, 0 asked again, 2,000 tokens sent, 400 received, "
        "cost 0.0040\n"
    )


def test_both_store_two_readings_of_one_account(
    server: Scripted, folder: Path, registry: Path
) -> None:
    result = run("read", "--reader", "both", str(folder / "0.txt"), registry=registry)
    by_rules, by_model, *rest = result.stdout.splitlines()
    assert by_rules.endswith(" 0.txt 1 agreement")
    assert by_model.endswith(" 0.txt 1 agreement by model:small@1")
    assert any(line.startswith("1 document read, 0 unchanged, ") for line in rest)
    [document] = json.loads(run("documents", "--json", registry=registry).stdout)
    readers = [each["reader"]["name"] for each in document["readings"]]
    assert sorted(readers) == ["model:small@1", "rules"]
    [agreement] = json.loads(run("list", "--json", registry=registry).stdout)
    assert len(agreement["accounts"]) == 1


def test_what_both_have_read_is_unchanged(server: Scripted, folder: Path, registry: Path) -> None:
    command = ("read", "--reader", "both", str(folder))
    run(*command, registry=registry)
    again = run(*command, registry=registry)
    assert "0 documents read, 2 unchanged" in again.stdout
    assert len(server.asked) == 2


def test_a_model_that_joins_later_reads_what_the_rules_have_read(
    server: Scripted, folder: Path, registry: Path
) -> None:
    run("read", str(folder), registry=registry)
    result = run("read", "--reader", "both", str(folder), registry=registry)
    assert "2 documents read, 0 unchanged" in result.stdout
    changes = [line.split()[0] for line in result.stdout.splitlines()[:4]]
    assert changes == ["unchanged", "stored"] * 2


def test_a_document_that_a_model_fails_is_a_problem_and_the_rest_goes_on(
    folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(request: Request) -> Reply:
        shown = str(request["messages"][1]["content"])
        return completion("no") if "Copy 0" in shown else answer(*_TOLD)

    with serving([says]) as server:
        monkeypatch.setenv("HUDNA_LLM_URL", server.url)
        result = run("read", "--reader", "both", str(folder), registry=registry)
    assert result.exit_code == 1
    assert "1 problem" in result.stdout
    assert "not read: the model's answer is no JSON object" in result.stdout
    assert "[outside-model-answer]" in result.stdout
    listed = run("documents", "--problems", registry=registry).stdout
    assert "0.txt [model:small@1]" in listed
    again = run("read", str(folder), registry=registry)
    assert "2 unchanged" in again.stdout
    assert "0.txt [model:small@1]" in run("documents", "--problems", registry=registry).stdout


def test_a_problem_of_a_model_is_resolved_when_it_reads_the_document_after_all(
    folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("read", "--reader", "model", str(folder / "0.txt"))
    with serving([completion("no"), completion("no"), answer(*_TOLD)]) as server:
        monkeypatch.setenv("HUDNA_LLM_URL", server.url)
        assert run(*command, registry=registry).exit_code == 2
        assert run(*command, registry=registry).exit_code == 0
    problems = json.loads(run("documents", "--problems", "--json", registry=registry).stdout)
    assert all(each["resolved_at"] for each in problems)


def test_a_file_that_cannot_be_read_is_one_problem_for_both(
    server: Scripted, tmp_path: Path, registry: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("read", "--reader", "both", str(tmp_path / "empty.txt"), registry=registry)
    assert result.exit_code == 2
    assert result.stdout.count("not read") == 1


def test_refused_values_are_counted_and_warned_of(
    folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lie = value("stage", "the war ended", code="agreed")
    with serving([answer(_TOLD[0], lie)]) as server:
        monkeypatch.setenv("HUDNA_LLM_URL", server.url)
        result = run("read", "--reader", "model", str(folder / "0.txt"), registry=registry)
    assert "1 value refused" in result.stdout
    assert "quotes that are not in the document: 1" in result.stdout


def test_readings_of_both_are_printed_one_a_line(server: Scripted, folder: Path) -> None:
    result = run("read", "--reader", "both", "--format", "jsonl", str(folder))
    names = [json.loads(line)["reader"]["name"] for line in result.stdout.splitlines()]
    assert names == ["rules", "model:small@1"] * 2


def test_kept_answers_are_replayed_with_no_endpoint_named(
    server: Scripted, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("read", "--reader", "model", "--format", "jsonl", str(folder))
    before = run(*command).stdout
    monkeypatch.delenv("HUDNA_LLM_URL")
    result = run(*command, "--replay")
    assert result.stdout == before
    assert "0 answers, 2 from those kept" in result.stderr
    assert len(server.asked) == 2


def test_what_is_not_kept_cannot_be_replayed(folder: Path, registry: Path) -> None:
    result = run("read", "--reader", "model", "--replay", str(folder), registry=registry)
    assert result.exit_code == 2
    assert result.stdout.count("[not-found-answer]") == 2


@pytest.mark.parametrize(
    ("name", "words"), [("URL", "set HUDNA_LLM_URL"), ("MODEL", "set HUDNA_LLM_MODEL")]
)
def test_a_setting_that_is_missing_is_named(
    server: Scripted, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.delenv(f"HUDNA_LLM_{name}")
    result = run("read", "--reader", "model", "--format", "jsonl", str(folder))
    assert result.exit_code == 2
    assert words in result.stderr
    assert "[input-model]" in result.stderr


def test_where_documents_leave_the_machine_it_is_said_before(
    folder: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUDNA_LLM_URL", "http://me:secret@model.invalid:9/v1")
    result = run("read", "--reader", "model", str(folder / "none.txt"), registry=registry)
    assert result.stderr.startswith("documents are sent to model.invalid:9\n")
    assert "secret" not in result.output


def test_a_key_is_nowhere_in_what_is_printed_or_kept(
    folder: Path, registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUDNA_LLM_KEY", _KEY)
    with serving([Reply(f"{_KEY} is bad", status=400)] * 3 + [answer(*_TOLD)]) as server:
        monkeypatch.setenv("HUDNA_LLM_URL", server.url)
        result = run("read", "--reader", "both", str(folder), registry=registry)
        assert server.headers[0]["authorization"] == f"Bearer {_KEY}"
    assert "*** is bad" in result.stdout
    assert _KEY not in result.output
    assert all(_KEY.encode() not in file.read_bytes() for file in tmp_path.rglob("*.*"))


def test_replaying_and_explaining_need_the_reader_that_they_go_with(folder: Path) -> None:
    assert run("read", "--replay", str(folder)).exit_code == 2
    assert run("read", "--explain", "--reader", "model", str(folder)).exit_code == 2


def test_review_shows_first_on_what_rules_and_model_differ(
    server: Scripted, folder: Path, registry: Path
) -> None:
    run("read", "--reader", "both", str(folder / "0.txt"), registry=registry)
    lines = run("review", "list", registry=registry).stdout.splitlines()
    kinds = [line.split("\t")[0] for line in lines]
    facets = [line.split("\t")[2] for line in lines if line.startswith("readers\t")]
    assert kinds == sorted(kinds, key=lambda kind: kind != "readers")
    assert "stage" in facets
    assert "role" in facets
    first = run("review", "next", registry=registry).stdout
    assert first.startswith("readers\tagr-")
    assert "  in_force  [stm-" in first
    assert "]  model:small@1: “signed a truce”" in first
    assert "hudna decide accept STATEMENT --after 0" in first
    plain = json.loads(run("review", "list", "--json", registry=registry).stdout)["items"][0]
    assert plain["kind"] == "readers"
    assert sorted(plain["readers"]) == ["model:small@1", "rules"]
