import pytest

from texts import read_text


def dates(text: str, published: str | None = "2016-02-02") -> set[tuple[str, str]]:
    reading = read_text(text, published=published)
    return {(d.kind.value, d.value) for a in reading.agreements for d in a.dates}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("The rebels and the army signed a truce on 1 February 2016.", "signed",
                     "2016-02-01", id="signed"),
        pytest.param("The army announced a truce on Monday with the rebels.", "announced",
                     "2016-02-01", id="announced"),
        pytest.param("The rebels and the army agreed a truce that begins on Friday.", "start",
                     "2016-02-05", id="start"),
        pytest.param("The truce of the rebels and the army expires on 5 March 2016.", "end",
                     "2016-03-05", id="end"),
        pytest.param("The rebels offered the army a truce yesterday.", "offered", "2016-02-01",
                     id="offered"),
        pytest.param("The army denied on Monday that rebels had agreed a truce.", "denied",
                     "2016-02-01", id="denied"),
        pytest.param("The rebels and the army agreed a six-month truce.", "duration", "P6M",
                     id="duration before its noun"),
        pytest.param("The rebels and the army agreed a truce for 72 hours.", "duration", "PT72H",
                     id="duration after its noun"),
        pytest.param("The truce lasts indefinitely, the rebels and the army agreed.", "duration",
                     "indefinite", id="no end"),
        pytest.param("The rebels must answer the truce offer of the army within 7 days.",
                     "deadline", "P7D", id="deadline as a length of time"),
        pytest.param("The army gave the rebels a 48-hour deadline to accept the truce.",
                     "deadline", "PT48H", id="deadline before its noun"),
    ],
)  # fmt: skip
def test_the_words_beside_a_time_say_what_happened_then(text: str, kind: str, value: str) -> None:
    assert (kind, value) in dates(text)


@pytest.mark.parametrize(
    "range_",
    ["from 3 May 2016 to 5 May 2016", "from 3 to 5 May 2016", "between May 3 and 5, 2016"],
)
def test_a_range_gives_start_and_end(range_: str) -> None:
    text = f"The truce of the rebels and the army holds {range_}."
    assert {("start", "2016-05-03"), ("end", "2016-05-05")} <= dates(text)


def test_what_else_began_gives_no_start() -> None:
    text = "The army and the rebels signed a truce in the war that began in March 2014."
    assert ("start", "2014-03") not in dates(text)


def test_a_day_right_behind_a_day_said_by_words_tells_the_same() -> None:
    text = "The truce of the army and the rebels begins tomorrow, 3 February 2016."
    assert dates(text) == {("start", "2016-02-03")}


def test_of_each_kind_the_sentence_that_tells_the_first_counts() -> None:
    text = (
        "The rebels announced a truce with the army on Monday. "
        "The commander announced on 20 January 2016 that the truce would be kept."
    )
    assert dates(text) == {("announced", "2016-02-01")}


def test_the_windows_of_one_sentence_are_all_told() -> None:
    text = (
        "The truce of the army and the rebels holds from 3 to 5 May 2016 and from 8 to 9 May 2016."
    )
    assert {("start", "2016-05-03"), ("start", "2016-05-08")} <= dates(text)


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(" within 7 days. The truce deadline shall start from", id="deadline starts"),
        pytest.param(" within 7 days, counted from", id="counted from"),
    ],
)
def test_a_deadline_counted_from_a_given_day_is_one_of_two_days(rest: str) -> None:
    text = f"The rebels must answer the truce offer of the army{rest} 2 February 2016."
    assert dates(text) == {("deadline", "[2016-02-08,2016-02-09]")}


def test_a_given_day_starts_only_the_deadline_nearest_to_it() -> None:
    text = (
        "The army and the rebels agreed a truce: prisoners are released within 14 days. "
        "The rebels must answer the truce offer within 7 days, counted from 2 February 2016."
    )
    assert dates(text) == {("deadline", "P14D"), ("deadline", "[2016-02-08,2016-02-09]")}


def test_what_runs_from_a_day_starts_on_it() -> None:
    text = "The rebels declared a truce of one month from 10 February 2016 with the army."
    assert ("start", "2016-02-10") in dates(text)


def test_the_day_of_something_else_is_no_date_of_the_agreement() -> None:
    text = "The rebels and the army signed a truce after the attack on Monday."
    assert dates(text) == set()


def test_a_duration_of_something_else_is_none() -> None:
    text = "After six years of war the rebels and the army signed a truce."
    assert dates(text) == set()


def test_a_relative_date_needs_a_publication_date() -> None:
    text = "The rebels and the army signed a truce yesterday."
    assert dates(text, published=None) == set()


def test_a_date_told_twice_is_one() -> None:
    text = "The rebels and the army signed a truce on Monday. They signed the truce on Monday."
    reading = read_text(text)
    assert len(reading.agreements[0].dates) == 1


