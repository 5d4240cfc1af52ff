"""Agreement files go into the registry and come out of it; one can do without."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deposited import Ticking, agreement, deposit
from hudna import load_agreement
from hudna.app import Change
from hudna.app.dossiers import get_dossier, iter_dossiers
from hudna.app.loading import Loaded, get_agreement_file, iter_load, open_agreement
from hudna.domain.codebook import Act, Stage
from hudna.domain.documents import MediaType, Metadata
from hudna.domain.problems import Problem
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.errors import InputError
from hudna.registry import Registry, open_registry

FILE = """\
hudna: agreement/1
label: River truce
published: 2031-05-04
zone: Asia/Damascus
text: The North Front offered a truce. The Lake Council accepted it.
named_as: truce
stage: {value: proposal, quote: offered a truce}
participants:
  - {name: North Front, role: party}
  - {name: Lake Council, role: invitee}
facts:
  - {act: accepted, by: Lake Council, quote: The Lake Council accepted it}
links:
  - {member: Lake Council, group: those linked, quote: Lake Council}
"""


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with open_registry(tmp_path / "hudna.db", clock=Ticking()) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "river.yaml"
    path.write_text(FILE, "utf-8")
    return path


def load(registry: Registry, *paths: Path, author: str = "Ada") -> list[Loaded | Problem]:
    return list(iter_load(paths, registry=registry, author=author))


def loaded(registry: Registry, path: Path, *, author: str = "Ada") -> Loaded:
    [found] = load(registry, path, author=author)
    assert isinstance(found, Loaded), found
    return found


def changed(path: Path, *changes: tuple[str, str], name: str | None = None) -> Path:
    """Return a changed copy of a file, or the file itself changed."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    to = path.with_name(name or path.name)
    to.write_text(text, "utf-8")
    return to


class TestLoading:
    def test_a_file_becomes_a_document_with_a_reading_by_a_person(
        self, registry: Registry, path: Path
    ) -> None:
        found = loaded(registry, path)
        assert (found.change, found.label, found.note) == (Change.STORED, "River truce", None)
        [document] = registry.iter_documents()
        assert document.document.media_type is MediaType.AGREEMENT
        assert registry.get_original(document.document.id) == path.read_bytes()
        assert [reading.reader.name for reading in document.readings] == ["person:Ada"]

    def test_the_dossier_is_what_the_file_says(self, registry: Registry, path: Path) -> None:
        found = loaded(registry, path)
        dossier = get_dossier(registry, found.agreement)
        alone = load_agreement(path)
        [here], [there] = dossier.tellings, alone.tellings
        assert replace(here, reader="") == replace(there, reader="")
        assert replace(dossier, tellings=()) == replace(alone, tellings=())

    def test_the_same_file_again_changes_nothing(self, registry: Registry, path: Path) -> None:
        first = loaded(registry, path)
        again = loaded(registry, path)
        assert (again.change, again.agreement) == (Change.UNCHANGED, first.agreement)
        assert len(tuple(registry.iter_documents())) == 1

    def test_one_bad_file_stops_nothing(self, registry: Registry, path: Path) -> None:
        bad = changed(path, ("role: party", "role: partie"), name="bad.yaml")
        missing = path.with_name("missing.yaml")
        found = load(registry, bad, missing, path)
        assert [type(each) for each in found] == [Problem, Problem, Loaded]
        [first, second, _] = found
        assert isinstance(first, Problem)
        assert isinstance(second, Problem)
        assert (first.code, first.subject) == ("input-word", str(bad))
        assert first.reason.startswith(f"{bad}:9: participants.1.role: 'partie'")
        assert second.code == "input-missing"

    def test_every_fault_of_a_file_is_kept_until_it_is_loaded(
        self, registry: Registry, path: Path
    ) -> None:
        changed(path, ("role: party", "role: partie"), ("label:", "labl:"))
        assert len(load(registry, path)) == 2
        assert [p.resolved_at is None for p in registry.iter_problems()] == [True, True]
        path.write_text(FILE, "utf-8")
        load(registry, path)
        assert [p.resolved_at is None for p in registry.iter_problems()] == [False, False]

    def test_of_a_folder_the_agreement_files_count(self, registry: Registry, path: Path) -> None:
        path.with_name("notes.txt").write_text("no agreement", "utf-8")
        folder = path.parent / "more"
        folder.mkdir()
        (folder / "b.YML").write_text(FILE + "\n", "utf-8")
        (path.parent / "notes.txt").rename(folder / "notes.txt")
        assert [Path(each.subject).name for each in load(registry, folder, path)] == [
            "b.YML",
            "river.yaml",
        ]

    def test_two_persons_may_load_one_file(self, registry: Registry, path: Path) -> None:
        assert loaded(registry, path).agreement == loaded(registry, path, author="Ben").agreement
        [dossier] = iter_dossiers(registry)
        assert [t.reader for t in dossier.tellings] == ["person:Ada", "person:Ben"]


