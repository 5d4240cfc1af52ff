"""A copy of a registry has all of it, in whichever store, or is not there at all."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from deposited import Ticking, contents_of, deposit, numbered, run_sql
from hudna.app import copy_registry
from hudna.domain.readings import Reader
from hudna.domain.scans import Box, Scan, ScannedWord
from hudna.domain.statements import DecisionKind
from hudna.errors import ConflictError, EvidenceError, InputError
from hudna.registry import Registry, open_registry
from hudna.text.spans import Span
from servers import TEMPLATE, Server

PERSON = Reader("person:Ada", "1", "vocabulary-test")


@contextmanager
def opened(kind: str, name: str, request: pytest.FixtureRequest) -> Iterator[Registry]:
    """Yield an empty registry of a store."""
    with ExitStack() as stack:
        place: Path | str = request.getfixturevalue("tmp_path") / name
        if kind == "postgres":
            server: Server = request.getfixturevalue("server")
            place = server.address(stack.enter_context(server.database(template=TEMPLATE)))
        yield stack.enter_context(open_registry(place, clock=Ticking()))


@pytest.fixture(params=["sqlite to sqlite", "sqlite to postgres", "postgres to sqlite"])
def both(request: pytest.FixtureRequest) -> Iterator[tuple[Registry, Registry]]:
    """A registry with everything in it, and an empty one."""
    one, _, other = request.param.split()
    with opened(one, "one.db", request) as source, opened(other, "other.db", request) as target:
        fill(source)
        yield source, target


def fill(registry: Registry) -> None:
    """Store several of everything."""
    read = deposit(warnings=("odd",))
    word = ScannedWord(Span(0, 5), Box(10, 10, 60, 40), 91, 0)
    scans = (Scan("text", 400, 300, -0.7, "tesseract 5.3.0 eng", (word,)),)
    registry.store(
        [
            replace(read, rendition=replace(read.rendition, scans=scans)),
            *(numbered(n) for n in range(3)),
        ]
    )
    registry.store([deposit(reader=PERSON)])
    registry.resolve()
    statement = next(registry.iter_values()).value.statement.id
    registry.decide(DecisionKind.REJECT, statement, reason="so", author="Ada")
    account = next(registry.iter_agreements()).accounts[0].id
    registry.split(account, reason="another one", author="Ada")
    registry.grade_statement(statement, "2", reason="seen", assessor="Ben")


Both = tuple[Registry, Registry]


def test_every_row_is_copied_as_it_is(both: Both) -> None:
    source, target = both
    copied = source.copy_to(target)
    there = contents_of(target)
    assert there == contents_of(source)
    assert {each.table: each.rows for each in copied} == {k: len(v) for k, v in there.items()}
    assert all(there[name] for name in there if name != "problems")


def test_a_copy_has_the_same_trail_and_it_holds(both: Both) -> None:
    source, target = both
    source.copy_to(target)
    report = target.verify_audit()
    assert report == source.verify_audit()
    assert report.faults == ()


def test_a_copy_answers_as_the_original_does(both: Both) -> None:
    source, target = both
    source.copy_to(target)
    assert list(target.iter_agreements()) == list(source.iter_agreements())
    assert list(target.iter_documents()) == list(source.iter_documents())
    assert target.search("truce") == source.search("truce")
    assert target.get_original(deposit().document.id) == deposit().original


def test_a_copy_goes_on_where_the_original_was(both: Both) -> None:
    source, target = both
    source.copy_to(target)
    for each in both:
        each.store([numbered(77)])
        each.undo(1, reason="no", author="Ben")
        each.resolve()
    [one, other] = [
        [(v.id, *(a.id for a in v.accounts)) for v in r.iter_agreements()] for r in both
    ]
    assert one == other
    assert target.verify_audit().faults == ()


def test_there_and_back_is_the_same(both: Both, tmp_path: Path) -> None:
    source, target = both
    source.copy_to(target)
    with open_registry(tmp_path / "back.db") as back:
        target.copy_to(back)
        assert contents_of(back) == contents_of(source)


def test_a_target_that_is_not_empty_is_refused_and_left_alone(both: Both) -> None:
    source, target = both
    target.store([numbered(9)])
    before = contents_of(target)
    with pytest.raises(ConflictError) as raised:
        source.copy_to(target)
    assert raised.value.code == "registry-not-empty"
    assert contents_of(target) == before


def test_a_registry_is_not_copied_into_itself(registry: Registry) -> None:
    registry.store([deposit()])
    with pytest.raises(ConflictError):
        registry.copy_to(registry)


def test_a_copy_that_fails_leaves_nothing(both: Both) -> None:
    source, target = both

    def fail(table: str, *_: int) -> None:
        if table == "audit":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        source.copy_to(target, progress=fail)
    assert not any(contents_of(target).values())
    source.copy_to(target)
    assert contents_of(target) == contents_of(source)


@pytest.fixture(params=["sqlite to sqlite", "sqlite to postgres", "postgres to sqlite"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The place of a registry with everything in it, and one where there is none yet."""
    one, _, other = request.param.split()
    with ExitStack() as stack:
        if "postgres" in (one, other):
            server: Server = request.getfixturevalue("server")
            base = server.address(stack.enter_context(server.database()))
        source = str(tmp_path / "one.db") if one == "sqlite" else base
        target = str(tmp_path / "other.db") if other == "sqlite" else base
        with open_registry(source, clock=Ticking()) as registry:
            fill(registry)
        yield source, target


