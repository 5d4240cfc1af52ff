"""Tests of a user's own files over those of the package."""

from pathlib import Path
from typing import Any

import pytest

from hudna.domain.codebook import Modality
from hudna.errors import InputError
from hudna.read import read
from hudna.vocabulary import Vocabulary, load_vocabulary, localized
from texts import to_document, to_rendition

TERMS = """The army and the rebels signed a truce.

1. Ferries shall run to Dalbar.
2. Both sides shall release all prisoners.
"""
FERRY = """
codes:
  movement.ferry:
    definition: Ferries run.
    cues:
      en: [ferr* ... run*]
"""


def own(folder: Path, **files: str) -> Vocabulary:
    for name, text in files.items():
        (folder / f"{name.replace('_ar', '.ar')}.yaml").write_text(text, "utf-8")
    return load_vocabulary(folder)


def codes_of(vocabulary: Vocabulary, *, language: str = "en") -> dict[str, Any]:
    codes: dict[str, Any] = localized(vocabulary, language).get("codebook")["codes"]
    return codes


def codes_read(text: str, vocabulary: Vocabulary, *, language: str = "en") -> set[str]:
    reading = read(to_document(text, language=language), to_rendition(text), vocabulary)
    return {code for a in reading.agreements for term in a.terms for code in term.codes}


def test_a_folder_that_says_nothing_is_the_packages_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Our notes.\n", "utf-8")
    (tmp_path / "codebook.yaml").write_text("# nothing yet\n", "utf-8")
    assert load_vocabulary(tmp_path) == load_vocabulary()


def test_what_a_folder_says_changes_the_key(tmp_path: Path) -> None:
    assert own(tmp_path, codebook=FERRY).key != load_vocabulary().key


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    before = own(tmp_path, codebook=FERRY)
    after = own(tmp_path, codebook=FERRY.replace("ferr*", "(ferr*|boat*)"))
    assert after.key != before.key


def test_cues_are_added_to_those_of_the_package(tmp_path: Path) -> None:
    text = "codes: {movement.siege: {cues: {en+: [lift* the stranglehold]}}}"
    packaged = codes_of(load_vocabulary())["movement.siege"]["cues"]["en"]
    found = codes_of(own(tmp_path, codebook=text))["movement.siege"]["cues"]["en"]
    assert found == [*packaged, "lift* the stranglehold"]


def test_cues_take_the_place_of_those_of_the_package(tmp_path: Path) -> None:
    text = "codes: {movement.siege: {cues: {en: [siege]}}}"
    assert codes_of(own(tmp_path, codebook=text))["movement.siege"]["cues"]["en"] == ["siege"]


def test_a_cue_is_taken_out(tmp_path: Path) -> None:
    first, *others = codes_of(load_vocabulary())["persons.release"]["cues"]["en"]
    text = f"codes: {{persons.release: {{cues: {{en-: [{first!r}]}}}}}}"
    assert codes_of(own(tmp_path, codebook=text))["persons.release"]["cues"]["en"] == others


def test_a_code_of_ones_own_is_read(tmp_path: Path) -> None:
    vocabulary = own(tmp_path, codebook=FERRY)
    assert list(codes_of(vocabulary))[-1] == "movement.ferry"
    assert codes_read(TERMS, vocabulary) >= {"movement.ferry", "persons.release"}


def test_a_code_without_cues_in_a_language_is_never_found_in_it(tmp_path: Path) -> None:
    vocabulary = own(tmp_path, codebook=FERRY)
    assert codes_of(vocabulary, language="ar")["movement.ferry"]["cues"]["ar"] == []
    text = "وقع الجيش والفصائل هدنة تشمل إطلاق سراح الأسرى."
    assert "persons.release" in codes_read(text, vocabulary, language="ar")


def test_a_code_that_is_taken_out_is_not_read(tmp_path: Path) -> None:
    vocabulary = own(tmp_path, codebook="codes: {persons.release: }")
    assert "persons.release" not in codes_of(vocabulary)
    assert "persons.release" not in codes_of(vocabulary, language="ar")
    assert "persons.release" not in codes_read(TERMS, vocabulary)


def test_the_examples_of_a_code_that_is_taken_out_go_with_it(tmp_path: Path) -> None:
    vocabulary = own(tmp_path, codebook="codes: {persons.release: }")
    assert "persons.release" not in vocabulary.get("examples")["codes"]


def test_the_cues_of_all_languages_may_stand_in_one_file(tmp_path: Path) -> None:
    text = "codes: {movement.siege: {cues: {en+: [stranglehold], ar+: [رفع الخناق]}}}"
    vocabulary = own(tmp_path, codebook=text)
    assert codes_of(vocabulary)["movement.siege"]["cues"]["en"][-1] == "stranglehold"
    assert codes_of(vocabulary, language="ar")["movement.siege"]["cues"]["ar"][-1] == "رفع الخناق"


def test_a_file_of_a_language_is_merged_too(tmp_path: Path) -> None:
    text = "codes: {movement.siege: {cues: {ar+: [رفع الخناق]}}}"
    vocabulary = own(tmp_path, codebook_ar=text)
    assert codes_of(vocabulary, language="ar")["movement.siege"]["cues"]["ar"][-1] == "رفع الخناق"


