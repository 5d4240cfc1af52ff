"""The fields of an agreement file: one table for the reader, the schema and the page about them.

An agreement file is YAML that a person writes: the words of a document, and what they say of one
agreement. `docs/agreement-files.md` explains it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hudna.domain.agreements import PART_NAMES
from hudna.domain.codebook import (
    About,
    Act,
    Authenticity,
    DateKind,
    Form,
    Modality,
    RelationKind,
    Role,
    Scope,
    Stage,
    Stance,
    Status,
)

SCHEMA = "agreement/1"
"""What `hudna:` says in an agreement file: the version of its shape."""

SCHEMA_ID = "urn:hudna:schema:hudna.agreement/1"
"""A name, not an address."""


class Takes(StrEnum):
    """What a field holds."""

    TEXT = "text"
    TEXTS = "texts"
    """A list of texts, or one text."""
    WORD = "word"
    """One of a closed set."""
    CODES = "codes"
    """A list of codes of the codebook, or one code."""
    PERIOD = "period"
    """EDTF."""
    LENGTH = "length"
    """EDTF or an ISO 8601 duration."""
    DATE = "date"
    """What a date of its kind may be: EDTF, a duration, an RRULE or `indefinite`."""
    COUNT = "count"
    """A number from 1."""
    FLAG = "flag"
    """`true` or `false`."""
    QUOTE = "quote"
    """Words of the text, one quote or several."""
    PART = "part"
    """A value with its own words, or the value alone."""
    GROUND = "ground"
    """A value with the words that it rests on."""
    LIST = "list"
    """A list of mappings."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an agreement file.

    Attributes:
        takes: What it holds.
        about: What it means, a sentence without a full stop.
        words: The closed set, for `word` and `ground`.
        section: The section of which a list has entries, for `list`.
        is_required: Whether it must be there.
    """

    takes: Takes
    about: str
    words: tuple[str, ...] = ()
    section: str = ""
    is_required: bool = False


def _needed(field: Field) -> Field:
    return replace(field, is_required=True)


def _text(about: str) -> Field:
    return Field(Takes.TEXT, about)


def _word(kind: type[StrEnum], about: str) -> Field:
    return Field(Takes.WORD, about, tuple(member.value for member in kind))


def _ground(kind: type[StrEnum] | None, about: str) -> Field:
    words = () if kind is None else tuple(member.value for member in kind)
    return Field(Takes.GROUND, about, words)


def _list(section: str, about: str) -> Field:
    return Field(Takes.LIST, about, section=section)


_QUOTE = Field(
    Takes.QUOTE,
    "The words of the text: a quote, {text, nth}, or a list of them",
)
_NTH = Field(Takes.COUNT, "Which of them is meant, from 1, where the words stand several times")
_QUOTED: Mapping[str, Field] = {"quote": _QUOTE, "nth": _NTH}
_MUST_QUOTE: Mapping[str, Field] = {"quote": _needed(_QUOTE), "nth": _NTH}
_VOICE = Field(Takes.TEXTS, "Who says so, outermost first; absent is the document itself")
_STATUS = _word(Status, "Whether it is stated; absent is stated")
_SAID: Mapping[str, Field] = {
    "voice": _VOICE,
    "stance": _word(Stance, "How that voice stands to it; absent is asserts"),
}

SECTIONS: Mapping[str, Mapping[str, Field]] = {
    "file": {
        "hudna": _needed(Field(Takes.WORD, "The version of this shape", (SCHEMA,))),
        "label": _text("What the agreement is called"),
        "name": _text("What the document is called; absent is the name of the file"),
        "title": _text("The title of the document"),
        "publisher": _text("Who published it"),
        "published": Field(Takes.PERIOD, "When it was published, as EDTF"),
        "language": _text("Its language, as a code of two or three letters"),
        "url": _text("Where it was found"),
        "zone": _text("The time zone of its local times, such as Asia/Damascus"),
        "corrects": _text("The agreement or account of the registry in whose place it counts"),
        "text": _needed(_text("The words of the document; every quote stands in them")),
        "anchor": Field(
            Takes.QUOTE,
            "The words that speak of the agreement first; absent is the first quote of named_as, "
            "else of all",
        ),
        "named_as": _ground(None, "The document's own word for the agreement"),
        "form": _ground(Form, "How many sides undertake it"),
        "stage": _ground(Stage, "How far it has come"),
        "authenticity": _ground(Authenticity, "What the document lets its reader believe"),
        "scope": _ground(Scope, "How far it reaches in space"),
        "participants": _list("participant", "Who has part in it"),
        "dates": _list("date", "When something happened or is to happen"),
        "places": _list("place", "Where it applies, or what its terms name"),
        "terms": _list("term", "What must, may or must not happen, one clause each"),
        "claims": _list("claim", "Who says what about the agreement"),
        "relations": _list("relation", "How it stands to other agreements"),
        "facts": _list("fact", "Dated acts that the document reports"),
        "links": _list("link", "Who is said to belong to a class, or to those linked to an actor"),
    },
    "ground": {
        "value": _needed(_text("The value")),
        **_MUST_QUOTE,
        "rule": _text("The rule that gave the value, where a program gave it"),
    },
    "participant": {
        "name": _needed(_text("The name as the document writes it")),
        "role": _needed(_word(Role, "What they are in the agreement")),
        "aliases": Field(Takes.TEXTS, "Other names by which the document calls them"),
        "on_behalf_of": _text("The party for whom they act"),
        **_QUOTED,
        **_SAID,
        "status": _STATUS,
    },
    "date": {
        "kind": _needed(_word(DateKind, "What happened, or is to happen")),
        "value": _needed(
            Field(Takes.DATE, "EDTF; a duration (P6M), RRULE or indefinite for kind duration")
        ),
        "derived_from": _text("How the value was computed, where the text does not give it"),
        **_MUST_QUOTE,
        **_SAID,
        "status": _STATUS,
    },
    "place": {
        "name": _needed(_text("The name as the document writes it")),
        **_QUOTED,
        **_SAID,
        "status": _STATUS,
    },
    "term": {
        "number": _text("The number under which the text lists it"),
        "codes": _needed(Field(Takes.CODES, "Codes of the codebook; hudna codebook lists them")),
        "modality": _word(Modality, "What kind of thing it says"),
        **_MUST_QUOTE,
        **{
            name: Field(Takes.PART, about)
            for name, about in zip(
                PART_NAMES,
                (
                    "What is to be done",
                    "Whom it binds: an actor, each party, or the words for a class",
                    "Towards whom",
                    "What it is about",
                    "How much of it",
                    "Where",
                    "When: P7D from 2016-02-02, 2016-02-09, from 2016-02-02, P30D from conclusion",
                    "On what condition",
                    "What follows",
                    "What must come first: the number of a term, or words",
                    "The number of the term that answers it",
                ),
                strict=True,
            )
        },
        **_SAID,
        "status": _STATUS,
    },
    "part": {
        "value": _needed(_text("The value")),
        **_QUOTED,
        "status": _STATUS,
    },
    "claim": {
        "speaker": _needed(_text("Who says it; document is the document itself")),
        "stance": _needed(_word(Stance, "How they stand to it")),
        "about": _word(About, "What of the agreement it is about"),
        **_MUST_QUOTE,
        "voice": _VOICE,
        "status": _STATUS,
    },
    "relation": {
        "kind": _needed(_word(RelationKind, "How it stands to the other")),
        "to": _needed(_text("The other: its identifier in the registry, or the words for it")),
        **_MUST_QUOTE,
    },
    "fact": {
        "act": _needed(_word(Act, "What was done")),
        "by": _text("Who did it"),
        "against": _text("To whom"),
        "place": _text("Where"),
        "date": Field(Takes.PERIOD, "When, as EDTF"),
        "effective": Field(Takes.PERIOD, "From when it takes effect, where that is another day"),
        "until": Field(Takes.LENGTH, "For what it lasts: EDTF or a duration"),
        "term": _text("The number of the term that it concerns"),
        "attached": Field(
            Takes.FLAG, "false where it is of no agreement in particular; absent is true"
        ),
        **_MUST_QUOTE,
        **_SAID,
    },
    "link": {
        "member": _needed(_text("Who belongs to it")),
        "group": _needed(_text("The name of the group, or the words of the class")),
        **_MUST_QUOTE,
        "voice": _VOICE,
    },
    "quote": {
        "text": _needed(_text("The words")),
        "nth": _NTH,
    },
}
"""Every field, by the part of the file in which it stands."""


def to_agreement_schema(codes: tuple[str, ...]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an agreement file, for editors that check.

    What a schema cannot tell (whether a quote stands in the text, whether a term is there) only
    loading tells.

    Args:
        codes: The codes of the codebook.
    """
    definitions = {
        name: _mapping(fields, codes) for name, fields in SECTIONS.items() if name != "file"
    }
    definitions["word"] = {"type": ["string", "number", "boolean"]}
    quoted = {"anyOf": [{"$ref": "#/$defs/word"}, {"$ref": "#/$defs/quote"}]}
    definitions["quotes"] = {
        "anyOf": [*quoted["anyOf"], {"type": "array", "items": quoted, "minItems": 1}]
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "What a person says that a document says of one agreement",
        **_mapping(SECTIONS["file"], codes),
        "$defs": dict(sorted(definitions.items())),
    }


