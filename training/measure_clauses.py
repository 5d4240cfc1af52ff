"""Measure a learned classifier of clauses against the cues, by clause and end to end.

usage: measure_clauses.py EMBEDDINGS SCORE_PY CODES NAME=GOLD,MANIFEST,TEXTS,ROOT ...

Prints how well each model tells the codes of the reader's own clauses, and the terms' figures of
the reader with the cues alone, the union, the veto, both, and the model alone, by set. It prints
figures only, never a text. EMBEDDINGS is a folder with the files of `potion-base-8M`.
"""

import importlib.util
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from train_clauses import NONE, Model, load_embeddings, read_clauses, read_examples

import hudna.app as app
from hudna.domain.codebook import Modality
from hudna.publish.jsonl import to_reading_line
from hudna.read import reader, terms
from hudna.read.clauses import CodedClause, code_clauses
from hudna.read.findings import find
from hudna.domain.periods import find_period
from hudna.read.modalities import modality_of
from hudna.read.structure import Kind
from hudna.vocabulary.cues import CueTable, stems_of
from hudna.text.folding import folded


def load_score(path: str) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VOCABULARY = app.get_vocabulary()
CODEBOOK = VOCABULARY.get("codebook")["codes"]
TABLE = CueTable({code: entry["cues"]["en"] for code, entry in CODEBOOK.items()})
ORDER = list(CODEBOOK)


def codes_by_cues(text: str) -> set[str]:
    words = folded(text)
    possible = TABLE.possible(stems_of(words))
    return {c for c, cues in possible.items() if any(q.search(words, 0, len(words), stems_of(words)) for q in cues)}


def cue_rows(texts: Sequence[str]) -> Any:
    rows = np.zeros((len(texts), len(ORDER)))
    for row, text in zip(rows, texts, strict=True):
        for code in codes_by_cues(text):
            row[ORDER.index(code)] = 0.7
    return rows


@dataclass
class Set:
    name: str
    golds: dict
    texts: dict
    taken: list


def load_set(spec: str, score: Any, only: str | None = None) -> Set:
    name, rest = spec.split("=")
    gold, manifest, folder, root = rest.split(",")
    golds, texts = {}, {}
    for g in gold.split("+"):
        for path in sorted(Path(g).glob("*.json")):
            if path.stem.endswith("-ar"):
                continue
            one = json.loads(path.read_text("utf-8"))
            file = Path(one["document"]["file"]).name
            golds[file] = one
            for r in root.split("+"):
                if (Path(r) / one["document"]["file"]).is_file():
                    texts[file] = score.flat((Path(r) / one["document"]["file"]).read_text("utf-8"))
    taken = []
    from hudna.intake import Isolated

    settings = app.get_settings()
    with Isolated() as isolated:
        for m, f in zip(manifest.split("+"), folder.split("+"), strict=True):
            for source in app.find_sources([Path(f)], manifest=Path(m)):
                task = app._to_task(source, None, settings.limits, VOCABULARY.key)
                if Path(task.source.name).name not in golds:
                    continue
                taken.append(isolated.take_in(task.original, task.source.name, vocabulary=VOCABULARY, metadata=task.source.known, limits=task.limits, encoding=task.encoding))
    return Set(name, golds, texts, taken)


@dataclass
class Way:
    """How the reader uses a model: add above one score, drop below another, or model alone."""

    add: float | None = None
    drop: float | None = None
    alone: bool = False


LONG_MOST = 60
CASE = {"way": Way(), "model": None, "cache": {}}


def scores(text: str) -> dict[str, float]:
    cache = CASE["cache"]
    if text not in cache:
        classes, rows = CASE["model"].predict([text])
        cache[text] = dict(zip(classes, rows[0], strict=True))
    return cache[text]


def patched(page, sentence, vocabulary):
    way = CASE["way"]
    found = code_clauses(page, sentence, vocabulary)
    if way.add is None and way.drop is None or vocabulary.language != "en":
        return found
    if way.alone:
        found = ()
    if way.drop is not None:
        kept = []
        for clause in found:
            about = scores(page.words(clause.span))
            codes = tuple(c for c in clause.codes if about[c] >= way.drop)
            if codes:
                kept.append(replace(clause, codes=codes))
        found = tuple(kept)
    if way.add is not None:
        seen = {c for clause in found for c in clause.codes}
        more = []
        for span in sentence.clauses:
            text = page.words(span)
            if not 3 <= len(text.split()) <= LONG_MOST:
                continue
            if not way.alone and any(span.overlaps(c.span) for c in found):
                continue
            about = scores(text)
            codes = tuple(c for c in ORDER if about[c] >= way.add and about[c] > about[NONE] and c not in seen)
            if codes:
                seen |= set(codes)
                modality = modality_of(page, span, sentence, codes=codes, vocabulary=vocabulary)
                more.append(CodedClause(span, sentence.index, codes, modality, sentence.number))
        found = tuple(sorted([*found, *more], key=lambda c: c.span))
    return found


terms.code_clauses = patched


