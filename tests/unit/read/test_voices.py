import pytest

from hudna.domain.agreements import Claim
from hudna.read.mentions import find_mentions
from hudna.read.voices import Told, Utterance, find_utterances
from hudna.vocabulary import load_vocabulary
from texts import page_of, read_text


def utterances(text: str, *, speaks: bool = True, last: str | None = None) -> list[Utterance]:
    page, vocabulary = page_of(text), load_vocabulary()
    mentions = find_mentions(page, vocabulary)
    told = Told(last, {"office": "Valley Media Office"})
    return [
        utterance
        for sentence in page.sentences
        for utterance in find_utterances(
            page, sentence, mentions[sentence.index], vocabulary, speaks=speaks, told=told
        )
    ]


def said(text: str, *, speaks: bool = True, last: str | None = None) -> list[tuple[str, str]]:
    return [(u.speaker, u.stance.value) for u in utterances(text, speaks=speaks, last=last)]


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        pytest.param("The Valley Front said the truce holds.", "Valley Front", "asserts",
                     id="asserts"),
        pytest.param("The Valley Front denied the deal.", "Valley Front", "denies", id="denies"),
        pytest.param("The Valley Front confirmed the truce.", "Valley Front", "confirms",
                     id="confirms"),
        pytest.param("The Valley Front rejected the truce.", "Valley Front", "rejects",
                     id="rejects"),
        pytest.param("The Valley Front accepted the truce.", "Valley Front", "accepts",
                     id="accepts"),
        pytest.param("The Valley Front offered a truce.", "Valley Front", "offers", id="offers"),
        pytest.param("The Valley Front welcomed the truce.", "Valley Front", "welcomes",
                     id="welcomes"),
        pytest.param("The Valley Front demanded a truce.", "Valley Front", "demands",
                     id="demands"),
        pytest.param("The Valley Front threatened to attack.", "Valley Front", "threatens",
                     id="threatens"),
        pytest.param("The Valley Front accused the army of attacks.", "Valley Front", "accuses",
                     id="accuses"),
        pytest.param("The Valley Front said that the army broke the truce.", "Valley Front",
                     "accuses", id="an assertion of a breach accuses"),
        pytest.param("The truce holds, according to the Valley Front.", "Valley Front", "asserts",
                     id="according to"),
        pytest.param("“The truce holds,” said General Samir Qalan.", "Samir Qalan", "asserts",
                     id="inverted"),
        pytest.param("General Samir Qalan, who leads the guard, said the truce holds.",
                     "Samir Qalan", "asserts", id="apposition between"),
        pytest.param("A local commander said the truce holds.", "local commander", "asserts",
                     id="a description"),
        pytest.param("The office said the truce holds.", "Valley Media Office", "asserts",
                     id="a description of one named before"),
    ],
)  # fmt: skip
def test_a_verb_of_speech_says_how_its_subject_stands(text: str, speaker: str, stance: str) -> None:
    assert (speaker, stance) in said(text)


def test_a_pronoun_speaks_for_the_last_speaker() -> None:
    assert said("He also denied the deal.", last="Samir Qalan") == [("Samir Qalan", "denies")]


def test_a_pronoun_without_anyone_before_it_speaks_for_no_one() -> None:
    assert said("He also denied the deal.") == []


def test_an_infinitive_is_no_utterance() -> None:
    assert said("The Valley Front was ready to accept the truce.") == []


def test_plain_assertions_count_only_where_the_arrangement_is_spoken_of() -> None:
    assert said("The Valley Front said it was cold.", speaks=False) == []
    assert said("The Valley Front denied it.", speaks=False) == [("Valley Front", "denies")]


def test_an_assertion_beside_a_stronger_stance_is_not_kept() -> None:
    text = "The Valley Front said it was cold and denied the deal."
    assert said(text) == [("Valley Front", "denies")]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        pytest.param("The Valley Front denied that a deal was reached.", "existence", id="reached"),
        pytest.param("The Valley Front said the document was fake.", "document", id="document"),
        pytest.param("The Valley Front said the truce is over.", "validity", id="over"),
        pytest.param("The Valley Front accused the army.", "breach", id="accusation"),
        pytest.param("The Valley Front rejected it.", "participation", id="rejection"),
        pytest.param("The Valley Front said so.", None, id="nothing tells"),
    ],
)
def test_the_words_tell_what_a_claim_is_about(text: str, about: str | None) -> None:
    assert [u.about and u.about.value for u in utterances(text)] == [about]


def test_an_utterance_is_quoted_from_its_speaker_on() -> None:
    text = "On Monday the Valley Front denied that a deal was reached."
    (utterance,) = utterances(text)
    assert text[utterance.span.start : utterance.span.end].startswith("Valley Front denied")


def test_a_quote_is_bounded() -> None:
    text = "The Valley Front said the truce holds " + "and holds " * 40 + "today."
    (utterance,) = utterances(text)
    assert len(text[utterance.span.start : utterance.span.end].split()) <= 26


def claims(text: str) -> tuple[Claim, ...]:
    return tuple(claim for a in read_text(text).agreements for claim in a.claims)


def test_the_narrator_s_own_hedge_is_a_claim_of_the_document() -> None:
    (claim,) = claims("The rebels and the army reportedly agreed a truce.")
    assert (claim.speaker, claim.stance.value, claim.about and claim.about.value) == (
        "document", "alleges", "existence",
    )  # fmt: skip


def test_a_speaker_that_repeats_a_stance_is_kept_only_a_few_times() -> None:
    text = "Rebels signed a truce. " + "The Valley Front denied the truce with the army. " * 6
    assert len([c for c in claims(text) if c.speaker == "Valley Front"]) == 3
