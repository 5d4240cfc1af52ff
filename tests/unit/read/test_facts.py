import pytest

from texts import read_text


def facts(text: str) -> set[tuple[str, str | None, str | None]]:
    return {(f.act.value, f.date, f.by) for f in read_text(text).facts}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        pytest.param("The rebels and the army signed a truce on Monday.",
                     ("signed", "2016-02-01", None), id="signed"),
        pytest.param("The Valley Front offered the army a truce on Monday.",
                     ("offered", "2016-02-01", "Valley Front"), id="offered by its one party"),
        pytest.param("The truce of the rebels and the army took effect on Monday.",
                     ("began", "2016-02-01", None), id="began"),
        pytest.param("The truce collapsed on Monday, rebels and the army said.",
                     ("ended", "2016-02-01", None), id="ended"),
    ],
)  # fmt: skip
def test_a_dated_act_is_a_fact(text: str, fact: tuple[str, str | None, str | None]) -> None:
    assert fact in facts(text)


def test_a_start_that_is_only_planned_is_no_fact() -> None:
    assert facts("The rebels and the army agreed a truce that begins on Friday.") == set()


def test_a_fact_names_its_agreement() -> None:
    reading = read_text("The rebels and the army signed a truce on Monday.")
    assert [f.agreement for f in reading.facts] == ["a1"]
