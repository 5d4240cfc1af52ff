"""Measure a learned classifier of clauses against the cues, by clause and end to end.

usage: measure_clauses.py EMBEDDINGS SCORE_PY KIND[:PLAN],... NAME=GOLD,MANIFEST,TEXTS,ROOT ...

EMBEDDINGS is a folder with `tokenizer.json` and `model.safetensors` of potion-base-8M, SCORE_PY the
scorer of the reference. KIND names the features of a model (`w`, `c`, `e`, `q`, `E`, together such
as `wE`). PLAN lists ways as ADD_DROP_ALONE with `/` between: above which score the model adds a
code where no cue fired, below which it drops one; any third word lets it read alone. Folders of one
set are joined with `+`. It prints figures only, never a text of a document.
"""

import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from train_clauses import NONE, Model, load_embeddings, read_clauses, read_examples

from hudna.app import find_sources, get_settings, get_vocabulary, read_source
from hudna.domain.periods import find_period
from hudna.intake import Isolated
from hudna.publish.jsonl import to_reading_line
from hudna.read import reader, terms
from hudna.read.clauses import CodedClause, code_clauses
from hudna.read.findings import find
from hudna.read.modalities import modality_of
from hudna.read.structure import Kind, Page, Sentence
from hudna.text.folding import folded
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import CueTable, stems_of

VOCABULARY = get_vocabulary()
CODEBOOK = VOCABULARY.get("codebook")["codes"]
TABLE = CueTable({code: entry["cues"]["en"] for code, entry in CODEBOOK.items()})
CODES = list(CODEBOOK)
_CUE_WEIGHT = 0.7
_WORDS_LEAST, _WORDS_MOST = 3, 60
_ADDS, _DROPS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5), (0.0, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1)
_PLAN = "0.3__/0.4__/0.5__/_0.003_/_0.01_/_0.03_/_0.06_/0.5_0.01_/0.2__alone/0.3__alone"

Rows = list[tuple[str, set[str]]]
"""Clauses, each with the codes of the terms of the reference that stand in it."""


def load_score(path: str) -> Any:
    """Return the scorer of the reference as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def codes_by_cues(text: str) -> set[str]:
    """Return the codes of which a cue stands in a clause."""
    words = folded(text)
    stems = stems_of(words)
    return {
        code
        for code, cues in TABLE.possible(stems).items()
        if any(cue.search(words, 0, len(words), stems) for cue in cues)
    }


def cue_rows(texts: Sequence[str]) -> Any:
    """Return the cues' verdict on clauses as features."""
    rows = np.zeros((len(texts), len(CODES)))
    for row, text in zip(rows, texts, strict=True):
        row[[CODES.index(code) for code in codes_by_cues(text)]] = _CUE_WEIGHT
    return rows


@dataclass(frozen=True, slots=True)
class Set:
    """Documents, taken in, with the reference and the flat text of each by its file's name."""

    name: str
    golds: Mapping[str, Any]
    texts: Mapping[str, str]
    taken: Sequence[Any]


def load_set(spec: str, score: Any) -> Set:
    """Return the English documents of a set that have a reference."""
    name, folders = spec.split("=")
    gold, manifests, texts_in, roots = (part.split("+") for part in folders.split(","))
    golds, texts, taken = {}, {}, []
    for path in sorted(p for folder in gold for p in Path(folder).glob("*.json")):
        if path.stem.endswith("-ar"):
            continue
        one = json.loads(path.read_text("utf-8"))
        file = one["document"]["file"]
        [source] = [Path(r) / file for r in roots if (Path(r) / file).is_file()]
        golds[source.name], texts[source.name] = one, score.flat(source.read_text("utf-8"))
    limits = get_settings().limits
    with Isolated() as isolated:
        for manifest, folder in zip(manifests, texts_in, strict=True):
            for source in find_sources([Path(folder)], manifest=Path(manifest)):
                if source.name not in golds:
                    continue
                original = read_source(source, limits)
                known = {"metadata": source.known, "limits": limits, "encoding": None}
                taken.append(
                    isolated.take_in(original, source.name, vocabulary=VOCABULARY, **known)
                )
    return Set(name, golds, texts, taken)


@dataclass(slots=True)
class Way:
    """How the reader uses a model: add above a score, drop below one, or model alone."""

    model: Model | None = None
    add: float | None = None
    drop: float | None = None
    alone: bool = False
    known: dict[str, Mapping[str, float]] = field(default_factory=dict)

    def scores(self, text: str) -> Mapping[str, float]:
        """Return the model's score of each code for a clause."""
        if text not in self.known:
            classes, rows = self.model.predict([text])
            self.known[text] = dict(zip(classes, rows[0], strict=True))
        return self.known[text]

    def code(
        self, page: Page, sentence: Sentence, vocabulary: Vocabulary, **known: Any
    ) -> tuple[CodedClause, ...]:
        """Return what `code_clauses` does, as the model changes it."""
        found = code_clauses(page, sentence, vocabulary, **known)
        if (self.add is None and self.drop is None) or vocabulary.language != "en":
            return found
        found = () if self.alone else tuple(self._kept(page, found))
        more = self._added(page, sentence, found, vocabulary) if self.add is not None else ()
        return tuple(sorted([*found, *more], key=lambda clause: clause.span))

    def _kept(self, page: Page, found: Sequence[CodedClause]) -> Iterator[CodedClause]:
        for clause in found:
            about = self.scores(page.words(clause.span)) if self.drop is not None else {}
            codes = tuple(c for c in clause.codes if self.drop is None or about[c] >= self.drop)
            if codes:
                yield replace(clause, codes=codes)

    def _added(
        self, page: Page, sentence: Sentence, found: Sequence[CodedClause], vocabulary: Vocabulary
    ) -> Iterator[CodedClause]:
        seen = {code for clause in found for code in clause.codes}
        for span in sentence.clauses:
            text = page.words(span)
            if not _WORDS_LEAST <= len(text.split()) <= _WORDS_MOST:
                continue
            if any(span.overlaps(clause.span) for clause in found):
                continue
            about = self.scores(text)
            least = max(self.add, about[NONE])
            codes = tuple(c for c in CODES if about[c] >= least and c not in seen)
            if codes:
                seen |= set(codes)
                modality = modality_of(page, span, sentence, codes=codes, vocabulary=vocabulary)
                yield CodedClause(span, sentence.index, codes, modality, sentence.number)


