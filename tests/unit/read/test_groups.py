import pytest

from hudna.read.groups import find_groups
from texts import find_in, read_text

SIGNED = "The rebels and the army signed a truce."


def groups(text: str) -> list[list[str]]:
    """Return the words of the sentences that each group names its arrangement in."""
    findings = find_in(text)
    return [
        [findings.page.words(s.span) for s in group.naming_sentences]
        for group in find_groups(findings)
    ]


def test_most_texts_speak_of_one_arrangement() -> None:
    assert len(groups(f"{SIGNED} The truce holds. The deal was welcomed.")) == 1


def test_an_earlier_arrangement_is_one_of_its_own() -> None:
    earlier = "A previous truce collapsed last year."
    assert groups(f"{SIGNED} {earlier}") == [[SIGNED], [earlier]]


def test_an_offer_to_extend_it_is_a_proposal_of_its_own() -> None:
    text = f"{SIGNED} A proposal to extend the truce was sent. The proposal also names the truce."
    assert len(groups(text)) == 2


def test_several_elsewhere_are_each_their_own() -> None:
    text = (
        f"{SIGNED} Rebels reached ceasefires in Harun, and soldiers signed agreements with tribes."
    )
    assert len(groups(text)) == 3


def test_denied_deals_are_none() -> None:
    assert len(groups(f"{SIGNED} There were no deals, and nobody reached ceasefires.")) == 1


def test_what_goes_on_about_several_belongs_to_them() -> None:
    findings = find_in(f"{SIGNED} Rebels reached ceasefires in Harun. They involve no army.")
    assert len(find_groups(findings)[1].sentences) == 2


def test_what_goes_on_about_several_is_no_more_of_the_main_one() -> None:
    text = f"{SIGNED} Deals have been struck for truces in Harun. They involve a truce and bread."
    assert groups(text) == [
        [SIGNED],
        ["Deals have been struck for truces in Harun.", "They involve a truce and bread."],
    ]


def test_what_became_of_an_earlier_one_belongs_to_it() -> None:
    earlier = "The rebels had declared a truce in May."
    became = "But that truce broke down within days."
    assert groups(f"{SIGNED} {earlier} {became}") == [[SIGNED], [earlier, became]]


def test_the_headline_alone_is_not_the_main_naming() -> None:
    findings = find_in(f"Army and rebels agree ceasefire\n{SIGNED}")
    (group,) = find_groups(findings)
    assert group.naming is not None


def test_a_demand_without_a_name_is_one_group() -> None:
    (group,) = find_groups(find_in("The army gave the rebels 48 hours to surrender."))
    assert group.naming is None
    assert group.is_main


def test_each_account_has_its_own_anchor() -> None:
    text = f"{SIGNED} A previous truce collapsed last year. A separate truce was signed by tribes."
    anchors = [(a.anchor.start, a.anchor.end) for a in read_text(text).agreements]
    assert len(anchors) == len(set(anchors)) == 3


def test_deals_at_several_places_are_one_each() -> None:
    told = "They made deals with the army in the towns of Harun, Tell and Abir."
    reading = read_text(f"{SIGNED} {told}")
    others = reading.agreements[1:]

    assert [[p.name for p in a.places] for a in others] == [["Harun"], ["Tell"], ["Abir"]]
    assert [a.label.split()[0] for a in others] == ["Deal"] * 3
    assert len({a.anchor for a in others}) == 3


def test_deals_at_several_places_told_of_together_are_one() -> None:
    text = f"{SIGNED} They made deals with the army in Harun, Tell and Abir. They involve bread."
    assert len(groups(text)) == 2


def test_another_deal_in_two_places_is_one() -> None:
    assert len(groups(f"{SIGNED} They made another deal with the army in Harun and Tell.")) == 2


def agreed_apart(text: str) -> int:
    return len(find_groups(find_in(text)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param(
            "The rebels announced a truce with the army on Monday. Last August, the rebels and the "
            "army signed a ceasefire in the delta.",
            2,
            id="news, and one of an earlier day",
        ),
        pytest.param(
            "The army accused the rebels of violating the truce. In November 2015 the rebels and "
            "the army signed a truce in the delta.",
            1,
            id="no news, and how it was made",
        ),
        pytest.param(
            "The rebels agreed a truce with the army. The general said that a truce had been "
            "reached with the rebels.",
            1,
            id="the past of what someone told",
        ),
        pytest.param(
            "The rebels suspended a truce that they had announced with the army on Monday.",
            1,
            id="one that they had announced",
        ),
    ],
)
def test_an_earlier_arrangement_is_told_from_how_the_one_of_the_news_was_made(
    text: str, number: int
) -> None:
    assert agreed_apart(text) == number
