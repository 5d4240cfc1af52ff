"""The seed documents, read by the rules into a registry and asked: what a correct system answers.

The answers are those of the design page on the cases. The documents are not part of the project.
"""

from pathlib import Path

import pytest

from hudna.app import find_sources, iter_read, open_registry
from hudna.app.dossiers import iter_dossiers
from hudna.domain.codebook import Authenticity, Stage
from hudna.domain.dossiers import Dossier
from hudna.errors import NotFoundError
from hudna.rules.answers import Answer, Certainty, State
from hudna.rules.asking import ask
from hudna.rules.compiling import compile_rules
from hudna.rules.norms import NormKind
from hudna.rules.oddities import find_oddities
from hudna.rules.suppositions import parse_supposition
from hudna.vocabulary import load_vocabulary

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
MANIFEST = CORPUS / "manifest.csv"

pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the seed documents are not at hand")


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Dossier]]:
    """Return what the registry holds of each seed document, by the beginning of its name."""
    path = tmp_path_factory.mktemp("seeds") / "hudna.db"
    found: dict[str, list[Dossier]] = {}
    with open_registry(path, must_exist=False) as registry:
        sources = find_sources([CORPUS / "seeds"], manifest=MANIFEST)
        assert list(iter_read(sources, registry=registry))
        for dossier in iter_dossiers(registry):
            found.setdefault(dossier.tellings[0].name[:3], []).append(dossier)
    return found


def asked(dossier: Dossier, on: str, *suppose: str) -> Answer:
    return ask(
        dossier,
        compile_rules(dossier, load_vocabulary()),
        on=on,
        suppositions=tuple(map(parse_supposition, suppose)),
    )


def states(answer: Answer, side: str) -> dict[State, Certainty]:
    exact = [s for s in answer.sides if s.name == side]
    [found] = exact or [s for s in answer.sides if side in s.name]
    return {State(held.state): held.certainty for held in found.held}


def remarks(dossier: Dossier, kind: str) -> list[str]:
    """Return what is said of each oddity of a kind."""
    book = compile_rules(dossier, load_vocabulary())
    found = find_oddities(dossier, book, vocabulary=load_vocabulary())
    return [oddity.text for oddity in found if oddity.kind.value == kind]


def oddities(dossier: Dossier) -> set[tuple[str, str]]:
    book = compile_rules(dossier, load_vocabulary())
    return {
        (oddity.kind.value, " ".join(sorted(oddity.norms)))
        for oddity in find_oddities(dossier, book, vocabulary=load_vocabulary())
    }


WARNED = {
    "000": [
        "'2/2 / 2016': day and month are one number",
        "the document has no publication date",
        "nothing says who wrote the document, who published it, or when",
        "'terrorist armed groups'",
        "'collaborated with each other to lose': hardly what is meant",
        "'revealed ISIS confidential documents': nothing says who holds",
        "'[Syrian]': put in by an editor",
        "words and signs stand apart",
    ],
    "001": [
        "named in the headline, and no part of the agreement",
        "'positions itself as': a source that is known only by its own words",
        "a translation, of which the original is not here",
        "'This agreement covers only the road to the end of the airfield': less than",
        "'Abu Umar al-Chechen', 'Umar al-Chechen'",
        "'Ahrar ash-Sham', 'Ahrar al-Sham'",
        "'Abu Khalid as-Suri', 'Abu Khalid al-Suri'",
        "'Jabhat al-Nusra', 'Jabhat an-Nusra'",
        "'a mouth ago': perhaps 'a month ago'",
        "'will there will': said twice",
    ],
    "002": [
        "only 2016-12-29 is a Thursday",
        "'will be thoroughly defeated': a forecast, and nothing that happened",
        "'Update 6 Jan': what is newer stands above what is older",
        "told to be for fighting others",
        "told as part of it, and as someone's own plan for later",
        "'make a peace deal' and 'negotiations to be convened': told as a deal to be made",
        "'would act as guarantors under the plan' and 'have signed a truce deal': told as a plan",
        "'Kurds': named as those it is meant against",
        "'rebels', 'moderate rebels'",
        "'seven rebel groups': none of them is named",
    ],
    "003": [
        "the headline asks rather than says",
        "'sole responsibility of the author': who published it takes no responsibility",
        "'support the project'",
        "'must request permission': stands in the frame of the page and is read as no term",
        "'in other words': an explanation of the writer's own",
        "'Even if this particular document is fake'",
        "'main side responsible for': an opinion of the writer",
        "the terms are told partly as alleged and partly as fact",
        "'fighting with sides not involved in the agreement': of SDF or of ISIS",
        "'formelry': perhaps 'formerly'",
        "'17 villages': 4 are named",
    ],
    "004": [
        "the document has no publication date",
        "'sources have informed': a source without a name",
        "'was accused': nothing says who accuses",
        "'established by signatories': an agreement by which it was founded is meant",
        "'Negotiates': stands in the headline, and nothing in the text says so",
        "'intention to withdraw' and 'has retreated': told as meant to be done, and as done",
        "'Army of Islam', 'Islamic Army': perhaps one",
        "'its only military position there, which is filled with': hardly what is meant",
        "a translation, of which the original is not here",
    ],
}
"""What a person should look at in the words of each document, as its reader warns of it."""


