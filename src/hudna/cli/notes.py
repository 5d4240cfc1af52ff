"""Notes: an explanation as a person reads it, like the notes of a careful coder."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from hudna.cli.output import counted, on_one_line, text_of
from hudna.cli.positions import Lines
from hudna.domain.agreements import PART_NAMES, Agreement, Claim, DateValue, Fact, Participant, Term
from hudna.domain.codebook import Stance
from hudna.domain.evidence import Evidence
from hudna.domain.explanations import (
    AccountNote,
    Explanation,
    LeftOut,
    MatchedCue,
    Reason,
    Seen,
    SentenceNote,
    SentenceUse,
    ValueNote,
)
from hudna.domain.identifiers import shortened

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_T = TypeVar("_T")
_QUOTE_MOST = 160
_CUE_MOST = 60
_STEP = 2
_ROOM_LEAST = 20
_SEEN = {
    Seen.CLAUSE: "Clauses that bear a code and are no terms",
    Seen.NAMING: "Arrangements told apart that are no accounts of their own",
    Seen.NAME: "Named, without a role",
    Seen.TIME: "Times that are no dates of an agreement",
    Seen.PLACE: "Places of no agreement",
    Seen.REGION: "Not the body of the document",
}
_USES = {
    SentenceUse.NAMES: "names it",
    SentenceUse.DEMANDS: "a demand",
    SentenceUse.TERMS: "has terms",
    SentenceUse.CARRIES_ON: "goes on about it",
    SentenceUse.UNUSED: "unused",
}
_GROUND_WORDS = {
    "named_as": "Called",
    "form": "Form",
    "stage": "Stage",
    "authenticity": "Authenticity",
    "scope": "Scope",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the notes: how far in it stands, and its words."""

    depth: int
    words: "Text"


def print_notes(explanation: Explanation, name: str, console: "Console") -> None:
    """Print the notes on one document."""
    for line in _Notes(explanation).iter_lines(name):
        indent = _STEP * line.depth
        if not console.is_terminal:
            console.print(" " * indent + line.words.plain, soft_wrap=True)
            continue
        room = max(console.width - indent - _STEP, _ROOM_LEAST)
        for number, part in enumerate(line.words.wrap(console, room) or [line.words]):
            part.rstrip()
            margin = " " * (indent + (_STEP if number else 0))
            console.print(text_of(margin).append_text(part), soft_wrap=True)


