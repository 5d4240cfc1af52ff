"""What every store of the registry must do: keep, find, decide, and lose nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from deposited import READER, TEXT, agreement, deposit, numbered, quote, run_sql
from hudna.domain.agreements import (
    Affiliation,
    Agreement,
    Claim,
    DateValue,
    Participant,
    Relation,
    Term,
)
from hudna.domain.codebook import DateKind, RelationKind, Role, Stage, Stance
from hudna.domain.documents import Metadata
from hudna.domain.identifiers import AgreementId, RenditionId, content_id, shortened
from hudna.domain.problems import Problem
from hudna.domain.readings import Reader
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.domain.views import AgreementView, Value
from hudna.errors import ConflictError, EvidenceError, InputError, NotFoundError
from hudna.registry import AgreementQuery, Deposit, Registry, open_registry

PERSON = Reader("person:Ada", "1", "vocabulary-test")


def only(registry: Registry) -> AgreementView:
    [view] = registry.iter_agreements()
    return view


def stage_of(registry: Registry) -> Value:
    [value] = only(registry).own("stage")
    return value


class TestPlacing:
    """Accounts that are stored under an agreement that is known."""

    def test_a_deposit_may_tell_of_a_known_agreement(self, registry: Registry) -> None:
        registry.store([deposit()])
        known = only(registry).id
        registry.store([replace(numbered(2), under=known)])
        view = only(registry)
        assert view.id == known
        assert [account.document.name for account in view.accounts] == ["river-2.txt", "river.txt"]

    def test_an_account_stays_where_it_was_stored_first(self, registry: Registry) -> None:
        registry.store([deposit(), numbered(2)])
        [first, second] = (view.id for view in registry.iter_agreements())
        again = deposit(reader=PERSON)
        registry.store([replace(again, under=second)])
        assert {view.id for view in registry.iter_agreements()} == {first, second}

    def test_an_agreement_that_is_not_there_is_not_found(self, registry: Registry) -> None:
        with pytest.raises(NotFoundError):
            registry.store([replace(deposit(), under=AgreementId("agr-0"))])
        assert list(registry.iter_documents()) == []


class TestTelling:
    """What a view of an account has beside its statements."""

    def test_an_account_knows_its_anchor_its_warnings_and_its_intake(
        self, registry: Registry
    ) -> None:
        registry.store([deposit(warnings=("odd",))])
        [account] = only(registry).accounts
        assert account.anchor == agreement().anchor
        assert account.warnings == ("odd",)
        assert account.stored_at.startswith("2031-06-01T00:00:0")

    def test_facts_of_no_agreement_stand_beside_every_account(self, registry: Registry) -> None:
        second = replace(agreement(), id="a2", anchor=quote(TEXT, "River truce"))
        registry.store([deposit(agreements=[agreement(), second])])
        for view in registry.iter_agreements():
            [account] = view.accounts
            assert [s.kind for s in account.unattached] == [SubjectKind.FACT]
            assert account.of_kind(SubjectKind.FACT) == ()

    def test_what_a_person_states_of_an_agreement_is_kept(self, registry: Registry) -> None:
        told = replace(
            agreement(),
            links=(Affiliation("Hill Brigade", "the rebels", (quote(TEXT, "Hill Brigade"),)),),
            zone="Asia/Damascus",
            corrects="acc-0",
        )
        registry.store([deposit(agreements=[told])])
        view = only(registry)
        assert [v.value for v in view.own("link.the rebels")] == ["Hill Brigade"]
        assert [v.value for v in view.own("zone")] == ["Asia/Damascus"]
        assert [v.value for v in view.own("corrects")] == ["acc-0"]

    def test_agreements_in_a_relation_are_found(self, registry: Registry) -> None:
        relation = Relation(RelationKind.SUPERSEDES, "agr-0", (quote(TEXT, "a truce"),))
        registry.store(
            [numbered(1), deposit(agreements=[replace(agreement(), relations=(relation,))])]
        )
        [found] = registry.iter_relating(RelationKind.SUPERSEDES)
        assert found.accounts[0].document.name == "river.txt"
        assert list(registry.iter_relating(RelationKind.EXTENDS)) == []


class TestStoring:
    def test_outcome_counts_what_was_stored(self, registry: Registry) -> None:
        [outcome] = registry.store([deposit(warnings=("odd",))])
        assert (outcome.is_new, outcome.agreements, outcome.warnings) == (True, 1, 1)
        assert outcome.statements == len(list(registry.iter_values()))

    def test_empty_batch_is_no_work(self, registry: Registry) -> None:
        assert registry.store([]) == ()

    def test_document_without_agreement_is_stored(self, registry: Registry) -> None:
        registry.store([deposit(agreements=(), facts=())])
        [document] = registry.iter_documents()
        assert document.agreements == 0

    def test_value_without_evidence_stores_nothing_of_its_batch(self, registry: Registry) -> None:
        bare = replace(agreement(), participants=(Participant("X", Role.PARTY, ()),))
        with pytest.raises(EvidenceError) as raised:
            registry.store([numbered(1), deposit(agreements=[bare])])
        assert raised.value.code == "evidence-missing"
        assert raised.value.subject == "river.txt"
        assert list(registry.iter_documents()) == []

    def test_bytes_of_another_document_are_refused(self, registry: Registry) -> None:
        with pytest.raises(EvidenceError, match="not of one document"):
            registry.store([replace(deposit(), original=b"other")])

    def test_known_jobs_are_those_stored(self, registry: Registry) -> None:
        stored, other = deposit(), numbered(1)
        registry.store([stored])
        assert registry.known_jobs([stored.job, other.job]) == {stored.job}

    def test_more_jobs_than_one_batch_are_known(self, registry: Registry) -> None:
        registry.store([deposit()])
        asked = [*(str(n) for n in range(1000)), deposit().job]
        assert registry.known_jobs(asked) == {deposit().job}

    def test_same_statement_of_two_readings_is_one_row(self, registry: Registry) -> None:
        registry.store([deposit(), deposit(reader=Reader("rules", "2", "v"))])
        count = "SELECT count(*), count(DISTINCT id) FROM statements"
        links = "SELECT count(*) FROM reading_statements"
        [(rows, distinct)] = run_sql(registry, count)
        assert rows == distinct
        assert run_sql(registry, links) == [(2 * rows,)]


class TestLatestReading:
    def test_corrected_date_is_a_new_reading_and_the_document_shows_it(
        self, registry: Registry
    ) -> None:
        registry.store([deposit()])
        registry.store([deposit(metadata=Metadata(published="2031-05-05"))])
        [document] = registry.iter_documents()
        assert document.document.metadata.published == "2031-05-05"
        assert len(document.readings) == 1

    def test_every_metadata_a_document_was_read_with_is_kept(self, registry: Registry) -> None:
        for day in ("2031-05-05", "2031-05-06"):
            registry.store([deposit(metadata=Metadata(published=day))])
        rows = run_sql(registry, "SELECT published FROM readings ORDER BY number")
        assert rows == [("2031-05-05",), ("2031-05-06",)]

    def test_going_back_to_earlier_metadata_counts_again(self, registry: Registry) -> None:
        first, second = deposit(), deposit(metadata=Metadata(published="2031-05-05"))
        registry.store([first])
        registry.store([second])
        assert registry.known_jobs([first.job, second.job]) == {second.job}
        [outcome] = registry.store([first])
        assert outcome.is_new
        [document] = registry.iter_documents()
        assert document.document.metadata.published == "2031-05-04"

    def test_two_copies_under_two_names_are_both_known(self, registry: Registry) -> None:
        copies = [deposit(name="a.txt"), deposit(name="b.txt")]
        registry.store(copies)
        assert registry.known_jobs([c.job for c in copies]) == {c.job for c in copies}
        assert not any(outcome.is_new for outcome in registry.store(copies))

    def test_newer_version_of_a_reader_replaces_the_older_in_views(
        self, registry: Registry
    ) -> None:
        registry.store([deposit()])
        later = deposit(
            reader=Reader("rules", "2", "v"), agreements=[agreement(stage=Stage.IN_FORCE)]
        )
        registry.store([later])
        assert stage_of(registry).value == "in_force"

    def test_two_readers_stand_side_by_side(self, registry: Registry) -> None:
        registry.store([deposit()])
        registry.store([deposit(reader=PERSON, agreements=[agreement(stage=Stage.IN_FORCE)])])
        view = only(registry)
        assert {v.value: v.readers for v in view.own("stage")} == {
            "agreed": ("rules",),
            "in_force": ("person:Ada",),
        }
        assert view.is_contested("stage")

    def test_participant_of_two_readers_with_other_roles_is_one_subject(
        self, registry: Registry
    ) -> None:
        words = (quote(TEXT, "Lake Council"),)
        host = replace(
            agreement(), participants=(Participant("Lake Council", Role.SPONSOR, words),)
        )
        registry.store([deposit(), deposit(reader=PERSON, agreements=[host])])
        [lake] = [
            s
            for s in only(registry).iter_subjects(SubjectKind.PARTICIPANT)
            if s.find("name") and s.values[0].value == "Lake Council"
        ]
        assert {v.value for v in lake.all("role")} == {"party", "sponsor"}

    def test_agreement_no_reader_tells_of_any_more_is_found_by_id_alone(
        self, registry: Registry
    ) -> None:
        registry.store([deposit()])
        identifier = only(registry).id
        registry.store([deposit(reader=Reader("rules", "2", "v"), agreements=())])
        assert list(registry.iter_agreements()) == []
        assert registry.get_agreement(identifier).label == "River truce"
        assert registry.get_agreement(identifier).accounts == ()


class TestIdentifiers:
    def test_agreement_is_minted_from_its_account(self, registry: Registry) -> None:
        registry.store([deposit()])
        view = only(registry)
        anchor = agreement().anchor
        account = content_id("acc", [deposit().document.id, anchor.start, anchor.end])
        assert view.accounts[0].id == account
        assert view.id == content_id("agr", [account])

    @pytest.mark.parametrize("cut", [8, 14, 36], ids=["short", "shown", "whole"])
    def test_any_unambiguous_prefix_will_do(self, registry: Registry, cut: int) -> None:
        registry.store([deposit()])
        identifier = only(registry).id
        assert registry.get_agreement(identifier[:cut]).id == identifier
        assert registry.get_agreement(identifier[4:cut]).id == identifier

    def test_account_leads_to_its_agreement(self, registry: Registry) -> None:
        registry.store([deposit()])
        view = only(registry)
        assert registry.get_agreement(view.accounts[0].id) == view

    def test_shown_form_of_a_document_finds_it(self, registry: Registry) -> None:
        registry.store([deposit()])
        identifier = deposit().document.id
        assert registry.get_document(shortened(identifier)).document.id == identifier

    @pytest.mark.parametrize("prefix", ["zz", "ünknown", "%", "_", "agr-%"])
    def test_unknown_prefix_is_not_found(self, registry: Registry, prefix: str) -> None:
        registry.store([deposit()])
        with pytest.raises(NotFoundError):
            registry.get_agreement(prefix)

    def test_ambiguous_prefix_names_the_candidates(self, registry: Registry) -> None:
        registry.store([deposit(), numbered(1)])
        with pytest.raises(InputError) as raised:
            registry.get_document("sha256:")
        assert raised.value.code == "input-ambiguous"

    def test_empty_prefix_is_refused(self, registry: Registry) -> None:
        with pytest.raises(InputError):
            registry.get_agreement("")

    def test_merged_agreement_leads_to_the_other(self, registry: Registry) -> None:
        registry.store([deposit(), numbered(1)])
        kept, merged = (view.id for view in registry.iter_agreements())
        run_sql(
            registry,
            "UPDATE agreements SET merged_into = (SELECT number FROM agreements"  # noqa: S608
            f" WHERE id = '{kept}') WHERE id = '{merged}'",
        )
        view = registry.get_agreement(merged)
        assert view.id == kept
        assert len(view.accounts) == 2
        assert [v.id for v in registry.iter_agreements()] == [kept]
        assert {v.agreement for v in registry.iter_values()} == {kept, None}
        [hit, *_] = registry.search('"signed a truce"').quotes
        assert hit.agreements == (kept,)


class TestNewText:
    """The same bytes rendered anew, as a better intake does."""

    def rendered(self, text: str) -> Deposit:
        return deposit(text, original=TEXT.encode())

    def test_agreement_keeps_its_id_where_its_anchor_moved(self, registry: Registry) -> None:
        registry.store([deposit()])
        before = only(registry)
        registry.store([self.rendered(f"Page 1\n\n{TEXT}")])
        after = only(registry)
        assert after.id == before.id
        assert after.accounts[0].id != before.accounts[0].id
        assert list(registry.iter_problems()) == []

    def test_both_texts_in_one_batch_are_one_agreement(self, registry: Registry) -> None:
        registry.store([deposit(), self.rendered(f"Page 1\n\n{TEXT}")])
        assert only(registry).accounts[0].document.id == deposit().document.id

    def test_lost_anchor_is_a_problem(self, registry: Registry) -> None:
        registry.store([deposit()])
        registry.store([deposit("Nothing here.", original=TEXT.encode(), agreements=(), facts=())])
        [stored] = registry.iter_problems()
        assert stored.problem.code == "evidence-anchor-lost"
        assert "signed a truce" in stored.problem.reason

    def test_other_words_under_an_anchor_are_a_problem(self, registry: Registry) -> None:
        registry.store([deposit()])
        text = TEXT.replace("signed a truce", "signed a peace")
        peace = Agreement("a1", "Peace", anchor=quote(text, "signed a peace"))
        registry.store([deposit(text, original=TEXT.encode(), agreements=[peace], facts=())])
        codes = {stored.problem.code for stored in registry.iter_problems()}
        assert codes == {"evidence-anchor-lost", "evidence-anchor-changed"}

    def test_every_text_stays(self, registry: Registry) -> None:
        registry.store([deposit()])
        first = registry.get_document(deposit().document.id).rendition
        registry.store([self.rendered(f"Page 1\n\n{TEXT}")])
        assert registry.get_rendition(deposit().document.id).text.startswith("Page 1")
        assert registry.get_rendition(deposit().document.id, rendition=first).text == TEXT

    def test_offsets_name_the_text_they_count_into(self, registry: Registry) -> None:
        registry.store([deposit()])
        registry.store([deposit(reader=PERSON)])
        registry.store([self.rendered(f"Page 1\n\n{TEXT}")])
        for cited in registry.iter_values():
            text = registry.get_rendition(
                cited.value.document.id, rendition=cited.value.rendition
            ).text
            for evidence in cited.value.statement.evidence:
                assert evidence.span.of(text) == evidence.quote

    def test_unknown_text_is_not_found(self, registry: Registry) -> None:
        registry.store([deposit()])
        with pytest.raises(NotFoundError):
            registry.get_rendition(deposit().document.id, rendition=RenditionId("sha256:0"))


class TestQueries:
    @pytest.fixture(autouse=True)
    def stored(self, registry: Registry) -> None:
        registry.store([deposit(), numbered(1)])

    def found(self, registry: Registry, query: AgreementQuery) -> int:
        return len(list(registry.iter_agreements(query)))

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            (AgreementQuery(), 2),
            (AgreementQuery(actor="NORTH front"), 2),
            (AgreementQuery(actor="nf"), 2),
            (AgreementQuery(actor="Hill Brigade"), 0),
            (AgreementQuery(actor="Hill Brigade", actor_names=("North Front",)), 2),
            (AgreementQuery(place="qanat"), 2),
            (AgreementQuery(place="Idlib"), 0),
            (AgreementQuery(stage=Stage.AGREED), 2),
            (AgreementQuery(stage=Stage.REJECTED), 0),
            (AgreementQuery(on=date(2031, 5, 3)), 2),
            (AgreementQuery(on=date(2031, 5, 4)), 2),
            (AgreementQuery(on=date(2031, 5, 9)), 0),
            (AgreementQuery(text="prisoners"), 2),
            (AgreementQuery(text="RIVER"), 2),
            (AgreementQuery(text="prisoners crossing"), 0),
            (AgreementQuery(actor="North", place="al-Qanat", text='"release all"'), 2),
            (AgreementQuery(actor="North", place="Idlib"), 0),
        ],
        ids=str,
    )
    def test_query_finds(self, registry: Registry, query: AgreementQuery, count: int) -> None:
        assert self.found(registry, query) == count

    @pytest.mark.parametrize("name", ["", "!!!", "  "], ids=["empty", "marks", "blank"])
    def test_name_without_letters_is_refused(self, name: str) -> None:
        with pytest.raises(InputError):
            AgreementQuery(actor=name)

    def test_unknown_stage_is_refused_with_the_known_ones(self) -> None:
        with pytest.raises(InputError, match="in_force"):
            AgreementQuery(stage="done")  # type: ignore[arg-type]  # what a caller may pass on

    def test_corrected_name_is_what_is_looked_for(self, registry: Registry) -> None:
        view = next(iter(registry.iter_agreements()))
        [place] = view.iter_subjects(SubjectKind.PLACE)
        registry.decide(
            DecisionKind.CORRECT,
            place.values[0].statement.id,
            value="Idlib",
            reason="misread",
            author="Ada",
        )
        assert self.found(registry, AgreementQuery(place="idlib")) == 1

    def test_iterating_takes_no_query_for_each_agreement(self, registry: Registry) -> None:
        registry.store([numbered(n) for n in range(2, 40)])
        asked: list[str] = []
        event.listen(registry._engine, "before_cursor_execute", lambda *sent: asked.append(sent[2]))
        assert len(list(registry.iter_agreements())) == 40
        assert len(asked) < 20


class TestDecisions:
    @pytest.fixture(autouse=True)
    def stored(self, registry: Registry) -> None:
        registry.store([deposit()])

    def reject(self, registry: Registry) -> None:
        registry.decide(
            DecisionKind.REJECT, stage_of(registry).statement.id, reason="wrong", author="Ada"
        )

    def test_rejected_value_leaves_the_subjects_and_stays_listed(self, registry: Registry) -> None:
        self.reject(registry)
        view = only(registry)
        assert view.own("stage") == ()
        [rejected] = view.accounts[0].rejected
        assert rejected.statement.property == "stage"

    def test_accepted_value_stays_and_names_its_decision(self, registry: Registry) -> None:
        identifier = stage_of(registry).statement.id
        registry.decide(DecisionKind.ACCEPT, identifier, reason="read it", author="Ada")
        found = stage_of(registry).decision
        assert found is not None
        assert found.author == "Ada"

    def test_correction_shows_beside_what_the_document_says(self, registry: Registry) -> None:
        identifier = stage_of(registry).statement.id
        registry.decide(
            DecisionKind.CORRECT, identifier, value="in_force", reason="began", author="Ada"
        )
        value = stage_of(registry)
        assert (value.value, value.statement.value) == ("in_force", "agreed")

    def test_undoing_brings_back_the_decision_before(self, registry: Registry) -> None:
        identifier = stage_of(registry).statement.id
        registry.decide(
            DecisionKind.CORRECT, identifier, value="in_force", reason="began", author="Ada"
        )
        registry.decide(DecisionKind.REJECT, identifier, reason="wrong", author="Bo")
        registry.undo(2, reason="right after all", author="Ada")
        assert stage_of(registry).value == "in_force"

    def test_undone_decision_stays_listed(self, registry: Registry) -> None:
        self.reject(registry)
        registry.undo(1, reason="mistake", author="Bo")
        first, second = registry.iter_decisions()
        assert (first.is_undone, second.kind, second.target) == (True, DecisionKind.UNDO, "1")

    def test_decision_has_the_time_of_the_clock(self, registry: Registry) -> None:
        self.reject(registry)
        [decision] = registry.iter_decisions()
        assert decision.decided_at.startswith("2031-06-01T00:00:")

    @pytest.mark.parametrize("value", ["done", "", " ", "Agreed"])
    def test_correction_outside_the_codebook_names_what_is_in_it(
        self, registry: Registry, value: str
    ) -> None:
        identifier = stage_of(registry).statement.id
        with pytest.raises(InputError) as raised:
            registry.decide(DecisionKind.CORRECT, identifier, value=value, reason="r", author="a")
        assert raised.value.code == "input-decision"
        assert not value.strip() or "collapsed" in str(raised.value)

    @pytest.mark.parametrize(
        ("reason", "author"), [("", "Ada"), ("  ", "Ada"), ("why", ""), ("why", "\n")]
    )
    def test_unsigned_decision_is_refused(
        self, registry: Registry, reason: str, author: str
    ) -> None:
        with pytest.raises(InputError):
            registry.decide(
                DecisionKind.REJECT, stage_of(registry).statement.id, reason=reason, author=author
            )

    def test_value_without_correction_is_refused(self, registry: Registry) -> None:
        identifier = stage_of(registry).statement.id
        with pytest.raises(InputError):
            registry.decide(DecisionKind.ACCEPT, identifier, value="x", reason="r", author="a")

    def test_unknown_statement_is_not_found(self, registry: Registry) -> None:
        with pytest.raises(NotFoundError):
            registry.decide(DecisionKind.REJECT, "stm-zzz", reason="r", author="a")

    def test_unknown_decision_is_not_found(self, registry: Registry) -> None:
        with pytest.raises(NotFoundError):
            registry.undo(7, reason="r", author="a")

    def test_undoing_cannot_be_undone(self, registry: Registry) -> None:
        self.reject(registry)
        registry.undo(1, reason="r", author="a")
        with pytest.raises(ConflictError):
            registry.undo(2, reason="r", author="a")

    def test_decision_is_undone_once(self, registry: Registry) -> None:
        self.reject(registry)
        registry.undo(1, reason="r", author="a")
        with pytest.raises(ConflictError):
            registry.undo(1, reason="r", author="a")

    def test_decision_on_what_no_reading_gives_any_more_is_orphaned(
        self, registry: Registry
    ) -> None:
        self.reject(registry)
        later = deposit(
            reader=Reader("rules", "2", "v"), agreements=[agreement(stage=Stage.IN_FORCE)]
        )
        registry.store([later])
        [decision] = registry.iter_decisions()
        assert decision.is_orphaned
        assert stage_of(registry).decision is None

    def test_orphaned_decision_counts_again_when_its_statement_returns(
        self, registry: Registry
    ) -> None:
        self.reject(registry)
        other = deposit(reader=Reader("rules", "2", "v"), agreements=())
        registry.store([other])
        registry.store([deposit()])
        [decision] = registry.iter_decisions()
        assert not decision.is_orphaned
        assert only(registry).own("stage") == ()

    def test_superseded_statement_cannot_be_decided(self, registry: Registry) -> None:
        identifier = stage_of(registry).statement.id
        registry.store([deposit(reader=Reader("rules", "2", "v"), agreements=())])
        with pytest.raises(ConflictError) as raised:
            registry.decide(DecisionKind.REJECT, identifier, reason="r", author="a")
        assert raised.value.code == "conflict-superseded"

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE decisions SET reason = 'other'",
            "DELETE FROM decisions",
            "INSERT INTO decisions SELECT * FROM decisions",
        ],
        ids=["update", "delete", "replace"],
    )
    def test_decisions_are_appended_only(self, registry: Registry, sql: str) -> None:
        self.reject(registry)
        with pytest.raises(IntegrityError, match=r"appended and never|unique"):
            run_sql(registry, sql)

    def test_decision_stands_after_reopening(self, registry: Registry, place: Path | str) -> None:
        self.reject(registry)
        with open_registry(place, must_exist=True) as again:
            assert only(again).own("stage") == ()

    def test_correction_of_a_code_takes_a_code_of_the_vocabulary(self, registry: Registry) -> None:
        [term] = only(registry).iter_subjects(SubjectKind.TERM)
        code = term.all("code")[0].statement.id
        with pytest.raises(InputError, match=r"persons\.missing"):
            registry.decide(DecisionKind.CORRECT, code, value="x.y", reason="r", author="a")
        registry.decide(DecisionKind.CORRECT, code, value="persons.missing", reason="r", author="a")

    def test_correction_of_a_date_takes_a_date(self, registry: Registry) -> None:
        [signed] = only(registry).iter_subjects(SubjectKind.DATE)
        identifier = signed.values[0].statement.id
        with pytest.raises(InputError, match="EDTF"):
            registry.decide(DecisionKind.CORRECT, identifier, value="3 May", reason="r", author="a")


class TestSearch:
    @pytest.fixture(autouse=True)
    def stored(self, registry: Registry) -> None:
        arabic = "وقّعت الجبهة هُدْنَةً في القناة. Été in the café."
        registry.store([deposit(), deposit(arabic, name="ar.txt", agreements=(), facts=())])

    def test_document_hit_cites_match_and_context(self, registry: Registry) -> None:
        [hit] = registry.search("prisoners").documents
        text = registry.get_rendition(hit.document.id).text
        assert hit.match is not None
        assert hit.context is not None
        assert hit.match.span.of(text) == "prisoners"
        assert hit.context.span.contains(hit.match.span)
        assert "\n\n" not in hit.context.quote

    def test_quote_hit_names_its_agreement(self, registry: Registry) -> None:
        [hit] = registry.search("release prisoners").quotes
        assert hit.quote.quote == "the North Front shall release all prisoners"
        assert hit.agreements == (only(registry).id,)

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("ETE", "ar.txt"),
            ("cafe", "ar.txt"),
            ("هدنة", "ar.txt"),
            ("هُدْنَةً", "ar.txt"),
            ('"lake council signed"', "river.txt"),
            ("prison*", "river.txt"),
            ("al-Qanat", "river.txt"),
            ("front OR council", None),
            ('"council lake"', None),
            ("prison", None),
        ],
    )
    def test_words_find(self, registry: Registry, words: str, name: str | None) -> None:
        found = [hit.document.name for hit in registry.search(words).documents]
        assert found == ([name] if name else [])

    @pytest.mark.parametrize(
        "words",
        ['"truce', "truce AND", "(truce", "truce*)", "-truce", "words:truce", "^truce", "truce'"],
        ids=repr,
    )
    def test_nothing_is_an_operator(self, registry: Registry, words: str) -> None:
        registry.search(words)

    @pytest.mark.parametrize("words", ['"', "", "!?", '"" *'], ids=repr)
    def test_search_without_a_word_is_refused(self, registry: Registry, words: str) -> None:
        with pytest.raises(InputError):
            registry.search(words)

    def test_many_words_are_no_error(self, registry: Registry) -> None:
        assert registry.search("truce " * 5000).documents
        registry.search(" ".join(str(n) for n in range(64)))

    def test_too_many_different_words_are_refused(self, registry: Registry) -> None:
        with pytest.raises(InputError):
            registry.search(" ".join(str(n) for n in range(65)))

    def test_limit_holds_for_each_kind(self, registry: Registry) -> None:
        registry.store([numbered(n) for n in range(5)])
        found = registry.search("truce", limit=3)
        assert (len(found.documents), len(found.quotes)) == (3, 3)

    def test_text_that_was_rendered_anew_is_found_once(self, registry: Registry) -> None:
        registry.store([deposit(f"Page 1\n\n{TEXT}", original=TEXT.encode())])
        assert len(registry.search("prisoners").documents) == 1


class TestProblems:
    BROKEN = Problem("input-empty", "folder/river.txt", "it is empty")

    def test_problem_stays_with_its_times(self, registry: Registry) -> None:
        registry.record_problems([self.BROKEN])
        registry.record_problems([self.BROKEN])
        [stored] = registry.iter_problems()
        assert stored.problem == self.BROKEN
        assert stored.recorded_at < stored.seen_at
        assert stored.resolved_at is None

    def test_reading_its_subject_after_all_resolves_it(self, registry: Registry) -> None:
        registry.record_problems([self.BROKEN])
        registry.store([replace(deposit(), subject="folder/river.txt")])
        [stored] = registry.iter_problems()
        assert stored.resolved_at is not None

    def test_another_file_of_the_same_name_resolves_nothing(self, registry: Registry) -> None:
        registry.record_problems([self.BROKEN])
        registry.store([replace(deposit(), subject="elsewhere/river.txt")])
        [stored] = registry.iter_problems()
        assert stored.resolved_at is None

    def test_problem_that_comes_back_is_a_new_one(self, registry: Registry) -> None:
        registry.record_problems([self.BROKEN])
        registry.resolve_problems(["folder/river.txt"])
        registry.record_problems([self.BROKEN])
        assert [s.resolved_at is None for s in registry.iter_problems()] == [False, True]

    def test_undecodable_file_name_is_kept_readable(self, registry: Registry) -> None:
        registry.record_problems([Problem("input-read", "odd\udcff.txt", "no such file")])
        [stored] = registry.iter_problems()
        assert stored.problem.subject == r"odd\udcff.txt"


class TestViews:
    def test_agreements_come_by_the_date_of_their_documents(self, registry: Registry) -> None:
        registry.store(
            [
                deposit(f"{TEXT}3", metadata=Metadata()),
                deposit(f"{TEXT}2", metadata=Metadata(published="2031-05-02")),
                deposit(f"{TEXT}1", metadata=Metadata(published="2031-05")),
            ]
        )
        dates = [v.accounts[0].document.metadata.published for v in registry.iter_agreements()]
        assert dates == ["2031-05", "2031-05-02", None]

    def test_agreements_of_one_document_come_in_the_order_of_its_reading(
        self, registry: Registry
    ) -> None:
        second = replace(
            agreement(), id="a2", label="Second", anchor=quote(TEXT, "any truce exists")
        )
        registry.store([deposit(agreements=[second, agreement()])])
        assert [v.label for v in registry.iter_agreements()] == ["Second", "River truce"]

    def test_two_dates_of_one_kind_in_the_same_words_stay_apart(self, registry: Registry) -> None:
        words = (quote(TEXT, "on 3 May 2031"),)
        dates = tuple(DateValue(DateKind.START, f"2031-05-0{n}", words) for n in (3, 4))
        registry.store([deposit(agreements=[replace(agreement(), dates=dates)])])
        found = [s.values[0].value for s in only(registry).iter_subjects(SubjectKind.DATE)]
        assert sorted(found) == ["2031-05-03", "2031-05-04"]

    def test_two_terms_in_the_same_words_keep_their_bearers_apart(self, registry: Registry) -> None:
        clause = (quote(TEXT, "the North Front shall release all prisoners"),)
        release = agreement().terms[0]
        terms = (release, Term(("hostilities.cease",), clause))
        registry.store([deposit(agreements=[replace(agreement(), terms=terms)])])
        found = {
            s.all("code")[0].value: s.find("bearer") is not None
            for s in only(registry).iter_subjects(SubjectKind.TERM)
        }
        assert found == {"persons.release": True, "hostilities.cease": False}

    def test_subjects_come_in_the_order_of_the_text(self, registry: Registry) -> None:
        registry.store([deposit()])
        starts = [
            min(e.start for v in s.values for e in v.statement.evidence)
            for s in only(registry).accounts[0].subjects
        ]
        assert starts == sorted(starts)

    def test_voice_and_stance_survive(self, registry: Registry) -> None:
        claim = Claim(
            "Hill Brigade",
            Stance.DENIES,
            (quote(TEXT, "A spokesman of the Hill Brigade denied"),),
            voice=("Radio \N{SNOWMAN}", "document"),
        )
        registry.store([deposit(agreements=[replace(agreement(), claims=(claim,))])])
        [view] = only(registry).iter_subjects(SubjectKind.CLAIM)
        assert view.values[0].statement.voice == ("Radio \N{SNOWMAN}", "document")

    def test_fact_that_concerns_no_agreement_is_among_the_values(self, registry: Registry) -> None:
        registry.store([deposit()])
        loose = [v for v in registry.iter_values() if v.agreement is None]
        assert {v.value.statement.kind for v in loose} == {SubjectKind.FACT}

    def test_basis_is_that_of_the_latest_reading(self, registry: Registry) -> None:
        registry.store([deposit()])
        grounds = tuple(replace(g, rule="renamed") for g in agreement().grounds)
        renamed = replace(agreement(), grounds=grounds)
        registry.store([deposit(reader=Reader("rules", "2", "v"), agreements=[renamed])])
        assert stage_of(registry).statement.basis == "renamed"

    def test_iterator_sees_one_state_throughout(self, registry: Registry) -> None:
        registry.store([deposit()])
        documents = registry.iter_documents()
        first = next(documents)
        registry.store([numbered(1)])
        assert first.document.id == deposit().document.id
        assert list(documents) == []

    def test_warnings_of_readers_come_once(self, registry: Registry) -> None:
        registry.store([deposit(warnings=("odd", "odder"))])
        registry.store([deposit(reader=PERSON, warnings=("odd",))])
        assert set(registry.get_reading_warnings(deposit().document.id)) == {"odd", "odder"}

    def test_reader_of_a_view_is_the_one_that_read(self, registry: Registry) -> None:
        registry.store([deposit()])
        [document] = registry.iter_documents()
        assert document.readings[0].reader == READER
