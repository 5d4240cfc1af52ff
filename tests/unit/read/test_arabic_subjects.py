import pytest

from hudna.domain.agreements import Term
from texts import read_text


def term(words: str, code: str) -> Term:
    text = f"اتفاق هدنة بين جبهة الوادي والجيش\nاتفق الطرفان على ما يلي:\n1- {words}."
    (agreement,) = read_text(text, language="ar").agreements
    return next(t for t in agreement.terms if t.number == "1" and code in t.codes)


@pytest.mark.parametrize(
    ("words", "code", "bearer"),
    [
        pytest.param("تلتزم جبهة الوادي بوقف الأعمال العدائية", "hostilities.cease", "جبهة الوادي",
                     id="the subject behind a verb"),
        pytest.param("يلتزم الطرفان بوقف الأعمال العدائية", "hostilities.cease", "الطرفان",
                     id="the sides"),
        pytest.param("يحظر على جبهة الوادي استخدام الصواريخ", "hostilities.prohibited_means",
                     "جبهة الوادي", id="forbidden to"),
        pytest.param("انسحاب جبهة الوادي والجيش من دلبر", "separation.withdraw",
                     "جبهة الوادي والجيش", id="whose act it is"),
        pytest.param("إطلاق الأسرى من قبل جبهة الوادي", "persons.release", "جبهة الوادي",
                     id="by"),
        pytest.param("تبادل الأسرى بين جبهة الوادي والجيش", "persons.release",
                     "جبهة الوادي والجيش", id="between"),
        pytest.param("فتح المعابر", "movement.crossing", None, id="no one"),
    ],
)  # fmt: skip
def test_who_is_bound_is_read(words: str, code: str, bearer: str | None) -> None:
    found = term(words, code).bearer
    assert (found.value if found is not None else None) == bearer


def test_towards_whom_is_read() -> None:
    found = term("وقف الهجمات ضد جبهة الوادي", "hostilities.cease").counterparty
    assert found is not None
    assert found.value == "جبهة الوادي"