class _Notes:
    """The notes on one document in the making."""

    def __init__(self, explanation: Explanation) -> None:
        self._explanation = explanation
        self._lines = Lines(explanation.reading.document.text)
        self._values: dict[tuple[str, str, int], list[ValueNote]] = {}
        for account in explanation.accounts:
            for value in account.values:
                key = (account.id, value.of, value.number)
                self._values.setdefault(key, []).append(value)

    def _notes_on(self, note: AccountNote, of: str, number: int = 0) -> Sequence[ValueNote]:
        return self._values.get((note.id, of, number), ())

    def iter_lines(self, name: str) -> Iterator[_Line]:
        yield from self._head(name)
        for number, (note, agreement) in enumerate(
            zip(self._explanation.accounts, self._explanation.reading.agreements, strict=True), 1
        ):
            yield _blank()
            yield from self._account(number, note, agreement)
        yield from self._facts()
        yield from self._warnings()
        yield from self._left_out()

    def _head(self, name: str) -> Iterator[_Line]:
        explanation, reading = self._explanation, self._explanation.reading
        document = reading.document
        headline = explanation.headline
        title = document.title or (headline.quote if headline is not None else name)
        yield _line(0, (on_one_line(title), "bold"))
        known = [document.publisher, document.url]
        yield _line(
            0,
            (on_one_line(name), "cyan"),
            (f"  {shortened(document.id)}", "dim"),
            *((f"  {on_one_line(each)}", "dim") for each in known if each),
        )
        yield _line(0, (self._how_read(), ""))
        if headline is not None:
            yield _line(0, ("Headline ", "dim"), *self._quote(headline))
        for reason in explanation.silence:
            yield from self._reason(1, reason)

    def _how_read(self) -> str:
        explanation, reading = self._explanation, self._explanation.reading
        if explanation.language is None:
            return "Not read."
        published = reading.document.published
        said = [f"Read in {_LANGUAGES.get(explanation.language, explanation.language)}"]
        said.append(f"published {published}" if published else "no date of publication known")
        if explanation.counted_from is not None and reading.agreements:
            said.append(f"relative times count from {explanation.counted_from}")
        found = counted(len(reading.agreements), "agreement")
        end = f"{found} found" if reading.agreements else "It speaks of no agreement"
        refused = f"; {counted(reading.refused, 'value')} refused" if reading.refused else ""
        return f"{', '.join(said)}. {end}{refused}."

    def _account(self, number: int, note: AccountNote, agreement: Agreement) -> Iterator[_Line]:
        yield _line(0, (f"{number}. {on_one_line(agreement.label)}", "bold underline"))
        for name, title in _GROUND_WORDS.items():
            for value in self._notes_on(note, name):
                yield from self._ground(title, value)
            if getattr(agreement, name) is None:
                yield _line(1, (f"{title}: ", ""), ("not stated", "dim"))
        for relation in agreement.relations:
            words = f"Relation: {relation.kind.value} {on_one_line(relation.to)}"
            yield _line(1, (words, "bold"), *self._quotes(relation.evidence))
        yield from self._sentences(note.sentences)
        yield from self._section("Participants", agreement.participants, note, self._participant)
        yield from self._section("Dates", agreement.dates, note, self._date)
        yield from self._places(note, agreement)
        yield from self._section("Terms", agreement.terms, note, self._term)
        yield from self._section("Claims", agreement.claims, note, self._claim)

    def _ground(self, title: str, value: ValueNote) -> Iterator[_Line]:
        yield _line(1, (f"{title}: ", ""), (on_one_line(value.name.replace("_", " ")), "bold"))
        for reason in value.reasons:
            yield from self._reason(2, reason)

    def _sentences(self, notes: Sequence[SentenceNote]) -> Iterator[_Line]:
        yield _line(1, ("Sentences about it", "underline"))
        for note in notes:
            point = f", point {note.point}" if note.point else ""
            kind = note.kind if note.kind != "body" else "sentence"
            head = f"{kind} {note.number}{point}, {_USES[note.use]}: "
            yield _line(2, (head, ""), *self._quote(note.evidence))
            for reason in note.reasons:
                yield from self._reason(3, reason)

    def _section(
        self,
        title: str,
        values: Sequence[_T],
        note: AccountNote,
        to_lines: Callable[[_T, Sequence[ValueNote]], Iterator[_Line]],
    ) -> Iterator[_Line]:
        """Yield a section of an account: each value with the notes on it."""
        if values:
            yield _line(1, (title, "underline"))
        for number, value in enumerate(values):
            yield from to_lines(value, self._notes_on(note, title.lower(), number))

    def _participant(self, value: Participant, notes: Iterable[ValueNote]) -> Iterator[_Line]:
        also = f", also {', '.join(map(on_one_line, value.aliases))}" if value.aliases else ""
        behalf = f" for {on_one_line(value.on_behalf_of)}" if value.on_behalf_of else ""
        yield _line(
            2,
            (on_one_line(value.name), "bold"),
            (f": {value.role.value.replace('_', ' ')}{behalf}{also}", ""),
            *_told(value.voice, value.stance),
        )
        yield from self._reasons(notes)
        yield _line(3, ("in ", "dim"), *self._quote((value.evidence[1:2] or value.evidence)[0]))

    def _date(self, value: DateValue, notes: Iterable[ValueNote]) -> Iterator[_Line]:
        yield _line(
            2,
            (f"{value.kind.value} ", ""),
            (value.value, "bold"),
            *_told(value.voice, value.stance),
            *self._quotes(value.evidence),
        )
        yield from self._reasons(notes)

    def _places(self, note: AccountNote, agreement: Agreement) -> Iterator[_Line]:
        if agreement.places:
            yield _line(1, ("Places", "underline"))
        for number, place in enumerate(agreement.places):
            said = [
                reason.rule
                for each in self._notes_on(note, "places", number)
                for reason in each.reasons
            ]
            yield _line(
                2,
                (on_one_line(place.name), "bold"),
                (f": {'; '.join(said)}", "dim"),
                *self._quotes(place.evidence),
            )

    def _term(self, value: Term, notes: Iterable[ValueNote]) -> Iterator[_Line]:
        number = f"{value.number}. " if value.number else "- "
        yield _line(
            2, (number, "bold"), *self._quote(value.evidence[0]), *_told(value.voice, value.stance)
        )
        for note in notes:
            name = value.modality.value if note.name == "modality" and value.modality else note.name
            yield _line(3, (name, "bold"), *self._first_reason(note))
        for name in PART_NAMES:
            part = getattr(value, name)
            if part is not None:
                yield _line(
                    3,
                    (f"{name.replace('_', ' ')}: ", ""),
                    (on_one_line(part.value), "bold"),
                    *(
                        self._quotes(part.evidence)
                        if on_one_line(part.value) != on_one_line(part.evidence[0].quote)
                        else ()
                    ),
                )

    def _claim(self, value: Claim, notes: Iterable[ValueNote]) -> Iterator[_Line]:
        about = f" ({value.about.value})" if value.about is not None else ""
        yield _line(
            2,
            (on_one_line(value.speaker), "bold"),
            (f" {value.stance.value}{about}: ", ""),
            *self._quote(value.evidence[0]),
            *_told(value.voice, Stance.ASSERTS),
        )
        yield from self._reasons(notes)

    def _facts(self) -> Iterator[_Line]:
        facts = self._explanation.reading.facts
        if not facts:
            return
        yield _blank()
        yield _line(0, ("Facts", "bold underline"))
        notes = {note.number: note for note in self._explanation.facts}
        for number, fact in enumerate(facts):
            yield _line(
                1,
                (_words_of_fact(fact), "bold"),
                *_told(fact.voice, fact.stance),
                *self._quotes(fact.evidence),
            )
            if number in notes:
                for reason in notes[number].reasons:
                    yield from self._reason(2, reason)

    def _warnings(self) -> Iterator[_Line]:
        warnings = self._explanation.reading.warnings
        if warnings:
            yield _blank()
            yield _line(0, ("Warnings", "bold underline"))
        for warning in warnings:
            yield _line(1, (on_one_line(warning), "yellow"))

    def _left_out(self) -> Iterator[_Line]:
        left_out = self._explanation.left_out
        if not left_out:
            return
        yield _blank()
        yield _line(0, ("Seen and left out", "bold underline"))
        for kind, title in _SEEN.items():
            held = [each for each in left_out if each.kind is kind]
            if held:
                yield _line(1, (title, "underline"))
            for each in held:
                yield from self._one_left_out(each)

    def _one_left_out(self, each: LeftOut) -> Iterator[_Line]:
        what = on_one_line(each.what)
        if each.kind is Seen.CLAUSE:
            yield _line(2, (f"{what}: ", "bold"), *self._quote(each.evidence))
            for number, reason in enumerate(each.reasons, 1):
                word = "but " if number == len(each.reasons) else "bears "
                yield _line(3, (word, "dim"), *self._of_reason(reason))
            return
        yield _line(
            2,
            (f"{what}: ", "bold"),
            ("; ".join(reason.rule for reason in each.reasons), "dim"),
            *self._quotes([each.evidence]),
        )

    def _reasons(self, notes: Iterable[ValueNote]) -> Iterator[_Line]:
        for note in notes:
            for reason in note.reasons:
                yield from self._reason(3, reason)

    def _reason(self, depth: int, reason: Reason) -> Iterator[_Line]:
        yield _line(depth, ("because ", "dim"), *self._of_reason(reason))

    def _first_reason(self, note: ValueNote) -> Iterator[tuple[str, str]]:
        yield ": ", ""
        yield from self._of_reason(note.reasons[0])

    def _of_reason(self, reason: Reason) -> Iterator[tuple[str, str]]:
        yield on_one_line(reason.rule), "dim"
        if reason.cue is not None:
            yield ": ", "dim"
            yield from self._quote(reason.cue.evidence)
            yield f" [{_cue(reason.cue)}]", "dim"
        elif reason.evidence:
            yield ": ", "dim"
            yield from self._quotes(reason.evidence, lead="")

    def _quotes(
        self, evidence: Iterable[Evidence], *, lead: str = "  "
    ) -> Iterator[tuple[str, str]]:
        for number, each in enumerate(evidence):
            yield (", " if number else lead), ""
            yield from self._quote(each)

    def _quote(self, evidence: Evidence) -> Iterator[tuple[str, str]]:
        line, column = self._lines.locate(evidence.start)
        yield f"“{_shortened(on_one_line(evidence.quote), _QUOTE_MOST)}”", "italic"
        yield f" {line}:{column}", "dim"


