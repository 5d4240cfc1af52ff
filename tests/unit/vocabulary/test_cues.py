import re
from collections.abc import Iterator, Mapping

import pytest

from hudna.app.timing import limit_time
from hudna.errors import InputError
from hudna.text.folding import folded
from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.cues import (
    CueTable,
    compile_any,
    compile_any_cue,
    compile_cue,
    stems_of,
)


def matches(cue: str, text: str) -> list[str]:
    words = folded(text)
    found = [m.group() for m in compile_cue(cue).pattern.finditer(words)]
    assert CueTable({"it": [cue]}).possible(stems_of(words)) or not found
    return found


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("truce", "The TRUCE held."),
        ("releas*", "They released him."),
        ("releas*", "The release came late."),
        ("cease-fire", "a ceasefire"),
        ("cease-fire", "a cease-fire"),
        ("cease-fire", "a cease fire"),
        ("cease-fire", "a cease\u2011fire"),
        ("end military operations", "to end \u201cmilitary operations\u201d in May"),
        ("releas* ... prisoner*", "release prisoners"),
        ("releas* ... prisoner*", "released all of the remaining prisoners"),
        ("releas* ... prisoner*", "release 12 sick, wounded or elderly prisoners"),
        ("(truce|armistice)", "an armistice"),
        ("end (the )?siege", "end siege"),
        ("end (the )?siege", "end the siege"),
        ("halt (the |all |any )*attacks", "halt attacks"),
        ("halt (the |all |any )*attacks", "halt any all the attacks"),
        ("in (the |their )+places", "in their places"),
        ("truce (agreement*)?", "the truce."),
        ("truce (agreement*)?", "the truce agreements."),
        ("(open|mov* (back|out))", "moved back"),
        ("self-defen[cs]e", "self-defense"),
        (r"(\d+|two) prisoners", "210 prisoners"),
        (r"a (\w+ )?truce", "a fragile truce"),
        ("d[eé]tente", "a détente"),
        ("israel's offer", "Israel\u2019s offer"),
        ("ended !(without) (a )?truce", "fire ended a truce"),
        ("may !(not|soon)", "it may end"),
    ],
)
def test_a_cue_finds(cue: str, text: str) -> None:
    assert matches(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("truce", "a trucelike calm"),
        ("truce", "untruce"),
        ("release", "released"),
        ("cease-fire", "they cease. Fire broke out."),
        ("releas* ... prisoner*", "They were released. Prisoners wept."),
        ("releas* ... prisoner*", "released one two three four five six seven eight prisoners"),
        ("(truce|armistice)", "a ceasefire"),
        ("end (the )?siege", "end a siege"),
        ("in (the |their )+places", "in places"),
        ("may !(not|soon)", "they may not attack"),
        ("may !(not|soon)", "they may soon attack"),
        ("s.a.a.", "sxaxa"),
    ],
)
def test_a_cue_passes_over(cue: str, text: str) -> None:
    assert not matches(cue, text)


def test_a_gap_prefers_the_nearest_word() -> None:
    assert matches("releas* ... prisoner*", "release prisoners and more prisoners") == [
        "release prisoners"
    ]


def test_an_optional_end_takes_its_space_along() -> None:
    assert matches("truce (agreement)?", "the truce holds") == ["truce"]


def test_what_must_not_follow_is_a_whole_word() -> None:
    assert matches("may !(not|soon)", "they may notify others") == ["may"]


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("releas* ... (prisoner*|hostage*)", "they freed the prisoners"),
        ("(truce|armistice)", "a ceasefire"),
        ("end* (the )?siege", "the war goes on"),
    ],
)
def test_a_text_without_the_words_of_a_cue_is_passed_over_untried(cue: str, text: str) -> None:
    assert CueTable({"it": [cue]}).possible(stems_of(text)) == {}


def test_a_cue_of_any_word_is_tried_on_every_text() -> None:
    assert list(CueTable({"it": [r"\w+"]}).possible(frozenset())) == ["it"]


def test_stems_are_the_beginnings_of_words_and_each_whole() -> None:
    assert stems_of("the truce") == {"the", "the$", "tru", "truc", "truce$"}
    assert stems_of("هدنه") == {"هدن", "هدنه"}
    assert stems_of("disengagement") == {"dis", "dise", "diseng", "disengagement$"}


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("agree", "they agreed"),
        ("agreed to", "they agree to"),
        ("(halt|stop) fire", "they stopped fire"),
        ("negotiat*", "the negligent"),
        ("disengagement*", "they disembark"),
    ],
)
def test_what_a_whole_word_or_a_long_beginning_rules_out_is_not_tried(cue: str, text: str) -> None:
    assert CueTable({"it": [cue]}).possible(stems_of(text)) == {}
    assert compile_cue(cue).pattern.search(text) is None


