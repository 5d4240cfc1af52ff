"""Several arrangements in one Arabic document, each an account of its own."""

import pytest

from hudna.domain.agreements import Agreement
from texts import read_text

NEWS = "وقع الجيش وجبهة الوادي اليوم اتفاق هدنة في بلدة نوران."


def agreements(text: str) -> tuple[Agreement, ...]:
    return read_text(text, language="ar", published="2031-05-20").agreements


def stages(text: str) -> list[str | None]:
    return [found.stage.value if found.stage else None for found in agreements(text)]


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت جبهة الوادي وقفا لإطلاق النار مدته ثلاثة أيام، بعد أن أعلن الجيش وقف عملياته.",
        "أعلنت جبهة الوادي هدنة مدتها أسبوع. وكان الجيش قد أعلن الأحد أنه سيوقف القصف.",
        "أعلنت جبهة الوادي هدنة مدتها أسبوع. وكان الجيش قد أعلن يوم الأحد هدنة من جانبه.",
        "قررت جبهة الوادي تعليق هجماتها. وسبق أن أعلن الجيش وقفا لإطلاق النار مدته يومان.",
        "أعلنت جبهة الوادي هدنة مدتها يومان. وأعلن الجيش في وقت سابق هدنة مدتها أسبوع.",
    ],
)
def test_two_sides_that_declare_on_two_days_have_two_accounts(text: str) -> None:
    found = agreements(text)
    assert len(found) == 2
    assert [p.name for p in found[0].participants if p.role.value == "party"] == ["جبهة الوادي"]
    assert "الجيش" in [p.name for p in found[1].participants if p.role.value == "party"]


@pytest.mark.parametrize(
    "turn",
    ["وفي غضون ذلك", "وفي سياق منفصل", "وعلى صعيد آخر", "وفي وقت سابق", "ومن جهة أخرى"],
)
def test_a_turn_with_a_length_of_its_own_brings_in_another(turn: str) -> None:
    text = f"{NEWS} {turn}، أعلن الجيش هدنة مدتها أربع ساعات في قرية سلوان."
    assert len(agreements(text)) == 2


def test_a_turn_that_goes_on_about_the_same_brings_in_none() -> None:
    assert len(agreements(f"{NEWS} ومن جهة أخرى، رحب سكان البلدة بالهدنة.")) == 1


def test_a_deal_of_an_earlier_day_beside_the_news_is_another() -> None:
    text = f"{NEWS} وكان الطرفان قد وقعا في 3 مايو 2031 اتفاق هدنة لم يصمد."
    assert len(agreements(text)) == 2


def test_the_past_of_what_the_page_tells_is_no_other() -> None:
    text = "اتهم الجيش جبهة الوادي بخرق الهدنة. وكان الطرفان قد وقعا في 3 مايو 2031 اتفاق هدنة."
    assert len(agreements(text)) == 1


@pytest.mark.parametrize(
    "ultimatum",
    [
        "وأعطى الجيش أهالي نوران مهلة أخيرة لتسليم السلاح.",
        "وأمهل الجيش مقاتلي الجبهة 48 ساعة للانسحاب من البلدة.",
        "ووجه الجيش إنذارا إلى المقاتلين لإلقاء السلاح.",
    ],
)
def test_an_ultimatum_after_a_breach_is_a_demand_of_its_own(ultimatum: str) -> None:
    text = f"نسف الجيش الاتفاق المبرم مع جبهة الوادي في نوران. {ultimatum}"
    assert stages(text)[1:] == ["demand"]


def test_an_ultimatum_without_a_breach_is_none_of_its_own() -> None:
    text = f"{NEWS} وأعطى الجيش المقاتلين مهلة يومين للخروج من البلدة."
    assert len(agreements(text)) == 1


@pytest.mark.parametrize(
    "denial",
    [
        "ونفت جبهة الوادي ذلك.",
        "لكن الجبهة نفت صحة هذه الأنباء.",
        "وقال المتحدث باسم الجبهة إن هذه الأنباء لا أساس لها من الصحة.",
        "وأكدت الجبهة أنها لم توقع أي اتفاق.",
        "إلا أن جبهة الوادي أنكرت وجود أي هدنة.",
        "وقال ناطق باسم جبهة الوادي إنه لا علم له بأي هدنة.",
        "وفندت جبهة الوادي هذه المزاعم.",
        "ووصفت الجبهة ما نشر عن الهدنة بأنه محض افتراء.",
    ],
)
def test_what_one_claims_and_another_denies_is_contested(denial: str) -> None:
    text = f"أعلنت وزارة الدفاع توصل الجيش وجبهة الوادي إلى هدنة. {denial}"
    (found,) = agreements(text)
    assert found.authenticity is not None
    assert found.authenticity.value == "contested"


def test_a_breach_denied_contests_nothing() -> None:
    (found,) = agreements("وقع الجيش وجبهة الوادي هدنة. ونفى الجيش خرق الهدنة.")
    assert found.authenticity is not None
    assert found.authenticity.value == "asserted"


def roles(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for participant in agreements(text)[0].participants:
        found.setdefault(participant.role.value, []).append(participant.name)
    return found


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        pytest.param("وقع الهدنة عن الجيش العميد سالم عمران وعن جبهة الوادي كمال داود.",
                     "signatory", ["سالم عمران", "كمال داود"], id="for whom"),
        pytest.param("وقع قائد الجيش سالم عمران هدنة مع جبهة الوادي.", "signatory",
                     ["سالم عمران"], id="a head"),
        pytest.param('وقعت قبائل "النور والسيل والصخر" صلحا قبليا لإنهاء الاقتتال.', "party",
                     ['قبائل "النور', "السيل", "الصخر"], id="tribes in quotes"),
        pytest.param("قال رئيس لجنة تنفيذ الاتفاق سالم عمران إن الهدنة بين الجيش وجبهة الوادي "
                     "صامدة.", "responsible", ["سالم عمران"], id="who carries it out"),
        pytest.param("توصل الجيش وجبهة الوادي إلى هدنة بناء على طلب الأمم المتحدة.", "sponsor",
                     ["الأمم المتحدة"], id="at whose request"),
        pytest.param("اتفق الجيش وجبهة الوادي على هدنة، ويتم الرجوع إلى مصر راعية التفاهمات.",
                     "mediator", ["مصر"], id="whose care it is under"),
        pytest.param("توسطت لجنة من وجهاء المدينة بين الجيش وجبهة الوادي للتوصل إلى هدنة.",
                     "mediator", ["لجنة من وجهاء المدينة"], id="notables"),
        pytest.param("اتفق الجيش وجبهة الوادي على هدنة ترعاها الأممالمتحدة.", "mediator",
                     ["الأممالمتحدة"], id="printed without its space"),
    ],
)  # fmt: skip
def test_roles_are_read(text: str, role: str, names: list[str]) -> None:
    assert roles(text).get(role) == names


def test_who_is_allied_to_a_side_is_none() -> None:
    text = "وافق مسلحو جبهة الوادي المتحالفون مع إيران على هدنة مع الجيش."
    assert "إيران" not in roles(text)["party"]


def test_an_army_and_what_it_does_are_no_name() -> None:
    assert "الجيش" in roles("أعلن الجيش وقفا لإطلاق النار مع جبهة الوادي.")["party"]


def test_places_that_commas_list_are_each_a_place() -> None:
    text = "وقع الجيش وجبهة الوادي هدنة تشمل أحياء باب النور، والقصر، وتلة الحمام في المدينة."
    assert [p.name for p in agreements(text)[0].places] == ["باب النور", "القصر", "تلة الحمام"]
