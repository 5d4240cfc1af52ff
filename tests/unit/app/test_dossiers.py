"""Dossiers hold what documents tell of an agreement, as decisions leave it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deposited import READER, TEXT, Ticking, agreement, deposit, quote
from hudna.app.dossiers import (
    get_dossier,
    iter_dossiers,
    to_aliases,
    to_announcers_zones,
    to_zones,
)
from hudna.domain.agreements import (
    Affiliation,
    Agreement,
    Claim,
    DateValue,
    Fact,
    Part,
    Participant,
    PlaceValue,
    Relation,
    Term,
)
from hudna.domain.codebook import Act, Authenticity, DateKind, RelationKind, Role, Stage, Stance
from hudna.domain.documents import Metadata
from hudna.domain.dossiers import Dossier, Telling
from hudna.domain.identifiers import DocumentId
from hudna.domain.readings import Reader
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.registry import Registry, open_registry
from hudna.vocabulary import load_vocabulary

SHELLS = Fact(Act.ATTACKED, (quote(TEXT, "Shells fell on al-Qanat"),), place="al-Qanat")


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with open_registry(tmp_path / "hudna.db", clock=Ticking()) as opened:
        yield opened


def only(registry: Registry) -> Dossier:
    [dossier] = iter_dossiers(registry)
    return dossier


def statement_of(registry: Registry, kind: SubjectKind, name: str, value: str) -> str:
    return next(
        v.value.statement.id
        for v in registry.iter_values()
        if (v.value.statement.kind, v.value.statement.property) == (kind, name)
        and v.value.value == value
    )


def decide(
    registry: Registry, kind: DecisionKind, statement: str, value: str | None = None
) -> None:
    registry.decide(kind, statement, reason="seen it", author="Ada", value=value)


def full() -> Agreement:
    """Return an agreement in which every field that the registry keeps is stated."""
    told = agreement()
    [term] = told.terms
    part = Part("al-Qanat", (quote(TEXT, "al-Qanat"),))
    return replace(
        told,
        relations=(Relation(RelationKind.EXTENDS, "an earlier truce", (quote(TEXT, "truce"),)),),
        participants=(
            *told.participants,
            Participant(
                "Hill Brigade",
                Role.SIGNATORY,
                (quote(TEXT, "Hill Brigade"),),
                on_behalf_of="Lake Council",
                voice=("Lake Council",),
                stance=Stance.ALLEGES,
            ),
        ),
        dates=(
            DateValue(
                DateKind.SIGNED, "2031-05-03", (quote(TEXT, "3 May"),), derived_from="the year"
            ),
        ),
        terms=(replace(term, number="1", place=part, condition=part, voice=("Lake Council",)),),
        links=(Affiliation("Hill Brigade", "North Front", (quote(TEXT, "Hill Brigade"),)),),
        zone="Asia/Damascus",
        corrects="acc-0",
    )


def test_everything_that_a_reading_says_comes_back(registry: Registry) -> None:
    told = full()
    fact = replace(SHELLS, agreement="a1", by="Hill Brigade", until="P2D", term="1", date="2031-05")
    registry.store([deposit(agreements=[told], facts=[fact])])
    [telling] = only(registry).tellings
    found = telling.agreement
    by_place = tuple(sorted(told.participants, key=lambda p: min(p.evidence)))
    assert replace(found, id="a1") == replace(told, participants=by_place)
    assert telling.facts == (replace(fact, agreement=found.id),)


def test_a_telling_names_its_document_and_when_it_was_published(registry: Registry) -> None:
    stored = deposit(warnings=("odd",))
    registry.store([stored])
    [telling] = only(registry).tellings
    assert telling.document == stored.document.id
    assert (telling.name, telling.known, telling.is_published) == ("river.txt", "2031-05-04", True)
    assert (telling.reader, telling.warnings) == ("rules", ("odd",))


@pytest.mark.parametrize("published", [None, "last week"], ids=["unknown", "no date"])
def test_a_document_without_a_date_is_known_from_its_intake(
    registry: Registry, published: str | None
) -> None:
    registry.store([deposit(metadata=Metadata(published=published))])
    [telling] = only(registry).tellings
    assert (telling.known, telling.is_published) == ("2031-06-01", False)


def test_facts_of_no_agreement_in_particular_are_told_too(registry: Registry) -> None:
    registry.store([deposit(facts=[SHELLS])])
    [telling] = only(registry).tellings
    assert telling.facts == (SHELLS,)


def test_a_fact_of_another_agreement_of_the_document_is_not_told(registry: Registry) -> None:
    second = replace(agreement(), id="a2", anchor=quote(TEXT, "River truce"))
    fact = replace(SHELLS, agreement="a2")
    registry.store([deposit(agreements=[agreement(), second], facts=[fact])])
    told = {
        d.tellings[0].agreement.anchor.quote: d.tellings[0].facts for d in iter_dossiers(registry)
    }
    assert told["signed a truce"] == ()
    assert [f.act for f in told["River truce"]] == [Act.ATTACKED]


def test_what_was_rejected_is_gone(registry: Registry) -> None:
    registry.store([deposit(facts=[SHELLS])])
    decide(
        registry, DecisionKind.REJECT, statement_of(registry, SubjectKind.FACT, "act", "attacked")
    )
    decide(
        registry,
        DecisionKind.REJECT,
        statement_of(registry, SubjectKind.AGREEMENT, "stage", "agreed"),
    )
    decide(
        registry,
        DecisionKind.REJECT,
        statement_of(registry, SubjectKind.TERM, "bearer", "North Front"),
    )
    [telling] = only(registry).tellings
    assert telling.facts == ()
    assert telling.agreement.stage is None
    assert telling.agreement.terms[0].bearer is None


@pytest.mark.parametrize(
    ("kind", "name", "value", "gone"),
    [
        (SubjectKind.PARTICIPANT, "role", "party", "participants"),
        (SubjectKind.PARTICIPANT, "name", "North Front", "participants"),
        (SubjectKind.TERM, "code", "persons.release", "terms"),
        (SubjectKind.CLAIM, "speaker", "Hill Brigade", "claims"),
        (SubjectKind.PLACE, "name", "al-Qanat", "places"),
        (SubjectKind.DATE, "date.signed", "2031-05-03", "dates"),
    ],
    ids=lambda v: str(v),
)
def test_a_subject_that_lost_what_makes_it_is_gone(
    registry: Registry, kind: SubjectKind, name: str, value: str, gone: str
) -> None:
    registry.store([deposit()])
    before = len(getattr(only(registry).tellings[0].agreement, gone))
    decide(registry, DecisionKind.REJECT, statement_of(registry, kind, name, value))
    assert len(getattr(only(registry).tellings[0].agreement, gone)) == before - 1


def test_what_was_corrected_is_as_corrected(registry: Registry) -> None:
    registry.store([deposit()])
    signed = statement_of(registry, SubjectKind.DATE, "date.signed", "2031-05-03")
    decide(registry, DecisionKind.CORRECT, signed, "2031-05-02")
    [telling] = only(registry).tellings
    assert [date.value for date in telling.agreement.dates] == ["2031-05-02"]


def test_an_accepted_fact_is_confirmed(registry: Registry) -> None:
    registry.store([deposit(facts=[SHELLS, replace(SHELLS, act=Act.BREACHED)])])
    decide(
        registry, DecisionKind.ACCEPT, statement_of(registry, SubjectKind.FACT, "act", "attacked")
    )
    [telling] = only(registry).tellings
    assert [fact.act for fact in telling.confirmed] == [Act.ATTACKED]


def test_what_a_person_read_stands_in_place_of_what_programs_read(registry: Registry) -> None:
    registry.store([deposit(facts=[])])
    by_hand = replace(agreement(), stage=Stage.PROPOSAL)
    registry.store([deposit(agreements=[by_hand], reader=Reader("person:Ada", "1", ""))])
    [telling] = only(registry).tellings
    assert (telling.reader, telling.agreement.stage) == ("person:Ada", Stage.PROPOSAL)


def test_two_programs_tell_apart(registry: Registry) -> None:
    registry.store([deposit()])
    other = replace(agreement(), stage=Stage.PROPOSAL)
    registry.store([deposit(agreements=[other], reader=replace(READER, name="model"))])
    told = {t.reader: t.agreement.stage for t in only(registry).tellings}
    assert told == {"rules": Stage.AGREED, "model": Stage.PROPOSAL}


def test_a_dossier_is_found_by_the_beginning_of_its_identifier(registry: Registry) -> None:
    registry.store([deposit()])
    dossier = only(registry)
    assert get_dossier(registry, dossier.id[:12]) == dossier


def test_an_agreement_of_which_nothing_is_told_any_more_has_no_tellings(registry: Registry) -> None:
    registry.store([deposit()])
    known = only(registry)
    registry.store([deposit(agreements=[], metadata=Metadata(published="2031-05-05"))])
    dossier = get_dossier(registry, known.id)
    assert (dossier.tellings, dossier.label) == ((), "River truce")


def test_links_cite_their_words(registry: Registry) -> None:
    registry.store([deposit(agreements=[full()])])
    [link] = only(registry).links
    assert (link.member, link.group) == ("Hill Brigade", "North Front")
    assert link.citation is not None
    assert link.citation.evidence == quote(TEXT, "Hill Brigade")


def superseding(registry: Registry, told: Agreement, old: str) -> None:
    newer = TEXT.replace("River truce", "Lake truce")
    relation = Relation(RelationKind.SUPERSEDES, old, (quote(newer, "Lake truce"),))
    registry.store(
        [
            deposit(
                newer,
                name="newer.txt",
                metadata=Metadata(published="2031-07-01"),
                agreements=[replace(told, label="Lake truce", relations=(relation,))],
            )
        ]
    )


def superseded(dossier: Dossier) -> list[tuple[str, Fact]]:
    return [(t.known, f) for t in dossier.tellings for f in t.facts if f.act is Act.SUPERSEDED]


@pytest.mark.parametrize("of", ["agreement", "account", "beginning"])
def test_a_superseding_agreement_ends_the_one_it_names(registry: Registry, of: str) -> None:
    registry.store([deposit()])
    dossier = only(registry)
    old = dossier.tellings[0].agreement.id if of == "account" else dossier.id
    old = old[:10] if of == "beginning" else old
    told = replace(
        agreement(TEXT.replace("River truce", "Lake truce")), authenticity=None, grounds=()
    )
    superseding(registry, replace(told, named_as=None, stage=None), old)
    [(known, fact)] = superseded(get_dossier(registry, dossier.id))
    assert (known, fact.by, fact.date) == ("2031-07-01", "Lake truce", "2031-05-03")
    assert (fact.stance, fact.agreement) == (Stance.ASSERTS, dossier.id)


def test_words_for_an_agreement_lead_to_none(registry: Registry) -> None:
    registry.store([deposit()])
    dossier = only(registry)
    told = agreement(TEXT.replace("River truce", "Lake truce"))
    superseding(registry, told, "the river truce")
    assert superseded(get_dossier(registry, dossier.id)) == []


def test_a_relation_that_a_reviewer_corrects_leads_where_it_is_corrected_to(
    registry: Registry,
) -> None:
    registry.store([deposit()])
    dossier = only(registry)
    told = agreement(TEXT.replace("River truce", "Lake truce"))
    superseding(registry, told, "the river truce")
    words = statement_of(registry, SubjectKind.AGREEMENT, "relation.supersedes", "the river truce")
    decide(registry, DecisionKind.CORRECT, words, dossier.id)
    assert len(superseded(get_dossier(registry, dossier.id))) == 1
    both = {each.id: each for each in iter_dossiers(registry)}
    assert both[dossier.id] == get_dossier(registry, dossier.id)


def test_a_relation_that_a_reviewer_rejects_leads_nowhere(registry: Registry) -> None:
    registry.store([deposit()])
    dossier = only(registry)
    told = agreement(TEXT.replace("River truce", "Lake truce"))
    superseding(registry, told, dossier.id)
    relation = statement_of(registry, SubjectKind.AGREEMENT, "relation.supersedes", dossier.id)
    decide(registry, DecisionKind.REJECT, relation)
    assert superseded(get_dossier(registry, dossier.id)) == []


def test_a_contested_agreement_is_only_alleged_to_supersede(registry: Registry) -> None:
    registry.store([deposit()])
    dossier = only(registry)
    told = agreement(TEXT.replace("River truce", "Lake truce"))
    assert told.authenticity is Authenticity.CONTESTED
    superseding(registry, told, dossier.id)
    [(_, fact)] = superseded(get_dossier(registry, dossier.id))
    assert fact.stance is Stance.ALLEGES


def test_a_proposal_supersedes_nothing(registry: Registry) -> None:
    registry.store([deposit()])
    dossier = only(registry)
    told = agreement(TEXT.replace("River truce", "Lake truce"), stage=Stage.PROPOSAL)
    superseding(registry, told, dossier.id)
    assert superseded(get_dossier(registry, dossier.id)) == []


def telling(
    *participants: Participant, terms: tuple[Term, ...] = (), facts: tuple[Fact, ...] = ()
) -> Telling:
    told = replace(agreement(), participants=participants, terms=terms, claims=())
    return Telling(deposit().document.id, "river.txt", "2031-05-04", told, facts)


def party(name: str, *aliases: str) -> Participant:
    return Participant(name, Role.PARTY, (quote(TEXT, "North Front"),), aliases)


def standing(*tellings: Telling) -> dict[str, str]:
    return dict(to_aliases(tellings, load_vocabulary()))


@pytest.mark.parametrize("name", ["ISIS", "Daesh", "the Islamic State"])
def test_names_that_the_vocabulary_gives_to_one_actor_are_one(name: str) -> None:
    aliases = standing(telling(party(name)))
    assert aliases["isil"] == aliases["daesh"] == "islamic state"
    assert "islamic state" not in aliases


def test_names_in_facts_and_parts_of_terms_are_looked_up() -> None:
    bearer = Part("ISIL", (quote(TEXT, "North Front"),))
    term = Term(("hostilities.cease",), bearer.evidence, bearer=bearer)
    assert standing(telling(terms=(term,)))["daesh"] == "islamic state"
    assert standing(telling(facts=(replace(SHELLS, by="Daesh"),)))["isis"] == "islamic state"


def test_other_names_of_a_participant_stand_for_it() -> None:
    assert standing(telling(party("Vale Army", "VA")))["va"] == "vale army"


def test_a_participant_of_one_document_may_be_the_other_name_in_another() -> None:
    aliases = standing(
        telling(party("Vale Army", "Host of the Vale")), telling(party("Host of the Vale"))
    )
    assert aliases == {"host of the vale": "vale army"}


def test_an_article_makes_no_other_actor() -> None:
    assert (
        standing(telling(party("Vale Army"), party("the Vale Army")))["the vale army"]
        == "vale army"
    )


def test_another_name_of_two_participants_stands_for_neither() -> None:
    aliases = standing(telling(party("Vale Army", "the rebels"), party("Hill Army", "the rebels")))
    assert aliases == {"the rebels": "the rebels"}


def test_two_participants_of_one_document_stay_two() -> None:
    aliases = standing(telling(party("Vale Army", "Hill Army"), party("Hill Army")))
    assert aliases == {"hill army": "hill army"}


def test_two_actors_of_the_vocabulary_stay_two() -> None:
    aliases = standing(telling(party("ISIS", "Ahrar al-Sham")), telling(party("Ahrar al-Sham")))
    assert aliases["isis"] == "islamic state"
    assert aliases.get("ahrar sham", "ahrar sham") != "islamic state"


def zones_of(*places: str, zone: str | None = None) -> list[str]:
    told = telling()
    named = tuple(PlaceValue(name, (quote(TEXT, "al-Qanat"),)) for name in places)
    told = replace(told, agreement=replace(told.agreement, places=named, zone=zone))
    return [clock.name for clock in to_zones([told], load_vocabulary())]


def test_the_zone_that_a_file_states_is_the_zone() -> None:
    assert zones_of("Aleppo", zone="Europe/Moscow") == ["Europe/Moscow"]


def test_zones_are_those_of_the_countries_of_the_places() -> None:
    assert zones_of("Aleppo", "Idlib", "Tyre") == ["Asia/Damascus", "Asia/Beirut"]


def announced_by(*claims: tuple[str, str], stance: Stance = Stance.ASSERTS) -> list[str]:
    told = telling()
    said = tuple(Claim(speaker, stance, (quote(words, words),)) for speaker, words in claims)
    told = replace(told, agreement=replace(told.agreement, claims=said))
    return [clock.name for clock in to_announcers_zones([told], load_vocabulary())]


@pytest.mark.parametrize(
    ("speaker", "words", "zone"),
    [
        ("Moscow", "Moscow said so", "Europe/Moscow"),
        ("Ola Dahl", "Norwegian Defense Minister Ola Dahl said so", "Europe/Oslo"),
        ("Australian foreign ministry", "the Australian foreign ministry said", "Australia/Sydney"),
    ],
)
def test_who_announces_it_speaks_in_the_zone_of_a_state(
    speaker: str, words: str, zone: str
) -> None:
    assert announced_by((speaker, words)) == [zone]


def test_who_denies_it_does_not_announce_it() -> None:
    assert announced_by(("Moscow", "Moscow denied it"), stance=Stance.DENIES) == []


def test_a_person_of_no_known_state_speaks_in_no_zone() -> None:
    assert announced_by(("Ola Dahl", "Ola Dahl said so")) == []


def test_the_zone_of_the_seat_of_government_comes_first() -> None:
    assert zones_of("Donetsk")[0] == "Europe/Kyiv"


@pytest.mark.parametrize("place", ["Syria", "northern Syria"])
def test_a_place_that_is_a_state_has_its_zone(place: str) -> None:
    assert zones_of(place) == ["Asia/Damascus"]


def test_an_unknown_place_gives_no_zone() -> None:
    assert zones_of("Qanat of the Vale") == []


def test_the_names_of_one_side_in_two_documents_are_one() -> None:
    found = standing(
        told_in("one", party("Israel"), party("Lebanon")),
        told_in("other", party("the Israeli army"), party("إسرائيل")),
    )
    assert found.get("the israeli army", "the israeli army") == found.get("israel", "israel")
    assert found.get("lebanon", "lebanon") != found.get("israel", "israel")


def test_two_sides_of_one_document_stay_two_in_a_merged_agreement() -> None:
    found = standing(
        told_in("one", party("Israel"), party("Israeli army")),
        told_in("other", party("Israeli army")),
    )
    assert found.get("israeli army", "israeli army") != found.get("israel", "israel")


def told_in(document: str, *participants: Participant) -> Telling:
    """Return what a document of its own tells."""
    return replace(telling(*participants), document=DocumentId(f"sha256:{document}"))
