import pytest

from hudna.domain.agreements import PART_NAMES, Term
from texts import read_text

NAMED = "The Valley Front and the army signed a truce."


def parts(text: str, code: str) -> list[dict[str, str]]:
    """Return the parts of each term with a code."""
    reading = read_text(text)
    terms = [t for a in reading.agreements for t in a.terms if code in t.codes]
    return [_parts(term) for term in terms]


def _parts(term: Term) -> dict[str, str]:
    found = ((name, getattr(term, name)) for name in PART_NAMES)
    return {name: part.value for name, part in found if part is not None}


def of_point(point: str, code: str) -> dict[str, str]:
    """Return the parts of a point of a list that has a code."""
    found = parts(f"{NAMED} Its points:\n1. {point}\n2. Nothing else.", code)
    return found[-1] if found else {}


@pytest.mark.parametrize(
    ("point", "code", "bearer"),
    [
        pytest.param("The Valley Front shall release all prisoners.", "persons.release",
                     "Valley Front", id="subject"),
        pytest.param("The Valley Front and the army shall release all prisoners.",
                     "persons.release", "Valley Front and the army", id="two subjects"),
        pytest.param("The army demands Dalbar men recruited by the Valley Front to defect.",
                     "persons.defect", "Dalbar men recruited by the Valley Front",
                     id="men of a town"),
        pytest.param("Both sides will release all prisoners.", "persons.release", "Both sides",
                     id="both sides"),
        pytest.param("No side may recruit.", "conduct.recruitment", "each side", id="no side"),
        pytest.param("Any group that violates the truce will be considered an outlaw.",
                     "mechanism.enforce", "Any group that violates the truce", id="class"),
        pytest.param("Withdrawal of heavy weapons by both sides.", "separation.withdraw",
                     "both sides", id="by"),
        pytest.param("Release of all prisoners between the two sides.", "persons.release",
                     "the two sides", id="between the sides"),
        pytest.param("The Valley Front shall open the road and withdraw from the airfield.",
                     "separation.withdraw", "Valley Front", id="same subject"),
        pytest.param("On the decision of the Valley Front three crossings can be opened.",
                     "movement.crossing", "Valley Front", id="decision"),
        pytest.param("The prisoners shall be released.", "persons.release", None, id="passive"),
        pytest.param("The prisoners shall be released by the army.", "persons.release", "army",
                     id="passive with by"),
        pytest.param("The army will be deployed along the road.", "separation.deploy",
                     "army", id="moves itself"),
        (
            "Observers chosen by the two sides shall settle disputes.",
            "mechanism.dispute",
            "Observers",
        ),
    ],
)  # fmt: skip
def test_who_is_bound_is_what_the_words_say(point: str, code: str, bearer: str | None) -> None:
    assert of_point(point, code).get("bearer") == bearer


@pytest.mark.parametrize(
    ("point", "code", "counterparty"),
    [
        pytest.param("The Valley Front shall stop all attacks against the army.",
                     "hostilities.cease", "army", id="against"),
        pytest.param("The sides will inform each other about military movement.",
                     "movement.notify", "each other", id="each other"),
        pytest.param("All factions shall fight any group that attacked the army, and its friends.",
                     "mechanism.enforce", "any group that attacked the army", id="class"),
    ],
)  # fmt: skip
def test_towards_whom_is_what_the_words_say(point: str, code: str, counterparty: str) -> None:
    assert of_point(point, code).get("counterparty") == counterparty


@pytest.mark.parametrize(
    ("point", "code", "window"),
    [
        pytest.param("The truce will last for 6 months.", "lifecycle.duration", "P6M", id="months"),
        pytest.param("The truce will last for two months from March 3, 2016.",
                     "lifecycle.duration", "P2M from 2016-03-03", id="months from"),
        pytest.param("The truce is valid for 30 days from its signing.", "lifecycle.duration",
                     "P30D from conclusion", id="days from signing"),
        pytest.param("The truce begins on March 3, 2016.", "lifecycle.start", "2016-03-03",
                     id="start"),
        pytest.param("The truce takes effect immediately.", "lifecycle.start", "conclusion",
                     id="at once"),
        pytest.param("The army will release all prisoners within 14 days of signing.",
                     "persons.release", "P14D from conclusion", id="within"),
        pytest.param("The army will release all prisoners by March 3, 2016.", "persons.release",
                     "2016-03-03", id="by"),
        pytest.param("The army will release all prisoners immediately.", "persons.release",
                     "P0D from conclusion", id="immediately"),
    ],
)  # fmt: skip
def test_a_window_is_canonical(point: str, code: str, window: str) -> None:
    assert of_point(point, code).get("window") == window