class TestCorrecting:
    def test_a_corrected_export_counts_in_place_of_what_was_read(
        self, registry: Registry, tmp_path: Path
    ) -> None:
        registry.store([deposit()])
        [before] = iter_dossiers(registry)
        path = tmp_path / "river.yaml"
        path.write_text(get_agreement_file(registry, before.id), "utf-8")
        changed(path, ("value: agreed", "value: proposal"))
        found = loaded(registry, path)
        assert found.agreement == before.id
        [after] = iter_dossiers(registry)
        assert [(t.reader, t.agreement.stage) for t in after.tellings] == [
            ("person:Ada", Stage.PROPOSAL)
        ]
        assert after.tellings[0].known == before.tellings[0].known

    def test_what_was_read_stays_in_the_registry(self, registry: Registry, tmp_path: Path) -> None:
        registry.store([deposit()])
        [before] = iter_dossiers(registry)
        path = tmp_path / "river.yaml"
        path.write_text(get_agreement_file(registry, before.id), "utf-8")
        loaded(registry, path)
        assert len(registry.get_agreement(before.id).accounts) == 2

    def test_the_last_correction_counts_whoever_made_it(
        self, registry: Registry, tmp_path: Path
    ) -> None:
        registry.store([deposit()])
        [before] = iter_dossiers(registry)
        path = tmp_path / "river.yaml"
        path.write_text(get_agreement_file(registry, before.id), "utf-8")
        for stage, author in (("proposal", "Ada"), ("demand", "Ada"), ("rejected", "Ben")):
            changed(path, ("label: River truce", f"label: River truce, {stage}"))
            loaded(registry, path, author=author)
            path.write_text(get_agreement_file(registry, before.id), "utf-8")
        [after] = iter_dossiers(registry)
        assert [t.reader for t in after.tellings] == ["person:Ben"]
        assert len(registry.get_agreement(before.id).accounts) == 4

    def test_an_earlier_version_does_not_come_back_by_itself(
        self, registry: Registry, path: Path
    ) -> None:
        first = loaded(registry, path)
        second = changed(path, ("label:", f"corrects: {first.agreement}\nlabel:"), name="b.yaml")
        assert loaded(registry, second).agreement == first.agreement
        again = loaded(registry, path)
        assert again.change is Change.UNCHANGED
        assert again.note is not None
        assert again.note.startswith("a later file counts in its place")

    def test_a_changed_file_that_says_what_it_corrects_is_one_agreement(
        self, registry: Registry, path: Path
    ) -> None:
        first = loaded(registry, path)
        changed(path, ("label: River", f"corrects: {first.agreement[:12]}\nlabel: Lake"))
        assert loaded(registry, path).agreement == first.agreement
        [dossier] = iter_dossiers(registry)
        assert [t.agreement.label for t in dossier.tellings] == ["Lake truce"]

    def test_a_changed_file_that_says_nothing_is_another_agreement_and_says_so(
        self, registry: Registry, path: Path
    ) -> None:
        first = loaded(registry, path)
        second = loaded(registry, changed(path, ("label: River", "label: Lake")))
        assert second.agreement != first.agreement
        assert second.note is not None
        assert f"corrects: {first.agreement[:14]}" in second.note

    def test_rejecting_the_correction_brings_the_account_back(
        self, registry: Registry, path: Path
    ) -> None:
        first = loaded(registry, path)
        loaded(registry, changed(path, ("label:", f"corrects: {first.agreement}\nlabel:")))
        [statement] = (
            v.value.statement.id
            for v in registry.iter_values()
            if v.value.statement.property == "corrects"
        )
        registry.decide(DecisionKind.REJECT, statement, reason="no", author="Ada")
        [dossier] = iter_dossiers(registry)
        assert len(dossier.tellings) == 2

    def test_of_several_documents_the_one_with_the_same_text_is_corrected(
        self, registry: Registry, path: Path
    ) -> None:
        first = loaded(registry, path)
        [account] = (t.agreement.id for t in get_dossier(registry, first.agreement).tellings)
        other = deposit(metadata=Metadata(published="2031-06-01"))
        registry.store([replace(other, under=first.agreement)])
        loaded(registry, changed(path, ("label:", f"corrects: {first.agreement}\nlabel:")))
        told = [t.agreement.id for t in get_dossier(registry, first.agreement).tellings]
        assert len(told) == 2
        assert account not in told

    def test_an_account_may_be_named(self, registry: Registry, path: Path) -> None:
        first = loaded(registry, path)
        registry.store([replace(deposit(), under=first.agreement)])
        [read] = (
            t.agreement.id
            for t in get_dossier(registry, first.agreement).tellings
            if t.reader == "rules"
        )
        loaded(registry, changed(path, ("label:", f"corrects: {read}\nlabel:")))
        told = get_dossier(registry, first.agreement).tellings
        assert read not in {t.agreement.id for t in told}
        assert [t.reader for t in told] == ["person:Ada", "person:Ada"]

    def test_of_several_documents_with_other_texts_one_must_be_named(
        self, registry: Registry, path: Path
    ) -> None:
        first = loaded(registry, path)
        registry.store([replace(deposit(), under=first.agreement)])
        second = changed(
            path, ("label:", f"corrects: {first.agreement}\nlabel:"), ("accepted it", "accepted")
        )
        [problem] = load(registry, second)
        assert isinstance(problem, Problem)
        assert problem.code == "input-account"
        assert "name the account to correct: acc-" in problem.reason

    def test_what_is_corrected_must_be_there(self, registry: Registry, path: Path) -> None:
        [problem] = load(registry, changed(path, ("label:", "corrects: agr-00\nlabel:")))
        assert isinstance(problem, Problem)
        assert (problem.code, problem.subject) == ("not-found", str(path))
        assert problem.reason.startswith(f"{path}: no agreement")


