"""The commands as a person would try them on a server: the same words as from a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import Server
from unit.cli.samples import make_registry, run


@pytest.fixture
def both(server: Server, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A registry in a file, and a copy of it on a server, made with `hudna copy`."""
    file = str(make_registry(tmp_path / "hudna.db"))
    with server.database() as name:
        copied = run("copy", file, server.address(name))
        assert copied.exit_code == 0, copied.stderr
        yield file, server.address(name)


def said(place: str, *arguments: str) -> tuple[int, str]:
    """Return how a command ends and what it prints."""
    done = run(*arguments, "--registry", place)
    return done.exit_code, done.stdout


def test_every_command_says_the_same(both: tuple[str, str]) -> None:
    [first, *_] = json.loads(said(both[0], "list", "--json")[1])
    document = first["accounts"][0]["document"][:14]
    commands = [
        ("list",),
        ("list", "--json"),
        ("list", "--actor", "River Front"),
        ("list", "--text", "truce"),
        ("show", first["id"]),
        ("show", first["id"], "--json"),
        ("actors",),
        ("actor", "River Front"),
        ("actor", "River Front", "--json"),
        ("actor", "Nobody at all"),
        ("sources",),
        ("documents",),
        ("documents", "--problems"),
        ("text", document),
        ("original", document),
        ("search", "truce"),
        ("search", "هدنة"),
        ("search", "هدن*", "--json"),
        ("search", "--role", "party"),
        ("search", "--stage", "proposal", "--json"),
        ("review", "list"),
        ("review", "next"),
        ("review", "next", "--json"),
        ("agreement-between", "rules", "amal"),
        ("agreement-between", "rules", "amal", "--json"),
        ("agreement-between", "rules", "amal", "--variable", "role"),
        ("agreement-between", "rules", "nobody"),
        ("decisions",),
        ("deadlines",),
        ("export",),
        ("audit", "list"),
        ("audit", "verify"),
        ("list", "--text", "!"),
        ("show", "agr-nothing"),
    ]
    for command in commands:
        one, other = (said(place, *command) for place in both)
        assert (one[0], one[1].replace(*both)) == other, command


def test_an_actor_is_shown_by_its_key_and_review_has_something(both: tuple[str, str]) -> None:
    keys = [each["key"] for each in json.loads(said(both[0], "actors", "--json")[1])]
    assert keys
    for key in keys:
        shown = [said(place, "actor", key, "--json") for place in both]
        assert shown[0] == shown[1]
        assert shown[0][0] == 0
    assert said(both[0], "review", "next")[1].strip()
    alpha = [said(place, "agreement-between", "amal", "rules", "--seed", "2") for place in both]
    assert alpha[0] == alpha[1]
    assert alpha[0][0] == 0


def test_deciding_and_undoing_on_a_server(both: tuple[str, str]) -> None:
    _, address = both
    [first, *_] = json.loads(said(address, "list", "--json")[1])
    page = json.loads(said(address, "show", first["id"], "--json")[1])
    statement = page["accounts"][0]["subjects"][0]["statements"][0]["id"]
    why = ("--reason", "so", "--author", "amal", "--after", "0")
    assert said(address, "decide", "reject", statement, *why)[0] == 0
    assert said(address, "decide", "accept", statement, *why)[0] == 4
    assert said(address, "undo", "1", "--reason", "no", "--author", "amal")[0] == 0
    assert said(address, "resolve")[0] == 0
    assert said(address, "audit", "verify")[0] == 0


def test_grades_are_given_alike_in_both(both: tuple[str, str]) -> None:
    [first, *_] = json.loads(said(both[0], "list", "--json")[1])
    page = json.loads(said(both[0], "show", first["id"], "--json")[1])
    statement = page["accounts"][0]["subjects"][0]["statements"][0]["id"]
    why = ("--reason", "so", "--author", "amal")
    commands = [
        (0, ("grade", statement, "--credibility", "2", *why)),
        (2, ("grade", statement, "--credibility", "7", *why)),
        (3, ("grade", "Nobody's Paper", "--reliability", "B", *why)),
        (0, ("grade", "1", "--undo", *why)),
        (4, ("grade", "1", "--undo", *why)),
        (3, ("grade", "9", "--undo", *why)),
    ]
    for code, command in commands:
        one, other = (said(place, *command) for place in both)
        assert (one[0], other[0]) == (code, code), command
    for place in both:
        assert said(place, "audit", "verify")[0] == 0


def test_a_document_is_read_into_a_registry_on_a_server(server: Server, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("The Hill Council and the River Front signed a ceasefire on 3 May 2031.\n")
    with server.database() as name:
        address = server.address(name)
        read = run("read", str(paper), HUDNA_REGISTRY=address)
        assert read.exit_code == 0, read.stderr
        assert said(address, "list")[1].count("\n") == 1
        again = run("read", str(paper), HUDNA_REGISTRY=address)
        assert "1 unchanged" in again.stdout + again.stderr
        back = tmp_path / "back.db"
        assert run("copy", address, str(back)).exit_code == 0
        assert said(str(back), "list", "--json") == said(address, "list", "--json")


def test_no_server_is_one_line_and_six(tmp_path: Path) -> None:
    done = run("list", "--registry", "postgresql://ada:geheim@127.0.0.1:1/truces")
    assert done.exit_code == 6
    assert done.stderr.count("\n") == 1
    assert "geheim" not in done.stderr