def show_reading(label: str, sets: Sequence[Set], score: Any, way: Way) -> None:
    """Print precision, recall and F1 of the terms, and the overall figure, of each set."""
    terms.code_clauses = way.code
    line = f"  {label:28}"
    for one in sets:
        readings = {}
        for taken in one.taken:
            made = reader.read(taken.document, taken.rendition, VOCABULARY)
            plain = json.loads(to_reading_line(made))
            readings[Path(plain["document"]["name"]).name] = plain
        result, _ = score.score(one.golds, readings, one.texts)
        t = result["terms"]
        line += f" {one.name} {t['precision']:.2f}/{t['recall']:.2f}/{t['f1']:.3f}"
        line += f" ({result['overall']:.3f})"
    print(line, flush=True)


def clause_rows(one: Set, score: Any) -> Rows:
    """Return the reader's clauses of a set's documents with the codes of the reference."""
    rows = []
    for taken in one.taken:
        published = find_period(taken.document.metadata.published)
        findings = find(taken.rendition, published, VOCABULARY)
        if findings is None:
            continue
        gold = one.golds[Path(taken.document.name).name]
        wanted = [t for agreement in gold["agreements"] for t in agreement["terms"]]
        for sentence in findings.page.sentences:
            if sentence.kind is Kind.HEADLINE:
                continue
            for span in sentence.clauses:
                text = findings.page.words(span)
                stand = [
                    t for t in wanted if any(score.quotes_match(q, text) for q in score.quotes(t))
                ]
                rows.append((text, {code for t in stand for code in t["codes"]}))
    return rows


def figures(rows: Rows, said: Sequence[set[str]]) -> str:
    """Return precision, recall and F1 of the codes said of clauses."""
    right = sum(len(codes & mine) for (_, codes), mine in zip(rows, said, strict=True))
    p = right / max(sum(map(len, said)), 1)
    r = right / max(sum(len(codes) for _, codes in rows), 1)
    return f"P {p:.2f} R {r:.2f} F1 {2 * p * r / max(p + r, 1e-9):.2f}"


def show_clauses(one: Set, model: Model, score: Any) -> None:
    """Print how well cues, model and both tell the codes of a set's clauses."""
    rows = clause_rows(one, score)
    texts = [text for text, _ in rows]
    classes, found = model.predict(texts)
    cues = [codes_by_cues(text) for text in texts]
    bearing = sum(1 for _, codes in rows if codes)
    print(f"  clauses {one.name}: {len(rows)}, {bearing} with a term; cues {figures(rows, cues)}")
    none = classes.index(NONE)
    for add in _ADDS:
        mine = [
            {c for c, v in zip(classes, row, strict=True) if c != NONE and v >= max(add, row[none])}
            for row in found
        ]
        union = [q or m for m, q in zip(mine, cues, strict=True)]
        print(f"    {add}: model {figures(rows, mine)} | union {figures(rows, union)}")
    for drop in _DROPS:
        left = [
            {c for c in q if row[classes.index(c)] >= drop}
            for q, row in zip(cues, found, strict=True)
        ]
        print(f"    veto {drop}: {figures(rows, left)}", flush=True)


def main() -> None:
    """Print all figures."""
    folder, score_path, kinds, *specs = sys.argv[1:]
    score, embeddings = load_score(score_path), load_embeddings(Path(folder))
    texts, codes = read_clauses()
    more, theirs = read_examples()
    own = [(t, set() if c == NONE else {c}) for t, c in zip(texts, codes, strict=True)]
    print("cues on our new clauses:", figures(own, [codes_by_cues(t) for t in texts]))
    sets = [load_set(spec, score) for spec in specs]
    print("documents", {one.name: len(one.taken) for one in sets}, flush=True)
    show_reading("cues", sets, score, Way())
    for each in kinds.split(","):
        kind, _, plan = each.partition(":")
        # The cues were written to fit the examples: a model that sees their verdict learns from
        # the new clauses only.
        learned = (texts, codes) if "q" in kind else ([*texts, *more], [*codes, *theirs])
        model = Model(kind, embeddings, cue_rows).fit(*learned)
        print(f"== {kind}: learned from {len(learned[0])} clauses")
        if not plan:
            for one in sets:
                show_clauses(one, model, score)
        known: dict[str, Mapping[str, float]] = {}
        for way in (plan or _PLAN).split("/"):
            add, drop, alone = way.split("_")
            numbers = (float(add) if add else None, float(drop) if drop else None)
            label = f"add {add or '-'} drop {drop or '-'} {alone}"
            show_reading(label, sets, score, Way(model, *numbers, bool(alone), known))


if __name__ == "__main__":
    main()
