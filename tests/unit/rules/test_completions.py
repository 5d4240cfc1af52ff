from collections.abc import Callable
from itertools import product

import pytest

from hudna.domain.moments import DAY, Stretch, parse_duration, parse_moment
from hudna.rules.completions import (
    DAY_END,
    DAY_START,
    NEXT,
    Completion,
    Mark,
    Shift,
    TooManyError,
    Variable,
    explore,
)


def at(text: str) -> Mark:
    return Mark(tick=parse_moment(text).latest)


def vague(name: str, text: str) -> Mark:
    return Mark(Variable(name, parse_moment(text).stretches))


def answers(evaluate: Callable[[Completion], object], asked: Mark) -> set[object]:
    return {outcome for _, outcome in explore(evaluate, asked=asked)}


def test_a_day_that_is_known_is_decided_one_way() -> None:
    day = vague("signed", "2016-02-05")

    assert answers(lambda c: c.has_come(day), at("2016-02-05")) == {True}
    assert answers(lambda c: c.has_come(day), at("2016-02-04")) == {False}


def test_a_vague_day_is_decided_both_ways() -> None:
    assert answers(lambda c: c.has_come(vague("signed", "2016-02")), at("2016-02-05")) == {
        True,
        False,
    }


def test_a_comparison_that_follows_from_others_is_decided_one_way() -> None:
    one, two, three = (vague(name, "2016-02") for name in ("one", "two", "three"))

    def evaluate(c: Completion) -> object:
        if c.at_or_before(one, two) and c.at_or_before(two, three):
            return c.at_or_before(one, three)
        return None

    assert answers(evaluate, at("2016-02-05")) == {True, None}


def test_the_other_way_round_cannot_be_where_a_day_was_taken_to_come_first() -> None:
    one, two = (vague(name, "../2016-02-05").shifted(DAY_START) for name in ("one", "two"))

    def evaluate(c: Completion) -> bool:
        c.assume(one, two)
        return c.before(two, one)

    assert answers(evaluate, at("2016-02-05")) == {False}


def test_a_period_ends_so_long_after_its_own_start() -> None:
    start = vague("start", "2016-02")
    end = start.shifted(Shift("last_after", parse_duration("P7D")))

    assert answers(lambda c: c.at_or_before(start, end), at("2016-02-05")) == {True}
    assert answers(lambda c: c.at_or_before(end, start), at("2016-02-05")) == {False}


def test_one_moment_used_twice_is_one_moment() -> None:
    start = vague("start", "2016-02-01/2016-02-10")
    end = start.shifted(Shift("last_after", parse_duration("P30D")))
    asked = at("2016-03-06")

    def evaluate(c: Completion) -> object:
        return c.has_passed(end), c.at_or_before(start, at("2016-02-04"))

    assert answers(evaluate, asked) == {(True, True), (False, False)}


def test_a_reading_is_asked_once_and_both_ways() -> None:
    def evaluate(c: Completion) -> object:
        return c.option("first day", ("counts", "not")), c.option("first day", ("counts", "not"))

    assert answers(evaluate, at("2016-02-05")) == {("counts", "counts"), ("not", "not")}


def test_a_reading_that_is_fixed_has_one_option() -> None:
    found = explore(
        lambda c: c.option("first day", ("counts", "not")),
        asked=at("2016-02-05"),
        chosen={"first day": "not"},
    )

    assert [outcome for _, outcome in found] == ["not"]


def test_too_many_classes_are_not_answered() -> None:
    def evaluate(c: Completion) -> object:
        return [c.is_in(f"fact {n}") for n in range(13)]

    with pytest.raises(TooManyError):
        list(explore(evaluate, asked=at("2016-02-05")))


def test_what_is_asked_tells_when_the_answer_can_turn() -> None:
    [(completion, _)] = list(
        explore(lambda c: c.has_come(vague("signed", "2016-02-05")), asked=at("2016-02-01"))
    )
    moment = parse_moment("2016-02-05")

    assert completion.crossings == [(moment.earliest, moment.latest)]


SHIFTS = {
    "itself": (),
    "its first minute": (DAY_START,),
    "its last minute": (DAY_END,),
    "the minute after": (NEXT,),
    "two days later": (Shift("plus", parse_duration("P2D")),),
    "the last of two days": (Shift("last_counting", parse_duration("P2D")),),
    "a month later": (Shift("plus", parse_duration("P1M")),),
    "six hours later": (Shift("plus", parse_duration("PT6H")),),
}


@pytest.mark.parametrize(("first", "second"), list(product(SHIFTS, SHIFTS)), ids=str)
def test_every_way_is_taken_that_some_day_takes_and_no_other(first: str, second: str) -> None:
    start = parse_moment("2016-01-30").earliest
    one = Variable("one", (Stretch(start, start + 3 * DAY),))
    other = Variable("other", (Stretch(start + DAY, start + 4 * DAY),))
    marks = [Mark(one), Mark(other)]
    compared = [
        (marks[0].shifted(*SHIFTS[first]), marks[1]),
        (marks[1].shifted(*SHIFTS[second]), marks[0]),
        (marks[0], marks[1].shifted(*SHIFTS[second])),
        (marks[0].shifted(*SHIFTS[first]), Mark(tick=start + 2 * DAY)),
    ]

    def evaluate(c: Completion) -> object:
        return tuple(c.at_or_before(left, right) for left, right in compared)

    def by_hand(ticks: dict[Variable | None, int]) -> object:
        return tuple(
            (left.of(ticks[left.variable]) if left.variable else left.tick)
            <= (right.of(ticks[right.variable]) if right.variable else right.tick)
            for left, right in compared
        )

    steps = sorted({*range(0, 4 * DAY + 1, DAY // 4), *range(DAY - 1, 4 * DAY, DAY), 1, DAY + 1})
    expected = {
        by_hand({one: start + a, other: start + DAY + b, None: 0})
        for a in steps
        for b in steps
        if a <= 3 * DAY and b <= 3 * DAY
    }

    assert answers(evaluate, at("2016-02-05")) >= expected
    assert all(
        len(answer) == len(compared)  # type: ignore[arg-type]
        for answer in answers(evaluate, at("2016-02-05"))
    )
