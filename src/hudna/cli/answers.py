"""Answers on a page: how an agreement stands, what its norms are, what changes it, and why.

Down a pipe each thing is one line whose first cell says what it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hudna.cli.output import on_one_line, print_row, span_of, text_of
from hudna.cli.positions import Positions
from hudna.cli.reasons import Explanations, print_explanation, quoted, rows_of_explanation
from hudna.cli.wording import (
    about_of,
    words_of_authenticity,
    words_of_certainty,
    words_of_change,
    words_of_held,
    words_of_kind,
    words_of_state,
    words_of_who,
)
from hudna.domain.identifiers import shortened
from hudna.rules.answers import (
    Answer,
    Certainty,
    Change,
    Held,
    NormAnswer,
    NormState,
    Other,
    ReadingAnswer,
    Reason,
    SideAnswer,
)
from hudna.rules.norms import Norm, NormKind

WIDE = 110
"""From how many columns on a table has room for quotes."""
NARROW = 64
"""Below how many columns a table is a list."""

_KIND_WIDTH = max(len(words_of_kind(kind)) for kind in NormKind)
_DUE_WIDTH = 16
_NAME_WIDTH = 24
_ORDER = tuple(NormState)
_TERM = re.compile(r"term (\S+)( \(.*\))?")
_STYLES = {
    Certainty.CERTAINLY: "bold green",
    Certainty.POSSIBLY: "yellow",
    Certainty.CERTAINLY_NOT: "dim",
    Certainty.UNDETERMINED: "red",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A conclusion that has an explanation: whose it is, what it says, and why."""

    of: str
    says: str
    reason: Reason

    @property
    def heading(self) -> str:
        """Return the conclusion as one line."""
        return self.of if self.says == self.reason.text else f"{self.of}: {self.says}"


def print_answer(
    answer: Answer, positions: Positions, console: Console, *, with_reasons: bool = False
) -> None:
    """Print how an agreement stands: on a page, or as rows down a pipe."""
    if not console.is_terminal:
        for row in rows_of_answer(answer):
            print_row(row)
    else:
        _Page(console).answer(answer, positions)
    if with_reasons:
        print_reasons(explained_of(answer), positions, console)


def print_changes(
    changes: Sequence[Change],
    label: str,
    agreement: str,
    positions: Positions,
    console: Console,
    *,
    with_reasons: bool = False,
) -> None:
    """Print the dates on which an answer changes."""
    if not console.is_terminal:
        for change in changes:
            print_row([*_row_of_change(change), change.kind.value, change.certainty.value])
    else:
        _Page(console).title(label, agreement, ())
        console.print()
        for block in changes_of(changes):
            console.print(block)
        console.print(_counted_dates(changes), style="dim")
    if with_reasons:
        found = [
            Explained(f"{each.on} {each.of}", "; ".join(each.after), each.reason)
            for each in changes
        ]
        print_reasons(found, positions, console)


def print_reasons(explained: Sequence[Explained], positions: Positions, console: Console) -> None:
    """Print explanations, one after the other; what was shown above is not shown again."""
    if not console.is_terminal:
        explanations = Explanations(each.reason for each in explained)
        for each in explained:
            for row in rows_of_explanation(each.reason, explanations, positions):
                print_row(["why", each.of, each.says, *row])
        return
    together = _together(explained)
    explanations = Explanations(each.reason for each in together)
    if together:
        console.print()
        console.print(Text("Why", style="bold underline"))
    for each in together:
        print_explanation(each.heading, each.reason, explanations, positions, console)
    if together:
        console.print()
        console.print(_indented(Text("Rules in brackets: docs/calculus.md", style="dim")))


def explained_of(answer: Answer) -> list[Explained]:
    """Return what of an answer has an explanation: its authenticity, sides, norms and claims."""
    found = [Explained("authenticity", each.text, each) for each in answer.authenticity.voices]
    for side in answer.sides:
        found += [Explained(side.name, words_of_held(held), held.reason) for held in side.held]
    for norm, bearers in alike(answer.norms):
        name = f"term {norm.norm.id} ({', '.join(bearers)})"
        found += [Explained(name, words_of_held(held), held.reason) for held in norm.held]
    found += [Explained("claim", each.text, each) for each in answer.claims]
    return found


