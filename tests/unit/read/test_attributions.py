from texts import read_text

TRUCE = "the Valley Front and the army had signed a truce and would release all prisoners."


def voices(text: str, code: str = "persons.release") -> list[tuple[tuple[str, ...], str]]:
    """Return in whose voice, and with what stance, each term with a code is told."""
    terms = [t for a in read_text(text).agreements for t in a.terms if code in t.codes]
    return [(term.voice, term.stance.value) for term in terms]


def test_what_someone_said_is_in_their_voice() -> None:
    assert voices(f"General Samir Qalan said {TRUCE}") == [(("Samir Qalan",), "asserts")]


def test_what_is_told_plainly_is_in_the_voice_of_the_document() -> None:
    assert voices(TRUCE[:1].upper() + TRUCE[1:]) == [((), "asserts")]


def test_what_stands_before_an_inverted_verb_is_said() -> None:
    text = "The Valley Front and the army signed a truce. "
    text += "“Both sides will release all prisoners,” General Samir Qalan said."
    assert voices(text) == [(("Samir Qalan",), "asserts")]


def test_a_source_is_a_voice() -> None:
    assert voices(f"According to General Samir Qalan, {TRUCE}") == [(("Samir Qalan",), "asserts")]


def test_the_voices_stand_from_the_outermost_in() -> None:
    text = f"According to the Norwegian army, General Samir Qalan said that {TRUCE}"
    assert voices(text) == [(("Norwegian army", "Samir Qalan"), "asserts")]


def test_what_a_leaked_document_tells_is_alleged() -> None:
    text = f"According to leaked Valley Front documents, {TRUCE}"
    assert [stance for _, stance in voices(text)] == ["alleges"]


def test_an_adverb_of_doubt_alleges() -> None:
    text = "The Valley Front and the army signed a truce. The army reportedly agreed to release "
    assert voices(text + "all prisoners.") == [((), "alleges")]


def test_an_agreement_that_something_accords_with_is_no_voice() -> None:
    text = "The Valley Front and the army signed a truce. "
    text += "Both sides will release all prisoners according to the Oslo Agreement."
    assert voices(text) == [((), "asserts")]


def test_participants_and_dates_are_told_in_voices_too() -> None:
    text = "General Samir Qalan said the Valley Front and the army signed a truce on Monday."
    agreement = read_text(text).agreements[0]
    assert {p.voice for p in agreement.participants if p.role == "party"} == {("Samir Qalan",)}
    assert [d.voice for d in agreement.dates] == [("Samir Qalan",)]
