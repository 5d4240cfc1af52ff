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


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        pytest.param("The Valley Front announced that the truce with the army was over.",
                     "Valley Front", "rejects", id="says that it is over"),
        pytest.param("The Valley Front said it is not possible to keep the truce.",
                     "Valley Front", "rejects", id="says that it cannot go on"),
        pytest.param("The Valley Front said the army must leave the hill.", "Valley Front",
                     "demands", id="says what must be done"),
        pytest.param("The Valley Front called the truce a day of joy and said the deal was an "
                     "important step.", "Valley Front", "welcomes", id="praises"),
        pytest.param("The Valley Front said the truce would collapse.", "Valley Front",
                     "predicts", id="foresees"),
        pytest.param("The Valley Front wanted the truce to cover the port.", "Valley Front",
                     "demands", id="wants"),
        pytest.param("The truce was rejected by the Valley Front.", "Valley Front", "rejects",
                     id="passive"),
        pytest.param("The truce, adopted by the Valley Front, holds.", "Valley Front", "accepts",
                     id="passive participle"),
        pytest.param("The Valley Front’s offer to extend the truce was read out.",
                     "Valley Front", "offers", id="owner of an offer"),
        pytest.param("Threats fly, and the Valley Front's rejection of the truce stands.",
                     "Valley Front", "rejects", id="owner of a refusal"),
        pytest.param("The army refused a truce, casting doubt on the talks.", "document",
                     "doubts", id="a doubt of the author"),
        pytest.param("The Harun Brigades and the Valley Front backed a truce.",
                     "Harun Brigades", "accepts", id="first of joined subjects"),
        pytest.param("The Harun Brigades and the Valley Front backed a truce.",
                     "Valley Front", "accepts", id="second of joined subjects"),
    ],
)  # fmt: skip
def test_what_is_said_and_whose_it_is_tell_the_stance(text: str, speaker: str, stance: str) -> None:
    assert (speaker, stance) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Valley Front said it hoped for a truce.", id="a hope"),
        pytest.param("Fighters who refuse to leave stay in the town.", id="a class"),
        pytest.param("The Valley Front, which includes men who threaten the truce.", id="who"),
    ],
)
def test_hopes_and_words_for_a_class_are_no_utterances(text: str) -> None:
    assert said(text) == []


def test_what_a_voice_denies_is_not_said_by_another() -> None:
    text = "General Samir Qalan denied reports that the Valley Front had abandoned the truce."
    assert said(text) == [("Samir Qalan", "denies")]


def test_a_breach_that_may_come_is_no_accusation() -> None:
    text = "The Valley Front said any group that violates the truce would be fought."
    assert said(text) == [("Valley Front", "asserts")]


def test_the_group_is_the_side_named_before_in_the_sentence() -> None:
    text = "The Valley Front offered to stop its raids on the port and on the road, the group said."
    assert {speaker for speaker, _ in said(text)} == {"Valley Front"}


def test_what_stands_before_who_said_it_is_quoted() -> None:
    text = "A truce for the port and the old road was signed at noon on Monday, Samir Qalan said."
    (utterance,) = utterances(text)
    assert text[utterance.span.start : utterance.span.end].startswith("A truce for the port")


def test_a_statement_speaks_for_whoever_spoke_last() -> None:
    text = (
        "Rebels and the army signed a truce. The Valley Front denied the truce. "
        "The truce is a forgery, the statement said."
    )
    assert {claim.speaker for claim in claims(text)} == {"Valley Front"}


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        pytest.param("The truce was repeatedly violated.", "accuses", id="broken"),
        pytest.param(
            "Most terms of the deal remain unimplemented.", "asserts", id="not carried out"
        ),
    ],
)
def test_the_author_s_own_word_of_a_breach_is_a_claim_of_the_document(
    words: str, stance: str
) -> None:
    text = f"Rebels and the army signed a truce. The truce took effect. {words} The truce is old."
    assert ("document", stance) in {(c.speaker, c.stance.value) for c in claims(text)}


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"We have rejected no truce," Samir Qalan told reporters. ', "asserts",
                     id="a verb within a quotation"),
        pytest.param("The truce, which the rebels said would hold, began.", None,
                     id="said of what stands before"),
        pytest.param("A truce declared by the Valley Front began.", None,
                     id="only says whose it is"),
    ],
)  # fmt: skip
def test_verbs_of_speech_that_are_none_of_the_narrators(text: str, expected: str | None) -> None:
    stances = {u.stance.value for u in utterances(text)}
    assert stances == ({expected} if expected else set())


def test_a_joined_verb_is_of_the_first_speaker() -> None:
    text = "Omar Falo, the minister, welcomed the front's truce but also rejected the deal."
    assert said(text) == [("Omar Falo", "welcomes"), ("Omar Falo", "rejects")]


def test_a_claim_has_to_speak_of_an_arrangement() -> None:
    text = (
        "The Valley Front and the army agreed a truce. The army denied that its jets struck a "
        "market. The Valley Front denied the deal."
    )
    claims = read_text(text).agreements[0].claims
    assert [c.speaker for c in claims if c.stance.value == "denies"] == ["Valley Front"]


def test_the_words_of_a_claim_begin_with_the_title_of_who_speaks() -> None:
    text = "Norwegian Defense Minister Ola Dahl said the rebels and the army had signed a truce."
    [claim] = read_text(text).agreements[0].claims

    assert claim.speaker == "Ola Dahl"
    assert claim.evidence[0].quote.startswith("Norwegian Defense Minister Ola Dahl said")
