"""What binds someone on a page: each norm, by agreement and by voice, and the law at the end."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from hudna.cli.answers import Explained, print_reasons
from hudna.cli.oddities import citations_of
from hudna.cli.output import counted, on_one_line, print_row, span_of, text_of
from hudna.cli.positions import Positions
from hudna.cli.reasons import quoted
from hudna.cli.wording import about_of, words_of_kind
from hudna.domain.identifiers import shortened
from hudna.rules.answers import HUMANITARIAN_LAW, Certainty
from hudna.rules.binding import Binding, Tie, Where

_TIES = {
    Tie.PARTY: "as a side",
    Tie.MEMBER: "as one of those meant",
    Tie.OUTSIDER: "named, though no side",
    Tie.EXCLUDED: "left out",
}
_WHERES = {
    Where.INSIDE: "applies there",
    Where.OUTSIDE: "applies elsewhere",
    Where.UNKNOWN: "may apply there",
    Where.NOT_STATED: "limited to no place",
}
_HELD = {
    Certainty.CERTAINLY: "certainly",
    Certainty.POSSIBLY: "possibly",
    Certainty.UNDETERMINED: "undetermined",
}
_STYLES = {
    Certainty.CERTAINLY: "green",
    Certainty.POSSIBLY: "yellow",
    Certainty.UNDETERMINED: "red",
}


def print_bindings(
    bindings: Sequence[Binding],
    *,
    asked: str,
    positions: Positions,
    console: Console,
    with_reasons: bool = False,
) -> None:
    """Print what binds someone; the sentence on humanitarian law ends it, whatever was found.

    Args:
        bindings: What was found.
        asked: Who was asked about, where and when, in words.
        positions: For where quotes stand.
        console: Where to print.
        with_reasons: Whether to explain each of them.
    """
    is_page = console.is_terminal
    if is_page:
        _print_page(bindings, asked, positions, console)
    else:
        for each in bindings:
            print_row(_cells(each))
    if with_reasons:
        explained = [Explained(_name(each), each.reason.text, each.reason) for each in bindings]
        print_reasons(explained, positions, console)
    if is_page:
        console.print()
        console.print(text_of(HUMANITARIAN_LAW, "bold"))
    else:
        print_row(["law", HUMANITARIAN_LAW])


def _cells(binding: Binding) -> list[str]:
    norm = binding.norm
    quotes = [each.evidence.quote for each in norm.citations] if norm is not None else []
    return [
        "binds" if norm is not None else "excluded",
        binding.held.value,
        shortened(binding.agreement),
        binding.label,
        " > ".join(binding.voice),
        binding.tie.value,
        norm.id if norm is not None else "",
        norm.kind.value if norm is not None else "",
        norm.code if norm is not None else "",
        binding.bearer or "",
        binding.where.value if binding.where is not None else "",
        about_of(norm) if norm is not None else "",
        " … ".join(quotes),
    ]


def _print_page(
    bindings: Sequence[Binding], asked: str, positions: Positions, console: Console
) -> None:
    console.print(text_of(on_one_line(asked), "bold"))
    grouped: dict[tuple[str, str], list[Binding]] = {}
    for each in bindings:
        grouped.setdefault((each.agreement, each.label), []).append(each)
    for (agreement, label), found in grouped.items():
        console.print()
        heading = span_of(on_one_line(label), "bold")
        console.print(heading.append(f"  {shortened(agreement)}", style="cyan"))
        for voice, alike in _by_voice(found):
            if voice:
                words = f"by the word of {' < '.join(map(on_one_line, voice))}"
                console.print(Padding(text_of(words, "magenta"), (0, 0, 0, 2), expand=False))
            width = max(len(each.norm.id) if each.norm is not None else 1 for each in found)
            for each in alike:
                _print_binding(each, positions, console, width=width)
    console.print()
    binding = [each for each in bindings if each.held is not Certainty.CERTAINLY_NOT]
    norms = sum(1 for each in binding if each.norm is not None)
    console.print(text_of(counted(norms, "norm"), "dim"))


def _by_voice(bindings: Iterable[Binding]) -> list[tuple[tuple[str, ...], list[Binding]]]:
    """Return bindings by whose word they rest on, the documents' own first."""
    found: dict[tuple[str, ...], list[Binding]] = {(): []}
    for each in bindings:
        found.setdefault(each.voice, []).append(each)
    return [(voice, alike) for voice, alike in found.items() if alike]


def _print_binding(binding: Binding, positions: Positions, console: Console, *, width: int) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True, style="cyan", width=width)
    grid.add_column(ratio=1, overflow="fold")
    norm = binding.norm
    words = span_of(_HELD.get(binding.held, "not there"), _STYLES.get(binding.held, "dim"))
    details = [_TIES[binding.tie]]
    if norm is not None:
        words.append(f" {words_of_kind(norm.kind)}: ").append(norm.code)
        about = about_of(norm)
        words.append_text(text_of(f" {on_one_line(about)}" if about else ""))
        if binding.tie is not Tie.PARTY and binding.bearer:
            details.append(f"“{on_one_line(binding.bearer)}”")
    if binding.where is not None:
        details.append(_WHERES[binding.where])
    words.append_text(text_of(f"  {', '.join(details)}", "dim"))
    grid.add_row(norm.id if norm is not None else "–", words)
    citations = norm.citations if norm is not None else citations_of(binding.reason)
    for citation in citations:
        grid.add_row("", quoted(citation, positions))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _name(binding: Binding) -> str:
    number = f"term {binding.norm.id} of " if binding.norm is not None else ""
    return f"{number}{shortened(binding.agreement)}"