def measure(sets, score, way):
    CASE["way"] = way
    out = {}
    for one in sets:
        readings = {}
        for taken in one.taken:
            line = json.loads(to_reading_line(reader.read(taken.document, taken.rendition, VOCABULARY)))
            readings[Path(line["document"]["name"]).name] = line
        result, _ = score.score(one.golds, readings, one.texts)
        t = result["terms"]
        out[one.name] = (t["precision"], t["recall"], t["f1"], result["overall"], t["gold"])
    return out


def clause_data(one, score):
    """Return clauses of a set's documents, with the codes of the gold terms that stand in each."""
    rows = []
    for taken in one.taken:
        findings = find(taken.rendition, find_period(taken.document.metadata.published), VOCABULARY)
        name = Path(taken.document.name).name if hasattr(taken.document, "name") else None
        if findings is None:
            continue
        gold = one.golds.get(name) or {"agreements": []}
        wanted = [t for a in gold["agreements"] for t in a["terms"]]
        for s in findings.page.sentences:
            if s.kind is Kind.HEADLINE:
                continue
            for span in s.clauses:
                text = findings.page.words(span)
                codes = {c for t in wanted for c in t["codes"] if any(score.quotes_match(q, text) for q in score.quotes(t))}
                rows.append((text, codes))
    return rows


def f1(rows, said):
    hit = sum(len(c & s) for (_, c), s in zip(rows, said, strict=True))
    gold = sum(len(c) for _, c in rows)
    found = sum(map(len, said))
    p, r = hit / max(found, 1), hit / max(gold, 1)
    return f"P {p:.2f} R {r:.2f} F1 {2 * p * r / max(p + r, 1e-9):.2f}"


def main():
    folder, score_path, kinds, *specs = sys.argv[1:]
    score = load_score(score_path)
    embeddings = load_embeddings(Path(folder))
    texts, codes = read_clauses()
    more, theirs = read_examples()
    said = [codes_by_cues(t) for t in texts]
    own = list(zip(texts, [set() if c == NONE else {c} for c in codes], strict=True))
    print("cues on the new clauses of our own:", f1(own, said), "right or among them", np.mean([c in s or (c == NONE and not s) for c, s in zip(codes, said, strict=True)]).round(3))
    sets = [load_set(spec, score) for spec in specs]
    blind = any(s.name.startswith("B") for s in sets)
    print("documents", {s.name: len(s.taken) for s in sets}, flush=True)
    begin = time.perf_counter()
    base = measure(sets, score, Way())
    show("cues", base)
    print(f"  {time.perf_counter() - begin:.1f} s")
    for kind in kinds.split(","):
        kind, _, plan = kind.partition(":")
        start = time.perf_counter()
        check = Model(kind, embeddings, cue_rows).fit(texts, codes)
        classes, rows = check.predict(more)
        right = [classes[r.argmax()] == c for r, c in zip(rows, theirs, strict=True)]
        print(f"== {kind}: trained on the new clauses, right on the examples {np.mean(right):.3f}, with a code {np.mean([r for r, c in zip(right, theirs, strict=True) if c != NONE]):.3f}")
        model = check if "q" in kind else Model(kind, embeddings, cue_rows).fit([*texts, *more], [*codes, *theirs])
        CASE["model"], CASE["cache"] = model, {}
        if not plan:
            rows_by = {s.name: clause_data(s, score) for s in sets}
            for name, data in rows_by.items():
                words = [t for t, _ in data]
                classes, found = model.predict(words)
                cues = [codes_by_cues(t) for t in words]
                print(f"  clauses {name}: {len(data)}, {sum(map(bool, (c for _, c in data)))} with a term; cues {f1(data, cues)}")
                for least in (0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
                    mine = [{c for c, v in zip(classes, r, strict=True) if c != NONE and v >= least and v > r[classes.index(NONE)]} for r in found]
                    union = [m if not q else q for m, q in zip(mine, cues, strict=True)]
                    print(f"    {least}: model {f1(data, mine)} | union {f1(data, union)}")
                for most in (-0.05, 0.0, 0.02, 0.05, 0.1):
                    veto = [{c for c in q if r[classes.index(c)] >= most} for q, r in zip(cues, found, strict=True)]
                    print(f"    veto {most}: {f1(data, veto)}")
            ways = [Way(add=a) for a in (0.2, 0.3, 0.4, 0.5, 0.6)] + [Way(drop=d) for d in (-0.05, 0.0, 0.03, 0.06, 0.1)]
            ways += [Way(add=0.4, drop=0.0), Way(add=0.5, drop=0.03)] + [Way(add=a, alone=True) for a in (0.15, 0.2, 0.3)]
        else:
            ways = []
            for w in plan.split("/"):
                a, d, alone = w.split("_")
                ways.append(Way(float(a) if a else None, float(d) if d else None, bool(alone)))
        for way in ways:
            show(f"add {way.add} drop {way.drop}{' alone' if way.alone else ''}", measure(sets, score, way))
        print(f"  {time.perf_counter() - start:.0f} s", flush=True)


def show(label, out):
    total = sum(v[4] for v in out.values())
    print(f"  {label:28}", *(f"{n} {v[0]:.2f}/{v[1]:.2f}/{v[2]:.3f} ({v[3]:.3f})" for n, v in out.items()), flush=True)


if __name__ == "__main__":
    main()
