import pytest

from hudna.read.mentions import find_mentions
from hudna.read.quotations import find_quotations
from hudna.read.sayings import iter_sayings
from hudna.vocabulary import load_vocabulary
from texts import page_of, read_text


def said(text: str) -> list[tuple[str, str, str]]:
    page, vocabulary = page_of(text), load_vocabulary()
    mentions = find_mentions(page, vocabulary)
    return [
        (s.speaker, s.family, page.words(s.said)) for s in iter_sayings(page, mentions, vocabulary)
    ]


def speakers(text: str) -> list[tuple[str, str]]:
    return [(speaker, family) for speaker, family, _ in said(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Tarvian Second Deputy Trade Minister Ana Lucia Moreno de la Costa hailed it.",
                     "Ana Lucia Moreno de la Costa", id="a long title and a long name"),
        pytest.param("The prince’s aide, Osman Keita, has rejected the offer.", "Osman Keita",
                     id="a name in apposition to a description"),
        pytest.param("Osman Keita, who has lived abroad since 1991, okayed the offer.",
                     "Osman Keita", id="a relative clause between"),
        pytest.param("Osman Keita, leader of a wing of the Valley Front said it holds.",
                     "Osman Keita", id="an apposition left open"),
        pytest.param("The ministry of river affairs (MRA) on Tuesday announced that it holds.",
                     "ministry of river affairs", id="an acronym and a day between"),
        pytest.param("Sources with knowledge of the meeting told the paper that it holds.",
                     "Sources with knowledge of the meeting", id="a description with a phrase"),
        pytest.param("The offer was hailed by church leaders on Friday.", "church leaders",
                     id="by whom it is done"),
        pytest.param("According to a statement from the Valley Front, it holds.", "Valley Front",
                     id="whose paper it is"),
        pytest.param("“We agreed on it,” said Foreign Minister Ana do Vale.", "Ana do Vale",
                     id="a particle within a name behind the verb"),
        pytest.param("The pact was hailed by Tarvian and Ostian diplomats on Friday.",
                     "Tarvian and Ostian diplomats", id="people of two peoples"),
        pytest.param("The Water Council met on Friday. The Council said that it holds.",
                     "Water Council", id="a body by its last word"),
    ],
)  # fmt: skip
def test_the_subject_of_a_verb_is_read_whole(text: str, speaker: str) -> None:
    assert speaker in [who for who, _ in speakers(text)]


def test_a_day_an_illness_and_a_place_do_not_speak() -> None:
    assert speakers("Friday said it holds. COVID-19 said it holds.") == []


def test_the_leader_is_the_person_whose_title_that_is() -> None:
    text = (
        "The truce holds for now, said rebel leader Osman Keita. The elusive leader said it lasts."
    )
    assert speakers(text) == [("Osman Keita", "says"), ("Osman Keita", "says")]


def test_a_pronoun_speaks_for_the_person_who_spoke() -> None:
    text = "General Osman Keita said it holds. He added that it is fragile."
    assert speakers(text)[-1] == ("Osman Keita", "says")


def test_a_quotation_goes_on_with_its_speaker() -> None:
    text = "“It holds,” Osman Keita said. “No one fires. We rest.”\n\n“We are tired.”"
    assert [(who, words.strip("“”")) for who, _, words in said(text)] == [
        ("Osman Keita", "It holds,"),
        ("Osman Keita", "No one fires."),
        ("Osman Keita", "We rest."),
        ("Osman Keita", "We are tired."),
    ]  # fmt: skip


def test_a_quotation_before_its_speaker_is_theirs_and_not_of_the_one_before() -> None:
    text = "Ana Moreno said it holds.\n\n“No one fires. We rest,” envoy Osman Keita said."
    assert [who for who, _ in speakers(text)] == ["Ana Moreno", "Osman Keita", "Osman Keita"]


def test_each_of_joined_subjects_speaks_and_so_does_one_named_after_as_did() -> None:
    text = "Ana Moreno and the Valley Front welcomed the truce, as did Osman Keita."
    assert [who for who, _ in speakers(text)] == ["Ana Moreno", "Valley Front", "Osman Keita"]


def test_who_speaks_only_in_what_another_says_does_not_speak() -> None:
    text = "Ana Moreno said the Valley Front has rejected the offer."
    assert speakers(text) == [("Ana Moreno", "says")]


def test_a_relative_clause_tells_of_the_one_named_before() -> None:
    assert ("Valley Front", "denies") in speakers(
        "The envoy announced a deal with the Valley Front, which denied it."
    )


def test_an_infinitive_and_a_noun_are_no_verbs_of_speech() -> None:
    assert speakers("The Valley Front is ready to welcome it. The offer stands.") == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("He said “it holds” and left.", ["it holds"], id="curved"),
        pytest.param("He said \"it holds\" and left.", ["it holds"], id="straight"),
        pytest.param("He said ”it holds” and left.", ["it holds"], id="closing marks only"),
        pytest.param("He said ''it holds\" and left.", ["it holds"], id="mixed"),
        pytest.param("“It holds.\n“We rest,” he said.", ["It holds.", "We rest,"],
                     id="left open at the end of a paragraph"),
    ],
)  # fmt: skip
def test_quotations_are_told_by_their_marks(text: str, quoted: list[str]) -> None:
    spans = find_quotations(page_of(text)).spans
    assert [text[span.start : span.end] for span in spans] == quoted


