"""Tests of `hudna documents`, `text`, `search` and `original`."""

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from hudna.domain.documents import document_id
from unit.cli.samples import ARABIC, ENGLISH, make_registry, on_terminal, run

_ENGLISH = document_id(ENGLISH.encode())
_ARABIC = document_id(ARABIC.encode())


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_registry(tmp_path_factory.mktemp("registry") / "hudna.db")


def test_documents_are_listed_by_date(registry: Path) -> None:
    rows = [line.split("\t") for line in run("documents", registry=registry).stdout.splitlines()]
    assert [row[1:3] for row in rows] == [["offer.txt", "2016-02-02"], ["عرض.txt", "2016-02-03"]]
    assert rows[0][6:8] == ["1", "1"]


def test_documents_as_json_name_their_readings(registry: Path) -> None:
    first, _ = json.loads(run("documents", "--json", registry=registry).stdout)
    assert first["id"] == _ENGLISH
    assert {each["reader"]["name"] for each in first["readings"]} == {"rules", "person:amal"}
    assert first["warnings"] == ["an odd weekday"]


def test_problems_are_listed_with_their_reason(registry: Path) -> None:
    [line] = run("documents", "--problems", registry=registry).stdout.splitlines()
    assert line.split("\t")[:3] == ["input-empty", "void.txt", "'void.txt' is empty"]


def test_warnings_are_listed_with_their_document(registry: Path) -> None:
    [line] = run("documents", "--warnings", registry=registry).stdout.splitlines()
    assert line.split("\t")[1:] == ["offer.txt", "an odd weekday"]


@pytest.mark.parametrize("command", ["documents", "decisions"])
def test_tables_fit_the_terminal(registry: Path, command: str) -> None:
    printed = on_terminal(command, registry=registry).stdout
    lines = re.sub(r"\x1b\[[0-9;]*m", "", printed).splitlines()
    assert max(map(cell_len, lines)) <= 80


@pytest.mark.parametrize(("identifier", "text"), [(_ENGLISH, ENGLISH), (_ARABIC, ARABIC)])
def test_the_plain_text_is_exact(registry: Path, identifier: str, text: str) -> None:
    assert run("text", identifier, "--plain", registry=registry).stdout == text


def test_the_text_as_json_holds_every_quote_at_its_span(registry: Path) -> None:
    plain = json.loads(run("text", _ENGLISH, "--json", registry=registry).stdout)
    quotes = [evidence for value in plain["values"] for evidence in value["evidence"]]
    assert quotes
    assert all(plain["text"][q["start"] : q["end"]] == q["quote"] for q in quotes)
    assert plain["regions"] == [{"start": 0, "end": 33, "kind": "boilerplate"}]


def test_down_a_pipe_the_text_has_its_evidence_between_brackets(registry: Path) -> None:
    printed = run("text", _ENGLISH, registry=registry).stdout
    assert "1 ~ Valley Post: news from the valley" in printed
    unmarked = re.sub("⟦[⁰-⁹¹²³]+|[⁰-⁹¹²³]+⟧", "", printed)
    assert "2 │ The Hill Council offered a truce to the River Front" in unmarked
    assert re.search("⟦[⁰-⁹¹²³]+Dalbar[⁰-⁹¹²³]+⟧", printed)
    assert re.search(r"participant name Hill Council  stm-[0-9a-f]{10}  agr-[0-9a-f]{10}", printed)


def test_on_a_terminal_the_text_is_coloured_and_keeps_its_words(registry: Path) -> None:
    printed = on_terminal("text", _ARABIC, registry=registry).stdout
    assert "\x1b[" in printed
    uncoloured = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert ARABIC in re.sub("[⁰¹²³⁴-⁹]", "", uncoloured)


def test_search_finds_documents_and_quotes(registry: Path) -> None:
    rows = run("search", "river", "front", registry=registry).stdout.splitlines()
    kinds = [row.split("\t")[0] for row in rows]
    assert kinds.count("document") == 1
    assert kinds.count("quote") >= 1


def test_search_as_json_has_the_match_in_its_context(registry: Path) -> None:
    found = json.loads(run("search", "هدنة", "--json", registry=registry).stdout)
    [hit] = found["documents"]
    assert hit["match"]["quote"] == "هدنة"
    assert ARABIC[hit["context"]["start"] : hit["context"]["end"]] == hit["context"]["quote"]


def test_a_search_for_nothing_exits_with_2(registry: Path) -> None:
    assert run("search", "?!", registry=registry).exit_code == 2


def test_search_is_narrowed_by_options(registry: Path) -> None:
    rows = run("search", "--stage", "proposal", "--to", "2016-02", registry=registry).stdout
    assert "offer.txt" in rows
    assert run("search", "front", "--stage", "collapsed", registry=registry).stdout == ""


def test_a_search_for_what_is_everywhere_says_that_not_all_was_ranked(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hudna.registry.ranking.RANKED_MOST", 1)
    result = run("search", "the", registry=registry)
    assert "more than 1 documents or quotes have the words" in result.stderr
    assert json.loads(run("search", "the", "--json", registry=registry).stdout)["ranked"] == 1
    monkeypatch.setattr("hudna.registry.ranking.RANKED_MOST", 100)
    assert "more than" not in run("search", "the", registry=registry).stderr


def test_a_search_that_finds_nothing_says_what_was_searched(registry: Path) -> None:
    result = run("search", "هدنات", "--place", "Nowhere", registry=registry)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing was found: 2 documents and" in result.stderr
    assert "in 24 forms, narrowed by the options" in result.stderr
    found = json.loads(run("search", "unheard", "--json", registry=registry).stdout)
    assert found["searched"]["words"] == [["unheard"]]


def test_similar_clauses_have_their_score_and_words(registry: Path) -> None:
    asked = "open the road to the mill"
    [row] = run("search", "--similar", asked, registry=registry).stdout.splitlines()
    cells = row.split("\t")
    assert cells[0] == "quote"
    assert float(cells[7]) > 0.2
    assert "road:" in cells[8]
    shown = on_terminal("search", "--similar", asked, registry=registry).stdout
    assert "road:" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["truce", "--similar", "truce"],
        ["--from", "yesterday"],
        ["--stage", "nonsense"],
        ["--actor", "?"],
        ["--from", "2016-03", "--to", "2016-02"],
    ],
)
def test_a_search_that_cannot_be_exits_with_2(registry: Path, arguments: list[str]) -> None:
    assert run("search", *arguments, registry=registry).exit_code == 2


def test_a_search_for_no_code_of_the_codebook_exits_with_3(registry: Path) -> None:
    assert run("search", "--code", "persons.relase", registry=registry).exit_code == 3


def test_an_original_comes_out_as_it_went_in(registry: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.txt"
    assert run("original", _ARABIC[:20], "-o", str(target), registry=registry).exit_code == 0
    assert target.read_bytes() == ARABIC.encode()


def test_an_output_that_cannot_be_written_exits_with_6(registry: Path, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "copy.txt"
    result = run("original", _ARABIC, "-o", str(target), registry=registry)
    assert result.exit_code == 6
    assert "[output-file]" in result.stderr


def test_a_missing_registry_is_named(tmp_path: Path) -> None:
    result = run("documents", registry=tmp_path / "none.db")
    assert result.exit_code == 2
    assert "none.db" in result.stderr
    assert not (tmp_path / "none.db").exists()
