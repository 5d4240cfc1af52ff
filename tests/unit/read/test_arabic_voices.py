import pytest

from hudna.domain.codebook import About, Stance
from hudna.read.arabic.voices import find_utterances
from hudna.read.mentions import find_mentions
from hudna.read.voices import Told, Utterance
from texts import ARABIC_WORDS, arabic_page


def said(text: str, *, last: str | None = None) -> tuple[Utterance, ...]:
    page = arabic_page(text)
    mentions = find_mentions(page, ARABIC_WORDS)
    (sentence,) = page.sentences
    told = Told(last, {})
    return find_utterances(
        page, sentence, mentions[sentence.index], ARABIC_WORDS, speaks=True, told=told
    )


def stances(text: str, *, last: str | None = None) -> list[tuple[str, str]]:
    return [(u.speaker, u.stance.value) for u in said(text, last=last)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قالت جبهة الوادي إن الهدنة بدأت.", ("جبهة الوادي", "asserts"), id="says"),
        pytest.param("نفت جبهة الوادي وجود أي هدنة.", ("جبهة الوادي", "denies"), id="denies"),
        pytest.param("رفضت جبهة الوادي الهدنة.", ("جبهة الوادي", "rejects"), id="rejects"),
        pytest.param("وافقت جبهة الوادي على الهدنة.", ("جبهة الوادي", "accepts"), id="accepts"),
        pytest.param("لن تقبل جبهة الوادي الهدنة.", ("جبهة الوادي", "rejects"), id="not accepts"),
        pytest.param("وصفت النرويج الهدنة بأنها خطوة مهمة.", ("النرويج", "welcomes"),
                     id="calls it a step"),
        pytest.param("قالت النرويج إن على جبهة الوادي أن تحترم الهدنة.", ("النرويج", "demands"),
                     id="says who has to"),
        pytest.param("أكدت جبهة الوادي أنها ملتزمة بالهدنة.", ("جبهة الوادي", "asserts"),
                     id="keeps to it"),
        pytest.param("نفى هارون دلبر، المستشار الإعلامي للجبهة، وجود هدنة.",
                     ("هارون دلبر", "denies"), id="title behind the name"),
        pytest.param("دعا شيرزاد بن قلعان زعيم حركة دلبر أمس جبهة الوادي إلى الهدنة.",
                     ("شيرزاد بن قلعان", "demands"), id="title without an article behind"),
        pytest.param("وقال قلعان: «الهدنة ستصمد في الوادي».", ("قلعان", "asserts"),
                     id="a bare name before a quotation"),
        pytest.param("جدد مبعوث النرويج دعوته إلى هدنة.", ("مبعوث النرويج", "demands"),
                     id="calls again"),
        pytest.param("أبدت جبهة الوادي ارتياحها للهدنة.", ("جبهة الوادي", "welcomes"),
                     id="is content"),
        pytest.param("أعلنت جبهة الوادي تصعيد هجماتها بعد الهدنة.", ("جبهة الوادي", "threatens"),
                     id="announces attacks"),
        pytest.param("وقال هارون قلعاني، وسيط الوادي، إن الهدنة بدأت.",
                     ("هارون قلعاني", "asserts"), id="a mediator by name"),
        pytest.param("أوضح سمير قلعان أن الهدنة سيراقبها جنود لرصد أي خروقات.",
                     ("سمير قلعان", "asserts"), id="a breach only foreseen"),
        pytest.param("رحبت النرويج بالهدنة.", ("النرويج", "welcomes"), id="welcomes"),
        pytest.param("هددت جبهة الوادي بإنهاء الهدنة.", ("جبهة الوادي", "threatens"), id="warns"),
        pytest.param("اتهمت جبهة الوادي حركة دلبر بخرق الهدنة.", ("جبهة الوادي", "accuses"),
                     id="accuses"),
        pytest.param("قالت جبهة الوادي إن حركة دلبر خرقت الهدنة.", ("جبهة الوادي", "accuses"),
                     id="says of a breach"),
        pytest.param("بدأت الهدنة في دلبر صباح اليوم بحسب جبهة الوادي.",
                     ("جبهة الوادي", "asserts"), id="according to"),
        pytest.param("ذكرت مصادر مطلعة أن هدنة بدأت.", ("مصادر مطلعة", "alleges"), id="sources"),
        pytest.param("قال محافظ دلبر للتلفزيون إن الهدنة بدأت.", ("محافظ دلبر", "asserts"),
                     id="a title"),
        pytest.param("قال الناطق باسم جبهة الوادي سمير قلعان إن الهدنة بدأت.",
                     ("سمير قلعان", "asserts"), id="a person behind a title"),
        pytest.param("رحب سمير قلعان الناطق باسم النرويج بالهدنة.", ("سمير قلعان", "welcomes"),
                     id="a title right behind the name"),
        pytest.param("قال وزير الإعلام المتحدث باسم الحكومة، سمير قلعان إن الهدنة بدأت.",
                     ("سمير قلعان", "asserts"), id="a name behind a title and a comma"),
        pytest.param("قال بيان صادر عن مجلس دلبر إن الهدنة بدأت.", ("مجلس دلبر", "asserts"),
                     id="a statement is that of whom it is issued by"),
        pytest.param("دعا سمير قلعان الأطراف إلى احترام الهدنة.", ("سمير قلعان", "demands"),
                     id="who is called upon stands behind who calls"),
    ],
)  # fmt: skip
def test_who_says_what_is_read(text: str, expected: tuple[str, str]) -> None:
    assert expected in stances(text)


