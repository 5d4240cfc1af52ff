"""Agreement files as a person edits them: written from what is told of an agreement."""

import json
import re

import yaml

from hudna.domain.agreements import (
    GROUNDED,
    PART_NAMES,
    Affiliation,
    Claim,
    DateValue,
    Fact,
    Ground,
    Part,
    Participant,
    PlaceValue,
    Relation,
    Term,
)
from hudna.domain.codebook import DateKind, Modality, RelationKind, Role, Stance, Status
from hudna.domain.documents import Metadata
from hudna.domain.dossiers import Telling
from hudna.domain.evidence import Evidence
from hudna.publish.agreement_fields import SCHEMA
from hudna.publish.agreement_file import EMPTY, LOADER
from hudna.publish.agreement_quotes import find_quote, find_standing

_NOTHING_KNOWN = Metadata()
_TOP = """\
# An agreement file of hudna: what a document says of one agreement, in the words of `text`.
# Every `quote` is looked up in `text`; `nth` says which where the words stand several times.
# What is left out is not stated. After editing: hudna load FILE
"""

_HINTS = {
    "participants": f"role: {', '.join(Role)}",
    "dates": f"kind: {', '.join(DateKind)}; value: 2016-02-01, 2016-02, P7D",
    "places": "where it applies, or what its terms name",
    "terms": f"codes: see `hudna codebook`; modality: {', '.join(Modality)}",
    "claims": f"stance: {', '.join(Stance)}",
    "relations": f"kind: {', '.join(RelationKind)}; to: an identifier, or the words for it",
    "facts": "act: a dated act that the document reports; until: a date or a duration (P7D)",
    "links": "who belongs to a class of the terms, or to those linked to an actor",
}


def to_agreement_file(
    telling: Telling, text: str, *, metadata: Metadata = _NOTHING_KNOWN, corrects: str | None = None
) -> str:
    """Return an agreement file that says what a telling says, for a person to edit.

    Args:
        telling: What is told of the agreement.
        text: The document's text, into which its evidence counts.
        metadata: What is known of the document.
        corrects: The agreement or account of the registry in whose place the file is to count;
            None keeps what the telling says.
    """
    agreement = telling.agreement
    writer = _Writer(text)
    top: list[tuple[str, str | None]] = [
        ("label", agreement.label),
        ("name", telling.name),
        ("title", metadata.title),
        ("publisher", metadata.publisher),
        ("published", metadata.published),
        ("language", metadata.language),
        ("url", metadata.url),
        ("zone", agreement.zone),
        ("corrects", corrects or agreement.corrects),
    ]
    lines = [_TOP.rstrip("\n"), *(f"# Noticed: {_on_one_line(w)}" for w in telling.warnings)]
    lines += [f"hudna: {SCHEMA}", *(f"{key}: {_scalar(v)}" for key, v in top if v is not None)]
    lines += ["", *_block("text", text)]
    if not text.endswith("\n\n"):  # a block that keeps its last line ends would keep this one
        lines.append("")
    lines += writer.quoted("anchor", (agreement.anchor,), "")
    grounds = {ground.of: ground for ground in reversed(agreement.grounds)}
    for of in GROUNDED:
        value = getattr(agreement, of)
        if value is not None:
            lines += writer.ground(of, value, grounds.get(of), agreement.anchor)
    for name, entries in (
        ("participants", map(writer.participant, agreement.participants)),
        ("dates", map(writer.date, agreement.dates)),
        ("places", map(writer.place, agreement.places)),
        ("terms", map(writer.term, agreement.terms)),
        ("claims", map(writer.claim, agreement.claims)),
        ("relations", map(writer.relation, agreement.relations)),
        ("facts", map(writer.fact, telling.facts)),
        ("links", map(writer.link, agreement.links)),
    ):
        written = [line for entry in entries for line in _entry(entry)]
        if written:
            lines += ["", f"# {_HINTS[name]}", f"{name}:", *written]
    return "\n".join(lines) + "\n"


def _entry(lines: list[str]) -> list[str]:
    """Return the lines of a mapping as an entry of a list."""
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