@pytest.mark.parametrize(
    ("seed", "warned"),
    [pytest.param(seed, words, id=words) for seed, each in WARNED.items() for words in each],
)
def test_the_reader_warns(dossiers: dict[str, list[Dossier]], seed: str, warned: str) -> None:
    warnings = {w for d in dossiers[seed] for t in d.tellings for w in t.warnings}

    assert any(warned in warning for warning in warnings)


CERTAINLY, POSSIBLY = Certainty.CERTAINLY, Certainty.POSSIBLY
MET = "prominent leaders"
"""Of the class for which the window opens: groups whose prominent leaders met."""


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2016-02-08", {State.OFFERED: CERTAINLY}),
        ("2016-02-09", {State.OFFERED: POSSIBLY, State.REJECTED_BY_DEFAULT: POSSIBLY}),
        ("2016-02-10", {State.REJECTED_BY_DEFAULT: CERTAINLY}),
        ("2016-02-20", {State.REJECTED_BY_DEFAULT: CERTAINLY}),
    ],
)
def test_the_offer_is_rejected_by_default_once_its_week_is_over(
    dossiers: dict[str, list[Dossier]], on: str, expected: dict[State, Certainty]
) -> None:
    [offer] = dossiers["000"]

    assert states(asked(offer, on), MET) == expected


def test_the_rejection_is_presumed_and_not_observed(dossiers: dict[str, list[Dossier]]) -> None:
    [offer] = dossiers["000"]
    [group] = [s for s in asked(offer, "2016-02-20").sides if MET in s.name]

    assert group.held[0].is_presumed


def test_whoever_did_not_meet_has_no_window_that_closes(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [offer] = dossiers["000"]
    answer = asked(offer, "2016-02-20")

    assert states(answer, "Levant Front") == {
        State.OFFERED: POSSIBLY,
        State.REJECTED_BY_DEFAULT: POSSIBLY,
    }
    assert any(r.name.startswith("whether Levant Front is one of") for r in answer.readings)
    assert any("start of the window" in words for words in answer.missing)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2016-08-01", {State.IN_FORCE: CERTAINLY}),
        ("2016-08-02", {State.IN_FORCE: POSSIBLY, State.EXPIRED: POSSIBLY}),
        ("2016-08-09", {State.IN_FORCE: POSSIBLY, State.EXPIRED: POSSIBLY}),
        ("2016-08-10", {State.EXPIRED: CERTAINLY}),
    ],
)
def test_an_acceptance_within_the_week_would_expire_between_2_and_9_august(
    dossiers: dict[str, list[Dossier]], on: str, expected: dict[State, Certainty]
) -> None:
    [offer] = dossiers["000"]
    answer = asked(offer, on, "accepted by Levant Front on 2016-02-05")

    assert states(answer, "Levant Front") == expected
    assert states(answer, "ISIS") == expected
    assert any("the start of P6M is not stated" in words for words in answer.missing)