def is_there(place: str) -> bool:
    """Return whether there is a registry at a place, or anything that is left of one."""
    if not place.startswith("postgresql:"):
        return bool(list(Path(place).parent.glob("other*")))
    try:
        open_registry(place, must_exist=True).close()
    except InputError as error:
        return error.code != "registry-missing"
    return True


def fail_at_the_trail(table: str, *_: int) -> None:
    if table == "audit":
        raise KeyboardInterrupt


def test_a_copy_that_fails_leaves_no_registry_where_there_was_none(
    places: tuple[str, str],
) -> None:
    source, target = places
    with pytest.raises(KeyboardInterrupt):
        copy_registry(source, target, progress=fail_at_the_trail)
    assert not is_there(target)
    copied, head = copy_registry(source, target, progress=lambda *_: None)
    assert head
    assert sum(each.rows for each in copied) > 0
    assert is_there(target)


def test_a_copy_that_fails_leaves_an_empty_registry_that_was_there(
    places: tuple[str, str],
) -> None:
    source, target = places
    open_registry(target).close()
    with pytest.raises(KeyboardInterrupt):
        copy_registry(source, target, progress=fail_at_the_trail)
    assert is_there(target)


def test_a_copy_of_what_is_not_there_makes_nothing(places: tuple[str, str]) -> None:
    _, target = places
    with pytest.raises(InputError):
        copy_registry("nowhere.db", target, progress=lambda *_: None)
    assert not is_there(target)


def test_a_copy_that_came_out_otherwise_is_not_kept(both: Both) -> None:
    source, target = both
    garble = "$$ BEGIN NEW.title = 'x'; RETURN NEW; END $$"
    sabotage = [
        f"CREATE FUNCTION garble() RETURNS trigger LANGUAGE plpgsql AS {garble}",
        "CREATE TRIGGER garbled BEFORE INSERT ON documents FOR EACH ROW EXECUTE FUNCTION garble()",
    ]
    if target._engine.dialect.name == "sqlite":
        changed = "UPDATE documents SET title = 'x'"
        sabotage = [f"CREATE TRIGGER garbled AFTER INSERT ON documents BEGIN {changed}; END"]
    run_sql(target, *sabotage)
    with pytest.raises(EvidenceError) as raised:
        source.copy_to(target)
    assert (raised.value.code, raised.value.subject) == ("evidence-copy", "documents")
    assert not any(contents_of(target).values())


def test_progress_is_told_table_by_table(both: Both) -> None:
    source, target = both
    told: list[tuple[str, int, int]] = []
    source.copy_to(target, progress=lambda *each: told.append(each))
    assert ("documents", 4, 4) in told
    assert told[0][0] == "originals"


def test_a_character_that_postgres_does_not_keep_is_said(
    request: pytest.FixtureRequest,
) -> None:
    with (
        opened("sqlite", "one.db", request) as source,
        opened("postgres", "", request) as target,
    ):
        source.store([deposit()])
        with source._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE readings SET title = ?", ("a\0b",))
        with pytest.raises(InputError) as raised:
            source.copy_to(target)
        assert raised.value.code == "registry-characters"
        assert not any(contents_of(target).values())
