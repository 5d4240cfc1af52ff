"""Explanations: a tree of reasons down to quotes, each part of it shown once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hudna.cli.output import on_one_line, span_of, text_of
from hudna.cli.positions import Positions
from hudna.domain.dossiers import Citation
from hudna.rules.answers import Reason, ReasonKind

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {
    ReasonKind.CONCLUSION: "bold",
    ReasonKind.RULE: "cyan",
    ReasonKind.TERM: "",
    ReasonKind.FACT: "green",
    ReasonKind.READING: "magenta",
    ReasonKind.SUPPOSITION: "yellow",
    ReasonKind.ABSENCE: "yellow",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation.

    Attributes:
        depth: How deep it stands, from 0.
        reason: The node of the explanation.
        number: Its number where it stands more than once in what is printed, else None.
        is_repeated: Whether it was shown above, so that what it rests on is left out here.
    """

    depth: int
    reason: Reason
    number: int | None
    is_repeated: bool


class Explanations:
    """Explanations that are printed together: what was shown before is not shown again.

    Args:
        reasons: The roots, in the order in which they are going to be printed.
    """

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self._keys: dict[int, int] = {}
        self._known: dict[object, int] = {}
        self._kept: list[Reason] = []
        self._numbers: dict[int, int] = {}
        self._shown: set[int] = set()
        roots = list(reasons)
        uses: Counter[int] = Counter(self._key(root) for root in roots)
        visited: set[int] = set()
        for root in roots:
            self._count(root, uses, visited)
        self._repeated = {key for key, number in uses.items() if number > 1}

    def iter_steps(self, reason: Reason, depth: int = 0) -> Iterator[Step]:
        """Yield an explanation line by line, from the conclusion down."""
        key = self._key(reason)
        is_numbered = key in self._repeated and bool(reason.because or reason.citations)
        number = self._numbers.setdefault(key, len(self._numbers) + 1) if is_numbered else None
        is_repeated = is_numbered and key in self._shown
        self._shown.add(key)
        yield Step(depth, reason, number, is_repeated)
        if not is_repeated:
            for each in reason.because:
                yield from self.iter_steps(each, depth + 1)

    def _key(self, reason: Reason) -> int:
        """Return a number that two reasons share where they say the same."""
        if id(reason) not in self._keys:
            below = tuple(self._key(each) for each in reason.because)
            said = (reason.kind, reason.text, reason.rule, reason.citations, below)
            self._kept.append(reason)  # so that no other object gets its `id`
            self._keys[id(reason)] = self._known.setdefault(said, len(self._known))
        return self._keys[id(reason)]

    def _count(self, reason: Reason, uses: Counter[int], visited: set[int]) -> None:
        key = self._key(reason)
        if key in visited:
            return
        visited.add(key)
        for each in reason.because:
            uses[self._key(each)] += 1
            self._count(each, uses, visited)


def print_explanation(
    heading: str,
    reason: Reason,
    explanations: Explanations,
    positions: Positions,
    console: "Console",
) -> None:
    """Print one explanation as a tree on a terminal, its conclusion as the heading says it."""
    from rich.padding import Padding
    from rich.tree import Tree

    branches: list[Tree] = []
    for step in explanations.iter_steps(reason):
        if step.depth:
            del branches[step.depth :]
            branches.append(branches[-1].add(_label(step)))
        else:
            branches.append(Tree(_label(step, heading), guide_style="dim"))
        if not step.is_repeated:
            for citation in step.reason.citations:
                branches[-1].add(quoted(citation, positions))
    console.print(Padding(branches[0], (1, 0, 0, 2)))


def rows_of_explanation(
    reason: Reason, explanations: Explanations, positions: Positions
) -> Iterator[list[str]]:
    """Yield one explanation as rows: depth, kind, sentence, rule, quote, where it stands."""
    for step in explanations.iter_steps(reason):
        each = step.reason
        text = f"{each.text} (as above)" if step.is_repeated else each.text
        row = [str(step.depth), each.kind.value, text, each.rule or ""]
        citations = () if step.is_repeated else each.citations
        if not citations:
            yield [*row, "", ""]
        for citation in citations:
            yield [*row, citation.evidence.quote, positions.place_of(citation)]


def quoted(citation: Citation, positions: Positions) -> "Text":
    """Return a quote with its document, place and voice."""
    words = span_of(f"“{on_one_line(citation.evidence.quote)}”", "italic")
    words.append_text(text_of(f"  {on_one_line(positions.place_of(citation))}", "dim"))
    if citation.voice:
        words.append(f"  [says {' < '.join(map(on_one_line, citation.voice))}]", style="magenta")
    return words


def _label(step: Step, heading: str | None = None) -> "Text":
    reason = step.reason
    style = _STYLES[reason.kind] if heading is None else "bold"
    words = span_of(on_one_line(heading or reason.text), style)
    if heading not in {None, reason.text} and reason.kind is not ReasonKind.CONCLUSION:
        words.append(f": {on_one_line(reason.text)}")
    if reason.rule:
        where = f"rule {reason.rule}" if reason.rule[:1].isdigit() else reason.rule
        words.append(f"  [{on_one_line(where)}]", style="dim")
    if step.number is not None:
        words.append(
            f"  (as above, ⟨{step.number}⟩)" if step.is_repeated else f"  ⟨{step.number}⟩",
            style="dim",
        )
    return words