def test_a_deadline_is_counted_from_the_day_that_another_sentence_gives() -> None:
    text = (
        f"{NAMED} Its points:\n1. Armed groups have a 10-day deadline to respond. The deadline "
        "starts from March 3, 2016 for the groups that met in the valley.\n2. Nothing else."
    )
    found = parts(text, "lifecycle.deadline")
    assert [each["window"] for each in found] == ["P10D from 2016-03-03"] * 2
    assert found[0]["bearer"] == "groups that met in the valley"


@pytest.mark.parametrize(
    ("point", "code", "consequence"),
    [
        pytest.param("No answer shall be considered a rejection.", "lifecycle.default",
                     "rejection", id="rejection"),
        pytest.param("Silence shall be regarded as acceptance.", "lifecycle.default", "acceptance",
                     id="acceptance"),
        pytest.param("The extension of the truce will be discussed.", "lifecycle.extension",
                     "discussed", id="discussed"),
        pytest.param("The truce is extended automatically.", "lifecycle.extension", "automatic",
                     id="automatic"),
        pytest.param("The truce may be extended by mutual consent.", "lifecycle.extension",
                     "by_agreement", id="by agreement"),
    ],
)  # fmt: skip
def test_a_consequence_is_canonical(point: str, code: str, consequence: str) -> None:
    assert of_point(point, code).get("consequence") == consequence


def test_the_group_stands_for_the_one_that_a_sentence_has_named() -> None:
    text = (
        f"{NAMED} The Valley Front heard that the army demanded the group to be dissolved and "
        "resort to the arbitration of a court."
    )
    found = (*parts(text, "separation.dissolve"), *parts(text, "mechanism.dispute"))
    assert [each.get("bearer") for each in found] == ["Valley Front", "Valley Front"]


def test_the_group_stands_for_no_one_of_two() -> None:
    text = (
        f"{NAMED} The Valley Front heard that the Hill Front and the army demanded the group to be "
        "dissolved."
    )
    assert [each.get("bearer") for each in parts(text, "separation.dissolve")] == ["the group"]


def test_each_trigger_is_a_term() -> None:
    point = "Any betrayal by the Valley Front against the army or any attack by a third power "
    text = f"{NAMED} Its points:\n1. {point}shall revoke the truce.\n2. Nothing else."
    assert parts(text, "lifecycle.void") == [
        {"act": "breached", "bearer": "Valley Front", "counterparty": "army",
         "consequence": "automatic"},
        {"act": "attacked", "bearer": "a third power", "consequence": "automatic"},
    ]  # fmt: skip


def test_a_condition_is_its_words() -> None:
    point = "If the army withdraws, the Valley Front will release all prisoners."
    assert of_point(point, "persons.release")["condition"] == "If the army withdraws"


def test_what_must_come_first_is_its_words() -> None:
    point = "The Valley Front will release all prisoners after the army leaves the town."
    assert of_point(point, "persons.release")["after"] == "the army leaves the town"


def test_all_of_something_is_a_quantity() -> None:
    found = of_point("The army shall release all prisoners.", "persons.release")
    assert (found["object"], found["quantity"]) == ("all prisoners", "all")


def test_a_number_of_something_is_a_quantity() -> None:
    found = of_point("The army shall open three crossings.", "movement.crossing")
    assert (found["object"], found["quantity"]) == ("three crossings", "3")


def test_a_condition_before_a_right_to_end_is_its_trigger() -> None:
    point = "If the army attacks the Valley Front, the Valley Front may end the truce."
    assert of_point(point, "lifecycle.void") == {
        "act": "attacked",
        "bearer": "army",
        "counterparty": "Valley Front",
        "consequence": "right_to_end",
    }


def test_a_power_to_end_it_is_a_right_to_end() -> None:
    point = "Either party may terminate the truce by giving notice."
    found = of_point(point, "lifecycle.void")
    assert (found["bearer"], found["consequence"]) == ("Either party", "right_to_end")


def test_a_comma_alone_joins_no_subjects() -> None:
    text = f"{NAMED} Under the truce, brokered by Norway, the army must release all prisoners."
    assert parts(text, "persons.release")[0]["bearer"] == "army"
