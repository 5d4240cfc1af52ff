"""Tests of `hudna resolve`, `why`, `merge`, `split` and `review`."""

import json
from pathlib import Path
from typing import Any

import pytest

from hudna.domain.codebook import Scope, Stage
from hudna.registry import open_registry
from reported import Told, report
from unit.cli.samples import on_terminal, run

TRUCE = Told(signed="2031-05-03", places=("al-Qanat",), scope=Scope.LOCAL, label="River truce")
LATER = Told(signed="2031-08-01", places=("al-Qanat",), scope=Scope.LOCAL, label="Later truce")
SIGNED = ("--author", "amal", "--reason", "as the papers say")


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "hudna.db"
    held = Told(
        signed="2031-05-03", places=("al-Qanat",), stage=Stage.IN_FORCE, denied_by="Hill Brigade"
    )
    with open_registry(path) as opened:
        for number, told in enumerate((TRUCE, held, LATER)):
            words = " ".join(f"paper{number}word{each}" for each in range(120))
            opened.store([report(told, name=f"{number}.txt", published="2031-05-04", words=words)])
    return path


def listed(registry: Path) -> list[dict[str, Any]]:
    return list(json.loads(run("list", "--json", registry=registry).stdout))


def accounts(registry: Path) -> dict[str, str]:
    found = {}
    for each in listed(registry):
        page = json.loads(run("show", each["id"], "--json", registry=registry).stdout)
        found.update({account["name"]: account["id"] for account in page["accounts"]})
    return found


def test_a_rehearsal_says_what_would_be_joined_and_joins_nothing(registry: Path) -> None:
    first, last = run("resolve", "--dry-run", registry=registry).stdout.splitlines()
    assert " would join agr-" in first
    assert last.startswith("3 accounts, 2 agreements, ")
    assert len(listed(registry)) == 3


def test_resolving_joins_and_tells_it_once(registry: Path) -> None:
    assert " joins agr-" in run("resolve", registry=registry).stdout
    assert "0 joined, 0 parted" in run("resolve", registry=registry).stdout
    assert len(listed(registry)) == 2


def test_resolving_as_json_gives_scores_and_reasons(registry: Path) -> None:
    found = json.loads(run("resolve", "--json", registry=registry).stdout)
    assert found["kept"]
    [joined] = found["joined"]
    assert joined["score"] > 0.7
    assert {"name", "weight", "first", "second"} <= set(joined["features"][0])


def test_settings_say_from_which_score_on_accounts_are_joined(registry: Path) -> None:
    run("resolve", registry=registry, HUDNA_SAME_FROM="1")
    assert len(listed(registry)) == 3
    refused = run("resolve", registry=registry, HUDNA_SAME_FROM="0.3", HUDNA_REVIEW_FROM="0.5")
    assert refused.exit_code == 2
    assert "input-setting" in refused.stderr


def test_a_listing_counts_sources(registry: Path) -> None:
    run("resolve", registry=registry)
    assert [each["sources"] for each in listed(registry)] == [2, 1]
    assert "2 documents, 2 sources" in on_terminal("list", registry=registry, columns=160).stdout


def test_a_page_says_what_sources_agree_on_and_who_denies_it(registry: Path) -> None:
    run("resolve", registry=registry)
    page = run("show", listed(registry)[0]["id"], registry=registry).stdout
    section = page[page.index("What 2 documents of 2 sources say") :]
    assert "denied     existence     by Hill Brigade" in section
    assert "agreed     signed        2031-05-03  2 of 2" in section
    assert "contested  stage" in section


def test_a_page_as_json_has_the_consensus(registry: Path) -> None:
    run("resolve", registry=registry)
    page = json.loads(run("show", listed(registry)[0]["id"], "--json", registry=registry).stdout)
    standings = {each["property"]: each["standing"] for each in page["consensus"]}
    assert (standings["signed"], standings["existence"]) == ("agreed", "denied")


def test_why_shows_the_reasons_with_their_words(registry: Path) -> None:
    run("resolve", registry=registry)
    found = accounts(registry)
    told = run("why", found["0.txt"], found["1.txt"], registry=registry).stdout
    assert "one agreement: they are alike enough" in told
    assert "date: signed 2031-05-03" in told
    assert "“2031-05-03”" in told
    assert "two agreements" in run("why", found["0.txt"], found["2.txt"], registry=registry).stdout


def test_a_merge_is_printed_listed_and_undone(registry: Path) -> None:
    found = accounts(registry)
    merged = run("merge", found["0.txt"], found["2.txt"], *SIGNED, registry=registry).stdout
    assert merged.startswith("decision 1: merge agr-")
    assert " with agr-" in merged
    assert len(listed(registry)) == 2
    run("undo", "1", *SIGNED, registry=registry)
    assert len(listed(registry)) == 3
    first, _ = run("decisions", registry=registry).stdout.splitlines()
    assert first.startswith("1\tmerge\tagr-")
    assert first.endswith("\tundone")


def test_a_split_is_printed(registry: Path) -> None:
    run("resolve", registry=registry)
    account = accounts(registry)["1.txt"]
    split = run("split", account, *SIGNED, registry=registry).stdout
    assert split.startswith(f"decision 1: split {account[:14]} from agr-")
    assert len(listed(registry)) == 3


def test_who_did_not_see_the_last_decision_is_refused(registry: Path) -> None:
    found = accounts(registry)
    run("merge", found["0.txt"], found["2.txt"], "--after", "0", *SIGNED, registry=registry)
    late = run("merge", found["0.txt"], found["1.txt"], "--after", "0", *SIGNED, registry=registry)
    assert late.exit_code == 4
    assert "[conflict-decided]" in late.stderr


def test_review_shows_the_commands_that_decide(registry: Path) -> None:
    run("resolve", registry=registry, HUDNA_SAME_FROM="1", HUDNA_REVIEW_FROM="0.3")
    told = run("review", "next", registry=registry, HUDNA_REVIEW_FROM="0.3").stdout
    assert "hudna merge acc-" in told
    assert "--after 0" in told
    [first, *_] = run("review", "list", registry=registry, HUDNA_REVIEW_FROM="0.3").stdout.split(
        "\n"
    )
    assert first.startswith("pair\tagr-")


def test_review_goes_on_to_contested_values(registry: Path) -> None:
    run("resolve", registry=registry)
    told = run("review", "next", registry=registry).stdout
    assert told.startswith("value\tagr-")
    assert "hudna decide reject STATEMENT" in told


def test_nothing_to_review_is_said(tmp_path: Path) -> None:
    path = tmp_path / "hudna.db"
    open_registry(path).close()
    assert run("review", registry=path).stdout == "nothing is left to review\n"
    assert json.loads(run("review", "--json", registry=path).stdout) == {
        "last_decision": 0,
        "items": [],
    }
