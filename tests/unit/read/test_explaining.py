"""Tests of explanations: the reasons of a reading, looked for again in its words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hudna.domain.evidence import Evidence, stands_in
from hudna.domain.explanations import Explanation, Reason, Seen, SentenceUse
from hudna.domain.readings import to_plain
from hudna.read.explaining import explain
from hudna.vocabulary import load_vocabulary
from texts import TUESDAY, read_text, to_document, to_rendition

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*.txt"))
OFFER = """Truce offered in the valley

The River Front offered a truce to the army on Monday. Talks on grain were held last year.

1. Both sides shall release all prisoners.
2. The truce lasts six months.
"""


def explained(text: str, *, language: str | None = "en") -> Explanation:
    document = to_document(text, language=language)
    return explain(document, to_rendition(text), load_vocabulary())


def reasons_of(explanation: Explanation, of: str, name: str) -> list[Reason]:
    return [
        reason
        for account in explanation.accounts
        for note in account.values
        if note.of == of and note.name == name
        for reason in note.reasons
    ]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_reading_is_the_readers_own(path: Path) -> None:
    text = path.read_text("utf-8")
    found = explained(text, language=None).reading
    assert to_plain(found) == to_plain(read_text(text, published=TUESDAY, language=None))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_word_that_a_reason_cites_stands_in_the_text(path: Path) -> None:
    explanation = explained(path.read_text("utf-8"), language=None)
    text = explanation.reading.document.text
    cited = list(iter_evidence(explanation))
    assert all(stands_in(evidence, text) for evidence in cited)


def iter_evidence(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from iter_evidence(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from iter_evidence(getattr(value, name))


def test_every_account_of_the_reading_has_its_notes() -> None:
    explanation = explained(OFFER)
    ids = [agreement.id for agreement in explanation.reading.agreements]
    assert ids == [account.id for account in explanation.accounts] != []


def test_a_code_is_explained_by_its_cue() -> None:
    [reason] = reasons_of(explained(OFFER), "terms", "persons.release")
    assert reason.cue is not None
    assert reason.cue.path == "persons.release"
    assert reason.cue.evidence.quote == "release all prisoners"
    cues = load_vocabulary().get("codebook")["codes"]["persons.release"]["cues"]["en"]
    assert reason.cue.pattern in cues


def test_an_arabic_code_is_explained_by_an_arabic_cue() -> None:
    text = "أعلنت جبهة الوادي والجيش هدنة تشمل إطلاق سراح الأسرى وفتح المعابر."
    [reason, *_] = reasons_of(explained(text, language="ar"), "terms", "persons.release")
    assert reason.cue is not None
    assert "سراح" in reason.cue.evidence.quote


def test_a_stage_is_explained_by_the_rule_of_its_ground_and_the_cue() -> None:
    [reason] = reasons_of(explained(OFFER), "stage", "proposal")
    assert reason.rule == "words for proposal"
    assert reason.cue is not None
    assert reason.cue.path == "stages.proposal"


def test_a_role_is_explained_by_the_words_beside_the_name() -> None:
    [reason, known] = reasons_of(explained(OFFER), "participants", "party")
    assert reason.cue is not None
    assert "offered" in reason.cue.evidence.quote
    assert known.cue is None


def test_the_reason_of_a_date_says_from_what_it_was_computed() -> None:
    rules = [reason.rule for reason in reasons_of(explained(OFFER), "dates", "offered")]
    assert any(rule.startswith("computed: ") and TUESDAY in rule for rule in rules)


def test_sentences_are_told_by_what_they_were_taken_for() -> None:
    [account] = explained(OFFER).accounts
    uses = {note.evidence.quote: note.use for note in account.sentences}
    assert uses["The River Front offered a truce to the army on Monday."] is SentenceUse.NAMES
    assert uses["Both sides shall release all prisoners."] is SentenceUse.TERMS
    assert "Talks on grain were held last year." not in uses


def test_a_clause_with_a_cue_that_is_no_term_says_why_not() -> None:
    left_out = [each for each in explained(OFFER).left_out if each.kind is Seen.CLAUSE]
    [headline] = [each for each in left_out if each.evidence.start == 0]
    assert headline.what == "hostilities.cease"
    assert headline.reasons[-1].rule == "a headline states no terms"


def test_a_breach_is_left_out_as_a_claim() -> None:
    text = f"{OFFER}\nThe army violated the truce when it shelled a hospital in Dalbar on Monday.\n"
    rules = [each.reasons[-1].rule for each in explained(text).left_out]
    assert any("breach" in rule or "fighting" in rule for rule in rules)


def test_who_is_named_without_a_role_is_listed() -> None:
    text = f"{OFFER}\nThe Hill Council met in the evening.\n"
    named = [each for each in explained(text).left_out if each.kind is Seen.NAME]
    assert [each.evidence.quote for each in named] == ["Hill Council"]


def test_a_truce_of_trade_is_explained_as_none() -> None:
    text = "Tariff truce holds\n\nBoth states called the truce in the trade war a pause.\n"
    explanation = explained(text)
    assert explanation.accounts == ()
    assert any("trade, sport" in reason.rule for reason in explanation.silence)


def test_a_text_without_any_arrangement_says_so() -> None:
    [reason, *_] = explained("The committee met to discuss the harvest.\n").silence
    assert reason.rule.startswith("no words name an arrangement")


def test_a_language_that_is_not_read_is_the_reason() -> None:
    explanation = explained("Le cessez-le-feu a été signé par les deux parties.", language="fr")
    assert explanation.language is None
    [reason] = explanation.silence
    assert "language" in reason.rule


def test_a_fact_is_explained_by_the_words_that_report_it() -> None:
    text = f"{OFFER}\nThe army accepted the truce on Monday.\n"
    explanation = explained(text)
    [number] = [n for n, f in enumerate(explanation.reading.facts) if f.act.value == "accepted"]
    [reason] = explanation.facts[number].reasons
    assert reason.cue is not None
    assert reason.cue.path == "acts.did.accepted"
    assert reason.cue.pattern.endswith("O")


def test_a_place_that_no_agreement_names_is_listed() -> None:
    text = f"{OFFER}\nA storm hit the city of Aleppo and the coast.\n"
    places = [each.what for each in explained(text).left_out if each.kind is Seen.PLACE]
    assert places == ["Aleppo"]


def test_explaining_takes_no_more_than_a_few_times_as_long_for_a_longer_text() -> None:
    text = "\n\n".join([OFFER] * 30)
    explanation = explained(text)
    [account] = explanation.accounts
    sentences = [note.number for note in account.sentences]
    assert len(sentences) == len(set(sentences)) >= 60
