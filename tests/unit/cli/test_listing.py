"""Tests of `hudna list` and `hudna show`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from unit.cli.samples import ENGLISH, make_registry, on_terminal, run


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_registry(tmp_path_factory.mktemp("registry") / "hudna.db")


@pytest.fixture(scope="module")
def listed(registry: Path) -> list[dict[str, Any]]:
    return list(json.loads(run("list", "--json", registry=registry).stdout))


def test_json_names_what_a_program_needs_of_each_agreement(listed: list[dict[str, Any]]) -> None:
    first = listed[0]
    assert first["id"].startswith("agr-")
    assert first["label"] == "Truce between Hill Council and River Front"
    assert first["authenticity"] == "contested"
    assert [each["name"] for each in first["participants"]] == ["Hill Council", "River Front"]
    [account] = first["accounts"]
    assert account["document"].startswith("sha256:")
    assert account["name"] == "offer.txt"
    assert account["label"] == first["label"]


def test_what_readers_differ_on_is_listed_as_contested(listed: list[dict[str, Any]]) -> None:
    assert set(listed[0]["contested"]["stage"]) == {"proposal", "rejected"}
    assert "contested" not in listed[1]


def test_what_a_person_reads_counts_before_what_a_program_reads(
    listed: list[dict[str, Any]],
) -> None:
    assert listed[0]["stage"] == "rejected"


def test_what_is_not_stated_is_null(listed: list[dict[str, Any]]) -> None:
    assert (listed[1]["stage"], listed[1]["authenticity"]) == (None, None)


def test_down_a_pipe_an_agreement_is_one_line_without_colour(registry: Path) -> None:
    first, second = run("list", registry=registry).stdout.splitlines()
    assert "\x1b" not in first
    identifier, label, stage, authenticity, *others, documents, sources = first.split("\t")
    participants, dates, places = others
    assert sources == "1"
    assert re.fullmatch(r"agr-[0-9a-f]{10}", identifier)
    assert label == "Truce between Hill Council and River Front"
    assert set(stage.split(" / ")) == {"proposal", "rejected"}
    assert authenticity == "contested"
    assert participants == "Hill Council (party); River Front (invitee)"
    assert (dates, places, documents) == ("offered 2016-02-01", "Dalbar", "offer.txt")
    assert "جبهة النهر (invitee)" in second


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--actor", "hill council"], 1),
        (["--actor", "nobody"], 0),
        (["--place", "Dalbar"], 1),
        (["--stage", "proposal"], 1),
        (["--on", "2016-02-01"], 1),
        (["--date", "2016-02-03"], 1),
        (["--text", "road"], 1),
        (["--text", "هدنة"], 1),
    ],
    ids=str,
)
def test_filters_keep_the_agreements_asked_for(
    registry: Path, options: list[str], count: int
) -> None:
    assert len(run("list", *options, registry=registry).stdout.splitlines()) == count


@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_fits_the_terminal(registry: Path, columns: int) -> None:
    result = on_terminal("list", registry=registry, columns=columns)
    lines = [_uncoloured(line) for line in result.stdout.splitlines()]
    assert max(cell_len(line) for line in lines) <= columns
    assert "2 agreements" in lines[-1]


def test_right_to_left_words_stay_in_their_order(registry: Path) -> None:
    assert "هدنة مجلس التلة" in _uncoloured(on_terminal("list", registry=registry).stdout)


def test_a_page_cites_every_value(registry: Path, listed: list[dict[str, Any]]) -> None:
    page = run("show", listed[0]["id"], registry=registry).stdout
    start = ENGLISH.index("denied the paper")
    assert f"“denied the paper”  offer.txt 4:32 ({start}–{start + 16})" in page
    assert re.search(r"code +movement\.route  \[stm-[0-9a-f]{10}\]", page)
    assert "[says River Front]" in page
    assert "an odd weekday" in page


def test_a_page_shows_contested_values_one_under_the_other(
    registry: Path, listed: list[dict[str, Any]]
) -> None:
    page = run("show", listed[0]["id"], registry=registry).stdout
    contested = page[page.index("contested: 2 values") :].partition("\n\n")[0]
    assert re.findall(r"stage +(\w+)", contested) == ["rejected", "proposal"]


def test_a_page_as_json_has_every_statement_and_quote(
    registry: Path, listed: list[dict[str, Any]]
) -> None:
    page = json.loads(run("show", listed[0]["id"], "--json", registry=registry).stdout)
    [account] = page["accounts"]
    quotes = [
        evidence
        for subject in account["subjects"]
        for statement in subject["statements"]
        for evidence in statement["evidence"]
    ]
    assert all(ENGLISH[each["start"] : each["end"]] == each["quote"] for each in quotes)
    assert {subject["kind"] for subject in account["subjects"]} == {
        "agreement",
        "participant",
        "date",
        "place",
        "term",
        "claim",
    }


def test_any_unambiguous_beginning_of_an_identifier_will_do(
    registry: Path, listed: list[dict[str, Any]]
) -> None:
    digits = listed[0]["id"].removeprefix("agr-")[:8]
    assert run("show", digits, registry=registry).exit_code == 0


def test_an_unknown_identifier_exits_with_3(registry: Path) -> None:
    result = run("show", "agr-nothing", registry=registry)
    assert result.exit_code == 3
    assert result.stderr.startswith("hudna: no agreement has an identifier")
    assert result.stderr.endswith("[not-found]\n")


def _uncoloured(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", line)