def _together(explained: Iterable[Explained]) -> list[Explained]:
    """Return explanations with those put together that say the same for the same reasons."""
    found: dict[object, list[Explained]] = {}
    for each in explained:
        reason = each.reason
        grounds = (each.says, reason.kind, reason.because, reason.citations, reason.rule)
        found.setdefault(grounds, []).append(each)
    return [
        Explained(_all_of([each.of for each in group]), group[0].says, group[0].reason)
        for group in found.values()
    ]


def _all_of(names: Iterable[str]) -> str:
    """Return several names as one, terms with those who bear the same: `terms 1, 2 (ISIS)`."""
    by_bearer: dict[str, list[str]] = {}
    others: list[str] = []
    for name in dict.fromkeys(names):
        match = _TERM.fullmatch(name)
        if match is None:
            others.append(name)
        else:
            by_bearer.setdefault(match[2] or "", []).append(match[1])
    terms = "; ".join(f"{', '.join(ids)}{bearers}" for bearers, ids in by_bearer.items())
    several = "s" if sum(map(len, by_bearer.values())) > 1 else ""
    return ", ".join([*others, *([f"term{several} {terms}"] if terms else [])])


def rows_of_answer(answer: Answer) -> Iterator[list[str]]:
    """Yield an answer as rows, each with what it is in its first cell."""
    authenticity = answer.authenticity.held
    yield [
        "agreement",
        shortened(answer.agreement),
        answer.label,
        answer.on,
        answer.as_known_on or "",
        authenticity.value if authenticity else "",
    ]
    for side in answer.sides:
        for held in side.held:
            yield ["side", side.name, " ".join(side.roles), *_cells_of_held(held)]
    for other in answer.others:
        yield ["other", other.name, " ".join(other.roles)]
    for each in answer.norms:
        norm = each.norm
        for held in each.held:
            yield [
                "norm",
                norm.id,
                norm.kind.value,
                norm.code,
                each.bearer or "",
                *_cells_of_held(held),
                _due_in_words(each),
                _quote_of(norm),
            ]
    for reading in answer.readings:
        for option, effects in reading.options:
            yield ["reading", reading.name, option, "; ".join(effects), reading.question]
    for missing in answer.missing:
        yield ["missing", missing]
    for claim in answer.claims:
        quotes = " … ".join(each.evidence.quote for each in claim.citations)
        yield ["claim", claim.text, quotes]
    for change in answer.next_changes:
        yield ["next", *_row_of_change(change)]
    for supposition in answer.suppositions:
        yield ["supposed", supposition]


def alike(norms: Iterable[NormAnswer]) -> list[tuple[NormAnswer, list[str]]]:
    """Return norms with all those who bear them alike, in their order."""
    found: list[tuple[NormAnswer, list[str]]] = []
    places: dict[object, int] = {}
    for each in norms:
        key = (each.norm.id, each.due, tuple(map(words_of_held, each.held)))
        if key not in places:
            places[key] = len(found)
            found.append((each, []))
        bearer = each.bearer or words_of_who(each.norm.bearer)
        bearers = found[places[key]][1]
        if bearer not in bearers:
            bearers.append(bearer)
    return found


def _due_in_words(answer: NormAnswer) -> str:
    """Return when a norm is due on one line, with the readings that lead to each day."""
    if len(answer.dues) < 2:
        return answer.due or ""
    return " or ".join(
        f"{due.day} ({'; '.join(due.readings)})" if due.readings else due.day for due in answer.dues
    )


def _due_lines(answer: NormAnswer) -> list[str]:
    """Return when a norm is due on lines of a column; of a reading, its option alone."""
    if len(answer.dues) < 2:
        return [f"due {answer.due}"] if answer.due else []
    lines: list[str] = []
    for due in answer.dues:
        lines.append(f"{'or' if lines else 'due'} {due.day}")
        if due.readings:
            lines.append(f"({'; '.join(r.rpartition(': ')[2] for r in due.readings)})")
    return lines