def _mapping(fields: Mapping[str, Field], codes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _schema_of(field, codes) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.is_required],
        "additionalProperties": False,
    }


def _schema_of(field: Field, codes: tuple[str, ...]) -> dict[str, Any]:
    scalar: dict[str, Any] = {"$ref": "#/$defs/word"}
    code: dict[str, Any] = {"enum": list(codes)}
    shapes: dict[Takes, dict[str, Any]] = {
        Takes.TEXTS: {"anyOf": [scalar, {"type": "array", "items": scalar}]},
        Takes.WORD: {"enum": list(field.words)},
        Takes.CODES: {"anyOf": [code, {"type": "array", "items": code, "minItems": 1}]},
        Takes.COUNT: {"type": "integer", "minimum": 1},
        Takes.FLAG: {"type": "boolean"},
        Takes.QUOTE: {"$ref": "#/$defs/quotes"},
        Takes.PART: {"anyOf": [scalar, {"$ref": "#/$defs/part"}]},
        Takes.LIST: {"type": "array", "items": {"$ref": f"#/$defs/{field.section}"}},
    }
    shape = shapes.get(field.takes, scalar)
    if field.takes is Takes.GROUND:
        value = {"properties": {"value": {"enum": list(field.words)}}} if field.words else {}
        shape = {"$ref": "#/$defs/ground", **value}
        if not field.words:
            shape = {"anyOf": [scalar, shape]}
    return {"description": field.about, **shape}
