"""What a registry promises of how agreements stand to each other."""

import csv
import io
from dataclasses import replace

import pytest

from hudna.app.exporting import export_values
from hudna.domain.agreements import Relation
from hudna.domain.codebook import RelationKind, Scope
from hudna.domain.identifiers import AgreementId
from hudna.domain.statements import DecisionKind
from hudna.registry import Deposit, Registry
from reported import Told, report

TRUCE = Told(signed="2031-05-03", places=("al-Qanat",), scope=Scope.LOCAL, label="Canal truce")
OTHER = replace(TRUCE, signed="2031-07-01", label="Later truce")


def related(deposit: Deposit, kind: RelationKind, to: str) -> Deposit:
    """Return a report whose first agreement is said to stand so to another."""
    assert deposit.reading is not None
    first, *rest = deposit.reading.agreements
    told = Relation(kind, to, (first.anchor,))
    reading = replace(
        deposit.reading, agreements=(replace(first, relations=(*first.relations, told)), *rest)
    )
    return replace(deposit, reading=reading)


def store(registry: Registry, *deposits: Deposit) -> None:
    registry.store(list(deposits))
    registry.resolve()


def relations(registry: Registry) -> set[tuple[str, str, str]]:
    """Return what is said of each agreement, by labels; words that lead nowhere in quotes."""
    return {
        (each.label, each.kind.value, each.to_label if each.to else f"“{each.to_label}”")
        for view in registry.iter_agreements()
        for each in registry.get_relations(view.id)
    }


def later(words: str, kind: RelationKind = RelationKind.EXTENDS) -> Deposit:
    paper = report(OTHER, name="later.txt", published="2031-07-02", words="Paper of the coast.")
    return related(paper, kind, words)


def earlier(name: str = "earlier.txt", told: Told = TRUCE) -> Deposit:
    assert told.signed is not None
    return report(told, name=name, published=told.signed, words=f"Paper {name} of the hills.")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the ceasefire of 3 May 2031", RelationKind.IMPLEMENTS),
        ("the ceasefire of May 2031", RelationKind.SUPERSEDES),
        ("the truce", RelationKind.EXTENDS),
        ("the al-Qanat truce of May 2031", RelationKind.EXTENDS),
    ],
    ids=str,
)
def test_words_lead_to_the_one_agreement_that_fits(
    registry: Registry, words: str, kind: RelationKind
) -> None:
    store(registry, earlier(), later(words, kind))
    assert relations(registry) == {("Later truce", kind.value, "Canal truce")}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the ceasefire of 3 March 2029", RelationKind.IMPLEMENTS),
        ("the Orlo ceasefire of 3 May 2031", RelationKind.IMPLEMENTS),
        ("the truce", RelationKind.IMPLEMENTS),
    ],
    ids=str,
)
def test_words_that_fit_none_stay_words(registry: Registry, words: str, kind: RelationKind) -> None:
    store(registry, earlier(), later(words, kind))
    assert relations(registry) == {("Later truce", kind.value, f"“{words}”")}


def test_words_that_fit_two_name_both(registry: Registry) -> None:
    second = replace(TRUCE, signed="2031-06-09", label="June truce", duration="P3D")
    store(registry, earlier(), earlier("june.txt", second), later("the truce"))
    [view] = [v for v in registry.iter_agreements() if v.label == "Later truce"]
    [relation] = registry.get_relations(view.id)
    assert relation.to is None
    assert len(relation.fits) == 2


def test_another_account_of_the_document_is_named_by_its_agreement(registry: Registry) -> None:
    both = report(OTHER, TRUCE, name="both.txt", published="2031-07-02")
    store(registry, related(both, RelationKind.SUPERSEDES, "a2"))
    [own] = [v for v in registry.iter_agreements() if v.label == "Later truce"]
    [other] = [v for v in registry.iter_agreements() if v.label == "Canal truce"]
    [there] = registry.get_relations(own.id)
    [back] = registry.get_relations(other.id)
    assert (there.agreement, there.to) == (own.id, other.id) == (back.agreement, back.to)


def test_a_rejected_relation_is_told_no_more(registry: Registry) -> None:
    store(registry, earlier(), later("the truce"))
    [view] = [v for v in registry.iter_agreements() if v.label == "Later truce"]
    [relation] = registry.get_relations(view.id)
    registry.decide(
        DecisionKind.REJECT, relation.value.statement.id, author="person:Sara", reason="another"
    )
    assert registry.get_relations(view.id) == ()


def test_relations_follow_what_is_merged(registry: Registry) -> None:
    again = earlier("again.txt", replace(TRUCE, label="Canal truce again"))
    store(registry, earlier(), again, later("the ceasefire of May 2031"))
    assert len(list(registry.iter_agreements())) == 2
    [(_, kind, to)] = relations(registry)
    assert kind == "extends"
    assert to.startswith("Canal truce")


def test_a_year_alone_is_a_day_that_must_fit(registry: Registry) -> None:
    store(registry, earlier(), later("the 2031 agreement", RelationKind.IMPLEMENTS))
    assert {to for _, _, to in relations(registry)} == {"Canal truce"}


def exported(registry: Registry) -> list[tuple[str, str]]:
    """Return what the CSV says of the agreements that relations lead to."""
    file = io.StringIO()
    export_values(registry, file, gate=None)
    rows = list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))
    assert not any(
        row["related"] or row["related_fits"]
        for row in rows
        if not row["property"].startswith("relation.")
    )
    return [
        (row["related"], row["related_fits"])
        for row in rows
        if row["property"].startswith("relation.")
    ]


def test_the_csv_names_the_agreement_that_words_mean(registry: Registry) -> None:
    store(registry, earlier(), later("the ceasefire of 3 May 2031"))
    [truce] = [view for view in registry.iter_agreements() if view.label == "Canal truce"]
    assert exported(registry) == [(truce.id, "")]


def test_the_csv_names_the_agreements_that_words_may_mean(registry: Registry) -> None:
    other = replace(TRUCE, signed="2031-05-20", label="Second canal truce")
    store(registry, earlier(), earlier("second.txt", other), later("the truce of May 2031"))
    labels = {view.id: view.label for view in registry.iter_agreements()}
    [(related_to, fits)] = exported(registry)
    assert related_to == ""
    assert {labels[AgreementId(each)] for each in fits.split()} == {
        "Canal truce",
        "Second canal truce",
    }


def test_the_csv_has_no_agreement_for_words_that_fit_none(registry: Registry) -> None:
    store(registry, earlier(), later("the ceasefire of 3 March 2029"))
    assert exported(registry) == [("", "")]
