import pytest

from texts import read_text

SIGNED = "The rebels and the army signed a truce"


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        pytest.param(
            f"{SIGNED} on Friday, 2 February 2016.",
            "'Friday, 2 February 2016': 2016-02-02 is no Friday",
            id="weekday",
        ),
        pytest.param(
            f"{SIGNED} on 3/4/2015.",
            "'3/4/2015': day and month can be read either way",
            id="day and month",
        ),
        pytest.param(
            f"Have rebels and army agreed a truce?\n{SIGNED} on Monday.",
            "the headline asks rather than says: 'Have rebels and army agreed a truce?'",
            id="headline",
        ),
        pytest.param(
            f"{SIGNED} for six months.",
            "Truce between rebels and army: a duration without a start",
            id="duration",
        ),
        pytest.param(
            f"{SIGNED} on 4/4/2015.",
            "'4/4/2015': day and month are one number, so that either order is this day",
            id="day and month are one number",
        ),
        pytest.param(
            f"Norway and Denmark meet: the truce\n{SIGNED}.",
            "'Norway', 'Denmark': named in the headline, and no part of the agreement that "
            "is told of",
            id="others in the headline",
        ),
        pytest.param(
            f"Rebels negotiate a truce\n{SIGNED}.",
            "'negotiate': stands in the headline, and nothing in the text says so",
            id="only the headline",
        ),
        pytest.param(
            f"{SIGNED}. The thugs fled.",
            "'thugs': words that take sides, the writer's own or quoted",
            id="takes sides",
        ),
        pytest.param(
            f"{SIGNED}. They cooperated with the army to lose the town.",
            "'cooperated with the army to lose': hardly what is meant; perhaps a slip of "
            "the writer or of a translation",
            id="hardly meant",
        ),
        pytest.param(
            f"{SIGNED}, a leaked army paper says.",
            "'leaked army paper': nothing says who holds the document, or who published it",
            id="no custodian",
        ),
        pytest.param(
            f"{SIGNED}, says a site that describes itself as close to them.",
            "'describes itself as': a source that is known only by its own words",
            id="own words",
        ),
        pytest.param(
            f"{SIGNED}. Translated into English by a reader.",
            "'Translated into English by': a translation, of which the original is not here",
            id="translation",
        ),
        pytest.param(
            f"{SIGNED}, informed sources said.",
            "'informed sources': a source without a name",
            id="no name",
        ),
        pytest.param(
            f"{SIGNED}. The army was accused of firing.",
            "'was accused': nothing says who accuses",
            id="who accuses",
        ),
        pytest.param(
            f"{SIGNED} with others, in other words the Guard.",
            "'in other words': an explanation of the writer's own",
            id="explanation",
        ),
        pytest.param(
            f"{SIGNED}. Even if that paper is forged, people believe it.",
            "'Even if that paper is forged': the writer goes on as if it made no difference "
            "whether it is genuine",
            id="even if",
        ),
        pytest.param(
            f"{SIGNED}. The army is to blame for the war.",
            "'is to blame for': an opinion of the writer",
            id="opinion",
        ),
        pytest.param(
            f"{SIGNED}. The Guard will be utterly defeated.",
            "'will be utterly defeated': a forecast, and nothing that happened",
            id="forecast",
        ),
        pytest.param(
            f"Update 6 May:\n{SIGNED}.",
            "'Update 6 May': what is newer stands above what is older",
            id="update",
        ),
        pytest.param(
            f"{SIGNED}. The truce is meant to let them fight the Guard.",
            "'truce is meant to let them fight': it is told to be for fighting others",
            id="to fight others",
        ),
        pytest.param(
            f"{SIGNED} before a court formed by signatories of all villages.",
            "'formed by signatories': an agreement by which it was founded is meant, and no "
            "text of that is here",
            id="founded",
        ),
        pytest.param(
            f"{SIGNED}. The army has an intention to withdraw. It has retreated already.",
            "'intention to withdraw' and 'has retreated': told as meant to be done, and as done",
            id="meant and done",
        ),
        pytest.param(
            f"{SIGNED}. The truce includes their withdrawal. The army plans to withdraw later.",
            "'truce includes their withdrawal' and 'plans to withdraw': told as "
            "part of it, and as someone's own plan for later",
            id="part and plan",
        ),
        pytest.param(
            f"{SIGNED}. They are to make a peace deal in May. Negotiations will begin in May 2016.",
            "'make a peace deal' and 'Negotiations will begin': told as a deal "
            "to be made, and as talks, at one time",
            id="deal and talks",
        ),
        pytest.param(
            "The rebels and the army have signed a truce. Norway would watch it under the plan.",
            "'would watch it under the plan' and 'have signed a truce': told as a "
            "plan, and as concluded",
            id="plan and concluded",
        ),
        pytest.param(
            f"{SIGNED}, which excludes the Valley Front. The truce is to prevent the "
            "Norway-backed Hill Council from coming.",
            "'Hill Council': named as those it is meant against, and neither a side nor excluded",
            id="against someone",
        ),
        pytest.param(
            "The army and seven rebel groups signed a truce. The moderate rebel groups left.",
            "'seven rebel groups': none of them is named",
            id="none is named",
        ),
        pytest.param(
            "The army and rebels signed a truce. The moderate rebels left.",
            "'rebels', 'moderate rebels': words for one side that may not all mean the same groups",
            id="one side in two words",
        ),
        pytest.param(
            f"{SIGNED}. General Abu Omar al-Tal came. They met Omar al-Tal there.",
            "names written in several ways: 'Abu Omar al-Tal', 'Omar al-Tal'",
            id="with and without a byname",
        ),
        pytest.param(
            "The Army of the Hill and the rebels signed a truce. The Hill Army left.",
            "'Army of the Hill', 'Hill Army': perhaps one",
            id="turned",
        ),
        pytest.param(
            f"{SIGNED} with the [Valley] Council.", "'[Valley]': put in by an editor", id="put in"
        ),
        pytest.param(
            f"{SIGNED} so that will there will be no fire.",
            "'will there will': said twice, so that something may be missing or too much",
            id="said twice",
        ),
        pytest.param(f"{SIGNED} a weak ago.", "'a weak ago': perhaps 'a week ago'", id="ago"),
        pytest.param(
            f"{SIGNED} with the Council, formelry the Guard.",
            "'formelry': perhaps 'formerly'",
            id="letters changed places",
        ),
        pytest.param(
            f"{SIGNED} in al - Tal for one - week after 3/3 / 2016.",
            "'al - Tal', 'one - week': words and signs stand apart as after a program took "
            "them apart",
            id="apart",
        ),
        pytest.param(
            f"{SIGNED}. The truce holds in the town of Harun. The truce covers only the road "
            "to Abir.",
            "'The truce covers only the road to Abir.': less than 'Harun', where it is said to be",
            id="less than it is said to cover",
        ),
        pytest.param(
            "The rebels and the army reportedly signed a truce. The rebels allegedly agreed "
            "to release all prisoners. The army shall release all hostages.",
            "'The rebels and the army reportedly signed a truce.' and 'The army shall "
            "release all hostages.': the terms are told partly as alleged and partly as fact",
            id="alleged and flat",
        ),
    ],
)
def test_an_oddity_is_warned_of(text: str, warning: str) -> None:
    assert warning in read_text(text).warnings


def test_the_points_of_an_alleged_text_are_not_told_as_fact() -> None:
    text = "The rebels reportedly agreed to release all prisoners. The truce has two points:"
    warnings = read_text(
        f"{text}\n1. Both sides stop their fire\n2. The army opens the road"
    ).warnings
    assert not any("partly as fact" in warning for warning in warnings)


def test_a_missing_publication_date_is_warned_of_once() -> None:
    warnings = read_text(f"By Omar Tal\n{SIGNED}. They signed it.", published=None).warnings
    assert warnings == ("the document has no publication date: relative dates are left unresolved",)


def test_what_nothing_dates_and_nobody_signs_is_warned_of() -> None:
    nameless = "nothing says who wrote the document, who published it, or when"
    assert nameless in read_text(f"{SIGNED}.", published=None).warnings
    assert nameless not in read_text(f"{SIGNED}.").warnings


def test_nothing_odd_gives_no_warning() -> None:
    assert read_text(f"{SIGNED} on Monday.").warnings == ()


def test_a_document_without_an_arrangement_gives_no_warning() -> None:
    assert read_text("It was Friday, 2 February 2016.").warnings == ()
