"""Train the model of armed conflict: `python training/train_worlds.py` rewrites `topics*.tsv`.

Logistic regression over the stems of `worlds.yaml` and `worlds.ar.yaml`, passages of our own, and
of the documents of our own in `documents/`, by gradient descent: in the standard library, and the
same weights each time. `--check` trains nothing: it says how well whole kinds of passages, and a
sixth of the documents at a time, are told apart that were left out of the training.
"""

import argparse
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from hudna.read.topics import topic_stems
from hudna.text.folding import folded, folded_arabic
from hudna.vocabulary.loader import ARABIC, ENGLISH

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src/hudna/vocabulary/data"
PASSAGES = {ENGLISH: "worlds.yaml", ARABIC: "worlds.ar.yaml"}
TABLES = {ENGLISH: "topics.tsv", ARABIC: "topics.ar.tsv"}
HEAD = """\
# How much a word speaks for armed conflict (above 0) or for another world (below 0).
# Made by training/train_worlds.py from passages written for this project; not edited by hand.
stem\tweight
"""
PENALTY, EPOCHS, RATE, MOMENTUM = 0.5, 200, 10.0, 0.9
WEIGHT_LEAST = 0.03
FOLDS = 6

_NAME = re.compile(r"\b[A-Z]\w*")
"""A word in capitals: the model is to learn no name of anyone."""

Passage = tuple[str, frozenset[str], bool]
"""Its kind, its stems, and whether it is of armed conflict."""


def read_passages(language: str) -> list[Passage]:
    """Return the passages of a language, without the words that are the same in every world."""
    content: dict[str, Any] = yaml.safe_load((HERE / PASSAGES[language]).read_text("utf-8"))
    fold = folded_arabic if language == ARABIC else folded
    left_out = topic_stems(fold(" ".join(content["left_out"])), language)
    passages = [
        (kind, topic_stems(fold(text), language) - left_out, side == "armed")
        for side in ("other", "armed")
        for kind, texts in content[side].items()
        for text in texts
    ]
    if language == ENGLISH:
        for path in sorted((HERE / "documents").glob("*.txt")):
            text, annotations = path.read_text("utf-8").split("\n%%\n")
            told = _NAME.sub(" ", text.split("\n", 1)[1])
            held = topic_stems(fold(told), language) - left_out
            passages.append((path.stem, held, bool(annotations.strip())))
    return passages


def fit(passages: Sequence[Passage]) -> dict[str, float]:
    """Return the weight of each stem; both sides weigh the same.

    There is no bias: a text whose words are unknown leans to neither side.
    """
    stems = sorted({stem for _, held, _ in passages for stem in held})
    place = {stem: i for i, stem in enumerate(stems)}
    rows = [(sorted(place[s] for s in held), side) for _, held, side in passages]
    share = {side: len(rows) / 2 / sum(s is side for _, s in rows) for side in (True, False)}
    weights, pace = [0.0] * len(stems), [0.0] * len(stems)
    for _ in range(EPOCHS):
        slope = [PENALTY * w for w in weights]
        for held, side in rows:
            each = 1 / math.sqrt(max(len(held), 1))
            sure = 1 / (1 + math.exp(-each * sum(weights[i] for i in held)))
            off = (sure - side) * share[side]
            for i in held:
                slope[i] += off * each
        step = RATE / len(rows)
        for i, value in enumerate(slope):
            pace[i] = MOMENTUM * pace[i] - step * value
            weights[i] += pace[i]
    return {s: w for s, w in zip(stems, weights, strict=True) if abs(w) >= WEIGHT_LEAST}


def leaning(weights: Mapping[str, float], stems: frozenset[str]) -> float:
    """Return what `hudna.read.topics.armed_leaning` makes of the stems of a text."""
    known = [weights[stem] for stem in stems if stem in weights]
    return math.fsum(known) / math.sqrt(max(len(known), 1))


def check(language: str) -> str:
    """Return how many passages fall on the wrong side whose kind was left out of the training."""
    passages = read_passages(language)
    kinds = sorted({kind for kind, _, _ in passages})
    wrong, of = Counter[bool](), Counter[bool]()
    for fold in range(FOLDS):
        tested = {kind for i, kind in enumerate(kinds) if i % FOLDS == fold}
        weights = fit([passage for passage in passages if passage[0] not in tested])
        for kind, stems, side in passages:
            if kind in tested:
                of[side] += 1
                wrong[side] += (leaning(weights, stems) > 0) is not side
    return (
        f"{language}: {of[True]} armed, {wrong[True] / of[True]:.3f} wrong; "
        f"{of[False]} other, {wrong[False] / of[False]:.3f} wrong"
    )


def table_of(weights: Mapping[str, float]) -> str:
    """Return the table that the reader reads."""
    return HEAD + "".join(f"{stem}\t{weight:.3f}\n" for stem, weight in weights.items())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="measure, and write nothing")
    is_check = parser.parse_args().check
    for each, name in TABLES.items():
        if is_check:
            print(check(each))
        else:
            (DATA / name).write_text(table_of(fit(read_passages(each))), "utf-8")
