"""Train a classifier of clauses: which code of the codebook a clause bears, or none.

Trained on text of our own only: the examples of the codebook and `clauses.yaml` beside this file.
Linear, and deterministic. `measure_clauses.py` says whether it is of any use to the reader.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "src/hudna/vocabulary/data/examples.yaml"
NONE = "none"
_WORD = re.compile(r"[a-z]+|\d+")
_SUFFIX = re.compile(r"(?<=[a-z]{3})(?:ations?|ments?|ings?|ed|es|s|ly|al)$")
_EMBEDDED_MOST = 256

Clauses = tuple[list[str], list[str]]
"""Clauses, and the code of each."""
Featurize = Callable[[Sequence[str]], Any]


def read_clauses() -> Clauses:
    """Return the new clauses of our own and their codes."""
    own = yaml.safe_load((HERE / "clauses.yaml").read_text("utf-8"))
    pairs = [(text, code) for code, texts in own["codes"].items() for text in texts]
    pairs += [(text, NONE) for text in own["none"]]
    return [text for text, _ in pairs], [code for _, code in pairs]


def read_examples() -> Clauses:
    """Return the codebook's English examples and their codes; counter-examples bear none."""
    codes = yaml.safe_load(EXAMPLES.read_text("utf-8"))["codes"]
    pairs = [
        (text, NONE if manner == "counter" else code)
        for code, entry in codes.items()
        for manner, texts in entry.get("en", {}).items()
        for text in texts
    ]
    return [text for text, _ in pairs], [code for _, code in pairs]


def words_of(text: str) -> list[str]:
    """Return the stems of a clause's words, and each with the one before it."""
    stems = [_SUFFIX.sub("", w) if w.isalpha() else "0" for w in _WORD.findall(text.lower())]
    return stems + [f"{a} {b}" for a, b in pairwise(stems)]


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Static embeddings of word pieces, of which a clause's is the mean."""

    tokenizer: Any
    weights: Any

    def __call__(self, texts: Sequence[str]) -> Any:
        """Return one row a clause, of length one."""
        rows = np.zeros((len(texts), self.weights.shape[1]), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            ids = self.tokenizer.encode(text, add_special_tokens=False).ids[:_EMBEDDED_MOST]
            if ids:
                row += self.weights[ids].mean(axis=0)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def load_embeddings(folder: Path) -> Embeddings:
    """Return the embeddings in a folder with `tokenizer.json` and `model.safetensors`."""
    from safetensors.numpy import load_file  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    weights = load_file(folder / "model.safetensors")["embeddings"].astype(np.float32)
    return Embeddings(Tokenizer.from_file(str(folder / "tokenizer.json")), weights)


@dataclass(slots=True)
class Model:
    """A linear model over some of: words `w`, characters `c`, embeddings `e`, cues `q`.

    Ridge regression on the code; with `E`, logistic regression over the embeddings, alone or its
    probability and the score of the others in the mean.
    """

    kinds: str
    embeddings: Embeddings | None = None
    cues: Featurize | None = None
    ridge: float = 0.3
    words: TfidfVectorizer | None = None
    characters: TfidfVectorizer | None = None
    known: Any = None
    weights: Any = None
    classes: Sequence[str] = ()
    head: Any = None

    def features(self, texts: Sequence[str]) -> Any:
        """Return the features of clauses, one row each."""
        parts = []
        if "w" in self.kinds:
            parts.append(self.words.transform(texts))
        if "c" in self.kinds:
            parts.append(self.characters.transform(texts))
        if "e" in self.kinds:
            parts.append(csr_matrix(self.embeddings(texts)))
        if "q" in self.kinds:
            parts.append(csr_matrix(self.cues(texts)))
        return hstack(parts).tocsr()

    def fit(self, texts: Sequence[str], codes: Sequence[str]) -> "Model":
        """Learn from clauses and their codes."""
        self.words = TfidfVectorizer(analyzer=words_of, sublinear_tf=True).fit(texts)
        if "c" in self.kinds:
            self.characters = TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2
            ).fit(texts)
        self.classes = sorted(set(codes))
        if "E" in self.kinds:
            self.head = LogisticRegression(C=10.0, max_iter=200, tol=1e-3)
            self.head.fit(self.embeddings(texts), codes)
        if self.kinds == "E":
            return self
        self.known = self.features(texts)
        gram = (self.known @ self.known.T).toarray()
        wanted = np.array([[float(code == c) for c in self.classes] for code in codes])
        self.weights = np.linalg.solve(gram + self.ridge * np.eye(len(texts)), wanted)
        return self

    def predict(self, texts: Sequence[str]) -> tuple[list[str], Any]:
        """Return the classes, and a score of each for each clause: near 1 where it surely is."""
        rows = []
        if self.head is not None:
            rows.append(self.head.predict_proba(self.embeddings(texts)))
        if self.known is not None:
            rows.append((self.features(texts) @ self.known.T).toarray() @ self.weights)
        return self.classes, sum(rows) / len(rows)


if __name__ == "__main__":
    texts, codes = read_clauses()
    more, theirs = read_examples()
    counts = {
        "new clauses": len(texts),
        "of them none": codes.count(NONE),
        "examples": len(more),
        "of them none ": theirs.count(NONE),
    }
    print(json.dumps(counts))
    for kinds in ("w", "c", "wc"):
        model = Model(kinds).fit(texts, codes)
        classes, rows = model.predict(more)
        right = [classes[row.argmax()] == code for row, code in zip(rows, theirs, strict=True)]
        coded = [r for r, code in zip(right, theirs, strict=True) if code != NONE]
        print(f"{kinds}: examples right {np.mean(right):.3f}, coded ones {np.mean(coded):.3f}")