class TestRelating:
    def test_a_relation_may_name_the_beginning_of_an_identifier(
        self, registry: Registry, path: Path
    ) -> None:
        first = loaded(registry, path)
        relation = f"relations:\n  - {{kind: supersedes, to: {first.agreement[:12]}, quote: it}}\n"
        changed(path, ("value: proposal", "value: agreed"), ("facts:", f"{relation}facts:"))
        loaded(registry, path)
        dossier = get_dossier(registry, first.agreement)
        assert [f.act for t in dossier.tellings for f in t.facts][-1] is Act.SUPERSEDED

    def test_a_relation_to_what_is_not_there_is_noted(self, registry: Registry, path: Path) -> None:
        relation = "relations:\n  - {kind: supersedes, to: agr-0000, quote: it}\n"
        found = loaded(registry, changed(path, ("facts:", f"{relation}facts:")))
        assert found.note is not None
        assert "supersedes counts for nothing yet: no agreement" in found.note


class TestExporting:
    def test_of_several_documents_one_must_be_named(self, registry: Registry, path: Path) -> None:
        first = loaded(registry, path)
        registry.store([replace(deposit(), under=first.agreement)])
        with pytest.raises(InputError, match="name the account to export") as raised:
            get_agreement_file(registry, first.agreement)
        assert raised.value.code == "input-account"
        [account] = (
            a.id
            for a in registry.get_agreement(first.agreement).accounts
            if a.document.name == "river.txt"
        )
        written = get_agreement_file(registry, account)
        assert f"\ncorrects: {account}\n" in written

    def test_an_export_is_as_decisions_leave_it(self, registry: Registry) -> None:
        registry.store([deposit()])
        [view] = registry.iter_agreements()
        stage = next(
            value.statement.id
            for subject in view.iter_subjects(SubjectKind.AGREEMENT)
            for value in subject.all("stage")
        )
        registry.decide(DecisionKind.CORRECT, stage, value="proposal", reason="seen", author="Ada")
        assert "stage:\n  value: proposal\n" in get_agreement_file(registry, view.id)

    def test_an_agreement_of_which_nothing_is_told_has_no_file(self, registry: Registry) -> None:
        registry.store([deposit()])
        [view] = registry.iter_agreements()
        registry.store([deposit(agreements=[], metadata=Metadata(published="2031-05-05"))])
        with pytest.raises(InputError, match="nothing to export"):
            get_agreement_file(registry, view.id)


class TestAlone:
    def test_a_file_needs_no_registry(self, path: Path) -> None:
        dossier = load_agreement(path)
        [telling] = dossier.tellings
        assert dossier.label == telling.agreement.label == "River truce"
        assert (telling.known, telling.is_published) == ("2031-05-04", True)
        assert [clock.name for clock in dossier.zones] == ["Asia/Damascus"]
        assert [link.member for link in dossier.links] == ["Lake Council"]
        assert telling.facts[0].agreement == telling.agreement.id

    def test_a_file_without_a_date_is_known_from_when_it_is_read(self, path: Path) -> None:
        changed(path, ("published: 2031-05-04\n", ""))
        dossier = load_agreement(path, clock=lambda: datetime(2031, 7, 1, tzinfo=UTC))
        assert (dossier.tellings[0].known, dossier.tellings[0].is_published) == (
            "2031-07-01",
            False,
        )

    def test_its_text_is_there_for_citations(self, path: Path) -> None:
        opened = open_agreement(str(path))
        [telling] = opened.dossier.tellings
        assert opened.rendition.document == telling.document
        assert opened.rendition.text.startswith("The North Front")

    def test_all_faults_of_a_file_are_one_error(self, path: Path) -> None:
        changed(path, ("role: party", "role: partie"), ("label:", "labl:"))
        with pytest.raises(InputError) as raised:
            load_agreement(path)
        assert [line.partition(" ")[0] for line in raised.value.reason.splitlines()] == [
            "river.yaml:2:",
            "river.yaml:9:",
        ]

    def test_a_file_that_is_not_there(self, path: Path) -> None:
        with pytest.raises(InputError) as raised:
            load_agreement(path.with_name("none.yaml"))
        assert raised.value.code == "input-missing"


def test_a_stored_agreement_keeps_its_anchor(registry: Registry, tmp_path: Path) -> None:
    registry.store([deposit()])
    [view] = registry.iter_agreements()
    path = tmp_path / "a.yaml"
    path.write_text(get_agreement_file(registry, view.id), "utf-8")
    assert load_agreement(path).tellings[0].agreement.anchor == agreement().anchor