def test_a_date_in_a_headline_is_not_read() -> None:
    text = "Truce signed on Monday\nThe rebels and the army signed a truce."
    assert dates(text) == set()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("The rebels and the army agreed a truce. All weapons should be withdrawn by "
                     "20 February under the truce.", "deadline", "2016-02-20", id="by a day"),
        pytest.param("The army will call off the truce if the rebels do not reciprocate by "
                     "8 August.", "deadline", "2016-08-08", id="if not by a day"),
        pytest.param("The rebels and the army agreed a truce; the withdrawal of tanks from Dalbar "
                     "must be completed no later than 5 March.", "deadline", "2016-03-05",
                     id="no later than"),
        pytest.param("The army gave the rebels until 9 February to accept the truce.", "deadline",
                     "2016-02-09", id="given until"),
        pytest.param("The truce of the rebels and the army was extended for three months to "
                     "28 February 2017.", "end", "2017-02-28", id="extended to"),
        pytest.param("On Monday, the transitional president of the republic and the spiritual "
                     "leadership of the mountain towns backed a truce with rebels.", "announced",
                     "2016-02-01", id="a day in front of a long subject"),
        pytest.param("The rebels and the army agreed to a truce from 10 a.m. on 12 May 2016.",
                     "start", "2016-05-12T10:00", id="from a time on a day"),
    ],
)  # fmt: skip
def test_the_word_right_before_a_day_says_what_is_due_then(
    text: str, kind: str, value: str
) -> None:
    assert (kind, value) in dates(text)


def test_the_day_of_an_instrument_that_is_referred_to_is_none_of_the_agreement() -> None:
    text = (
        "The rebels and the army agreed a truce that starts from the line of the Dalbar memorandum "
        "of 19 September 2014."
    )
    assert not any(value == "2014-09-19" for _, value in dates(text))


@pytest.mark.parametrize(
    ("words", "value"),
    [("More than a year", "../2015-02-02"), ("Two months", "2015-12~")],
    ids=str,
)
def test_an_agreement_is_dated_by_how_long_ago_a_text_says_it_was(words: str, value: str) -> None:
    text = (
        f"{words} after the Dalbar agreement, which the army and the rebels signed, its ceasefire "
        "is not kept and fighting goes on."
    )
    [agreement] = read_text(text).agreements
    assert ("signed", value) in {(d.kind.value, d.value) for d in agreement.dates}


def test_a_draft_that_was_agreed_was_not_signed_then() -> None:
    text = (
        "The army and the rebels made a ceasefire agreement after years of fighting. The draft was "
        "agreed upon on 31 March 2015, and the agreement was signed by both on 15 October 2015."
    )
    [agreement] = read_text(text).agreements
    assert [(d.kind.value, d.value) for d in agreement.dates] == [("signed", "2015-10-15")]


def test_what_is_agreed_under_an_agreement_is_not_its_making() -> None:
    text = (
        "The army and the rebels agreed on Monday that all arms banned under the Orlo ceasefire "
        "agreement are withdrawn by 9 February 2016. They signed that ceasefire on 12 March 2015."
    )
    [agreement] = read_text(text).agreements
    assert ("signed", "2015-03-12") in {(d.kind.value, d.value) for d in agreement.dates}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army and the rebels signed a truce. Monday's ceremony sealed the truce.",
                     id="the ceremony of a day"),
        pytest.param("After Monday's signing of a truce the army and the rebels withdrew.",
                     id="the signing of a day"),
        pytest.param("The army and the rebels reached a truce during talks in Dalbar on Monday.",
                     id="at talks"),
        pytest.param("The army and the rebels agreed a truce this month. "
                     "They signed the truce on 1 February 2016.", id="told to the day later"),
        pytest.param("The army and the rebels agreed a truce, a clerk said on Tuesday. "
                     "Both signed the truce on Monday.", id="not the day of a report"),
    ],
)  # fmt: skip
def test_the_day_on_which_it_was_made_is_signed(text: str) -> None:
    assert {d for d in dates(text) if d[0] != "start"} == {("signed", "2016-02-01")}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The rebels on Monday said that they had reached a truce with the army.",
                     id="a day before the verb of speech"),
        pytest.param("The rebels declared a truce. The rebel command said on Monday it was "
                     "halting hostilities in the truce.", id="what it stops"),
        pytest.param("The rebels announced a truce with the army yesterday.", id="yesterday"),
    ],
)  # fmt: skip
def test_a_voice_makes_it_known_on_the_day_on_which_it_speaks(text: str) -> None:
    assert {value for _, value in dates(text)} == {"2016-02-01"}


def test_a_voice_that_ends_it_gives_the_day_of_its_end() -> None:
    text = "In a statement Monday, the rebels said they decided to end the truce with the army."
    assert dates(text) == {("end", "2016-02-01")}


@pytest.mark.parametrize(
    "words",
    [
        "The truce will take effect immediately.",
        "The truce is effective from the day of its signing.",
        "The truce took immediate effect.",
    ],
)
def test_it_starts_on_the_day_on_which_it_was_made_where_words_say_so(words: str) -> None:
    text = f"The army and the rebels signed a truce on Monday. {words}"
    assert dates(text) == {("signed", "2016-02-01"), ("start", "2016-02-01")}