def test_an_actor_is_added_and_one_of_the_same_name_replaced(tmp_path: Path) -> None:
    first = load_vocabulary().get("actors")["actors"][0]
    text = f"""
actors+:
  - {{id: {first["id"]}, name: Another, kind: armed, references: [own]}}
  - {{id: hill-council, name: Hill Council, kind: armed, references: [own]}}
"""
    actors = own(tmp_path, actors=text).get("actors")["actors"]
    assert (actors[0]["id"], actors[0]["name"]) == (first["id"], "Another")
    assert actors[-1]["id"] == "hill-council"
    assert len(actors) == len(load_vocabulary().get("actors")["actors"]) + 1


def test_the_rules_of_reading_are_merged_too(tmp_path: Path) -> None:
    text = "stages: {collapsed+: [went up in smoke]}"
    assert own(tmp_path, reading=text).get("reading")["stages"]["collapsed"][-1].endswith("smoke")


def test_the_vocabulary_of_a_folder_is_read_with_the_same_rules(tmp_path: Path) -> None:
    vocabulary = own(tmp_path, codebook=FERRY)
    reading = read(to_document(TERMS), to_rendition(TERMS), vocabulary)
    [ferry] = [t for a in reading.agreements for t in a.terms if "movement.ferry" in t.codes]
    assert ferry.modality is Modality.OBLIGATION


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("codebok", "codes: {}", "no such file; it has codebook"),
        ("codebook", "codes: [a", "no YAML"),
        ("codebook", "- a", "no keys"),
        ("codebook", "code: {}", "'code' is not known, perhaps codes"),
        (
            "codebook",
            "codes: {movement.siege: {cue: {}}}",
            "at codes.movement.siege: the key 'cue'",
        ),
        ("codebook", "codes: {Siege: {definition: A., cues: {en: []}}}", "no code"),
        (
            "codebook",
            "codes: {movement.ferry: {definition: A., clues: {}}}",
            "'clues' is not known",
        ),
        ("codebook", "codes: {movement.ferry: {cues: {en: [ferry]}}}", "no definition"),
        ("codebook", "codes: {movement.ferry: }", "not there"),
        ("codebook", "codes: {movement.siege: siege}", "keys with values should stand here"),
        ("codebook", "codes: {movement.siege: {cues: {en: siege}}}", "a list should stand here"),
        ("codebook", "codes: {movement.siege: {cues: {en+: ['(siege']}}}", "cannot be understood"),
        ("codebook", "codes: {movement.siege: {cues: {en+: [7]}}}", "no cue"),
        ("codebook", "codes: {movement.siege: {cues: {en-: [none such]}}}", "not there"),
        ("codebook", "codes: {movement.siege: {definition+: [a]}}", "only to a list"),
        ("reading", "stagse: {}", "'stagse' is not known, perhaps stages"),
        ("reading", "stages: ", "cannot be taken out"),
        ("reading", "stages: {agreed: signed}", "a list should stand here"),
    ],
)
def test_what_a_file_may_not_say_is_named(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_vocabulary(tmp_path)
    assert caught.value.code == "input-vocabulary"
    assert words in caught.value.reason
    assert f"{name}.yaml" in caught.value.reason or words == "no definition"
    assert "\n" not in caught.value.reason


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.* cannot be read") as caught:
        load_vocabulary(tmp_path / "none")
    assert caught.value.code == "input-vocabulary"


def test_a_file_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_bytes(b"codes: \xff\xfe")
    with pytest.raises(InputError, match="no UTF-8"):
        load_vocabulary(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "cue", "line"),
    [
        ("reading", "# ours\ncarries_on+:\n  - it binds\n  - (it holds\n", "(it holds", 4),
        ("reading_ar", "carries_on+:\n  - '(هدنة'\n", "(هدنة", 2),
        ("codebook", "codes:\n  movement.siege:\n    cues:\n      en+: ['siege)']\n", "siege)", 4),
        ("warnings", "against+:\n\n  - '(\\w+(-| ))*'\n", "(\\w+(-| ))*", 3),
    ],
    ids=["reading", "arabic", "codebook", "runs away"],
)
def test_a_cue_that_cannot_be_understood_is_told_at_once_with_its_line(
    tmp_path: Path, name: str, text: str, cue: str, line: int
) -> None:
    with pytest.raises(InputError) as raised:
        own(tmp_path, **{name: text})
    assert raised.value.code == "input-vocabulary"
    assert f"{name.replace('_', '.')}.yaml" in str(raised.value)
    assert f"{cue!r} (line {line})" in str(raised.value)


def test_words_that_are_no_cues_in_the_package_are_left_alone(tmp_path: Path) -> None:
    assert own(tmp_path, countries="countries+: [{code: XX, name: 'Norvania (north'}]")
    kept = own(tmp_path, reading="carries_on+: ['it (still )?holds']").get("reading")
    assert kept["carries_on"][-1] == "it (still )?holds"
