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