def test_several_cues_look_only_where_they_are_told() -> None:
    text = "truce, truce, armistice"
    cues = compile_any_cue(["truce", "armistice"])
    stems = stems_of(text)
    assert [m.start() for m in cues.finditer(text, 3, len(text), stems)] == [7, 14]
    first = cues.search(text, 8, len(text), stems)
    assert first is not None
    assert first.group() == "armistice"
    assert cues.search(text, 0, 4, stems) is None


def test_several_cues_pass_over_a_text_without_their_words() -> None:
    cues = compile_any_cue(["truce", "armistice"])
    assert cues.search("truce", 0, 5, frozenset({"war"})) is None
    assert list(cues.finditer("truce", 0, 5, frozenset({"war"}))) == []


def test_the_source_of_a_cue_is_kept() -> None:
    assert compile_cue("truce*").source == "truce*"


def test_of_several_cues_the_earlier_wins() -> None:
    found = compile_any(["truce talks", "truce"]).search("the truce talks")
    assert found is not None
    assert found.group() == "truce talks"


def test_a_table_gives_its_cues_by_their_keys_in_order() -> None:
    table = CueTable({"z": ["truce*", "talks"], "a": ["talks", "siege"], "b": ["war"]})
    possible = table.possible(stems_of("talks on a truce"))
    assert [(key, [cue.source for cue in cues]) for key, cues in possible.items()] == [
        ("z", ["truce*", "talks"]),
        ("a", ["talks"]),
    ]


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("هدنة", "الهدنة"),
        ("هدنة", "وللهدنة"),
        ("هدنة", "هدنتهم"),
        ("هدنة", "هدنةً"),
        ("وقف إطلاق نار", "ووقفا لإطلاق النار"),
        ("إفراج ... أسير*", "والإفراج عن جميع الأسيرات"),
        ("النار", "بالنار"),
        ("التزام", "للالتزام"),
        ("(ي|ت)نص على", "وينص على"),
        ("(كامل )?انسحاب", "بانسحاب"),
    ],
)
def test_an_arabic_cue_finds_what_is_written_together(cue: str, text: str) -> None:
    assert matches(cue, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [("هدنة", "مهادنة"), ("النار", "نار"), ("وقف", "موقف"), ("(ي|ت)نص", "نص")],
)
def test_an_arabic_cue_passes_over_other_words(cue: str, text: str) -> None:
    assert not matches(cue, text)


@pytest.mark.parametrize("cue", [r"(\w+(-| ))*truce", r"(\w+-)*truce", "(cease*-)+ fire"])
def test_words_repeated_with_nothing_between_them_are_refused(cue: str) -> None:
    with pytest.raises(InputError, match="for ever") as error:
        compile_cue(cue)

    assert error.value.code == "input-vocabulary"


def test_words_joined_or_not_are_not_repeated() -> None:
    with pytest.raises(InputError):
        compile_cue(r"in (the |\w+-\w+ )*talks")


@pytest.mark.parametrize(
    "cue",
    ["(armed |local |armed )*groups", r"(also |jointly |\w+ly )*(agreed|accepted)"],
    ids=["a word twice", "a word and any with its ending"],
)
def test_words_that_two_alternatives_match_do_not_double_the_ways(cue: str) -> None:
    found = compile_any([cue])
    assert found.search("armed local armed groups jointly also agreed") is not None
    with limit_time(5):
        assert found.search("armed " * 80 + "jointly " * 80) is None


def test_no_cue_of_the_package_runs_away_on_the_words_that_it_repeats() -> None:
    repeated = re.compile(r"\(([^()]*(?:\([^()]*\)\??[^()]*)*)\)[*+]")
    for cue in {c for name in ("reading", "codebook", "warnings") for c in _strings(name)}:
        words = {w for group in repeated.findall(cue) for w in re.findall(r"[\w'-]+", group)}
        text = folded(" . ".join(" ".join([word] * 40) for word in sorted(words)))
        if words and re.search(r"[{}]|^https?:", cue) is None:
            with limit_time(5):
                compile_any([cue]).search(text)


def _strings(name: str) -> Iterator[str]:
    waiting: list[object] = [load_vocabulary().get(name)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, Mapping):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
