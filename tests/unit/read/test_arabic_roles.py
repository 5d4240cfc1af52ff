import pytest

from hudna.read.casts import settled
from hudna.read.mentions import find_mentions
from hudna.read.roles import find_casts
from texts import ARABIC_WORDS, arabic_page, read_text


def roles(text: str) -> set[tuple[str, str]]:
    page = arabic_page(text)
    mentions = find_mentions(page, ARABIC_WORDS)
    casts = [
        cast
        for sentence in page.sentences
        for cast in find_casts(page, sentence, mentions[sentence.index], ARABIC_WORDS)
    ]
    return {(cast.mention.name, cast.role.value) for cast in settled(casts)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("بدأت هدنة بين جبهة الوادي ومجلس هارون.",
                     {("جبهة الوادي", "party"), ("مجلس هارون", "party")}, id="between"),
        pytest.param("وقع ممثلون عن جبهة الوادي مع قادة حركة دلبر اتفاق هدنة.",
                     {("جبهة الوادي", "party"), ("حركة دلبر", "party")}, id="delegations"),
        pytest.param("بدأ صلح بين قبيلتي “هارون” و “آل دلبر” في الوادي.",
                     {("هارون", "party"), ("آل دلبر", "party")}, id="tribes"),
        pytest.param("وقعت جبهة تحرير نرمان والجيش اتفاق هدنة.",
                     {("جبهة تحرير نرمان", "party"), ("الجيش", "party")}, id="named by its aim"),
        pytest.param("وقعت جبهة الوادي وحركة دلبر اتفاق هدنة.",
                     {("جبهة الوادي", "party"), ("حركة دلبر", "party")}, id="subjects of a verb"),
        pytest.param("جبهة الوادي وحركة دلبر توصلتا إلى هدنة.",
                     {("جبهة الوادي", "party"), ("حركة دلبر", "party")}, id="before a verb"),
        pytest.param("توصلت جبهة الوادي إلى هدنة مع حركة دلبر.",
                     {("جبهة الوادي", "party"), ("حركة دلبر", "party")}, id="with"),
        pytest.param("عرضت جبهة الوادي على حركة دلبر هدنة.",
                     {("جبهة الوادي", "party"), ("حركة دلبر", "invitee")}, id="offered"),
        pytest.param("رفضت حركة دلبر الهدنة.", {("حركة دلبر", "invitee")}, id="rejected"),
        pytest.param("أعلنت الهدنة بوساطة النرويج.", {("النرويج", "mediator")}, id="mediated"),
        pytest.param("تم الاتفاق بضمانة نرويجية.", {("النرويج", "guarantor")}, id="guaranteed"),
        pytest.param("الهدنة بإشراف الأمم المتحدة.",
                     {("الأمم المتحدة", "monitor")}, id="monitored"),
        pytest.param("لا تشمل الهدنة تنظيم القاعدة.",
                     {("تنظيم القاعدة", "excluded")}, id="excluded"),
        pytest.param("قال المبعوث الأممي سمير قلعان إن الهدنة صامدة.",
                     {("سمير قلعان", "mediator")}, id="an envoy"),
        pytest.param("عن جبهة الوادي: سمير قلعان",
                     {("جبهة الوادي", "party"), ("سمير قلعان", "signatory")}, id="signs for"),
    ],
)  # fmt: skip
def test_a_role_is_read_from_the_words_beside_a_name(
    text: str, expected: set[tuple[str, str]]
) -> None:
    assert roles(text) == expected


def test_a_state_that_only_says_where_has_no_role() -> None:
    assert roles("وقعت جبهة الوادي هدنة في اليمن.") == {("جبهة الوادي", "party")}


def test_whose_group_another_is_gives_no_role() -> None:
    assert roles("وقعت جبهة الوادي التابعة لحركة دلبر هدنة.") == {("جبهة الوادي", "party")}


def test_who_does_not_agree_with_a_verb_is_its_object() -> None:
    assert roles("أعلنت جبهة الوادي هدنة وطالبت مجلس هارون بالتزامها.") >= {
        ("مجلس هارون", "invitee")
    }


def test_two_tribes_behind_their_dual_are_sides_and_no_person() -> None:
    text = "توصلت قبيلتا سالم وعامر إلى هدنة بعد اشتباكات مسلحة أوقعت قتلى."
    [agreement] = read_text(text, language="ar").agreements
    assert {(p.name, p.role.value) for p in agreement.participants} == {
        ("سالم", "party"),
        ("عامر", "party"),
    }


def test_a_threat_to_end_a_truce_has_not_ended_it() -> None:
    text = "هدد قائد الجيش بإنهاء الهدنة إذا لم تلتزم جبهة التلال بها."
    [agreement] = read_text(text, language="ar").agreements
    assert agreement.stage is None


def test_who_will_answer_breaches_threatens() -> None:
    text = "أكدت الجبهة أنها سترد على الخروقات في حال عدم التزام الجيش بالهدنة."
    [agreement] = read_text(text, language="ar").agreements
    assert [c.stance.value for c in agreement.claims] == ["threatens"]


def casts(text: str) -> dict[str, str]:
    found = read_text(text, language="ar", published="2031-05-20").agreements[0]
    return {each.name: each.role.value for each in found.participants}


@pytest.mark.parametrize(
    "declares", ["وأعلنت قيادة الجيش، الأحد، عن", "وكان الجيش أعلن", "وقرر الجيش من جهته"]
)
def test_who_alone_declares_what_is_broken_is_its_party(declares: str) -> None:
    found = casts(f"أفاد سكان بخرق جبهة الوادي الهدنة. {declares} هدنة مدتها خمسة أيام.")
    assert found.pop("جبهة الوادي") == "invitee"
    assert list(found.values()) == ["party"]


def test_both_who_agree_on_what_is_broken_are_its_parties() -> None:
    found = casts("أفاد سكان بخرق جبهة الوادي الهدنة. واتفق الجيش وجبهة الوادي على هدنة مدتها شهر.")
    assert found == {"جبهة الوادي": "party", "الجيش": "party"}


def test_two_who_declare_what_is_broken_together_are_its_parties() -> None:
    found = casts(
        "أفاد سكان بخرق الهدنة. وكان الجيش وجبهة الوادي أعلنا هدنة. وأعلن الجيش وجبهة الوادي هدنة."
    )
    assert found == {"جبهة الوادي": "party", "الجيش": "party"}