def _cells_of_held(held: Held) -> list[str]:
    return [
        held.state.value,
        held.certainty.value,
        "presumed" if held.is_presumed else "",
        "supposed" if held.is_supposed else "",
        held.detail or "",
        "; ".join(held.readings),
    ]


def _row_of_change(change: Change) -> list[str]:
    return [change.on, change.of, "; ".join(change.before), "; ".join(change.after), change.cause]


def _quote_of(norm: Norm) -> str:
    return " … ".join(each.evidence.quote for each in norm.citations)


def _counted_dates(changes: Sequence[Change]) -> str:
    number = len({each.on for each in changes})
    return f"{number:,} date{'' if number == 1 else 's'}"


class _Page:
    """A page of a terminal in the making."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def answer(self, answer: Answer, positions: Positions) -> None:
        moment = [f"on {answer.on}"]
        if answer.as_known_on:
            moment.append(f"as known on {answer.as_known_on}")
        self.title(answer.label, answer.agreement, moment)
        caution = words_of_authenticity(answer.authenticity.held)
        if caution:
            self._console.print(text_of(caution, "yellow"))
            for voice in answer.authenticity.voices:
                self._console.print(_indented(_voice(voice)))
        self._section("Supposed", _bullets(answer.suppositions, "yellow"))
        self._section("Sides", _sides(answer.sides))
        self._section("Others", _others(answer.others))
        self._section("Norms", self._norms(answer.norms))
        self._section("Readings that change the answer", _readings(answer.readings))
        self._section("Claims", _claims(answer.claims, positions))
        self._section("Missing", _bullets(answer.missing))
        self._section("Next dates", changes_of(answer.next_changes))

    def title(self, label: str, agreement: str, details: Iterable[str]) -> None:
        self._console.print(text_of(on_one_line(label), "bold"))
        words = span_of(shortened(agreement), "cyan")
        for each in details:
            words.append(" · ").append_text(text_of(each, "green"))
        self._console.print(words)

    def _section(self, title: str, blocks: Iterable[RenderableType]) -> None:
        """Print a section, or nothing where it has nothing."""
        for number, block in enumerate(blocks):
            if not number:
                self._console.print()
                self._console.print(Text(title, style="bold underline"))
            self._console.print(block)

    def _norms(self, norms: Sequence[NormAnswer]) -> Iterator[RenderableType]:
        grouped: dict[object, list[tuple[NormAnswer, list[str]]]] = {}
        for each, bearers in alike(norms):
            grouped.setdefault(_standing(each), []).append((each, bearers))
        width = self._console.width
        widths = _Widths(
            number=max((len(each.norm.id) for each in norms), default=0),
            due=max((len(line) for each in norms for line in _due_lines(each)), default=0),
            with_quotes=width >= WIDE,
        )
        groups = sorted(grouped.values(), key=lambda group: _rank(group[0][0]))
        for number, group in enumerate(groups):
            yield Padding(_heading(group[0][0].held), (1 if number else 0, 0, 0, 2))
            if width < NARROW:
                yield from _listed_norms(group)
            else:
                yield _tabled_norms(group, widths)


@dataclass(frozen=True, slots=True)
class _Widths:
    """How wide the columns of norms are, so that those of several tables agree."""

    number: int
    due: int
    with_quotes: bool


def _voice(voice: Reason) -> Text:
    """Return what a voice lets one believe, with its words."""
    words = span_of(on_one_line(voice.text), "dim")
    for citation in voice.citations:
        words.append_text(text_of(f"  “{on_one_line(citation.evidence.quote)}”", "dim italic"))
    return words


def changes_of(changes: Sequence[Change]) -> Iterator[RenderableType]:
    """Yield dates with what changes on each of them."""
    grid = _grid()
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(ratio=1, overflow="fold")
    before = None
    for change, names in _alike_changes(changes):
        words = span_of(on_one_line(names), "bold")
        if change.norm is None:
            words.append(": ").append_text(text_of("; ".join(change.before) or "–", "dim"))
            words.append(" → ").append_text(text_of("; ".join(change.after) or "–"))
        else:
            words.append(": ").append_text(text_of(words_of_change(change)))
            words.append(" · ").append_text(text_of("; ".join(change.after) or "–", "dim"))
        words.append("\n").append_text(text_of(on_one_line(change.cause), "dim"))
        grid.add_row(change.on if change.on != before else "", words)
        before = change.on
    if changes:
        yield _indented(grid)


def _alike_changes(changes: Iterable[Change]) -> Iterator[tuple[Change, str]]:
    """Yield changes, those of norms that are alike on a date once, with whose they are."""
    found: dict[object, list[Change]] = {}
    for number, each in enumerate(changes):
        alike = (each.on, each.kind, each.before, each.after, each.cause)
        found.setdefault(alike if each.norm is not None else number, []).append(each)
    for group in found.values():
        names = group[0].of if group[0].norm is None else _terms_of([each.of for each in group])
        yield group[0], names


def _terms_of(names: Iterable[str]) -> str:
    """Return names of norms as one, those with the same bearers together: `terms 1, 2 (A, B)`."""
    bearers: dict[str, list[str]] = {}
    for match in filter(None, map(_TERM.fullmatch, names)):
        found = bearers.setdefault(match[1], [])
        if match[2]:
            found.append(match[2][2:-1])
    terms: dict[tuple[str, ...], list[str]] = {}
    for term, each in bearers.items():
        terms.setdefault(tuple(each), []).append(term)
    several = "s" if len(bearers) > 1 else ""
    told = (
        ", ".join(ids) + (f" ({', '.join(each)})" if each else "") for each, ids in terms.items()
    )
    return f"term{several} {'; '.join(told)}"


def _sides(sides: Sequence[SideAnswer]) -> Iterator[RenderableType]:
    grid = _grid()
    longest = max((cell_len(side.name) for side in sides), default=0)
    grid.add_column(width=max(min(longest, _NAME_WIDTH), len("third party")), overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    for side in sides:
        name = span_of(on_one_line(side.name), "bold")
        roles = ", ".join(role.replace("_", " ") for role in side.roles)
        if roles:
            name.append(f"\n{roles}", style="dim")
        grid.add_row(name, Group(*(_lines_of_held(side.held) if side.held else ["–"])))
    if sides:
        yield _indented(grid)


def _others(others: Sequence[Other]) -> Iterator[RenderableType]:
    """Yield who has a role and is no side, a role a line: `guarantor  Turkey, Russia`."""
    by_role: dict[str, list[str]] = {}
    for other in others:
        for role in other.roles:
            by_role.setdefault(role.replace("_", " "), []).append(on_one_line(other.name))
    grid = _grid()
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1, overflow="fold")
    for role, names in by_role.items():
        grid.add_row(text_of(role), text_of(", ".join(names)))
    if by_role:
        yield _indented(grid)


def _tabled_norms(norms: Sequence[tuple[NormAnswer, list[str]]], widths: _Widths) -> RenderableType:
    table = Table(box=None, show_header=False, expand=True, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan", width=widths.number)
    table.add_column(no_wrap=True, style="dim", width=_KIND_WIDTH)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=5, overflow="fold")
    if widths.with_quotes:
        table.add_column(ratio=6, overflow="fold", style="italic")
    if widths.due:
        table.add_column(width=min(widths.due, _DUE_WIDTH), overflow="fold")
    for each, bearers in norms:
        row = [
            text_of(each.norm.id),
            text_of(words_of_kind(each.norm.kind)),
            text_of(on_one_line(", ".join(bearers))),
            _what(each),
        ]
        if widths.with_quotes:
            row.append(text_of(f"“{on_one_line(_quote_of(each.norm))}”"))
        if widths.due:
            row.append(text_of("\n".join(_due_lines(each))))
        table.add_row(*row)
    return _indented(table, 4)


def _listed_norms(norms: Sequence[tuple[NormAnswer, list[str]]]) -> Iterator[RenderableType]:
    for each, bearers in norms:
        words = Text.assemble(
            (each.norm.id, "cyan"),
            (f" {words_of_kind(each.norm.kind)} ", "dim"),
            text_of(on_one_line(", ".join(bearers))),
            "\n",
            _what(each),
        )
        if each.due:
            words.append(f"\ndue {_due_in_words(each)}")
        yield _indented(words, 4)


def _readings(readings: Sequence[ReadingAnswer]) -> Iterator[RenderableType]:
    for reading in readings:
        yield _indented(text_of(on_one_line(reading.name), "magenta"))
        yield _indented(text_of(on_one_line(reading.question)), 4)
        for option, effects in reading.options:
            words = span_of(on_one_line(option), "bold")
            words.append(": ").append_text(text_of(on_one_line("; ".join(compact(effects))) or "–"))
            yield _indented(words, 6)


def _claims(claims: Sequence[Reason], positions: Positions) -> Iterator[RenderableType]:
    for claim in claims:
        yield _indented(text_of(on_one_line(claim.text)))
        for citation in claim.citations:
            yield _indented(quoted(citation, positions), 6)


def _bullets(sentences: Iterable[str], style: str = "") -> Iterator[RenderableType]:
    for words in sentences:
        yield _indented(text_of(on_one_line(words), style))


def _indented(words: RenderableType, columns: int = 2) -> Padding:
    return Padding(words, (0, 0, 0, columns), expand=isinstance(words, Table))


def _grid() -> Table:
    return Table.grid(padding=(0, 2, 0, 0), expand=True)


def _lines_of_held(helds: Iterable[Held]) -> Iterator[RenderableType]:
    """Yield every state that is held, and below it the readings under which it is so."""
    for held in helds:
        detail = f" {held.detail}" if held.detail else ""
        line = span_of(f"{words_of_state(held.state)}{detail}", _STYLES[held.certainty])
        line.append(f"  {words_of_certainty(held)}", style="dim")
        yield line
        for number, reading in enumerate(held.readings):
            yield _indented(text_of(_condition(on_one_line(reading), number), "magenta"))


def _condition(reading: str, number: int) -> str:
    """Return a reading and its option as a condition: `if …`, `and if …`, `unless …`."""
    joined = "and " if number else ""
    for option, word in ((": yes", "if"), (": no", "unless")):
        if reading.startswith("whether ") and reading.endswith(option):
            return f"{joined}{word} {reading.removeprefix('whether ').removesuffix(option)}"
    return f"{joined}if {reading}"


def _standing(answer: NormAnswer) -> object:
    """Return what two norms share that stand alike."""
    return tuple((words_of_held(held), held.readings) for held in answer.held)


def _rank(answer: NormAnswer) -> tuple[int, bool]:
    """Return where norms that stand so are listed: by their surest status, the certain first."""
    if not answer.held:
        return len(_ORDER), False
    state, certainty = answer.held[0].state, answer.held[0].certainty
    assert isinstance(state, NormState)
    return _ORDER.index(state), certainty is not Certainty.CERTAINLY


def _heading(helds: Sequence[Held]) -> RenderableType:
    """Return how norms stand, as the heading above them."""
    if not helds:
        return Text("intention: recorded, binds nobody", style="bold dim")
    if len(helds) == 1 and helds[0].certainty is Certainty.CERTAINLY:
        detail = f" {helds[0].detail}" if helds[0].detail else ""
        words = span_of(f"{words_of_state(helds[0].state)}{detail}", "bold")
        if helds[0].is_presumed or helds[0].is_supposed:
            words.append(f"  {words_of_certainty(helds[0])}", style="dim")
        return words
    return Group(*_lines_of_held(helds))


def _what(answer: NormAnswer) -> Text:
    """Return what a norm is about."""
    words = Text(answer.norm.code)
    about = about_of(answer.norm)
    if about:
        words.append(" ").append_text(text_of(on_one_line(about), "dim"))
    return words


def compact(effects: Iterable[str]) -> list[str]:
    """Return the effects of an option with norms that it leads to the same put together.

    `term 1 (ISIS): lapsed` and `term 2 (ISIS): lapsed` become `terms 1, 2: lapsed`.
    """
    found: dict[str, list[str]] = {}
    for effect in effects:
        subject, separator, states = effect.rpartition(": ")
        match = _TERM.fullmatch(subject)
        if not separator or match is None:
            found.setdefault(effect, [])
        elif match[1] not in (names := found.setdefault(f": {states}", [])):
            names.append(match[1])
    return [
        f"term{'s' if len(names) > 1 else ''} {', '.join(names)}{words}" if names else words
        for words, names in found.items()
    ]