def test_a_verb_without_a_subject_is_the_last_speakers() -> None:
    assert stances("وأضاف أن الهدنة صامدة.", last="سمير قلعان") == [("سمير قلعان", "asserts")]


def test_each_of_those_who_accuse_each_other_accuses() -> None:
    assert stances("تبادلت جبهة الوادي وحركة دلبر الاتهامات بخرق الهدنة.") == [
        ("جبهة الوادي", "accuses"),
        ("حركة دلبر", "accuses"),
    ]


def test_a_breach_is_what_an_accusation_is_about() -> None:
    (utterance,) = said("اتهمت جبهة الوادي حركة دلبر بخرق الهدنة.")
    assert (utterance.stance, utterance.about) == (Stance.ACCUSES, About.BREACH)


def test_an_agency_named_as_the_source_only_passes_on_what_others_say() -> None:
    assert stances("أعلنت جبهة الوادي هدنة، بحسب وكالة أنباء الوادي.") == [
        ("جبهة الوادي", "asserts")
    ]


def test_who_is_called_upon_behind_and_calls_is_no_speaker() -> None:
    found = stances("رحبت جبهة الوادي بالهدنة ودعت حركة دلبر إلى التزامها.")
    assert found == [("جبهة الوادي", "welcomes"), ("جبهة الوادي", "demands")]


def test_who_speaks_in_the_first_person_is_who_spoke_and_not_whom_he_calls_upon() -> None:
    assert ("قلعان", "demands") in stances("وقال قلعان «ندعو جبهة الوادي إلى هدنة فورية».")
    assert ("جبهة الوادي", "demands") not in stances("ندعو جبهة الوادي إلى هدنة فورية.")


def test_what_is_worth_recalling_no_one_says() -> None:
    assert stances("يذكر أن الهدنة بدأت أمس.", last="سمير قلعان") == []


def test_a_campaign_is_no_blame() -> None:
    assert stances("بدأت جبهة الوادي حملة عسكرية بعد الهدنة.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أفادت مصادر بخرق جبهة الوادي الهدنة.", ("مصادر", "accuses")),
        ("أفاد سكان بوقوع انتهاكات للهدنة.", ("سكان", "accuses")),
        ("قالت جبهة الوادي إن من المؤسف أن تنتهك الحكومة الهدنة.", ("جبهة الوادي", "accuses")),
        ("أعربت جبهة الوادي عن استنكارها لخرق الهدنة.", ("جبهة الوادي", "accuses")),
        ("أكدت جبهة الوادي أن الهدنة لم يعد لها معنى.", ("جبهة الوادي", "rejects")),
        ("شدد قلعان بالقول: «لم يبق أي معنى للهدنة».", ("قلعان", "rejects")),
    ],
)
def test_breaches_and_ends_are_told_by_whole_phrases(text: str, expected: tuple[str, str]) -> None:
    assert stances(text) == [expected]


def test_to_repeat_a_refusal_confirms_nothing() -> None:
    assert stances("جددت جبهة الوادي رفضها أي هدنة.") == [("جبهة الوادي", "rejects")]


def test_the_fate_of_the_missing_is_no_speech() -> None:
    assert stances("وينص الاتفاق على كشف مصير المفقودين من المقاتلين.") == []
