import importlib.util
import sys
from pathlib import Path

import pytest

from hudna.read.topics import armed_leaning, topic_stems
from hudna.text.folding import folded, folded_arabic
from hudna.vocabulary import load_vocabulary, localized

TRAINER = Path(__file__).parents[3] / "training/train_worlds.py"


def leaning(text: str) -> float:
    return armed_leaning(folded(text), load_vocabulary())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The two breweries will stop suing each other over the bottle.", id="firms"),
        pytest.param("Both wings of the party will campaign for the candidate.", id="a party"),
        pytest.param("The singer and the drummer share a stage again this summer.", id="a band"),
        pytest.param("Whoever draws the queen may not attack until his next turn.", id="a game"),
        pytest.param("The carriers will raise fares on the route to the islands.", id="fares"),
    ],
)
def test_what_is_of_another_world_leans_away_from_armed_conflict(text: str) -> None:
    assert leaning(text) < 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Gunmen left the bridge and the battalion lifted its siege.", id="a siege"),
        pytest.param("Herders of both clans will hand their rifles to the elders.", id="clans"),
        pytest.param("The duke raised his camp and let the captives go on ransom.", id="long ago"),
        pytest.param("The cartels agreed to keep their gunmen off the coast road.", id="cartels"),
    ],
)
def test_what_is_of_armed_sides_leans_to_armed_conflict(text: str) -> None:
    assert leaning(text) > 0


def test_words_of_any_truce_lean_to_neither_side() -> None:
    assert leaning("They agreed a truce; the ceasefire deal and the peace accord hold.") == 0


def test_a_text_of_unknown_words_leans_to_neither_side() -> None:
    assert leaning("") == leaning("Xylqub vorpad.") == 0


def test_a_word_counts_once_in_whatever_form() -> None:
    assert topic_stems("soldier soldiers soldier", "en") == {"soldi"}


@pytest.mark.parametrize(
    ("text", "is_armed"),
    [
        pytest.param("اللاعبون والمدرب صافحوا الجمهور قبل مباراة الدوري.", False, id="sport"),
        pytest.param("نواب الكتلة صوتوا على الموازنة في البرلمان.", False, id="politics"),
        pytest.param("المسلحون خرجوا من الحي وفك الجيش الحصار عنه.", True, id="a siege"),
        pytest.param("شيوخ القبيلتين سلموا القتلة ودفعوا الديات.", True, id="tribes"),
    ],
)
def test_arabic_texts_lean_as_english_ones_do(text: str, is_armed: bool) -> None:
    assert (armed_leaning(folded_arabic(text), localized(load_vocabulary(), "ar")) > 0) is is_armed


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_table_is_what_the_passages_teach(language: str) -> None:
    spec = importlib.util.spec_from_file_location("train_worlds", TRAINER)
    assert spec is not None
    assert spec.loader is not None
    trainer = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = trainer
    spec.loader.exec_module(trainer)
    shipped = dict(load_vocabulary().sources)[trainer.TABLES[language]]
    assert shipped == trainer.table_of(trainer.fit(trainer.read_passages(language)))
