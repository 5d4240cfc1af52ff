"""Tests of `hudna state`, `timeline`, `norms` and `deadlines` on a registry."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from rich.cells import cell_len

from hudna.app import asking
from unit.cli.samples import make_registry, on_terminal, run

OFFER = Path(__file__).parents[3] / "examples" / "asking" / "river-truce.txt"
RELEASE = """The Hill Council and the River Front signed a ceasefire

1 March 2016

The Hill Council and the River Front signed a ceasefire on 1 March 2016. The agreement says:

1. Both sides shall cease fire.
2. The Hill Council shall release all prisoners by 20 March 2016.
"""
FIRST_DAY = "first day of the window to answer"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    path = folder / "hudna.db"
    (folder / "release.txt").write_text(RELEASE, "utf-8")
    run("read", "--no-resolve", "--published", "2016-02-04", str(OFFER), registry=path)
    run(
        "read",
        "--no-resolve",
        "--published",
        "2016-03-01",
        str(folder / "release.txt"),
        registry=path,
    )
    return path


@pytest.fixture(scope="module")
def offer(registry: Path) -> str:
    return _identifier(registry, "river-truce.txt")


@pytest.fixture(scope="module")
def release(registry: Path) -> str:
    return _identifier(registry, "release.txt")


def _identifier(registry: Path, name: str) -> str:
    listed = json.loads(run("list", "--json", registry=registry).stdout)
    return str(next(a["id"] for a in listed if a["accounts"][0]["name"] == name))


def states(registry: Path, *arguments: str) -> dict[str, str]:
    """Return each side with its states as `state` prints them down a pipe."""
    found: dict[str, str] = {}
    for line in run("state", *arguments, registry=registry).stdout.splitlines():
        row = line.split("\t")
        if row[0] == "side":
            words = " ".join(each for each in (row[4], row[3], row[5], row[6]) if each)
            found[row[1]] = f"{found[row[1]]}, {words}" if row[1] in found else words
    return found


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2016-02-08", "certainly offered"),
        ("2016-02-09", "possibly offered, possibly rejected_by_default presumed"),
        ("2016-02-09T00:00", "possibly offered, possibly rejected_by_default presumed"),
        ("2016-02-10", "certainly rejected_by_default presumed"),
    ],
)
def test_an_offer_without_an_answer_lapses_with_its_week(
    registry: Path, offer: str, on: str, state: str
) -> None:
    assert states(registry, offer, "--on", on)["River Front"] == state


def test_one_option_of_a_reading_can_be_taken(registry: Path, offer: str) -> None:
    chosen = f"{FIRST_DAY}=the first day counts"
    found = states(registry, offer, "--on", "2016-02-09", "--reading", chosen)
    assert found["River Front"] == "certainly rejected_by_default presumed"


def test_a_supposition_changes_the_answer_and_is_marked(registry: Path, offer: str) -> None:
    accepted = "accepted by River Front on 2016-02-05"
    found = states(registry, offer, "--on", "2016-03-01", "--suppose", accepted)
    assert found["River Front"] == "certainly in_force supposed"


def test_a_party_is_answered_for_alone(registry: Path, offer: str) -> None:
    found = states(registry, offer, "--on", "2016-02-08", "--party", "the river front")
    assert list(found) == ["River Front"]


@pytest.mark.parametrize("command", [["state", "--on", "2016-02-08"], ["timeline"]])
def test_a_side_whose_name_is_a_word_for_every_side_can_be_asked_for(
    tmp_path: Path, command: list[str]
) -> None:
    registry = tmp_path / "hudna.db"
    offer = next((OFFER.parents[1] / "documents").glob("01-*.txt"))
    run("read", "--published", "2016-02-06", str(offer), registry=registry)
    identifier = _identifier(registry, offer.name)
    result = run(*command, identifier, "--party", "factions", registry=registry)
    assert result.exit_code == 0
    assert "Islamic State\tparty" not in result.stdout


def test_what_was_not_published_yet_is_not_known(registry: Path, offer: str) -> None:
    early = ["--on", "2016-02-10", "--as-known-on", "2016-02-03"]
    assert "rejected_by_default" not in str(states(registry, offer, *early))


def test_without_a_date_it_is_asked_for_today(registry: Path, offer: str) -> None:
    before = asking.get_today()
    printed = run("state", offer, registry=registry).stdout.splitlines()[0].split("\t")[3]
    assert before <= printed <= asking.get_today()


def test_today_is_taken_from_the_clock() -> None:
    assert asking.get_today(lambda: datetime(2016, 2, 9, 23, 59, tzinfo=UTC)) == "2016-02-09"


def test_an_answer_as_json_names_its_reasons(registry: Path, offer: str) -> None:
    printed = run("state", offer, "--on", "2016-02-10", "--json", registry=registry).stdout
    answer: dict[str, Any] = json.loads(printed)
    [river] = [side for side in answer["sides"] if side["name"] == "River Front"]
    reason = answer["reasons"][river["states"][0]["reason"]]
    below = [answer["reasons"][number] for number in reason["because"]]
    assert "absence" in {each["kind"] for each in below}
    text = OFFER.read_text("utf-8")
    quotes = [quote for each in answer["reasons"] for quote in each["citations"]]
    assert quotes
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes)


def test_why_goes_down_to_lines_and_offsets(registry: Path, offer: str) -> None:
    page = run("state", offer, "--on", "2016-02-10", "--why", registry=registry).stdout
    start = OFFER.read_text("utf-8").index("Silence counts")
    assert f"Silence counts as a rejection.\triver-truce.txt 14:80 ({start}–{start + 30})" in page


@pytest.mark.parametrize("columns", [40, 80, 140])
@pytest.mark.parametrize("command", ["state", "timeline", "norms", "conflicts"])
def test_a_page_fits_the_terminal(registry: Path, offer: str, command: str, columns: int) -> None:
    printed = on_terminal(command, offer, registry=registry, columns=columns).stdout
    lines = re.sub(r"\x1b\[[0-9;]*m", "", printed).splitlines()
    assert lines
    assert max(cell_len(line) for line in lines) <= columns


def test_a_timeline_has_every_change_with_its_cause(registry: Path, offer: str) -> None:
    rows = _timeline(registry, offer, "--party", "River Front", "--sides")
    assert [row[0] for row in rows] == ["2016-02-02", "2016-02-09", "2016-02-10"]
    assert rows[-1][3] == "certainly rejected by default"
    assert "nobody reports an answer of River Front" in rows[1][4]


def test_a_timeline_tells_of_norms_too(registry: Path, offer: str) -> None:
    rows = _timeline(registry, offer, "--suppose", "accepted by River Front on 2016-02-05")
    started = [row for row in rows if row[5] == "comes_into_force"]
    assert {(row[0], row[6]) for row in started} == {
        ("2016-02-05", "possibly"),
        ("2016-02-09", "certainly"),
    }
    assert any("River Front" in row[1] and row[1].startswith("term") for row in started)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    without = _timeline(registry, offer, "--sides")
    assert {row[5] for row in without} == {"state"}


def test_norms_that_change_alike_share_a_line_of_a_page(registry: Path, offer: str) -> None:
    accepted = ["--suppose", "accepted by River Front on 2016-02-05"]
    printed = on_terminal("timeline", offer, *accepted, registry=registry, columns=140).stdout
    page = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert "terms 1, t1 (Hill Council, River Front); 2 (Hill Council)" in page


def _timeline(registry: Path, *arguments: str) -> list[list[str]]:
    printed = run("timeline", *arguments, registry=registry).stdout
    return [line.split("\t") for line in printed.splitlines()]


def test_a_timeline_explains_itself(registry: Path, offer: str) -> None:
    page = run("timeline", offer, "--why", registry=registry).stdout
    assert "Silence counts as a rejection." in page


def test_a_timeline_as_json(registry: Path, offer: str) -> None:
    plain = json.loads(run("timeline", offer, "--json", registry=registry).stdout)
    of_sides = [each for each in plain["changes"] if "norm" not in each]
    assert {each["of"] for each in of_sides} == {"Hill Council", "River Front"}
    assert {each["kind"] for each in of_sides} == {"state"}
    assert {each["norm"] for each in plain["changes"] if "norm" in each}


def test_norms_are_one_a_line_with_their_quotes(registry: Path, offer: str) -> None:
    rows = [line.split("\t") for line in run("norms", offer, registry=registry).stdout.splitlines()]
    [release] = [row for row in rows if row[:2] == ["norm", "2"]]
    assert release[2:6] == ["obligation", "Hill Council", "", "persons.release"]
    assert release[-2] == "The Hill Council shall release all prisoners."


def test_norms_show_the_rules_of_the_lifecycle(registry: Path, offer: str) -> None:
    rows = [line.split("\t") for line in run("norms", offer, registry=registry).stdout.splitlines()]
    rules = {row[1]: row[2] for row in rows if row[0] == "rule"}
    assert rules["window to answer"] == "P7D from 2016-02-02"
    assert rules["silence counts as"] == "rejection"
    assert rules["start"] == "not stated"
    assert rules["trigger 5"].endswith(": void")


def test_norms_as_json_are_compiled(registry: Path, offer: str) -> None:
    plain = json.loads(run("norms", offer, "--json", registry=registry).stdout)
    assert {norm["id"] for norm in plain["norms"]} >= {"1", "2", "3"}
    assert plain["lifecycle"]["default"]["value"] == "rejection"


@pytest.fixture(scope="module")
def written(registry: Path, offer: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "truce.yaml"
    path.write_text(run("norms", offer, "--yaml", registry=registry).stdout, "utf-8")
    return path


def test_an_agreement_file_is_asked_without_a_registry(written: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "none.db"
    found = states(nowhere, str(written), "--on", "2016-02-10")
    assert found["River Front"] == "certainly rejected_by_default presumed"
    page = run("state", str(written), "--on", "2016-02-10", "--why", registry=nowhere).stdout
    assert re.search(r"Silence counts as a rejection\.\triver-truce\.txt \d+:\d+ ", page)
    assert not nowhere.exists()


def test_an_agreement_file_that_was_edited_counts_once_it_is_loaded(
    written: Path, tmp_path: Path
) -> None:
    registry = tmp_path / "hudna.db"
    run("read", "--published", "2016-02-04", str(OFFER), registry=registry)
    identifier = _identifier(registry, "river-truce.txt")
    edited = tmp_path / "edited.yaml"
    edited.write_text(
        written.read_text("utf-8").replace("      value: rejection\n", "      value: acceptance\n"),
        "utf-8",
    )
    result = run("load", str(edited), "--author", "amal", registry=registry)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "1 file loaded, 0 problems"
    found = states(registry, identifier, "--on", "2016-02-10")
    assert found["River Front"].endswith("presumed")
    assert "rejected" not in found["River Front"]


def test_an_agreement_file_with_a_mistake_names_line_and_field(
    written: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.yaml"
    text = written.read_text("utf-8").replace("[persons.release]", "[persons.nothing]")
    broken.write_text(text, "utf-8")
    line = text[: text.index("persons.nothing")].count("\n") + 1
    result = run("load", str(broken), registry=tmp_path / "hudna.db")
    assert result.exit_code == 2
    assert f"broken.yaml:{line}: terms." in result.stderr
    assert "[input-code]" in result.stderr


def test_of_several_agreement_files_the_good_ones_are_loaded(written: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("hudna: agreement/1\n", "utf-8")
    alone = re.sub(r"(?m)^corrects:.*\n", "", written.read_text("utf-8"))
    (tmp_path / "good.yaml").write_text(alone, "utf-8")
    result = run("load", str(tmp_path), registry=tmp_path / "hudna.db")
    assert result.exit_code == 1
    assert "good.yaml" in result.stdout


def test_what_binds_someone_is_listed_by_agreement(registry: Path, release: str) -> None:
    result = run("binds", "--actor", "Hill Council", "--on", "2016-03-10", registry=registry)
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert {row[2] for row in rows[:-1]} == {release[:14]}
    assert ["binds", "2", "persons.release"] in [[row[0], row[6], row[8]] for row in rows[:-1]]


@pytest.mark.parametrize("actor", ["Hill Council", "Nobody Known"])
def test_what_binds_someone_always_ends_with_the_law(registry: Path, actor: str) -> None:
    asked = ["binds", "--actor", actor, "--place", "Dalbar", "--on", "2016-03-10"]
    law = "international humanitarian law applies regardless of any agreement."
    assert run(*asked, registry=registry).stdout.splitlines()[-1].endswith(law)
    assert run(*asked, "--why", registry=registry).stdout.splitlines()[-1].endswith(law)
    assert json.loads(run(*asked, "--json", registry=registry).stdout)["law"].endswith(law)
    page = on_terminal(*asked, registry=registry).stdout
    assert " ".join(re.sub(r"\x1b\[[0-9;]*m", "", page).split()).endswith(law)


def test_conflicts_name_the_terms_that_cannot_both_be_kept(tmp_path: Path) -> None:
    registry = tmp_path / "hudna.db"
    offer = next((OFFER.parents[1] / "documents").glob("01-*.txt"))
    run("read", "--published", "2016-02-06", str(offer), registry=registry)
    rows = [line.split("\t") for line in run("conflicts", registry=registry).stdout.splitlines()]
    assert ["cannot_both_be_kept", "3 12"] in [[row[0], row[3]] for row in rows]
    plain = json.loads(run("conflicts", "--json", registry=registry).stdout)
    assert len(plain["oddities"]) == len(rows)
    page = on_terminal("conflicts", "--why", registry=registry, columns=70).stdout
    lines = re.sub(r"\x1b\[[0-9;]*m", "", page).splitlines()
    assert max(cell_len(line) for line in lines) <= 70


def test_conflicts_of_a_file_need_no_registry(written: Path, tmp_path: Path) -> None:
    result = run("conflicts", str(written), registry=tmp_path / "none.db")
    assert result.exit_code == 0
    assert "duration_without_start" in result.stdout


def test_deadlines_are_listed_by_day(registry: Path) -> None:
    rows = [line.split("\t") for line in run("deadlines", registry=registry).stdout.splitlines()]
    assert [row[:5] for row in rows] == [
        ["2016-02-08", "2016-02-09", "answer", "certainly", "River Front"],
        ["2016-03-20", "2016-03-20", "due", "certainly", "Hill Council"],
    ]


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (["--from", "2016-02-09"], ["answer", "due"]),
        (["--from", "2016-02-10"], ["due"]),
        (["--to", "2016-02"], ["answer"]),
        (["--to", "2016-02-07"], []),
        (["--from", "2016-02-10", "--to", "2016-03-19"], []),
    ],
    ids=" ".join,
)
def test_deadlines_between_two_days(registry: Path, options: list[str], kinds: list[str]) -> None:
    printed = run("deadlines", *options, "--json", registry=registry).stdout
    assert [each["kind"] for each in json.loads(printed)["deadlines"]] == kinds


def test_a_calendar_file_is_read_by_an_ordinary_reader(registry: Path, tmp_path: Path) -> None:
    target = tmp_path / "truces.ics"
    result = run("deadlines", "--ics", str(target), registry=registry)
    assert result.stdout == f"2 deadlines written to {target}\n"
    calendar = Calendar.from_ical(target.read_bytes())
    assert [event.start for event in calendar.events] == [date(2016, 2, 8), date(2016, 3, 20)]


def test_the_same_registry_gives_the_same_calendar(registry: Path) -> None:
    first, second = (run("deadlines", "--ics", "-", registry=registry) for _ in range(2))
    assert first.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    assert first.stdout_bytes == second.stdout_bytes


def _on_the_tenth() -> datetime:
    return datetime(2016, 3, 10, tzinfo=UTC)


def test_a_release_that_is_ahead_is_restricted(registry: Path) -> None:
    found = asking.find_deadlines(registry, clock=_on_the_tenth)
    assert [each.kind.value for each in found.open] == ["answer"]
    assert [each.kind.value for each in found.restricted] == ["due"]


def test_what_is_restricted_is_left_out_and_counted(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hudna.registry.clock.now_utc", _on_the_tenth)
    result = run("deadlines", registry=registry)
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == "1 restricted deadline left out: --restricted lists them\n"
    assert len(run("deadlines", "--restricted", registry=registry).stdout.splitlines()) == 2
    calendar = run("deadlines", "--restricted", "--ics", "-", registry=registry)
    assert calendar.stdout.count("BEGIN:VEVENT") == 1
    assert "a calendar file never has them" in calendar.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["state", "agr-0000"], "not-found", 3),
        (["state", "OFFER", "--on", "soon"], "input-date", 2),
        (["state", "OFFER", "--on", "2016-02-30"], "input-date", 2),
        (["state", "OFFER", "--on", "2016-02"], "input-date", 2),
        (["state", "OFFER", "--as-known-on", "then"], "input-date", 2),
        (["state", "OFFER", "--suppose", "accepted nobody knows"], "input-supposition", 2),
        (["state", "OFFER", "--suppose", "accepted on soon"], "input-supposition", 2),
        (["state", "OFFER", "--suppose", "accepted by Moon Front"], "not-found-side", 3),
        (["state", "OFFER", "--party", "Moon Front"], "not-found-side", 3),
        (["timeline", "OFFER", "--party", "Moon Front"], "not-found-side", 3),
        (["state", "OFFER", "--on", "2016-02-09", "--reading", "weather=fine"], "input-choice", 2),
        (["state", "OFFER", "--on", "2016-02-09", "--reading", f"{FIRST_DAY}=maybe"],
         "input-choice", 2),
        (["state", "OFFER", "--reading", FIRST_DAY], "input-choice", 2),
        (["timeline", "OFFER", "--as-known-on", "then"], "input-date", 2),
        (["deadlines", "--from", "soon"], "input-date", 2),
        (["conflicts", "agr-0000"], "not-found", 3),
        (["binds", "--actor", "?"], "input-search", 2),
        (["binds", "--actor", "Hill Council", "--on", "2016"], "input-date", 2),
        (["conflicts", "--on", "soon"], "input-date", 2),
        (["state", "missing.yaml"], "input-missing", 2),
        (["norms", "missing.yaml", "--yaml"], "input-account", 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)  # fmt: skip
def test_what_cannot_be_asked_is_one_line_with_a_code(
    registry: Path, offer: str, arguments: list[str], code: str, exit_code: int
) -> None:
    result = run(*(offer if a == "OFFER" else a for a in arguments), registry=registry)
    assert result.exit_code == exit_code
    assert re.fullmatch(rf"hudna: .*\[{code}\]\n", result.stderr)


def test_an_unknown_party_is_told_the_sides(registry: Path, offer: str) -> None:
    result = run("state", offer, "--party", "Moon Front", registry=registry)
    assert "Hill Council, River Front" in result.stderr


def test_an_unknown_reading_is_told_those_that_matter(registry: Path, offer: str) -> None:
    result = run("state", offer, "--on", "2016-02-09", "--reading", "a=b", registry=registry)
    assert FIRST_DAY in result.stderr


def test_an_agreement_without_dates_or_terms_can_be_asked(tmp_path: Path) -> None:
    samples = make_registry(tmp_path / "hudna.db")
    listed = json.loads(run("list", "--json", registry=samples).stdout)
    for each in listed:
        assert run("state", each["id"], "--on", "2016-02-20", registry=samples).exit_code == 0
        assert run("norms", each["id"], registry=samples).exit_code == 0


def test_an_actor_whom_no_document_names_is_said_to_be_none(registry: Path) -> None:
    unknown = run("binds", "--actor", "Moon Front", "--on", "2016-02-10", registry=registry)
    assert unknown.exit_code == 0
    assert "no document of the registry names 'Moon Front'" in unknown.stderr
    known = run("binds", "--actor", "River Front", "--on", "2001-01-01", registry=registry)
    assert "no document" not in known.stderr
