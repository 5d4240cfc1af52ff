"""Oddities on a page: what cannot all be kept, and what else deserves a person's eye."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from hudna.cli.answers import Explained, print_reasons
from hudna.cli.output import counted, on_one_line, print_row, span_of, text_of
from hudna.cli.positions import Positions
from hudna.cli.reasons import quoted
from hudna.domain.dossiers import Citation
from hudna.domain.identifiers import shortened
from hudna.rules.answers import Certainty, Oddity, Reason


def print_oddities(
    oddities: Sequence[Oddity],
    labels: Mapping[str, str],
    positions: Positions,
    console: Console,
    *,
    with_reasons: bool = False,
) -> None:
    """Print oddities, those of one agreement together.

    Args:
        oddities: What was found.
        labels: What each agreement is called, by identifier.
        positions: For where quotes stand.
        console: Where to print.
        with_reasons: Whether to explain each of them.
    """
    if console.is_terminal:
        _print_page(oddities, labels, positions, console)
    else:
        for each in oddities:
            print_row(_cells(each))
    if with_reasons:
        explained = [Explained(_name(each), each.text, each.reason) for each in oddities]
        print_reasons(explained, positions, console)


def citations_of(reason: Reason) -> tuple[Citation, ...]:
    """Return the quotes that an explanation ends in, each once, in its order."""
    return tuple(dict.fromkeys(_iter_citations(reason, set())))


def _iter_citations(reason: Reason, seen: set[int]) -> Iterator[Citation]:
    if id(reason) in seen:
        return
    seen.add(id(reason))
    yield from reason.citations
    for each in reason.because:
        yield from _iter_citations(each, seen)


def _cells(oddity: Oddity) -> list[str]:
    quotes = " … ".join(each.evidence.quote for each in citations_of(oddity.reason))
    return [
        oddity.kind.value,
        oddity.certainty.value,
        " ".join(shortened(each) for each in oddity.agreements),
        " ".join(oddity.norms),
        oddity.text,
        quotes,
    ]


def _print_page(
    oddities: Iterable[Oddity],
    labels: Mapping[str, str],
    positions: Positions,
    console: Console,
) -> None:
    grouped: dict[tuple[str, ...], list[Oddity]] = {}
    for each in oddities:
        grouped.setdefault(each.agreements, []).append(each)
    for agreements, found in grouped.items():
        for identifier in agreements:
            heading = span_of(on_one_line(labels.get(identifier, "")), "bold")
            console.print(heading.append(f"  {shortened(identifier)}", style="cyan"))
        for each in found:
            words = text_of(on_one_line(each.text))
            sure = "" if each.certainty is Certainty.CERTAINLY else f", {each.certainty.value}"
            words.append(f"  {_name(each)}{sure}", style="dim")
            console.print(Padding(words, (1, 0, 0, 2), expand=False))
            for citation in citations_of(each.reason):
                console.print(Padding(quoted(citation, positions), (0, 0, 0, 6), expand=False))
        console.print()
    total = sum(len(found) for found in grouped.values())
    console.print(Text(counted(total, "oddity", "oddities"), style="dim"))


def _name(oddity: Oddity) -> str:
    return oddity.kind.value.replace("_", " ")
