"""The page of one agreement: every value with its quotes, and where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hudna.cli.grading import grade_words
from hudna.cli.output import counted, on_one_line, text_of
from hudna.cli.positions import Located, to_located
from hudna.domain.codebook import RelationKind, Role, Stance, Status
from hudna.domain.consensus import Shared, Standing
from hudna.domain.documents import Document
from hudna.domain.evidence import Evidence
from hudna.domain.grades import NO_GRADES, Gradebook
from hudna.domain.identifiers import RenditionId, shortened
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.domain.views import AgreementView, RelationView, SubjectView, Value
from hudna.publish.grades import voices_of
from hudna.publish.plain import OWN, rank_of_date
from hudna.text.folding import match_key

if TYPE_CHECKING:
    from hudna.registry import Registry

_SECTIONS = {
    SubjectKind.PARTICIPANT: "Participants",
    SubjectKind.DATE: "Dates",
    SubjectKind.PLACE: "Places",
    SubjectKind.TERM: "Terms",
    SubjectKind.CLAIM: "Claims",
    SubjectKind.FACT: "Facts",
}
_STANDINGS = tuple(
    Standing[name] for name in ("DENIED", "CONTESTED", "AGREED", "SINGLE", "SUPERSEDED")
)
"""Standings in the order in which they are shown."""
_STYLES = {
    Standing.DENIED: "red",
    Standing.CONTESTED: "yellow",
    Standing.AGREED: "green",
    Standing.SUPERSEDED: "dim",
}
RELATION_WORDS = {
    RelationKind.EXTENDS: ("extends", "extended by"),
    RelationKind.IMPLEMENTS: ("implements", "implemented by"),
    RelationKind.SUPERSEDES: ("in the place of", "superseded by"),
    RelationKind.PHASE_OF: ("a phase of", "has as a phase"),
    RelationKind.ANNEX_OF: ("part of", "has as a part"),
    RelationKind.SAME_PROCESS: ("in one process with", "in one process with"),
    RelationKind.LOCAL_INSTANCE_OF: ("a local instance of", "has as a local instance"),
}
"""How an agreement stands to another, and the other to it, as a person is shown it."""
_PROPERTY_WIDTH = 14
_QUOTE_INDENT = 4
_RELATION = "relation."
"""How the properties begin that the section on relations shows."""


def print_page(
    view: AgreementView,
    registry: "Registry",
    console: Console,
    consensus: Sequence[Shared] = (),
    grades: Gradebook = NO_GRADES,
    relations: Sequence[RelationView] = (),
) -> None:
    """Print one agreement on a page.

    Args:
        view: The agreement.
        registry: Where the texts of its documents are.
        console: Where to print.
        consensus: What its sources say alike, and where they differ.
        grades: How its sources and statements were graded.
        relations: How it stands to other agreements, and they to it.
    """
    page = _Page(registry, console, grades)
    page.header(view)
    page.documents(view)
    page.consensus(view, consensus)
    page.section("Relations", [page.relation(view, alike) for alike in _alike(relations)])
    page.section("Agreement", [page.own(view, name) for name in _own_properties(view)])
    for kind, title in _SECTIONS.items():
        subjects = _ordered(view.iter_subjects(kind))
        page.section(title, [page.rows(subject.values) for subject in subjects])
    rejected = [value for account in view.accounts for value in account.rejected]
    page.section("Rejected", [page.rows([value]) for value in rejected])
    page.warnings(view)


class _Page:
    """A page in the making; the texts of its documents are fetched when a quote needs them."""

    def __init__(self, registry: "Registry", console: Console, grades: Gradebook) -> None:
        self._grades = grades
        self._registry = registry
        self._console = console
        self._texts: dict[tuple[str, RenditionId | None], Located] = {}

    def header(self, view: AgreementView) -> None:
        """Print what it is, at a glance."""
        stated = [" / ".join(dict.fromkeys(v.value for v in view.own(name))) for name in OWN]
        self._console.print(text_of(view.label, "bold"), soft_wrap=not self._console.is_terminal)
        self._console.print(
            Text.assemble(
                (shortened(view.id), "cyan"),
                *((f" · {words}", "green") for words in stated if words),
            )
        )

    def documents(self, view: AgreementView) -> None:
        """Print the documents that tell of it."""
        self._title("Documents")
        seen: dict[str, Document] = {a.document.id: a.document for a in view.accounts}
        copies = {a.document.id: a.copy_of for a in view.accounts if a.copy_of is not None}
        for document in seen.values():
            known = document.metadata
            about = [known.title, known.publisher, known.published, known.url]
            about += (
                [f"a copy of {shortened(copies[document.id])}"] if document.id in copies else []
            )
            words = Text.assemble(
                (shortened(document.id), "cyan"),
                "  ",
                text_of(on_one_line(document.name), "bold"),
                *(Text.assemble("  ", text_of(on_one_line(each))) for each in about if each),
            )
            self._indented(words, 2)
            for grade in self._grades.of_source(known.publisher):
                self._indented(_hanging(text_of(on_one_line(grade_words(grade)), "green")), 2)

    def consensus(self, view: AgreementView, consensus: Sequence[Shared]) -> None:
        """Print what the sources agree on, what they contest, what one says, what is denied."""
        if not consensus:
            return
        documents = len({account.document.id for account in view.accounts})
        self._title(
            f"What {counted(documents, 'document')} of {counted(len(view.sources), 'source')} say"
            if documents > 1
            else "What is denied"
        )
        for shared in sorted(consensus, key=lambda each: _STANDINGS.index(each.standing)):
            self._indented(_shared_line(shared), 2)

    def own(self, view: AgreementView, name: str) -> Iterator[Text | Table]:
        """Yield a value of the agreement itself, or all those that differ, one under the other."""
        values = view.own(name)
        if view.is_contested(name):
            yield Text(f"contested: {len({v.value for v in values})} values", style="yellow")
        yield from self.rows(values)

    def relation(
        self, view: AgreementView, alike: Sequence[RelationView]
    ) -> Iterator[Text | Table]:
        """Yield how the agreement stands to another one, or that one to it, with the words."""
        relation = alike[0]
        is_own = relation.agreement == view.id
        said = RELATION_WORDS[relation.kind][0 if is_own else 1]
        words = Text(f"{said}: ", style="dim")
        if is_own and relation.to is None:
            words.append_text(text_of(f"“{on_one_line(relation.to_label)}”", "bold"))
            words.append(_unlinked(relation), style="dim")
        else:
            label = relation.to_label if is_own else relation.label
            words.append_text(text_of(on_one_line(label), "bold"))
            identifier = relation.to if is_own else relation.agreement
            words.append(f"  {shortened(identifier or '')}", style="cyan")
        if relation.because:
            named = on_one_line(relation.value.value)
            words.append_text(text_of(f"  [“{named}”: {relation.because}]", "dim"))
        yield words
        for value in (each.value for each in alike):
            yield from _remarks(value)
            for quote in value.statement.evidence:
                yield self._quote(quote, value.document, value.rendition)

    def section(self, title: str, blocks: list[Iterator[Text | Table]]) -> None:
        """Print a section with its blocks, or nothing where there is none."""
        if not blocks:
            return
        self._title(title)
        for number, block in enumerate(blocks):
            if number:
                self._console.print()
            for each in block:
                self._indented(each, 2)

    def warnings(self, view: AgreementView) -> None:
        """Print the warnings of the readings of its documents."""
        found = {
            warning: None
            for account in view.accounts
            for warning in self._registry.get_reading_warnings(account.document.id)
        }
        if found:
            self._title("Warnings")
            for warning in found:
                self._indented(text_of(warning, "yellow"), 2)

    def rows(self, values: Iterable[Value]) -> Iterator[Text | Table]:
        """Yield values with their quotes; those that rest on the same words share them."""
        for (evidence, document, rendition), alike in groupby(values, key=_rests_on):
            for value in alike:
                yield self._row(value)
                yield from _remarks(value)
                yield from self._graded(value)
            for quote in evidence:
                yield self._quote(quote, document, rendition)

    def _graded(self, value: Value) -> Iterator[Text]:
        """Yield how a statement, and whoever says so, was graded."""
        for grade in self._grades.of_statement(value.statement.id):
            yield _hanging(text_of(on_one_line(grade_words(grade)), "green"))
        for voice in voices_of(value):
            for grade in self._grades.of_source(voice):
                words = on_one_line(f"{voice}: {grade_words(grade)}")
                yield _hanging(text_of(words, "green"))

    def _row(self, value: Value) -> Table:
        row = Table.grid(padding=(0, 2, 0, 0), expand=self._console.is_terminal)
        row.add_column(width=_PROPERTY_WIDTH, no_wrap=True)
        row.add_column(ratio=1, overflow="fold")
        row.add_column(no_wrap=True, justify="right")
        statement = value.statement
        is_first = statement.property in {*OWN, "name", "code", "stance"}
        style = "bold" if is_first or statement.property.startswith("date.") else ""
        words = text_of(on_one_line(value.value), style)
        if value.decision is not None and value.decision.kind is DecisionKind.REJECT:
            words.stylize("strike dim")
        words.append_text(_marks(value))
        row.add_row(
            Text(_to_words(statement.property), style="dim"),
            words,
            Text(shortened(statement.id), style="dim cyan"),
        )
        return row

    def _quote(self, evidence: Evidence, document: Document, rendition: RenditionId | None) -> Text:
        text = self._text_of(document, rendition)
        quote = text_of(f"“{on_one_line(evidence.quote)}”", "italic")
        place = f"{on_one_line(document.name)} {text.place_of(evidence)}"
        words = Text.assemble(quote, "  ", text_of(place, "dim"))
        return _hanging(words)

    def _text_of(self, document: Document, rendition: RenditionId | None) -> Located:
        key = (document.id, rendition)
        if key not in self._texts:
            found = self._registry.get_rendition(document.id, rendition=rendition)
            self._texts[key] = to_located(found)
        return self._texts[key]

    def _title(self, words: str) -> None:
        self._console.print()
        self._console.print(Text(words, style="bold underline"))

    def _indented(self, words: Text | Table, columns: int) -> None:
        if isinstance(words, _Hanging):
            columns += _QUOTE_INDENT
        if self._console.is_terminal:
            self._console.print(Padding(words, (0, 0, 0, columns), expand=isinstance(words, Table)))
        else:
            self._console.print(_plain_line(words, columns), soft_wrap=True)


def _alike(relations: Iterable[RelationView]) -> Iterator[list[RelationView]]:
    """Yield relations, those of one kind between the same two, or by the same words, together."""
    found: dict[tuple[object, ...], list[RelationView]] = {}
    for each in relations:
        other = each.to or match_key(each.to_label)
        found.setdefault((each.kind, each.agreement, other), []).append(each)
    yield from found.values()


def _unlinked(relation: RelationView) -> str:
    if not relation.fits:
        return "  (no agreement of the registry)"
    several = ", ".join(shortened(each) for each in relation.fits)
    return f"  (one of {several}?)"


def _shared_line(shared: Shared) -> Text:
    style = _STYLES.get(shared.standing, "")
    line = Text.assemble(
        (f"{shared.standing.value:<11}", style),
        (f"{_to_words(shared.property):<{_PROPERTY_WIDTH}}", "dim"),
    )
    if shared.kind is not SubjectKind.CLAIM:
        line.append_text(text_of(on_one_line(shared.value)))
        line.append(f"  {shared.sources} of {shared.of}", style="dim")
    if shared.deniers:
        by = ", ".join(on_one_line(each) for each in shared.deniers)
        line.append_text(
            text_of(f"{'  denied by ' if shared.kind is not SubjectKind.CLAIM else 'by '}{by}")
        )
    return line


class _Hanging(Text):
    """A text that stands further in than the value it supports."""


def _hanging(words: Text) -> Text:
    hanging = _Hanging(words.plain, style=words.style)
    hanging.spans.extend(words.spans)
    return hanging


def _plain_line(words: Text | Table, columns: int) -> Text:
    """Return what goes down a pipe on one line: no width to fit into, no columns to fill."""
    if isinstance(words, Text):
        return Text(" " * columns + words.plain)
    name, value, identifier = (str(next(iter(column.cells))) for column in words.columns)
    return Text(f"{' ' * columns}{name:<{_PROPERTY_WIDTH}} {value}  [{identifier}]")


def _rests_on(value: Value) -> tuple[tuple[Evidence, ...], Document, RenditionId | None]:
    return value.statement.evidence, value.document, value.rendition


def _marks(value: Value) -> Text:
    """Return what makes a statement other than plainly stated: its voice, stance and status."""
    statement = value.statement
    marks: list[tuple[str, str]] = []
    if statement.stance is not Stance.ASSERTS and statement.property != "stance":
        marks.append((statement.stance.value, "yellow"))
    if statement.status is not Status.STATED:
        marks.append((statement.status.value.replace("_", " "), "yellow"))
    if statement.voice:
        marks.append((f"says {' < '.join(map(on_one_line, statement.voice))}", "magenta"))
    found = Text()
    for words, style in marks:
        found.append("  ").append(f"[{words}]", style=style)
    return found


def _remarks(value: Value) -> Iterator[Text]:
    """Yield why a value was given, where no words spell it out, and what was decided on it."""
    if value.statement.basis:
        yield _hanging(text_of(f"basis: {on_one_line(value.statement.basis)}", "dim"))
    decision = value.decision
    if decision is None:
        return
    said = {
        DecisionKind.ACCEPT: "accepted",
        DecisionKind.REJECT: "rejected",
        DecisionKind.CORRECT: f"corrected from {value.statement.value!r}",
    }[decision.kind]
    words = f"{said} by {decision.author} (decision {decision.number}): {decision.reason}"
    yield _hanging(text_of(on_one_line(words), "yellow"))


def _to_words(name: str) -> str:
    """Return the name of a property as a person is shown it: `on behalf of`, `deadline`."""
    return name.removeprefix("date.").replace("_", " ")


def _own_properties(view: AgreementView) -> list[str]:
    """Return the properties of the agreement itself that are stated, in their order."""
    stated = dict.fromkeys(
        value.statement.property
        for subject in view.iter_subjects(SubjectKind.AGREEMENT)
        for value in subject.values
        if not value.statement.property.startswith(_RELATION)
    )
    return sorted(stated, key=lambda name: (OWN.index(name) if name in OWN else len(OWN), name))


def _ordered(subjects: Iterable[SubjectView]) -> list[SubjectView]:
    """Return subjects so that what several documents say of one thing stands together."""
    ordered = list(subjects)
    first: dict[str, int] = {}
    rank: dict[str, int] = {}
    for position, subject in enumerate(ordered):
        name = _name(subject)
        first.setdefault(name, position)
        rank[name] = min(rank.get(name, len(ordered) + len(Role)), _rank(subject, position))
    return sorted(ordered, key=lambda subject: (rank[_name(subject)], first[_name(subject)]))


def _name(subject: SubjectView) -> str:
    """Return what tells whether two subjects are one thing: a name, or nothing but itself."""
    name = subject.find("name")
    if name is not None:
        return match_key(name.value) or name.value
    value = subject.values[0]
    return value.value if subject.kind is SubjectKind.DATE else subject.id


def _rank(subject: SubjectView, position: int) -> int:
    """Return where a subject stands: by role, by kind of date, or by the text."""
    if subject.kind is SubjectKind.PARTICIPANT:
        role = subject.find("role")
        roles = [each.value for each in Role]
        return roles.index(role.value) if role and role.value in roles else len(roles)
    if subject.kind is SubjectKind.DATE:
        return rank_of_date(subject.values[0])
    return position