def test_an_act_of_a_third_side_would_end_it(dossiers: dict[str, list[Dossier]]) -> None:
    [offer] = dossiers["000"]
    answer = asked(
        offer,
        "2016-03-02",
        "accepted by Levant Front on 2016-02-05",
        "attacked by crusader alliance against Levant Front on 2016-03-01",
    )

    assert states(answer, "Levant Front") == {State.TERMINATED: CERTAINLY}


def test_what_is_odd_in_the_offer(dossiers: dict[str, list[Dossier]]) -> None:
    [offer] = dossiers["000"]

    assert oddities(offer) >= {
        ("cannot_both_be_kept", "12 3"),
        ("cannot_both_be_kept", "10a 10b"),
        ("sides_differ", "1 2"),
        ("untimed_class", "5c"),
        ("one_sided_trigger", "9a"),
        ("third_side_trigger", "9b"),
        ("duration_without_start", ""),
        ("same_or_other_body", "8a 8b"),
        ("silence_says_little", "10a"),
    }
    assert any(kind == "duty_of_outsider" for kind, _ in oddities(offer))


def test_an_act_of_the_third_side_may_have_met_its_trigger_already(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [offer] = dossiers["000"]
    [text] = remarks(offer, "third_side_trigger")

    assert "one that went on before may have met it already" in text
    assert (
        "against whom the act of 9b has to be is not stated" in asked(offer, "2016-02-20").missing
    )


def test_a_formula_of_faith_is_no_condition(dossiers: dict[str, list[Dossier]]) -> None:
    [offer] = dossiers["000"]
    [resumed] = [t for t in offer.tellings[0].agreement.terms if "lifecycle.resume" in t.codes]

    assert resumed.condition is not None
    assert "Allah" not in resumed.condition.value


def test_the_offer_is_alleged(dossiers: dict[str, list[Dossier]]) -> None:
    [offer] = dossiers["000"]

    assert asked(offer, "2016-02-20").authenticity.held is Authenticity.ALLEGED


def test_the_road_truce_is_agreed_and_neither_its_start_nor_its_length_is_stated(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [truce] = dossiers["001"]
    answer = asked(truce, "2014-01-15")

    assert states(answer, "Ahrar") == {State.AGREED: POSSIBLY, State.IN_FORCE: POSSIBLY}
    assert {"when it begins is not stated", "how long it lasts is not stated"} <= {*answer.missing}
    assert {name for name, _ in ((s.name, s.roles) for s in answer.sides)} == {
        "ISIL",
        "Ahrar ash-Sham",
    }


def test_the_road_truce_was_agreed_by_the_day_it_was_told_of_at_the_latest(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [truce] = dossiers["001"]

    assert states(asked(truce, "2013-12-01"), "Ahrar") == {
        State.NOT_OFFERED: POSSIBLY,
        State.AGREED: POSSIBLY,
        State.IN_FORCE: POSSIBLY,
    }
    assert any(
        words.startswith("when it was signed, who mediated or witnessed it")
        for words in asked(truce, "2014-01-15").missing
    )


def test_what_is_odd_in_the_road_truce(dossiers: dict[str, list[Dossier]]) -> None:
    [truce] = dossiers["001"]
    found = [norms for kind, norms in oddities(truce) if kind == "cannot_both_be_kept"]

    assert any(
        "to whom it is returned, and where, is not stated" in text
        for text in remarks(truce, "cannot_both_be_kept")
    )
    assert "4a 5b" in found
    assert "1a 3b" in found
    assert any(norms.startswith("5a") for norms in found)


def test_the_road_truce_binds_by_each_spelling_of_a_name(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [truce] = dossiers["001"]
    norms = compile_rules(truce, load_vocabulary()).norms
    bearers = {norm.id: norm.bearer.keys for norm in norms}

    assert bearers["2"] == bearers["3a"] == bearers["3b"] == ("islamic state",)


@pytest.mark.parametrize(
    ("on", "certainty"),
    [
        ("2016-12-28T22:59", Certainty.CERTAINLY_NOT),
        ("2016-12-28", POSSIBLY),
        ("2016-12-29", POSSIBLY),
        ("2016-12-30", CERTAINLY),
        ("2017-01-06", CERTAINLY),
    ],
)
def test_midnight_on_thursday_possibly_covers_the_29th(
    dossiers: dict[str, list[Dossier]], on: str, certainty: Certainty
) -> None:
    [truce] = dossiers["002"]
    answer = asked(truce, on)

    assert states(answer, "Syrian government").get(State.IN_FORCE, Certainty.CERTAINLY_NOT) is (
        certainty
    )
    assert "how long it lasts is not stated" in answer.missing


def test_local_midnight_is_that_of_damascus_or_of_moscow(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [truce] = dossiers["002"]

    answer = asked(truce, "2016-12-29")
    [zone] = [r for r in answer.readings if r.name == "zone of local time"]
    [start] = [r for r in answer.readings if r.name == "start"]

    assert [name for name, _ in zone.options] == ["Asia/Damascus", "Europe/Moscow"]
    assert [name for name, _ in start.options] == ["2016-12-29T00:00", "2016-12-30T00:00"]
    assert any("of Asia/Damascus or Europe/Moscow" in words for words in answer.missing)


def test_the_nationwide_truce_is_called_by_where_it_holds(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [truce] = dossiers["002"]

    assert truce.label.endswith(", Syria")
    assert [p.name for p in truce.tellings[0].agreement.places] == ["Syria"]


def test_what_the_nationwide_truce_does_not_state_is_not_none(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [truce] = dossiers["002"]
    missing = " ; ".join(asked(truce, "2016-12-29").missing)

    assert "how long it lasts is not stated" in missing
    assert "who watches over it, how disputes are settled, what follows a breach: not" in missing


def test_those_who_did_not_sign_are_planned_to_leave(dossiers: dict[str, list[Dossier]]) -> None:
    [truce] = dossiers["002"]
    texts = remarks(truce, "duty_of_outsider")

    assert any("plans for Hezbollah" in text for text in texts)
    assert any("plans for Iranian Fighters" in text for text in texts)
    assert all("nobody is named who says so" in text for text in texts)


def test_who_is_left_out_is_told_beside_the_sides(dossiers: dict[str, list[Dossier]]) -> None:
    [truce] = dossiers["002"]
    others = {other.name: other.roles for other in asked(truce, "2017-01-02").others}

    assert others["Islamic State"] == others["all groups linked to them"] == ("excluded",)
    assert others["Russia"] == others["Turkey"] == ("guarantor",)
    with pytest.raises(NotFoundError, match="which leaves it out; its sides are"):
        ask(truce, compile_rules(truce, load_vocabulary()), on="2017-01-02", side="ISIS")


def test_a_forecast_is_no_fact(dossiers: dict[str, list[Dossier]]) -> None:
    [truce] = dossiers["002"]

    assert not any("defeated" in e.quote for f in truce.tellings[0].facts for e in f.evidence)


def test_what_is_odd_in_the_nationwide_truce(dossiers: dict[str, list[Dossier]]) -> None:
    [truce] = dossiers["002"]

    assert {"weekday", "defined_nowhere", "duty_of_outsider"} <= {k for k, _ in oddities(truce)}


def test_the_deals_told_beside_it_are_four_each_with_its_own_standing(
    dossiers: dict[str, list[Dossier]],
) -> None:
    places = {
        place.name: telling.agreement.authenticity
        for dossier in dossiers["003"]
        for telling in dossier.tellings
        for place in telling.agreement.places
    }

    assert len(dossiers["003"]) == 5
    assert {n: places[n] for n in ("Manbij", "Tabqah", "Raqqah", "Omar oil fields")} == {
        "Manbij": Authenticity.ASSERTED,
        "Tabqah": Authenticity.ASSERTED,
        "Raqqah": Authenticity.ASSERTED,
        "Omar oil fields": Authenticity.ALLEGED,
    }


def test_the_alleged_deal_is_contested_and_its_denial_has_a_voice(
    dossiers: dict[str, list[Dossier]],
) -> None:
    deal = next(d for d in dossiers["003"] if "Hasakah" in d.label)
    answer = asked(deal, "2017-12-01")

    assert answer.authenticity.held is Authenticity.CONTESTED
    assert any("SDF" in v.text and "denies" in v.text for v in answer.authenticity.voices)
    assert "how long it lasts is not stated" in answer.missing
    assert "what ISIS says of it is not reported" in answer.missing
    assert any(words.startswith("when it was signed, who signed it") for words in answer.missing)
    assert ("defined_nowhere", "") in {(k, "") for k, _ in oddities(deal)}


def test_words_about_donations_and_rights_are_no_terms(
    dossiers: dict[str, list[Dossier]],
) -> None:
    quotes = [
        e.quote
        for d in dossiers["003"]
        for t in d.tellings
        for term in t.agreement.terms
        for e in term.evidence
    ]

    assert not any(words in q for q in quotes for words in ("permission", "support the project"))


@pytest.mark.parametrize("place", ["Manbij", "Tabqah", "Raqqah", "Omar oil fields"])
def test_a_deal_beside_it_says_neither_when_nor_how_long(
    dossiers: dict[str, list[Dossier]], place: str
) -> None:
    deal = next(d for d in dossiers["003"] if place in d.label)
    answer = asked(deal, "2017-12-01")

    assert {"when it begins is not stated", "how long it lasts is not stated"} <= {*answer.missing}
    assert states(answer, "Syrian Democratic")[State.IN_FORCE] is POSSIBLY


def test_the_ultimatum_binds_nobody(dossiers: dict[str, list[Dossier]]) -> None:
    [ultimatum] = dossiers["004"]
    answer = asked(ultimatum, "2027-01-01")

    assert states(answer, "ISIS") == {State.OFFERED: CERTAINLY}
    assert any(words.startswith("no document of it is dated") for words in answer.missing)
    assert not any(h.state in {State.IN_FORCE, State.AGREED} for s in answer.sides for h in s.held)


def test_what_is_demanded_is_a_duty_of_those_it_is_asked_of(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [ultimatum] = dossiers["004"]
    [defect] = [
        norm
        for norm in compile_rules(ultimatum, load_vocabulary()).norms
        if norm.code == "persons.defect"
    ]

    assert defect.kind is NormKind.OBLIGATION
    assert defect.bearer.text == "Ghouta men recruited with ISIS"


def test_the_organization_that_is_to_be_dissolved_is_the_one_asked_to_be_judged(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [ultimatum] = dossiers["004"]
    norms = compile_rules(ultimatum, load_vocabulary()).norms
    bearers = {norm.code: norm.bearer.keys for norm in norms}

    assert bearers["separation.dissolve"] == bearers["mechanism.dispute"] == ("islamic state",)
    [text] = remarks(ultimatum, "cannot_both_be_kept")
    assert "dissolves a group" in text


def test_the_demand_is_no_agreement_and_neither_begins_nor_lasts(
    dossiers: dict[str, list[Dossier]],
) -> None:
    [ultimatum] = dossiers["004"]

    assert ultimatum.tellings[0].agreement.stage is Stage.DEMAND
    missing = " ; ".join(asked(ultimatum, "2027-01-01").missing)
    assert "begins" not in missing


def test_an_undated_document_gives_no_dates(dossiers: dict[str, list[Dossier]]) -> None:
    [ultimatum] = dossiers["004"]

    assert ultimatum.tellings[0].agreement.dates == ()
    assert not any(f.date for f in ultimatum.tellings[0].facts)


@pytest.mark.parametrize(
    ("seed", "roles"),
    [
        ("000", {"party"}),
        ("001", {"party"}),
        ("002", {"excluded"}),
        ("003", {"party"}),
        ("004", {"invitee"}),
    ],
)
def test_one_actor_is_one_by_all_its_names(
    dossiers: dict[str, list[Dossier]], seed: str, roles: set[str]
) -> None:
    books = [compile_rules(dossier, load_vocabulary()) for dossier in dossiers[seed]]
    sides = [side for book in books for side in (*book.sides, *book.others)]

    assert {role for s in sides if s.key == "islamic state" for role in s.roles} == roles
