"""Arabic documents from end to end: what is found of them, and that every quote is theirs."""

import pytest

from hudna.domain.agreements import Agreement
from texts import read_text


def agreement(text: str) -> Agreement:
    (found,) = read_text(text, language="ar").agreements
    return found


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        pytest.param("وقعت جبهة الوادي والجيش اتفاق هدنة.", "agreed", id="signed"),
        pytest.param("دخلت الهدنة بين جبهة الوادي والجيش حيز التنفيذ.", "in_force", id="began"),
        pytest.param("رفضت جبهة الوادي هدنة مع الجيش.", "rejected", id="rejected"),
        pytest.param("انهارت الهدنة بين جبهة الوادي والجيش.", "collapsed", id="collapsed"),
        pytest.param("انتهت الهدنة بين جبهة الوادي والجيش.", "expired", id="expired"),
        pytest.param("علقت جبهة الوادي العمل بالهدنة مع الجيش.", "suspended", id="suspended"),
        pytest.param("أعلنت جبهة الوادي هدنة من جانب واحد.", "declared", id="declared"),
        pytest.param("عرضت جبهة الوادي على الجيش هدنة.", "proposal", id="offered"),
        pytest.param("دعا الجيش مقاتلي جبهة الوادي إلى رفع أصابعهم عن الزناد.", "proposal",
                     id="calls to hold fire"),
        pytest.param("كان هناك هدنة بين جبهة الوادي والجيش، لكن مع انتهاء الهدنة عاد الحصار.",
                     "expired", id="was once"),
        pytest.param("بقيت الهدنة بين جبهة الوادي والجيش حبرا على ورق.", "collapsed",
                     id="on paper"),
        pytest.param("شدد الوسيط على ضرورة هدنة بين جبهة الوادي والجيش والتوصل إلى اتفاق.",
                     "proposal", id="needed, not agreed"),
        pytest.param("تستمر مفاوضات الهدنة بين جبهة الوادي والجيش.", "negotiation", id="talks"),
        pytest.param("أمهل الجيش مقاتلي جبهة الوادي 24 ساعة لتسليم أسلحتهم.", "demand",
                     id="a demand"),
    ],
)  # fmt: skip
def test_a_stage_is_read(text: str, stage: str) -> None:
    found = agreement(text)
    assert found.stage is not None
    assert found.stage.value == stage


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("أعلنت جبهة الوادي هدنة مع الجيش ثلاثة أيام.", "unilateral",
                     id="one side declares it"),
        pytest.param("وقعت جبهة الوادي والجيش اتفاق هدنة.", "bilateral", id="two sign it"),
        pytest.param("تسري الهدنة التي أعلنتها جبهة الوادي.", "unilateral", id="told later"),
        pytest.param("أعلنت جبهة الوادي هدنة بين حركة دلبر والجيش.", "multilateral",
                     id="announced for others"),
    ],
)  # fmt: skip
def test_a_form_is_read(text: str, form: str) -> None:
    found = agreement(text)
    assert found.form is not None
    assert found.form.value == form


@pytest.mark.parametrize(
    ("text", "authenticity"),
    [
        pytest.param("وقعت جبهة الوادي والجيش هدنة.", "asserted", id="told"),
        pytest.param("ذكرت مصادر مطلعة أن جبهة الوادي والجيش وقعا هدنة.", "alleged", id="hedged"),
        pytest.param("نفت جبهة الوادي توقيع أي هدنة مع الجيش.", "denied", id="denied"),
        pytest.param("وقعت جبهة الوادي هدنة. ونفى الجيش توقيع أي هدنة.", "contested",
                     id="contested"),
    ],
)  # fmt: skip
def test_what_may_be_believed_is_read(text: str, authenticity: str) -> None:
    found = agreement(text)
    assert found.authenticity is not None
    assert found.authenticity.value == authenticity


