from collections.abc import Iterator
from typing import Any

from hudna.vocabulary import load_vocabulary
from hudna.vocabulary.cues import compile_any_cue

CONTENT: dict[str, Any] = load_vocabulary().get("oddities")
CODES = set(load_vocabulary().get("codebook")["codes"])


def iter_lists(content: Any) -> Iterator[list[str]]:
    if isinstance(content, dict):
        for each in content.values():
            yield from iter_lists(each)
    elif isinstance(content, list) and all(isinstance(each, str) for each in content):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from iter_lists(each)


def test_every_cue_is_one_of_the_language_of_cues() -> None:
    lists = list(iter_lists({k: v for k, v in CONTENT.items() if k != "references"}))
    assert all(compile_any_cue(each).pattern for each in lists)


def test_verbs_that_undo_each_other_are_verbs_of_the_file() -> None:
    named = {each[side] for each in CONTENT["opposed"] for side in ("one", "other")}
    assert named <= set(CONTENT["verbs"])


def test_codes_are_those_of_the_codebook() -> None:
    used = {
        *(code for each in CONTENT["opposed"] for code in each["codes"]),
        *CONTENT["extents"],
        *CONTENT["after_dissolving"],
        *CONTENT["fighting"]["duties"],
        *CONTENT["fighting"]["forbidden"],
        *CONTENT["body_codes"],
        *CONTENT["outsiders"]["leaving"],
    }
    assert used <= CODES
