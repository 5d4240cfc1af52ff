import pytest

from hudna.read.structure import Kind
from texts import arabic_page


def clauses(text: str) -> list[str]:
    page = arabic_page(text)
    return [page.words(clause) for sentence in page.sentences for clause in sentence.clauses]


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        pytest.param("أولاً: وقف إطلاق النار.", "1", "وقف إطلاق النار.", id="ordinal"),
        pytest.param("٢- فتح المعابر.", "2", "فتح المعابر.", id="Arabic digit"),
        pytest.param("3) رفع الحصار.", "3", "رفع الحصار.", id="digit"),
        pytest.param("المادة 4: عودة النازحين إلى بيوتهم.", "4", "عودة النازحين إلى بيوتهم.",
                     id="article"),
        pytest.param("- إطلاق سراح الأسرى.", None, "إطلاق سراح الأسرى.", id="dash"),
    ],
)  # fmt: skip
def test_a_point_of_a_list_is_told(line: str, number: str | None, words: str) -> None:
    page = arabic_page(f"اتفق الطرفان على ما يلي:\n{line}")
    point = page.sentences[-1]
    assert (point.kind, point.number, page.words(point.span)) == (Kind.POINT, number, words)


def test_a_stop_glued_to_the_next_sentence_ends_one() -> None:
    page = arabic_page("توصل الطرفان إلى هدنة.وينص الاتفاق على فتح المعابر.")
    assert [page.words(s.span) for s in page.sentences] == [
        "توصل الطرفان إلى هدنة.",
        "وينص الاتفاق على فتح المعابر.",
    ]


def test_two_stops_are_a_pause() -> None:
    assert len(arabic_page("خرج المقاتلون بسلاحهم.. على دفعات.").sentences) == 1


def test_and_before_a_noun_of_action_begins_a_clause() -> None:
    assert clauses("ينص الاتفاق على وقف إطلاق النار والإفراج عن الأسرى وسحب السلاح الثقيل") == [
        "ينص الاتفاق على وقف إطلاق النار",
        "والإفراج عن الأسرى",
        "وسحب السلاح الثقيل",
    ]


def test_and_before_another_name_begins_none() -> None:
    assert clauses("وقعت جبهة الوادي وكتائب دلبر اتفاق هدنة") == [
        "وقعت جبهة الوادي وكتائب دلبر اتفاق هدنة"
    ]


def test_words_are_cited_with_their_marks() -> None:
    page = arabic_page("هدَّد مجلسُ هارونَ بقصفِ دلبرَ، مؤكِّدًا أنّه لن ينسحبَ منها")
    assert [page.words(clause) for clause in page.sentences[0].clauses] == [
        "هدَّد مجلسُ هارونَ بقصفِ دلبرَ",
        "مؤكِّدًا أنّه لن ينسحبَ منها",
    ]