class _Writer:
    """Writes values with quotes that lead back to the places they came from."""

    def __init__(self, text: str) -> None:
        self._text = text

    def ground(self, of: str, value: str, ground: Ground | None, anchor: Evidence) -> list[str]:
        words = (anchor,) if ground is None else ground.evidence
        rule = _given(rule=(ground.rule or None) if ground else None)
        lines = [*_given(value=value), *self.quoted("quote", words, ""), *rule]
        return [f"{of}:", *(f"  {line}" for line in lines)]

    def participant(self, told: Participant) -> list[str]:
        return [
            *_given(name=told.name, role=told.role),
            *_given(aliases=told.aliases, on_behalf_of=told.on_behalf_of),
            *self.quoted("quote", told.evidence, ""),
            *_said(told.voice, told.stance, told.status),
        ]

    def date(self, told: DateValue) -> list[str]:
        return [
            *_given(kind=told.kind, value=told.value, derived_from=told.derived_from),
            *self.quoted("quote", told.evidence, ""),
            *_said(told.voice, told.stance, told.status),
        ]

    def place(self, told: PlaceValue) -> list[str]:
        return [
            *_given(name=told.name),
            *self.quoted("quote", told.evidence, ""),
            *_said(told.voice, told.stance, told.status),
        ]

    def term(self, told: Term) -> list[str]:
        return [
            *_given(number=told.number, codes=told.codes, modality=told.modality),
            *self.quoted("quote", told.evidence, ""),
            *(
                line
                for name in PART_NAMES
                if (part := getattr(told, name)) is not None
                for line in self.part(name, part, told.evidence)
            ),
            *_said(told.voice, told.stance, told.status),
        ]

    def part(self, name: str, told: Part, words: tuple[Evidence, ...]) -> list[str]:
        lines = [
            *_given(value=told.value),
            *self.quoted("quote", told.evidence, "", within=words),
            *_said((), Stance.ASSERTS, told.status),
        ]
        return [f"{name}:", *(f"  {line}" for line in lines)]

    def claim(self, told: Claim) -> list[str]:
        return [
            *_given(speaker=told.speaker, stance=told.stance, about=told.about),
            *self.quoted("quote", told.evidence, ""),
            *_said(told.voice, Stance.ASSERTS, told.status),
        ]

    def relation(self, told: Relation) -> list[str]:
        return [*_given(kind=told.kind, to=told.to), *self.quoted("quote", told.evidence, "")]

    def fact(self, told: Fact) -> list[str]:
        return [
            *_given(act=told.act, by=told.by, against=told.against, place=told.place),
            *_given(date=told.date, effective=told.effective, until=told.until, term=told.term),
            *([] if told.agreement is not None else ["attached: false"]),
            *self.quoted("quote", told.evidence, ""),
            *_said(told.voice, told.stance, Status.STATED),
        ]

    def link(self, told: Affiliation) -> list[str]:
        return [
            *_given(member=told.member, group=told.group),
            *self.quoted("quote", told.evidence, ""),
            *_given(voice=told.voice),
        ]

    def quoted(
        self,
        name: str,
        evidence: tuple[Evidence, ...],
        indent: str,
        *,
        within: tuple[Evidence, ...] = (),
    ) -> list[str]:
        """Return the lines of a quote, or of a list of them, that lead back to where they stand."""
        found = [self._found(each, within) for each in evidence]
        if len(found) == 1:
            words, nth = found[0]
            if nth is None:
                return [f"{indent}{name}: {_scalar(words)}"]
            if name == "quote":
                return [f"{indent}{name}: {_scalar(words)}", f"{indent}nth: {nth}"]
            return [f"{indent}{name}: {{text: {_quoted(words)}, nth: {nth}}}"]
        lines = [f"{indent}{name}:"]
        for words, nth in found:
            shown = _scalar(words) if nth is None else f"{{text: {_quoted(words)}, nth: {nth}}}"
            lines.append(f"{indent}  - {shown}")
        return lines

    def _found(self, evidence: Evidence, within: tuple[Evidence, ...]) -> tuple[str, int | None]:
        """Return words, and their number where it is needed, that lead to a piece of evidence."""
        plain = " ".join(evidence.quote.split())
        for words in (plain, evidence.quote) if plain else (evidence.quote,):
            if find_quote(words, self._text, within=within) == evidence:
                return words, None
        standing = find_standing(evidence.quote, self._text)
        return evidence.quote, standing.index(evidence) + 1


def _said(voice: tuple[str, ...], stance: Stance, status: Status) -> list[str]:
    return _given(
        voice=voice,
        stance=None if stance is Stance.ASSERTS else stance,
        status=None if status is Status.STATED else status,
    )


def _given(**values: str | tuple[str, ...] | None) -> list[str]:
    """Return a line for each value that is there."""
    lines = []
    for name, value in values.items():
        if isinstance(value, tuple):
            if value:
                lines.append(f"{name}: [{', '.join(map(_in_list, value))}]")
        elif value is not None:
            lines.append(f"{name}: {_scalar(str(value))}")
    return lines


_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f:#\x7f-\xa0\u2028\u2029\ufeff]|:(?=[^\s\x00-\x1f]))*")
_LISTED = re.compile(r"[^\W_][\w.' -]*")
_UNPRINTED = re.compile(
    "[^\x09\x0a\x20-\x7e\xa1-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def _scalar(words: str) -> str:
    """Return a text as YAML on one line: as it is, or in quotation marks where that is needed."""
    is_plain = _PLAIN.fullmatch(words) and words == words.strip() and words not in EMPTY
    return words if is_plain and not _UNPRINTED.search(words) else _quoted(words)


def _in_list(words: str) -> str:
    is_plain = _LISTED.fullmatch(words) and words == words.strip() and words not in EMPTY
    return words if is_plain else _quoted(words)


def _quoted(words: str) -> str:
    return _UNPRINTED.sub(_escaped, json.dumps(words, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _block(name: str, text: str) -> list[str]:
    """Return a text as a literal block, or in quotation marks where a block cannot hold it."""
    if not _UNPRINTED.search(text) and text.strip("\n "):
        body = text.rstrip("\n")
        ends = len(text) - len(body)
        first = text.split("\n", 1)[0]
        indent = "2" if not first.strip() or first.startswith(" ") else ""
        keep = "-" if not ends else "" if ends == 1 else "+"
        rows = [f"  {row}" if row else "" for row in text.removesuffix("\n").split("\n")]
        lines = [f"{name}: |{indent}{keep}", *rows]
        if _parsed("\n".join([*lines, "end: here", ""])) == text:
            return lines
    return [f"{name}: {_quoted(text)}"]


def _parsed(block: str) -> str | None:
    try:
        node = yaml.compose(block, Loader=LOADER)
    except yaml.YAMLError:
        return None
    if isinstance(node, yaml.MappingNode) and len(node.value) == 2:
        return str(node.value[0][1].value)
    return None


def _on_one_line(words: str) -> str:
    return " ".join(_UNPRINTED.sub(" ", words).split())
