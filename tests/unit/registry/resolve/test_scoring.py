"""Scores of self-written accounts: the same truce told twice, and its like told as another."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hudna.domain.codebook import DateKind, Form, Scope, Stage
from hudna.domain.identifiers import AgreementId
from hudna.domain.sameness import Thresholds
from hudna.registry import open_registry
from hudna.registry.resolve.naming import naming_of
from hudna.registry.resolve.profiles import Dated, Profile, to_duration_days, to_profile
from hudna.registry.resolve.scoring import Likeness, compare
from hudna.vocabulary import load_vocabulary
from reported import Told, report

NAMING = naming_of(load_vocabulary())
SAME, REVIEW = Thresholds().same_from, Thresholds().review_from
TRUCE = Told(signed="2031-05-03", duration="P7D", places=("al-Qanat",), scope=Scope.LOCAL)


def profiles(folder: Path, *reports: tuple[Told, str | None]) -> list[Profile]:
    """Return the profiles of reports of one truce each, told on a day."""
    deposits = [
        report(told, name=f"{n}.txt", published=published, words=f"Paper {n}.")
        for n, (told, published) in enumerate(reports)
    ]
    with open_registry(folder / "hudna.db") as registry:
        registry.store(deposits)
        views = {v.accounts[0].document.name: v for v in registry.iter_agreements()}
    found = [views[f"{n}.txt"] for n in range(len(reports))]
    return [to_profile(view.id, view.accounts, NAMING) for view in found]


def score(folder: Path, one: Told, other: Told, *, days: int = 1) -> Likeness:
    folder.mkdir(exist_ok=True)
    published = date(2031, 5, 4)
    later = (published + timedelta(days)).isoformat()
    return compare(*profiles(folder, (one, published.isoformat()), (other, later)))


def test_the_same_truce_told_twice_is_one(tmp_path: Path) -> None:
    assert score(tmp_path, TRUCE, TRUCE).score > 0.95


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Told(signed="2031-08-01", places=("al-Qanat",)), id="another date"),
        pytest.param(
            Told(signed="2031-05-20", duration="P30D", places=("al-Qanat",)), id="a second truce"
        ),
        pytest.param(
            Told(sides=("Hill Brigade", "Coast Command"), signed="2031-05-03"), id="other sides"
        ),
        pytest.param(
            Told(signed="2031-05-03", places=("Bir Jadid",), scope=Scope.LOCAL, duration="PT48H"),
            id="another place and duration",
        ),
    ],
)
def test_another_truce_is_another(tmp_path: Path, other: Told) -> None:
    assert score(tmp_path, TRUCE, other).score < SAME


def test_a_paper_published_long_before_a_deadline_tells_of_another_offer(tmp_path: Path) -> None:
    undated = Told(places=("al-Qanat",))
    one, other = profiles(tmp_path, (undated, "2031-05-04"), (undated, None))
    day = date(2032, 6, 1).toordinal()
    later = replace(other, dates=(Dated(DateKind.DEADLINE, "2032-06-01", day, day),))

    assert compare(one, later).score < compare(one, other).score
    assert "published before its time" in {f.name for f in compare(one, later).features}


def test_a_vaguer_date_still_agrees(tmp_path: Path) -> None:
    vague = Told(signed="2031-05", duration="P7D", places=("al-Qanat",))
    assert score(tmp_path, TRUCE, vague).score >= SAME


def test_a_report_without_dates_is_told_by_when_it_was_published(tmp_path: Path) -> None:
    undated = Told(places=("al-Qanat",), scope=Scope.LOCAL)
    near = score(tmp_path, TRUCE, undated)
    assert near.score >= SAME
    (tmp_path / "late").mkdir()
    assert score(tmp_path / "late", TRUCE, undated, days=400).score < near.score


def test_a_demand_is_not_the_agreement_that_met_it(tmp_path: Path) -> None:
    demand = Told(stage=Stage.DEMAND, form=Form.UNILATERAL, places=("al-Qanat",))
    assert score(tmp_path, TRUCE, demand, days=60).score < SAME


def test_every_feature_says_what_either_account_tells(tmp_path: Path) -> None:
    likeness = score(tmp_path, TRUCE, Told(signed="2031-05-03", duration="P30D"))
    by_name = {feature.name: feature for feature in likeness.features}
    assert by_name["duration"].weight < 0
    assert {by_name["duration"].first, by_name["duration"].second} == {"P7D", "P30D"}
    assert by_name["date"].weight > 0
    weights = [abs(feature.weight) for feature in likeness.features]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(
    ("text", "days"),
    [("P7D", 7), ("P1W", 7), ("P2M", 60), ("PT48H", 2), ("P1Y", 365), ("about a week", None)],
)
def test_durations_are_compared_in_days(text: str, days: float | None) -> None:
    assert to_duration_days(text) == days


_DAYS = st.one_of(st.none(), st.sampled_from(["2031-05-03", "2031-05", "2031-06-20", "2031~"]))
_TOLD = st.builds(
    Told,
    sides=st.sampled_from([("North Front", "Lake Council"), ("North Front",), ("Hill Brigade",)]),
    signed=_DAYS,
    start=_DAYS,
    duration=st.sampled_from([None, "P7D", "P1M"]),
    places=st.sampled_from([(), ("al-Qanat",), ("al-Qanat", "Bir Jadid")]),
    scope=st.sampled_from([None, *Scope]),
    form=st.sampled_from([None, *Form]),
)


@settings(max_examples=30, deadline=None)
@given(_TOLD, _TOLD)
def test_the_order_of_two_accounts_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, one: Told, other: Told
) -> None:
    folder = tmp_path_factory.mktemp("scored")
    first, second = profiles(folder, (one, "2031-05-04"), (other, None))
    there, back = compare(first, second), compare(second, first)
    assert there.score == back.score
    assert [(f.name, f.first, f.second) for f in there.features] == [
        (f.name, f.second, f.first) for f in back.features
    ]


def _full(**told: object) -> Profile:
    kept = {"agreement": AgreementId("agr-1"), "accounts": (), "documents": frozenset()}
    return Profile(**{**kept, "published": None, "position": 0, **told})  # type: ignore[arg-type]


def _weight(likeness: Likeness, name: str) -> float | None:
    return next((f.weight for f in likeness.features if f.name == name), None)


def test_two_agreements_told_in_full_with_other_terms_are_two() -> None:
    ours = frozenset({"hostilities.cease", *(f"movement.{n}" for n in "abcde")})
    theirs = frozenset({"hostilities.cease", *(f"persons.{n}" for n in "abcde")})
    other = _full(agreement=AgreementId("agr-2"), codes=theirs)
    assert _weight(compare(_full(codes=ours), other), "terms") == -1.0
    brief = _full(agreement=AgreementId("agr-2"), codes=frozenset({"persons.a"}))
    assert (_weight(compare(_full(codes=ours), brief), "terms") or 0) > -1.0


def test_a_paper_published_some_weeks_before_a_signing_does_not_speak_for_it() -> None:
    signed = _full(dates=(Dated(DateKind.SIGNED, "2031-05-03", 700_030, 700_030),))
    before = _full(agreement=AgreementId("agr-2"), published=700_000)
    after = _full(agreement=AgreementId("agr-2"), published=700_033)
    assert _weight(compare(signed, before), "date and publication") is None
    assert _weight(compare(signed, after), "date and publication") == 1.0


def names_of_features(likeness: Likeness) -> set[str]:
    return {feature.name for feature in likeness.features}


def test_what_was_over_before_the_other_was_made_is_another(tmp_path: Path) -> None:
    over, new = profiles(
        tmp_path, (replace(TRUCE, stage=Stage.COLLAPSED), "2031-05-05"), (TRUCE, "2031-05-08")
    )
    end = Dated(DateKind.END, "2031-05-04", *[date(2031, 5, 4).toordinal()] * 2)
    made = Dated(DateKind.SIGNED, "2031-05-07", *[date(2031, 5, 7).toordinal()] * 2)
    likeness = compare(
        replace(over, dates=(*over.dates, end)), replace(new, dates=(made,), durations={})
    )
    assert "over before the other" in names_of_features(likeness)
    assert likeness.score < SAME


def test_each_the_news_of_its_own_day_is_two(tmp_path: Path) -> None:
    first, second = (
        replace(TRUCE, signed=day, duration=None) for day in ("2031-05-03", "2031-05-06")
    )
    told = profiles(tmp_path, (first, "2031-05-03"), (second, "2031-05-06"))
    likeness = compare(*told)
    assert "each the news of its day" in names_of_features(likeness)
    assert likeness.score < SAME


def test_one_sides_own_truce_of_a_month_is_one(tmp_path: Path) -> None:
    alone = Told(sides=("North Front",), form=Form.UNILATERAL, signed="2031-05")
    likeness = score(tmp_path, alone, replace(alone, signed="2031-05-20"))
    assert "the one side of both" in names_of_features(likeness)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Orlo Valley Agreement between North Front and Lake Council", "orlo valley"),
        ("Nationwide Ceasefire Accord", "nationwide ceasefire"),
        ("Ceasefire Agreement between North Front and Lake Council", None),
        ("Peace deal of North Front", None),
    ],
    ids=str,
)
def test_an_agreement_is_known_by_its_own_name(label: str, name: str | None) -> None:
    assert NAMING.find_own_name(label) == name


def test_one_of_a_name_that_is_drafted_and_signed_is_one(tmp_path: Path) -> None:
    drafted = Told(signed="2031-03-01", label="Orlo Valley Agreement of North Front")
    signed = replace(drafted, signed="2031-05-30", label="Orlo Valley Accord of Lake Council")
    assert score(tmp_path / "named", drafted, signed, days=60).score >= SAME
    unnamed = replace(signed, label="Accord of Lake Council")
    assert score(tmp_path / "unnamed", drafted, unnamed, days=60).score < REVIEW
    later = replace(signed, signed="2034-05-30")
    assert score(tmp_path / "later", drafted, later, days=900).score < SAME
