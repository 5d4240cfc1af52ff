"""What a registry promises of which accounts are of one agreement, and of deciding it."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from deposited import READER, Ticking, contents_of, deposit, run_sql
from hudna.domain.codebook import Scope, Stage
from hudna.domain.readings import Reader
from hudna.domain.sameness import ContestedValue, Sameness, Thresholds, UncertainPair
from hudna.domain.statements import DecisionKind
from hudna.errors import ConflictError, InputError, NotFoundError
from hudna.registry import Registry, open_registry
from hudna.registry.sqlite.migrations import MIGRATIONS
from hudna.registry.tables import SCHEMA_VERSION
from reported import Told, report

TRUCE = Told(signed="2031-05-03", places=("al-Qanat",), scope=Scope.LOCAL, label="River truce")
VAGUE = Told(sides=("North Front",), scope=Scope.LOCAL, label="A truce")
OTHER = Told(signed="2031-08-01", places=("al-Qanat",), scope=Scope.LOCAL, label="Second truce")


def store(registry: Registry, *told: Told) -> list[str]:
    """Store a report of each and return their accounts, in that order."""
    for number, each in enumerate(told):
        registry.store(
            [
                report(
                    each,
                    name=f"{number}.txt",
                    published="2031-05-04",
                    words=f"Paper {number} of the coast.",
                )
            ]
        )
    by_name = {
        account.document.name: account.id
        for view in registry.iter_agreements()
        for account in view.accounts
    }
    return [by_name[f"{number}.txt"] for number in range(len(told))]


def groups(registry: Registry) -> set[frozenset[str]]:
    return {
        frozenset(account.id for account in view.accounts) for view in registry.iter_agreements()
    }


def store_river(registry: Registry) -> str:
    """Store another document and return the account in it."""
    registry.store([deposit()])
    views = [view for view in registry.iter_agreements() if view.label == "River truce"]
    [account] = [a.id for v in views for a in v.accounts if a.document.name == "river.txt"]
    return account


def forget_river(registry: Registry) -> None:
    """Let a newer version of the reader find nothing in that document."""
    newer = Reader(READER.name, "2", READER.vocabulary)
    registry.store([deposit(agreements=(), facts=(), reader=newer)])


def decide(registry: Registry, kind: str, *ids: str, reason: str = "so it is") -> int:
    found = getattr(registry, kind)(*ids, reason=reason, author="reviewer")
    return int(found.number)


def test_two_reports_of_one_truce_become_one_agreement(registry: Registry) -> None:
    one, other, second = store(registry, TRUCE, TRUCE, OTHER)
    resolution = registry.resolve()
    assert groups(registry) == {frozenset({one, other}), frozenset({second})}
    assert (resolution.accounts, resolution.agreements) == (3, 2)
    [joined] = resolution.joined
    assert joined.score > 0.9
    assert joined.features


def test_identifiers_of_both_keep_leading_to_it(registry: Registry) -> None:
    store(registry, TRUCE, TRUCE)
    before = [view.id for view in registry.iter_agreements()]
    registry.resolve()
    assert {registry.get_agreement(each).id for each in before} == {before[0]}


def test_the_view_for_sql_names_the_agreement_that_stands_for_both(registry: Registry) -> None:
    store(registry, TRUCE, TRUCE)
    registry.resolve()
    [view] = registry.iter_agreements()
    asked = "SELECT DISTINCT agreement FROM current_values"
    assert run_sql(registry, asked) == [(view.id,)]


def test_resolving_again_changes_nothing(registry: Registry) -> None:
    store(registry, TRUCE, TRUCE, OTHER, VAGUE)
    registry.resolve()
    before = contents_of(registry)
    again = registry.resolve()
    assert contents_of(registry) == before
    assert not again.joined
    assert not again.parted


def test_a_rehearsal_changes_nothing(registry: Registry) -> None:
    store(registry, TRUCE, TRUCE)
    before = groups(registry)
    assert len(registry.resolve(is_rehearsal=True).joined) == 1
    assert groups(registry) == before


def test_one_document_that_tells_two_tells_two(registry: Registry) -> None:
    registry.store([report(TRUCE, TRUCE, published="2031-05-04")])
    registry.resolve()
    assert all(len(group) == 1 for group in groups(registry))


def test_higher_thresholds_part_what_lower_ones_joined(registry: Registry) -> None:
    store(registry, TRUCE, Told(signed="2031-05", places=("al-Qanat",)))
    registry.resolve(Thresholds(0.5, 0.3))
    assert len(groups(registry)) == 1
    assert len(registry.resolve(Thresholds(1.0, 0.3)).parted) == 1
    assert len(groups(registry)) == 2


@pytest.mark.parametrize("wrong", [(0.5, 0.6), (1.2, 0.4), (0.5, 0.1)])
def test_thresholds_out_of_order_are_refused(wrong: tuple[float, float]) -> None:
    with pytest.raises(InputError):
        Thresholds(*wrong)


def test_a_corrected_value_counts_as_corrected(registry: Registry) -> None:
    one, other = store(registry, TRUCE, OTHER)
    registry.resolve()
    assert len(groups(registry)) == 2
    view = registry.get_agreement(other)
    [signed] = [v for s in view.accounts[0].subjects for v in s.all("date.signed")]
    registry.decide(
        DecisionKind.CORRECT,
        signed.statement.id,
        value="2031-05-03",
        reason="misprint",
        author="reviewer",
    )
    registry.resolve()
    assert groups(registry) == {frozenset({one, other})}


def test_what_is_stored_while_accounts_are_compared_is_compared_too(place: Path | str) -> None:
    with open_registry(place, clock=Ticking()) as other:
        one, second = store(other, TRUCE, OTHER)

        class Meanwhile(Ticking):
            """A clock that is asked once accounts were compared, when another one stores."""

            def __call__(self) -> datetime:
                other.store([report(TRUCE, name="late.txt", published="2031-05-04", words="Late.")])
                return super().__call__()

        with open_registry(place, clock=Meanwhile()) as registry:
            registry.resolve()
            assert {len(group) for group in groups(registry)} == {1, 2}
            assert frozenset({second}) in groups(registry)
            assert frozenset({one}) not in groups(registry)


# --- Deciding ---


def test_a_merge_holds_through_resolving_and_is_undone(registry: Registry) -> None:
    one, other = store(registry, TRUCE, OTHER)
    registry.resolve()
    number = decide(registry, "merge", one, other)
    assert groups(registry) == {frozenset({one, other})}
    registry.resolve()
    assert groups(registry) == {frozenset({one, other})}
    registry.undo(number, reason="two after all", author="reviewer")
    assert len(groups(registry)) == 2


def test_a_merge_needs_no_resolving(registry: Registry) -> None:
    one, other = store(registry, TRUCE, OTHER)
    decide(registry, "merge", one, other)
    assert len(groups(registry)) == 1


def test_a_split_holds_through_resolving_and_is_undone(registry: Registry) -> None:
    one, other, third = store(registry, TRUCE, TRUCE, TRUCE)
    registry.resolve()
    number = decide(registry, "split", third)
    assert groups(registry) == {frozenset({one, other}), frozenset({third})}
    registry.resolve()
    assert groups(registry) == {frozenset({one, other}), frozenset({third})}
    registry.undo(number, reason="one after all", author="reviewer")
    assert groups(registry) == {frozenset({one, other, third})}


def test_the_first_account_can_be_split_off_too(registry: Registry) -> None:
    one, other, third = store(registry, TRUCE, TRUCE, TRUCE)
    registry.resolve()
    decide(registry, "split", one)
    assert groups(registry) == {frozenset({other, third}), frozenset({one})}
    assert registry.get_agreement(one).id != registry.get_agreement(other).id


def test_two_that_are_not_one_can_be_kept_apart(registry: Registry) -> None:
    one, other = store(registry, TRUCE, TRUCE)
    registry.split(one, reason="two", author="reviewer", apart_from=other)
    registry.resolve()
    assert len(groups(registry)) == 2


def test_an_agreement_is_not_merged_with_itself(registry: Registry) -> None:
    [one] = store(registry, TRUCE)
    with pytest.raises(InputError, match="with itself"):
        decide(registry, "merge", one, registry.get_agreement(one).id)


def test_what_is_one_already_is_not_merged(registry: Registry) -> None:
    one, other = store(registry, TRUCE, TRUCE)
    registry.resolve()
    with pytest.raises(ConflictError) as caught:
        decide(registry, "merge", one, other)
    assert caught.value.code == "conflict-same"


def test_what_stands_alone_is_not_split(registry: Registry) -> None:
    [one] = store(registry, TRUCE)
    with pytest.raises(ConflictError) as caught:
        decide(registry, "split", one)
    assert caught.value.code == "conflict-same"


def test_a_decision_against_another_is_refused_until_that_is_undone(registry: Registry) -> None:
    one, other = store(registry, TRUCE, OTHER)
    merged = decide(registry, "merge", one, other)
    with pytest.raises(ConflictError, match=f"hudna undo {merged}") as caught:
        decide(registry, "split", other)
    assert caught.value.code == "conflict-decision"
    registry.undo(merged, reason="no", author="reviewer")
    registry.split(other, reason="two", author="reviewer", apart_from=one)
    with pytest.raises(ConflictError, match="keeps"):
        decide(registry, "merge", one, other)


def test_nothing_is_decided_on_what_is_not_there(registry: Registry) -> None:
    [one] = store(registry, TRUCE)
    with pytest.raises(NotFoundError):
        decide(registry, "merge", one, "agr-0000")
    with pytest.raises(NotFoundError):
        decide(registry, "split", "acc-0000")


def test_nothing_is_decided_on_what_no_reading_tells_any_more(registry: Registry) -> None:
    [one] = store(registry, TRUCE)
    gone = store_river(registry)
    forget_river(registry)
    with pytest.raises(ConflictError) as caught:
        decide(registry, "merge", one, gone)
    assert caught.value.code == "conflict-superseded"


@pytest.mark.parametrize("missing", ["reason", "author"])
def test_a_decision_has_a_reason_and_an_author(registry: Registry, missing: str) -> None:
    one, other = store(registry, TRUCE, OTHER)
    reason, author = (" " if name == missing else name for name in ("reason", "author"))
    with pytest.raises(InputError):
        registry.merge(one, other, reason=reason, author=author)
    assert len(groups(registry)) == 2


def test_of_two_who_decide_at_once_the_second_is_told(registry: Registry) -> None:
    one, other, third = store(registry, TRUCE, OTHER, VAGUE)
    seen = registry.get_last_decision()
    registry.merge(one, other, reason="one", author="first", expected=seen)
    with pytest.raises(ConflictError) as caught:
        registry.merge(other, third, reason="one", author="second", expected=seen)
    assert caught.value.code == "conflict-decided"
    registry.merge(other, third, reason="one", author="second", expected=seen + 1)


def test_an_undone_merge_stays_listed(registry: Registry) -> None:
    one, other = store(registry, TRUCE, OTHER)
    number = decide(registry, "merge", one, other)
    registry.undo(number, reason="no", author="reviewer")
    merge, undoing = registry.iter_decisions()
    assert (merge.kind, merge.is_undone, merge.is_orphaned) == (DecisionKind.MERGE, True, False)
    assert undoing.kind is DecisionKind.UNDO


def test_a_merge_is_orphaned_when_one_of_the_two_is_told_no_more(registry: Registry) -> None:
    [one] = store(registry, TRUCE)
    decide(registry, "merge", one, store_river(registry))
    forget_river(registry)
    [merge] = registry.iter_decisions()
    assert merge.is_orphaned
    registry.store([deposit()])
    [merge] = registry.iter_decisions()
    assert not merge.is_orphaned


# --- Explaining and reviewing ---


def test_why_gives_the_words_that_each_reason_rests_on(registry: Registry) -> None:
    one, other = store(registry, TRUCE, TRUCE)
    registry.resolve()
    explanation = registry.explain(one, other)
    assert explanation.comparison.sameness is Sameness.SAME
    date = next(c for c in explanation.features if c.feature.name == "date")
    assert [e.quote for e in (*date.first, *date.second)] == ["2031-05-03", "2031-05-03"]


def test_why_names_the_decision(registry: Registry) -> None:
    one, other = store(registry, TRUCE, OTHER)
    assert registry.explain(one, other).comparison.sameness is Sameness.DIFFERENT
    number = decide(registry, "merge", one, other, reason="the same paper")
    explanation = registry.explain(one, other)
    assert [d.number for d in explanation.decisions] == [number]
    assert "the same paper" in explanation.reason


def test_why_tells_the_way_by_which_two_are_one(registry: Registry) -> None:
    one, other, third = store(registry, TRUCE, VAGUE, OTHER)
    decide(registry, "merge", one, other)
    decide(registry, "merge", other, third)
    path = registry.explain(one, third).by_way_of
    assert len(path) == 2


def test_why_of_one_agreement_is_refused(registry: Registry) -> None:
    [one] = store(registry, TRUCE)
    with pytest.raises(InputError):
        registry.explain(one, one)


def test_uncertain_pairs_are_reviewed_before_contested_values(registry: Registry) -> None:
    store(registry, TRUCE, Told(signed="2031-05-03", stage=Stage.IN_FORCE, places=("al-Qanat",)))
    store(registry, TRUCE, TRUCE, VAGUE)
    registry.resolve()
    items = list(registry.iter_review(Thresholds(0.7, 0.2)))
    kinds = [isinstance(item, UncertainPair) for item in items]
    assert kinds == sorted(kinds, reverse=True)
    assert any(isinstance(item, ContestedValue) and item.property == "stage" for item in items)


def test_a_pair_that_was_decided_is_reviewed_no_more(registry: Registry) -> None:
    store(registry, TRUCE, VAGUE)
    thresholds = Thresholds(0.95, 0.2)
    registry.resolve(thresholds)
    [pair] = registry.iter_review(thresholds)
    assert isinstance(pair, UncertainPair)
    one, other = (account.id for account in pair.explanation.accounts)
    registry.split(one, reason="two", author="reviewer", apart_from=other)
    assert list(registry.iter_review(thresholds)) == []


# --- Migrating ---


def test_a_registry_of_version_1_is_migrated_with_its_decisions(tmp_path: Path) -> None:
    path = tmp_path / "hudna.db"
    make_version_1(path)
    with open_registry(path) as registry:
        decisions = list(registry.iter_decisions())
        assert [(d.number, d.kind, d.target) for d in decisions] == [
            (1, DecisionKind.ACCEPT, "stm-1"),
            (2, DecisionKind.UNDO, "1"),
            (5, DecisionKind.CORRECT, "stm-2"),
        ]
        one, other = store(registry, TRUCE, OTHER)
        assert registry.merge(one, other, reason="one", author="reviewer").number == 6
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    for sql in ("UPDATE decisions SET reason = 'x'", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            db.execute(sql)
    db.close()


def test_what_version_1_held_is_the_same_in_version_2(tmp_path: Path) -> None:
    path = tmp_path / "hudna.db"
    make_version_1(path)
    before = contents(path)
    open_registry(path).close()
    after = contents(path)
    assert {name: after[name] for name in before} == before


def make_version_1(path: Path) -> None:
    db = sqlite3.connect(path)
    for statement in MIGRATIONS[0]:
        db.execute(statement)
    db.execute("PRAGMA application_id = 0x48554E44")
    db.execute("PRAGMA user_version = 1")
    db.executemany(
        "INSERT INTO decisions VALUES (?, ?, ?, ?, 'so', 'reviewer', '2026-01-02T00:00:00.000Z')",
        [
            (1, "accept", "stm-1", None),
            (2, "undo", "1", None),
            (5, "correct", "stm-2", "agreed"),
        ],
    )
    db.commit()
    db.close()


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(path)
    names = [n for (n,) in db.execute("SELECT name FROM pragma_table_list WHERE strict")]
    found = {
        name: db.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - names of tables
        for name in sorted(names)
    }
    db.close()
    return found