@pytest.mark.parametrize(
    ("words", "code", "modality"),
    [
        ("وقف جميع الأعمال العدائية", "hostilities.cease", "obligation"),
        ("حظر الغارات الجوية", "hostilities.prohibited_means", "prohibition"),
        ("تثبيت خطوط التماس", "hostilities.freeze", "obligation"),
        ("انسحاب القوات من دلبر", "separation.withdraw", "obligation"),
        ("نشر الشرطة في دلبر", "separation.deploy", "obligation"),
        ("إقامة منطقة عازلة", "separation.zone", "obligation"),
        ("تسليم السلاح الثقيل", "separation.disarm", "obligation"),
        ("فتح معبر الجسر", "movement.crossing", "obligation"),
        ("إزالة الحواجز", "movement.checkpoint", "obligation"),
        ("فك الحصار عن دلبر", "movement.siege", "obligation"),
        ("إجلاء الجرحى", "movement.evacuate", "obligation"),
        ("إدخال المساعدات الإنسانية", "humanitarian.access", "obligation"),
        ("حماية المدنيين", "humanitarian.civilians", "obligation"),
        ("إعادة الكهرباء والمياه", "humanitarian.services", "obligation"),
        ("إزالة الألغام", "humanitarian.demining", "obligation"),
        ("صرف رواتب الموظفين", "humanitarian.economic", "obligation"),
        ("عودة النازحين", "humanitarian.return", "obligation"),
        ("تبادل الأسرى", "persons.release", "obligation"),
        ("تسليم جثث القتلى", "persons.missing", "obligation"),
        ("وقف الحملات الإعلامية", "conduct.propaganda", "prohibition"),
        ("تشكيل لجنة مشتركة", "mechanism.liaison", "obligation"),
        ("مراقبة تنفيذ الاتفاق", "mechanism.monitor", "obligation"),
        ("لا يشمل الاتفاق تنظيم القاعدة", "scope.exclude", "declaration"),
        ("عقد مفاوضات سياسية", "political.talks", "intention"),
        ("إجراء انتخابات محلية", "political.power", "obligation"),
    ],
    ids=lambda value: value if "." in value else "",
)
def test_a_point_bears_its_code(words: str, code: str, modality: str) -> None:
    text = f"اتفاق هدنة بين جبهة الوادي والجيش\nاتفق الطرفان على ما يلي:\n1- {words}."
    found = [t for t in agreement(text).terms if t.number == "1" and code in t.codes]
    assert [t.modality.value for t in found if t.modality is not None] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قصف الجيش مواقع جبهة الوادي وقتل ثلاثة مقاتلين.", id="fighting"),
        pytest.param("وقعت الحكومة والنقابات هدنة تجارية.", id="trade"),
        pytest.param("اتفاق المناخ بين الجيش والحكومة.", id="climate"),
        pytest.param("دعا الوزير إلى تهدئة الأسواق بعد الحرب التجارية.", id="markets"),
        pytest.param(
            "توصل الحزب بعد هجمات المسلحين إلى تهدئة بين جناحين يتنازعان قيادته.",
            id="wings of a party",
        ),
    ],
)
def test_a_document_without_an_agreement_has_none(text: str) -> None:
    assert read_text(text, language="ar").agreements == ()


def test_a_document_is_read_in_the_language_of_most_of_its_letters() -> None:
    text = "وقعت جبهة الوادي والجيش هدنة لمدة ستة أشهر في دلبر، برعاية النرويج (Norway)."
    assert read_text(text, language=None).agreements
    english = "The Valley Front and the army signed a truce (هدنة) in Dalbar."
    assert read_text(english, language=None).agreements[0].named_as == "truce"


def test_names_and_quotes_keep_their_marks() -> None:
    found = agreement("وقَّعت جبهةُ الوادي والجيشُ هدنةً لمدة ستّة أشهر.")
    assert found.named_as == "هدنةً"
    assert {p.name for p in found.participants} == {"جبهةُ الوادي", "الجيشُ"}


def test_a_label_is_in_arabic() -> None:
    assert agreement("وقعت جبهة الوادي والجيش هدنة في مدينة دلبر.").label == (
        "هدنة بين جبهة الوادي والجيش، دلبر"
    )


def test_a_halt_for_a_length_of_time_is_an_arrangement() -> None:
    text = (
        "طالب مجلس المدينة الجيش بوقف اقتحام البلدة وقصفها مدة أسبوع. وتخوض جبهة الوادي معارك فيها."
    )
    assert [str(each.value) for each in agreement(text).dates] == ["P7D"]


@pytest.mark.parametrize("words", ["لم يعد لها أي معنى", "لم تعد قائمة", "لم تعد سارية"])
def test_what_is_no_more_has_collapsed_and_binds_no_one(words: str) -> None:
    found = agreement(f"أكدت جبهة الوادي أن الهدنة مع الجيش {words}.")
    assert found.stage is not None
    assert found.stage.value == "collapsed"
    assert found.terms == ()