def test_a_weekday_that_would_be_next_week_is_the_one_on_which_it_was_agreed() -> None:
    text = (
        "The army and the rebels agreed to a truce on Monday. "
        "The army announced that the truce would take effect on Monday."
    )
    assert dates(text) == {("signed", "2016-02-01"), ("start", "2016-02-01")}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army and the rebels agreed to an immediate truce after a three-day "
                     "meeting.", id="a meeting"),
        pytest.param("The army and the rebels agreed to a truce in a war that has raged for three "
                     "weeks.", id="a war"),
        pytest.param("The army broke the truce with the rebels 40 times over a span of 44 days.",
                     id="a count"),
        pytest.param("The army and the rebels agreed to a truce in the last four years.",
                     id="the time before"),
        pytest.param("The army and the rebels hope for a permanent truce.", id="permanent, hoped"),
    ],
)  # fmt: skip
def test_how_long_something_else_lasts_is_none(text: str) -> None:
    assert not [kind for kind, _ in dates(text) if kind == "duration"]


def test_a_permanent_truce_that_is_declared_has_no_end() -> None:
    assert dates("The rebels have declared a permanent truce.") == {("duration", "indefinite")}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Talks between the army and the rebels on a truce began in January.",
                     id="talks between"),
        pytest.param("The truce of the army and the rebels restores the 1994 accord, which "
                     "collapsed in 1998.", id="another accord"),
        pytest.param("The army and the rebels broke a truce at the end of January.",
                     id="the end of a month"),
    ],
)  # fmt: skip
def test_what_else_began_or_ended_gives_no_start_and_no_end(text: str) -> None:
    assert not {kind for kind, _ in dates(text)} & {"start", "end"}


def test_what_was_done_again_has_a_second_day() -> None:
    text = "The rebels declared a truce with the army in 2012 and again last year."
    assert dates(text) == {("announced", "2012"), ("announced", "2015")}


def test_a_window_may_be_told_with_its_hours() -> None:
    text = "The truce of the army and the rebels holds from 6 p.m. of 3 May to 6 p.m. of 5 May."
    assert dates(text) == {("start", "2016-05-03T18:00"), ("end", "2016-05-05T18:00")}


def test_a_day_between_subject_and_verb_is_that_of_the_verb() -> None:
    text = (
        "The army and the rebels on March 12, 2015, signed a ceasefire in the town of Harun after "
        "heavy fighting."
    )
    [agreement] = read_text(text).agreements
    assert [(d.kind.value, d.value) for d in agreement.dates] == [("signed", "2015-03-12")]


def test_a_day_that_names_another_accord_is_none_of_this_one() -> None:
    text = "The army and the rebels signed a truce, which rests on a January 9 accord in Dalbar."
    assert not dates(text)


def test_a_length_before_the_name_of_an_agreement_is_how_long_it_lasts() -> None:
    text = "The army and the rebels signed an eight-month truce agreement."
    assert ("duration", "P8M") in dates(text)


def test_what_one_side_declares_is_signed_by_none() -> None:
    text = (
        "The army declared a unilateral truce on Monday to comply with the Dalbar peace accord "
        "signed on January 7 by five presidents. The rebels wait."
    )
    assert dates(text) == {("announced", "2016-02-01")}


def test_a_truce_that_is_lifted_ends_on_the_day_of_the_deed_and_not_of_its_report() -> None:
    text = "The army announced on Monday that it will lift its truce with the rebels tomorrow."
    assert {value for kind, value in dates(text) if kind == "end"} == {"2016-02-03"}


def test_what_began_to_do_something_else_starts_no_truce() -> None:
    text = "Peace began to take shape yesterday when the army and the rebels signed a truce."
    assert "start" not in {kind for kind, _ in dates(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Valley Front rebels on Sunday gave notice of the formal end of their truce.", "end"),
        ("The rebels put forward a truce to the army in a letter of 30 January 2016.", "offered"),
    ],
)
def test_the_day_of_what_is_told_of_an_offer_or_an_end_dates_it(text: str, kind: str) -> None:
    (agreement,) = read_text(text).agreements
    assert [date.kind.value for date in agreement.dates] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The front announced Monday that it is calling a unilateral ceasefire to take effect "
            "in five days.",
            ("start", "2016-02-07"),
            id="in days",
        ),
        pytest.param(
            'The rebels and the army declared a ceasefire. "We declare from this day, February 2, '
            '2016 onwards, the cessation of hostilities between us," the spokesman said.',
            ("start", "2016-02-02"),
            id="from this day",
        ),
        pytest.param(
            "The rebels and the army agreed to a ceasefire. He did not say what would happen if no "
            "agreement on its terms is reached by the March 1 deadline.",
            ("deadline", "2016-03-01"),
            id="deadline",
        ),
        pytest.param(
            "The rebels denied that they broke their 29 January ceasefire with the army.",
            ("announced", "2016-01-29"),
            id="known by its day",
        ),
    ],
)
def test_a_day_is_told_by_what_stands_right_beside_it(text: str, expected: tuple[str, str]) -> None:
    [agreement] = read_text(text).agreements
    assert expected in [(d.kind.value, str(d.value)) for d in agreement.dates]
    assert "duration" not in {d.kind.value for d in agreement.dates}
