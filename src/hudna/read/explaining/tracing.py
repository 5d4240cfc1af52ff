"""Tracing: which cue of the vocabulary the words of a text match."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.explanations import MatchedCue, Reason
from hudna.read.findings import Findings
from hudna.text.spans import Span
from hudna.vocabulary.cues import compile_cue

READING, CODEBOOK = "reading", "codebook"


@dataclass(frozen=True, slots=True)
class Match:
    """A cue and where it matches.

    Attributes:
        file: The file that has it.
        path: Where it stands in the file.
        pattern: The cue as the file writes it.
        span: The words that match.
    """

    file: str
    path: str
    pattern: str
    span: Span


def iter_matches(findings: Findings, path: str, within: Span) -> Iterator[Match]:
    """Yield the first match of each cue under a key of `reading.yaml`, in the order of the file.

    Args:
        findings: What the page has.
        path: Keys with dots between them; all cues below are tried.
        within: Where to look.
    """
    content: Any = findings.vocabulary.get(READING)
    for key in path.split("."):
        content = content.get(key, ()) if isinstance(content, Mapping) else ()
    for at, cue in _iter_cues(content, path):
        span = _search(findings, cue, within)
        if span is not None:
            yield Match(READING, at, cue, span)


def find_match(findings: Findings, path: str, within: Span) -> Match | None:
    """Return the leftmost match of the cues under a key of `reading.yaml`, or None."""
    return min(
        iter_matches(findings, path, within),
        key=lambda m: (m.span.start, -len(m.span)),
        default=None,
    )


def find_code_cue(findings: Findings, code: str, within: Span) -> Match | None:
    """Return the match of the first cue of a code that a stretch bears, or None."""
    codes: dict[str, Any] = findings.vocabulary.get(CODEBOOK)["codes"]
    for cue in codes.get(code, {}).get("cues", {}).get(findings.vocabulary.language, ()):
        span = _search(findings, cue, within)
        if span is not None:
            return Match(CODEBOOK, code, cue, span)
    return None


def find_act_cue(findings: Findings, act: str, within: Span) -> Match | None:
    """Return the match of the first cue that reports an act as done, or None.

    In these cues `A` stands for the words for an arrangement and `O` for those for an offer.
    """
    acts: dict[str, Any] = findings.vocabulary.get(READING)["acts"]
    words = {"A": acts["arrangement"], "O": acts["offer"]}
    for table, before in (("did", acts["before_it"]), ("undergone", "A")):
        for cue in acts[table].get(act, ()):
            span = _search(findings, _spelled_out(cue, words, before), within)
            if span is not None:
                return Match(READING, f"acts.{table}.{act}", cue, span)
    return None


def _spelled_out(cue: str, words: Mapping[str, str], before: str) -> str:
    return _STANDS_FOR.sub(lambda match: before.replace("A", words[match[0]]), cue)


_STANDS_FOR = re.compile(r"\b[AO]\b")


def because(findings: Findings, rule: str, match: Match) -> Reason:
    """Return a reason that rests on a match of a cue."""
    evidence = findings.cite(match.span)[0]
    return Reason(rule, MatchedCue(match.file, match.path, match.pattern, evidence))


def by_words(findings: Findings, rule: str, span: Span) -> Reason:
    """Return a reason that rests on words without a cue."""
    return Reason(rule, evidence=findings.cite(span))


def _iter_cues(content: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield path, content
    elif isinstance(content, Mapping):
        for key, below in content.items():
            yield from _iter_cues(below, f"{path}.{key}")
    elif isinstance(content, list | tuple):
        for each in content:
            if isinstance(each, str):
                yield path, each


def _search(findings: Findings, cue: str, within: Span) -> Span | None:
    match = _pattern(cue).search(findings.page.folded, within.start, within.end)
    return Span(*match.span()) if match is not None and match.end() > match.start() else None


@lru_cache(maxsize=8192)
def _pattern(cue: str) -> re.Pattern[str]:
    return compile_cue(cue).pattern
