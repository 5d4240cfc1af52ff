"""Norms on a page: what the terms were understood to demand, each with the words it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hudna.cli.output import counted, on_one_line, print_row, span_of, text_of
from hudna.cli.positions import Positions
from hudna.cli.reasons import quoted
from hudna.cli.wording import (
    NOT_STATED,
    about_of,
    object_of,
    words_of_kind,
    words_of_who,
    words_of_window,
)
from hudna.domain.dossiers import Citation
from hudna.domain.identifiers import shortened
from hudna.rules.norms import Norm, Rulebook, Trigger, WhoKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the lifecycle in words: what it is about, what it says, and its quotes."""

    about: str
    says: str
    citations: tuple[Citation, ...] = ()


def print_norms(
    label: str,
    agreement: str,
    rulebook: Rulebook,
    definitions: Mapping[str, str],
    positions: Positions,
    console: Console,
) -> None:
    """Print what an agreement demands, and the rules of its lifecycle.

    Args:
        label: What the agreement is called.
        agreement: Its identifier.
        rulebook: The agreement compiled.
        definitions: What each code says, by code.
        positions: For where quotes stand.
        console: Where to print.
    """
    if not console.is_terminal:
        for row in rows_of_norms(rulebook, definitions, positions):
            print_row(row)
        return
    console.print(text_of(on_one_line(label), "bold"))
    console.print(Text(shortened(agreement), style="cyan"))
    _print_title("Norms", console)
    for norm in rulebook.norms:
        _print_norm(norm, definitions, positions, console)
    _print_title("Lifecycle", console)
    for rule in iter_rules(rulebook):
        _print_rule(rule, positions, console)
    if rulebook.missing:
        _print_title("Missing", console)
        for words in rulebook.missing:
            console.print(Padding(text_of(on_one_line(words)), (0, 0, 0, 2), expand=False))
    console.print(counted(len(rulebook.norms), "norm"), style="dim")


def rows_of_norms(
    rulebook: Rulebook, definitions: Mapping[str, str], positions: Positions
) -> Iterator[list[str]]:
    """Yield norms and rules as rows: `norm`, `rule` or `missing` in the first cell."""
    for norm in rulebook.norms:
        yield [
            "norm",
            norm.id,
            norm.kind.value,
            words_of_who(norm.bearer),
            _counterparty(norm),
            norm.code,
            definitions.get(norm.code, ""),
            object_of(norm),
            norm.place or "",
            words_of_window(norm.window),
            norm.condition or "",
            norm.after or "",
            norm.consequence or "",
            *_quote_and_place(norm.citations, positions),
        ]
    for rule in iter_rules(rulebook):
        yield ["rule", rule.about, rule.says, *_quote_and_place(rule.citations, positions)]
    for words in rulebook.missing:
        yield ["missing", words]


def iter_rules(rulebook: Rulebook) -> Iterator[Rule]:
    """Yield the rules of a lifecycle in the order in which they come to matter."""
    window = rulebook.window
    if window is not None:
        counts = {True: ", the first day counts", False: ", the first day does not count", None: ""}
        says = f"{words_of_window(window)}{counts[window.counts_first_day]}"
        yield Rule("window to answer", says, window.citations)
        silence = rulebook.default.value.replace("_", " ")
        yield Rule("silence counts as", silence, rulebook.default_citations)
    if not rulebook.starts:
        yield Rule("start", NOT_STATED)
    for start in rulebook.starts:
        stated = start.moment.text if start.moment is not None else "unclear"
        says = "when it is concluded" if start.at_conclusion else stated
        yield Rule("start", says, start.citations)
    if not rulebook.lifetimes:
        yield Rule("duration", NOT_STATED)
    for lifetime in rulebook.lifetimes:
        length = lifetime.length.text if lifetime.length is not None else ""
        end = f"until {lifetime.end.text}" if lifetime.end is not None else ""
        says = "without end" if lifetime.is_indefinite else " ".join(e for e in (length, end) if e)
        yield Rule("duration", says, lifetime.citations)
    extension = rulebook.extension.value.replace("_", " ")
    yield Rule("extension", extension, rulebook.extension_citations)
    for trigger in rulebook.triggers:
        yield Rule(f"trigger {trigger.id}", _says_of_trigger(trigger), trigger.citations)
    for told in rulebook.told:
        yield Rule(told.about, told.says or "in these words", told.citations)
    if rulebook.allows_accession:
        yield Rule("accession", "others may or shall join")
    if rulebook.reserves_self_defence:
        yield Rule("self-defence", "the right to answer fire is kept")


def _says_of_trigger(trigger: Trigger) -> str:
    acts = " or ".join(act.value.replace("_", " ") for act in trigger.acts) or "an act"
    is_open = trigger.target.kind is WhoKind.NOT_STATED
    against = (
        "(against whom is not stated)" if is_open else f"against {words_of_who(trigger.target)}"
    )
    effect = "void" if trigger.voids else trigger.effect.value.replace("_", " ")
    return f"{acts} by {words_of_who(trigger.actor)} {against}: {effect}"


def _counterparty(norm: Norm) -> str:
    stated = norm.counterparty.kind is not WhoKind.NOT_STATED
    return words_of_who(norm.counterparty) if stated else ""


def _quote_and_place(citations: Iterable[Citation], positions: Positions) -> tuple[str, str]:
    found = tuple(citations)
    quotes = " … ".join(each.evidence.quote for each in found)
    return quotes, "; ".join(positions.place_of(each) for each in found)


def _print_norm(
    norm: Norm, definitions: Mapping[str, str], positions: Positions, console: Console
) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True, style="bold cyan", min_width=3)
    grid.add_column(ratio=1, overflow="fold")
    head = span_of(words_of_kind(norm.kind), "bold")
    head.append(", ").append_text(_borne_by(norm))
    towards = _counterparty(norm)
    if towards:
        head.append(" towards ").append_text(text_of(on_one_line(towards)))
    grid.add_row(norm.id, head)
    code = text_of(definitions.get(norm.code, ""))
    grid.add_row("", code.append(f"  {norm.code}", style="dim"))
    about = about_of(norm)
    window = words_of_window(norm.window)
    details = [about, f"window: {window}" if window else "", norm.consequence or ""]
    words = "; ".join(each for each in details if each)
    if words:
        grid.add_row("", text_of(on_one_line(words)))
    for citation in norm.citations:
        grid.add_row("", quoted(citation, positions))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _print_rule(rule: Rule, positions: Positions, console: Console) -> None:
    words = span_of(f"{rule.about}: ", "bold")
    words.append(on_one_line(rule.says), style="dim" if rule.says == NOT_STATED else "")
    console.print(Padding(words, (0, 0, 0, 2), expand=False))
    for citation in rule.citations:
        console.print(Padding(quoted(citation, positions), (0, 0, 0, 6), expand=False))


def _print_title(words: str, console: Console) -> None:
    console.print()
    console.print(Text(words, style="bold underline"))


def _borne_by(norm: Norm) -> Text:
    words = words_of_who(norm.bearer)
    if words == NOT_STATED:
        return Text("bearer not stated", style="yellow")
    return Text("borne by ").append_text(text_of(on_one_line(words), "bold"))