_LANGUAGES = {"en": "English", "ar": "Arabic"}


def _line(depth: int, *parts: tuple[str, str]) -> _Line:
    from rich.text import Text

    words = Text()
    for part, style in parts:
        words.append_text(text_of(part, style))
    return _Line(depth, words)


def _blank() -> _Line:
    return _line(0, ("", ""))


def _told(voice: Sequence[str], stance: Stance) -> Iterator[tuple[str, str]]:
    """Yield in whose voice a value is told and with what doubt, where it is not plainly so."""
    if voice:
        yield f"  [says {' < '.join(map(on_one_line, voice))}]", "magenta"
    if stance is not Stance.ASSERTS:
        yield f"  [{stance.value}]", "yellow"


def _cue(cue: MatchedCue) -> str:
    return f"{cue.file} {cue.path}: {_shortened(on_one_line(cue.pattern), _CUE_MOST)}"


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _words_of_fact(fact: Fact) -> str:
    """Return a fact on one line: `accepted by River Council on 2016-02-05 (a1)`."""
    parts = [
        fact.act.value,
        fact.by and f"by {fact.by}",
        fact.against and f"against {fact.against}",
        fact.place and f"at {fact.place}",
        fact.term and f"term {fact.term}",
        fact.date and f"on {fact.date}",
        fact.until and f"until {fact.until}",
        fact.agreement and f"({fact.agreement})",
    ]
    return on_one_line(" ".join(part for part in parts if part))