TRUCE = "The Valley Front and the army signed a truce on Monday."


def claims(words: str) -> set[tuple[str, str]]:
    agreement = read_text(f"{TRUCE} {words}").agreements[0]
    return {(c.speaker, c.stance.value) for c in agreement.claims}


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        pytest.param("Envoy Osman Keita said during a briefing that the deal is not a truce.",
                     ("Osman Keita", "denies"), id="denies that it is one"),
        pytest.param("“If the truce is broken, we keep the right to respond,” Osman Keita said.",
                     ("Osman Keita", "threatens"), id="threatens on a condition"),
        pytest.param("Premier Osman Keita described the truce as an important step.",
                     ("Osman Keita", "welcomes"), id="describes"),
        pytest.param("Osman Keita, a bishop, said the truce marked the end of a dark chapter.",
                     ("Osman Keita", "welcomes"), id="praises by a figure"),
        pytest.param("“I would like to congratulate both sides on the truce,” Osman Keita said.",
                     ("Osman Keita", "welcomes"), id="of oneself in a quotation"),
        pytest.param("Osman Keita said his government had accepted the truce.",
                     ("Osman Keita", "accepts"), id="of one's own side"),
        pytest.param("Osman Keita warned that the truce was fragile, urging caution.",
                     ("Osman Keita", "doubts"), id="warns to be careful"),
        pytest.param("Village elders said the price for their agreement to the truce was water.",
                     ("Village elders", "demands"), id="names a price"),
        pytest.param("Osman Keita said army troops had shelled a village on Tuesday.",
                     ("Osman Keita", "accuses"), id="tells of an attack"),
        pytest.param("Rebel leader Ana Moreno said the army opened fire but Colonel Osman Keita "
                     "rejected the accusation.", ("Osman Keita", "denies"), id="answers a charge"),
        pytest.param("The church mission to the camps in Lower Tarvia said the truce holds.",
                     ("church mission to the camps in Lower Tarvia", "asserts"),
                     id="a description with two phrases"),
        pytest.param("The truce took effect at noon, river ministry officials said.",
                     ("river ministry officials", "asserts"), id="behind what is said"),
    ],
)  # fmt: skip
def test_what_is_said_tells_how_a_voice_stands_to_it(words: str, claim: tuple[str, str]) -> None:
    assert claim in claims(words)


def test_both_sides_that_accuse_each_other_make_a_claim_each() -> None:
    told = claims("Both sides accused each other of breaking the truce.")
    assert {who for who, stance in told if stance == "accuses"} == {"Valley Front", "army"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Osman Keita said the harvest was good this year.", id="another matter"),
        pytest.param("Osman Keita declined to comment on the truce.", id="keeps silent"),
        pytest.param("If Osman Keita rejects the truce, a summit follows.", id="if"),
    ],
)
def test_words_on_other_matters_and_silence_are_no_claims(words: str) -> None:
    assert not {who for who, _ in claims(words)} & {"Osman Keita"}


def test_the_office_of_two_is_that_of_whom_it_was_said() -> None:
    text = (
        "Tarvian President Osman Keita said it holds. Ostian President Ana Vale said it fails. "
        "The Tarvian president rejected that."
    )
    assert speakers(text)[-1] == ("Osman Keita", "rejects")


def test_a_person_in_two_offices_is_one_speaker() -> None:
    text = "Deputy Prime Minister and Foreign Minister Osman Keita confirmed the truce."
    assert [who for who, _ in speakers(text)] == ["Osman Keita"]


def test_no_one_does_not_speak() -> None:
    assert speakers("Neither side said that the truce holds.") == []


def test_a_surname_is_known_without_its_article() -> None:
    text = "General Hashim al-Keita said it holds. Keita warned of more fighting."
    assert [who for who, _ in speakers(text)] == ["Hashim al-Keita", "Hashim al-Keita"]


@pytest.mark.parametrize(
    ("said_of_it", "stance"),
    [
        ("Their words cannot be trusted.", "doubts"),
        ("If they break the truce, we will resume the war.", "threatens"),
        ("We are waiting for the government to follow suit.", "demands"),
        ("This is a decisive moment for all of us.", "welcomes"),
    ],
)
def test_the_words_of_a_quotation_tell_how_its_speaker_stands(said_of_it: str, stance: str) -> None:
    text = (
        "The Valley Front and the government signed a ceasefire on Monday. "
        f"“{said_of_it[:-1]},” General Osman Keita said of the truce."
    )
    (agreement,) = read_text(text).agreements
    assert ("Osman Keita", stance) in [(c.speaker, c.stance.value) for c in agreement.claims]


def test_what_is_said_right_after_of_keeping_it_counts() -> None:
    text = (
        "The Valley Front and the government signed a ceasefire on Monday. "
        "General Osman Keita praised the truce. Keita said the rebels had agreed not to move north."
    )
    (agreement,) = read_text(text).agreements
    assert ("Osman Keita", "asserts") in [(c.speaker, c.stance.value) for c in agreement.claims]


def test_a_quotation_may_end_with_a_double_prime() -> None:
    text = "Peru agreed on Monday. ``Our army will not fire first,″ said Carlos Keita, a spokesman."
    assert ("Carlos Keita", "says") in speakers(text)
