"""Agreement files: what a person says that a document says of one agreement, as YAML.

A file is a reading by a person (`person:NAME`) with its own text: every quote is looked up in it,
and what is wrong is said for all of the file at once, with the line and the field.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from typing import Any, TypeVar

import yaml

from hudna.domain.agreements import (
    GROUNDED,
    PART_NAMES,
    Affiliation,
    Agreement,
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
from hudna.domain.documents import Document, MediaType, Metadata, Rendition, document_id
from hudna.domain.evidence import Evidence
from hudna.domain.periods import is_duration, is_period, is_value_of
from hudna.domain.problems import Problem
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.errors import InputError
from hudna.publish.agreement_fields import SCHEMA, SECTIONS, Field, Takes
from hudna.publish.agreement_quotes import find_quote
from hudna.text.alignment import Alignment, Run
from hudna.text.cleaning import WHOLE, normalise
from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary, load_vocabulary
from hudna.vocabulary.called import actors_by_key

AGREEMENT = "a1"
"""What the one agreement of a file is called within its reading."""
READER_VERSION = "1"
UNNAMED = "unnamed"
"""Who wrote a file of which nobody is named."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
"""What YAML takes for nothing, where it stands without quotation marks."""
_FLAGS = {"true": True, "false": False, "yes": True, "no": False}
_WORDS_FOR_DATES = re.compile(r"\d{4}(?!\d)|[\[{]|\.\.")
_STARTS_WITH = re.compile(r"\bfrom\s+(?P<start>term\s+\S+|[^\s,]+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*\s?[a-z]?")

_Node = TypeVar("_Node")


@dataclass(frozen=True, slots=True)
class AgreementFile:
    """An agreement file as the registry takes it.

    Attributes:
        document: The file as a document of its own.
        rendition: Its text.
        reading: What it says.
    """

    document: Document
    rendition: Rendition
    reading: Reading


def parse_agreement_file(text: str, *, name: str, author: str = UNNAMED) -> Reading:
    """Return what an agreement file says, as a reading by `person:AUTHOR`.

    Args:
        text: The content of the file.
        name: The file's base name.
        author: Who says so.

    Raises:
        InputError: Something in the file cannot be used. The reason has a line for each:
            `name:line: field: reason`.
    """
    taken = take_agreement_file(text.encode("utf-8", "surrogatepass"), name=name, author=author)
    if isinstance(taken, AgreementFile):
        return taken.reading
    raise to_error(taken, name=name)


def to_error(problems: Iterable[Problem], *, name: str) -> InputError:
    """Return everything that is wrong with an agreement file as one error."""
    problems = tuple(problems)
    codes = {problem.code for problem in problems}
    code = codes.pop() if len(codes) == 1 else "input-agreement-file"
    return InputError("\n".join(p.reason for p in problems), code=code, subject=name)


def take_agreement_file(
    original: bytes, *, name: str, author: str = UNNAMED, vocabulary: Vocabulary | None = None
) -> AgreementFile | tuple[Problem, ...]:
    """Return an agreement file with its text and what it says, or all that is wrong with it.

    Args:
        original: The bytes of the file.
        name: The file's base name.
        author: Who says so.
        vocabulary: For the codes of terms and the names of actors.
    """
    wrong = _Wrong(name)
    try:
        content = original.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong.add(None, "", f"the file is not in UTF-8: byte {error.start} is none of it")
        return wrong.found()
    root = _compose(content, wrong)
    if root is None:
        return wrong.found()
    taken = _Taking(wrong, vocabulary or load_vocabulary()).take(
        root, content, original, name=name, author=author
    )
    return wrong.found() if wrong.problems or taken is None else taken


@dataclass(slots=True)
class _Wrong:
    """What is wrong with a file, found one by one."""

    name: str
    problems: list[tuple[int, Problem]] = field(default_factory=list)

    def add(
        self, where: Any, path: str, reason: str, *, code: str = "input-agreement-file"
    ) -> None:
        """Take a problem down: where it is, of which field, and why."""
        line = 1 if where is None else _line_of(where)
        place = f"{path}: " if path else ""
        sentence = f"{self.name}:{line}: {place}{reason}"
        self.problems.append((line, Problem(code, self.name, sentence)))

    def found(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the lines, each once."""
        ordered = sorted(self.problems, key=lambda each: each[0])
        return tuple(dict.fromkeys(problem for _, problem in ordered))


def _line_of(where: Any) -> int:
    mark = getattr(where, "start_mark", where)
    return int(mark.line) + 1


def _compose(content: str, wrong: _Wrong) -> yaml.MappingNode | None:
    """Return the root of the YAML, or None where it is none that may be read."""
    try:
        depth, documents = 0, 0
        for event in yaml.parse(content, Loader=LOADER):
            if isinstance(event, yaml.AliasEvent):
                wrong.add(event, "", "anchors and aliases (&, *) are not read: write it out")
                return None
            documents += isinstance(event, yaml.DocumentStartEvent)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                wrong.add(event, "", "nested too deep for an agreement file")
                return None
        if documents > 1:
            wrong.add(None, "", "a file holds one agreement, and this has several documents (---)")
            return None
        root = yaml.compose(content, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is no YAML"
        wrong.add(mark, "", f"the file is no YAML: {why}")
        return None
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value in EMPTY):
        wrong.add(None, "", "the file is empty")
        return None
    if not isinstance(root, yaml.MappingNode):
        wrong.add(root, "", f"the file is no mapping of fields such as 'hudna: {SCHEMA}'")
        return None
    return root


@dataclass(frozen=True, slots=True)
class _Section:
    """A mapping of the file: its fields as nodes, and where it stands."""

    kind: str
    node: Any
    path: str
    fields: Mapping[str, Any]

    def path_of(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


class _Taking:
    """Reads one file, field by field, and takes down what is wrong."""

    def __init__(self, wrong: _Wrong, vocabulary: Vocabulary) -> None:
        self._wrong = wrong
        self._codes: tuple[str, ...] = tuple(vocabulary.get("codebook")["codes"])
        self._actors = actors_by_key(vocabulary)
        self._text = ""
        self._text_keys = ""
        self._quoted: list[Evidence] = []

    def take(
        self, root: yaml.MappingNode, content: str, original: bytes, *, name: str, author: str
    ) -> AgreementFile | None:
        """Return the file, or None where nothing can be made of it."""
        top = self._section(root, "file", "")
        self._one_of(top, "hudna")
        known = self._metadata(top)
        document = Document(
            document_id(original),
            self._find(top, "name") or name,
            MediaType.AGREEMENT,
            len(original),
            known,
        )
        text = top.fields.get("text")
        if not isinstance(text, yaml.ScalarNode):
            self._find(top, "text")
            return None
        rendition = Rendition(
            document.id, normalise(text.value).text, _alignment(text, content), (), "utf-8"
        )
        self._text = rendition.text
        self._text_keys = f" {match_key(rendition.text)} "
        agreement, facts = self._agreement(top, name)
        if agreement is None:
            return None
        reading = Reading(
            to_read_document(document, rendition),
            Reader(f"person:{author}", READER_VERSION, SCHEMA),
            (agreement,),
            facts,
        )
        return AgreementFile(document, rendition, reading)

    def _metadata(self, top: _Section) -> Metadata:
        language = self._find(top, "language")
        if language is not None and not re.fullmatch(r"[A-Za-z]{2,3}", language):
            self._report(top, "language", f"{language!r} is no language code such as 'en'")
        return Metadata(
            title=self._find(top, "title"),
            publisher=self._find(top, "publisher"),
            published=self._find_period(top, "published"),
            url=self._find(top, "url"),
            language=None if language is None else language.lower(),
        )

    def _agreement(self, top: _Section, name: str) -> tuple[Agreement | None, tuple[Fact, ...]]:
        grounded: dict[str, str] = {}
        grounds: list[Ground] = []
        for of in GROUNDED:
            self._ground(top, of, grounded, grounds)
        participants = self._all(top, "participants", self._participant)
        dates = self._all(top, "dates", self._date)
        places = self._all(top, "places", self._place)
        terms = self._all(top, "terms", self._term)
        claims = self._all(top, "claims", self._claim)
        relations = self._all(top, "relations", self._relation)
        facts = self._all(top, "facts", self._fact)
        links = self._all(top, "links", self._link)
        zone = self._find(top, "zone")
        if zone is not None and zone not in _zone_names():
            near = _near(zone, _zone_names())
            self._report(top, "zone", f"{zone!r} is no time zone{near}", code="input-zone")
        label = self._find(top, "label") or self._find(top, "title") or name
        corrects = self._find(top, "corrects")
        self._check_references(terms, facts)
        self._check_actors(participants, facts, links)
        self._check_relations(relations, {label, corrects, AGREEMENT})
        anchor = self._anchor(top, grounds)
        if anchor is None:
            return None, ()
        stated = grounded.get
        agreement = Agreement(
            id=AGREEMENT,
            label=label,
            anchor=anchor,
            named_as=stated("named_as"),
            form=Form(form) if (form := stated("form")) else None,
            stage=Stage(stage) if (stage := stated("stage")) else None,
            authenticity=Authenticity(said) if (said := stated("authenticity")) else None,
            scope=Scope(scope) if (scope := stated("scope")) else None,
            relations=_values(relations),
            participants=_values(participants),
            dates=_values(dates),
            places=_values(places),
            terms=_values(terms),
            claims=_values(claims),
            grounds=tuple(grounds),
            links=_values(links),
            zone=zone,
            corrects=corrects,
        )
        return agreement, _values(facts)

    def _anchor(self, top: _Section, grounds: Iterable[Ground]) -> Evidence | None:
        if "anchor" in top.fields:
            return next(iter(self._quotes(top, "anchor")), None)
        words = [e for g in grounds if g.of == "named_as" for e in g.evidence]
        found = next(iter(words), None) or min(self._quoted, default=None)
        if found is None and not self._wrong.problems:
            self._wrong.add(top.node, "", "nothing is quoted: no value without its words")
        return found

    def _ground(
        self, top: _Section, of: str, grounded: dict[str, str], grounds: list[Ground]
    ) -> None:
        node = top.fields.get(of)
        if node is None:
            return
        path = top.path_of(of)
        if isinstance(node, yaml.ScalarNode):
            words = find_quote(node.value, self._text)
            if of != "named_as" or isinstance(words, int):
                self._wrong.add(
                    node, path, "a quote is needed: {value: …, quote: …}", code="input-quote"
                )
            else:
                grounded[of] = node.value
                grounds.append(Ground(of, "", self._noted((words,))))
            return
        section = self._section(node, "ground", path)
        value = self._find(section, "value")
        words_of = SECTIONS["file"][of].words
        if value is not None and words_of and value not in words_of:
            self._not_one_of(section.fields["value"], f"{path}.value", value, words_of)
            value = None
        evidence = self._evidence(section)
        if value is not None and evidence:
            grounded[of] = value
            grounds.append(Ground(of, self._find(section, "rule") or "", evidence))

    def _participant(self, section: _Section) -> Participant | None:
        name, role = self._find(section, "name"), self._one_of(section, "role")
        evidence = self._evidence(section, name)
        if name is None or role is None or not evidence:
            return None
        return Participant(
            name,
            Role(role),
            evidence,
            aliases=self._texts(section, "aliases"),
            on_behalf_of=self._find(section, "on_behalf_of"),
            **self._said(section),
            status=self._status(section),
        )

    def _date(self, section: _Section) -> DateValue | None:
        kind, value = self._one_of(section, "kind"), self._find(section, "value")
        evidence, status = self._evidence(section), self._status(section)
        if kind is None or value is None:
            return None
        if status is Status.STATED and not is_value_of(DateKind(kind), value):
            self._report(
                section, "value", f"{value!r} is no value of a {kind} date", code="input-date"
            )
            return None
        if not evidence:
            return None
        derived_from = self._find(section, "derived_from")
        said = self._said(section)
        return DateValue(DateKind(kind), value, evidence, derived_from, **said, status=status)

    def _place(self, section: _Section) -> PlaceValue | None:
        name = self._find(section, "name")
        evidence = self._evidence(section, name)
        if name is None or not evidence:
            return None
        return PlaceValue(name, evidence, **self._said(section), status=self._status(section))

    def _term(self, section: _Section) -> Term | None:
        codes = self._texts(section, "codes")
        for code in codes:
            if code not in self._codes:
                reason = f"{code!r} is no code of the codebook{_near(code, self._codes)}"
                self._report(section, "codes", reason, code="input-code")
        evidence = self._evidence(section)
        parts: dict[str, Any] = {
            name: part
            for name in PART_NAMES
            if (part := self._part(section, name, evidence)) is not None
        }
        if "window" in parts:
            self._check_window(section, parts["window"].value)
        modality = self._one_of(section, "modality")
        if not codes or not evidence:
            return None
        term = Term(
            codes,
            evidence,
            number=self._find(section, "number"),
            modality=None if modality is None else Modality(modality),
            **self._said(section),
            status=self._status(section),
        )
        return replace(term, **parts)

    def _part(self, term: _Section, name: str, words: tuple[Evidence, ...]) -> Part | None:
        """Return a part of a term; without words of its own it rests on those of the term."""
        node = term.fields.get(name)
        if node is None:
            return None
        own: tuple[Evidence, ...] | None = None
        if isinstance(node, yaml.ScalarNode):
            value, status = node.value, Status.STATED
        else:
            section = self._section(node, "part", term.path_of(name))
            found = self._find(section, "value")
            status = self._status(section)
            if found is None:
                return None
            value = found
            if "quote" in section.fields:
                own = self._quotes(section, "quote", within=words)
        if own is None:
            standing = find_quote(value, self._text, within=words)
            inside = isinstance(standing, Evidence) and any(
                w.start <= standing.start and standing.end <= w.end for w in words
            )
            own = (standing,) if isinstance(standing, Evidence) and inside else words
        return Part(value, own, status) if own else None

    def _claim(self, section: _Section) -> Claim | None:
        speaker, stance = self._find(section, "speaker"), self._one_of(section, "stance")
        about, evidence = self._one_of(section, "about"), self._evidence(section)
        if speaker is None or stance is None or not evidence:
            return None
        return Claim(
            speaker,
            Stance(stance),
            evidence,
            about=None if about is None else About(about),
            voice=self._texts(section, "voice"),
            status=self._status(section),
        )

    def _relation(self, section: _Section) -> Relation | None:
        kind, to = self._one_of(section, "kind"), self._find(section, "to")
        evidence = self._evidence(section)
        if kind is None or to is None or not evidence:
            return None
        return Relation(RelationKind(kind), to, evidence)

    def _fact(self, section: _Section) -> Fact | None:
        act, evidence = self._one_of(section, "act"), self._evidence(section)
        date, effective = (
            self._find_period(section, "date"),
            self._find_period(section, "effective"),
        )
        until = self._find_period(section, "until", or_length=True)
        is_attached = self._flag(section, "attached")
        if act is None or not evidence:
            return None
        return Fact(
            Act(act),
            evidence,
            by=self._find(section, "by"),
            against=self._find(section, "against"),
            place=self._find(section, "place"),
            date=date,
            effective=effective,
            until=until,
            term=self._find(section, "term"),
            agreement=AGREEMENT if is_attached else None,
            **self._said(section),
        )

    def _link(self, section: _Section) -> Affiliation | None:
        member, group = self._find(section, "member"), self._find(section, "group")
        evidence = self._evidence(section)
        if member is None or group is None or not evidence:
            return None
        return Affiliation(member, group, evidence, self._texts(section, "voice"))

    def _check_window(self, term: _Section, value: str) -> None:
        """Report the dates and durations of a window that are none."""
        words = [value.split()[0]] if value.split() else []
        words += [m["start"] for m in _STARTS_WITH.finditer(value)]
        for word in words:
            if re.match(r"P[T\d]", word) and not is_duration(word):
                self._report(term, "window", f"{word!r} is no duration", code="input-date")
            elif word.startswith("RRULE:") and not is_value_of(DateKind.DURATION, word):
                self._report(term, "window", f"{word!r} is no RRULE", code="input-date")
            elif _WORDS_FOR_DATES.match(word) and not is_period(word):
                self._report(term, "window", f"{word!r} is no date", code="input-date")

    def _check_references(
        self,
        terms: "_Told[Term]",
        facts: "_Told[Fact]",
    ) -> None:
        """Report numbers of terms that are not there, and terms that wait for themselves."""
        numbers = {_number(term.number) for _, term in terms if term.number is not None}
        waits: dict[str, set[str]] = {}
        for section, term in terms:
            own = _number(term.number) if term.number is not None else ""
            for name, words in _referring(term):
                if not _is_number(words, numbers):
                    continue
                if _number(words) not in numbers:
                    self._report(
                        section, name, f"there is no term {words!r}", code="input-reference"
                    )
                elif _number(words) == own:
                    self._report(section, name, "the term names itself", code="input-reference")
                elif own and name != "reciprocal_to":
                    waits.setdefault(own, set()).add(_number(words))
        for section, fact in facts:
            if fact.term is not None and _number(fact.term) not in numbers:
                self._report(
                    section, "term", f"there is no term {fact.term!r}", code="input-reference"
                )
        cycle = _find_cycle(waits)
        if cycle:
            section = next(s for s, t in terms if t.number and _number(t.number) == cycle[0])
            chain = " after ".join(cycle)
            self._report(
                section, "after", f"each waits for another: {chain}", code="input-reference"
            )

    def _check_actors(
        self,
        participants: "_Told[Participant]",
        facts: "_Told[Fact]",
        links: "_Told[Affiliation]",
    ) -> None:
        """Report actors whom neither the participants nor the text nor the vocabulary name."""
        known = {match_key(name) for _, p in participants for name in (p.name, *p.aliases)}
        named: list[tuple[_Section, str, str | None]] = [
            *((s, "on_behalf_of", p.on_behalf_of) for s, p in participants),
            *((s, "by", f.by) for s, f in facts),
            *((s, "against", f.against) for s, f in facts),
            *((s, "member", link.member) for s, link in links),
        ]
        for section, name, actor in named:
            if actor is None:
                continue
            key = match_key(actor)
            if key not in known and key not in self._actors and f" {key} " not in self._text_keys:
                names = [n for _, p in participants for n in (p.name, *p.aliases)]
                self._report(
                    section,
                    name,
                    f"neither the participants nor the text name {actor!r}{_near(actor, names)}",
                    code="input-reference",
                )

    def _check_relations(self, relations: "_Told[Relation]", own: set[str | None]) -> None:
        for section, relation in relations:
            if relation.to in own:
                self._report(
                    section, "to", "an agreement has no relation to itself", code="input-reference"
                )

    def _section(self, node: Any, section: str, path: str) -> _Section:
        """Return the fields of a mapping, and report what is unknown, double or missing."""
        allowed = SECTIONS[section]
        fields: dict[str, Any] = {}
        if not isinstance(node, yaml.MappingNode):
            needs = ", ".join(name for name, each in allowed.items() if each.is_required)
            self._wrong.add(node, path, f"a mapping is needed, with at least: {needs}")
            return _Section(section, node, path, {})
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None or name not in allowed:
                shown = repr(name) if name is not None else "a list or mapping"
                near = _near(name or "", allowed)
                self._wrong.add(key, path, f"{shown} is no field here{near}")
            elif name in fields:
                self._wrong.add(key, path, f"{name!r} stands here twice")
            elif not _is_empty(value):
                fields[name] = value
        for name, each in allowed.items():
            if each.is_required and name not in fields:
                code = "input-quote" if each.takes is Takes.QUOTE else "input-agreement-file"
                self._wrong.add(node, path, f"{name!r} is missing", code=code)
        return _Section(section, node, path, fields)

    def _all(
        self, top: _Section, name: str, take: "Callable[[_Section], _Node | None]"
    ) -> "_Told[_Node]":
        """Return the entries of a list, each with where it stands."""
        node = top.fields.get(name)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._report(top, name, "a list is needed: each entry begins with '- '")
            return []
        of = SECTIONS["file"][name].section
        found: list[tuple[_Section, _Node]] = []
        for number, each in enumerate(node.value, 1):
            section = self._section(each, of, f"{name}.{number}")
            told = take(section)
            if told is not None:
                found.append((section, told))
        return found

    def _find(self, section: _Section, name: str) -> str | None:
        """Return the text of a field, or None where it is absent or none."""
        node = section.fields.get(name)
        if node is None:
            return None
        return self._scalar(node, section.path_of(name))

    def _scalar(self, node: Any, path: str) -> str | None:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        reason = "one text is needed here"
        if isinstance(node, yaml.SequenceNode) and node.flow_style:
            reason += "; a text in brackets needs quotation marks"
        self._wrong.add(node, path, reason)
        return None

    def _texts(self, section: _Section, name: str) -> tuple[str, ...]:
        """Return the texts of a list, or the one text in place of a list."""
        node = section.fields.get(name)
        if node is None:
            return ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = (self._scalar(each, section.path_of(name)) for each in nodes)
        return tuple(each for each in found if each)

    def _one_of(self, section: _Section, name: str) -> str | None:
        """Return a word of a closed set."""
        value = self._find(section, name)
        field_ = self._field(section, name)
        if value is None or value in field_.words:
            return value
        self._not_one_of(section.fields[name], section.path_of(name), value, field_.words)
        return None

    def _not_one_of(self, node: Any, path: str, value: str, words: tuple[str, ...]) -> None:
        near = _near(value, words) or f"; it may be: {', '.join(words)}"
        self._wrong.add(node, path, f"{value!r} is none of its words{near}", code="input-word")

    def _field(self, section: _Section, name: str) -> Field:
        return SECTIONS[section.kind][name]

    def _find_period(self, section: _Section, name: str, *, or_length: bool = False) -> str | None:
        value = self._find(section, name)
        if value is None or is_period(value) or (or_length and is_duration(value)):
            return value
        what = "no date and no duration" if or_length else "no date such as 2016-02-01"
        self._report(section, name, f"{value!r} is {what}", code="input-date")
        return None

    def _flag(self, section: _Section, name: str) -> bool:
        value = self._find(section, name)
        if value is not None and value.lower() not in _FLAGS:
            self._report(section, name, f"{value!r} is neither true nor false")
        return True if value is None else _FLAGS.get(value.lower(), True)

    def _said(self, section: _Section) -> dict[str, Any]:
        stance = self._one_of(section, "stance")
        return {
            "voice": self._texts(section, "voice"),
            "stance": Stance.ASSERTS if stance is None else Stance(stance),
        }

    def _status(self, section: _Section) -> Status:
        value = self._find(section, "status")
        words = tuple(Status)
        if value is None or value in words:
            return Status.STATED if value is None else Status(value)
        self._not_one_of(section.fields["status"], section.path_of("status"), value, words)
        return Status.STATED

    def _evidence(self, section: _Section, name: str | None = None) -> tuple[Evidence, ...]:
        """Return the words of an entry; without a quote those where its name stands first."""
        if "quote" in section.fields or name is None:
            return self._quotes(section, "quote")
        standing = find_quote(name, self._text, nth=1)
        if isinstance(standing, Evidence):
            return self._noted((standing,))
        if isinstance(section.node, yaml.MappingNode):
            self._report(
                section,
                "name",
                f"a quote is needed: {name!r} does not stand in the text",
                code="input-quote",
            )
        return ()

    def _quotes(
        self, section: _Section, name: str, *, within: tuple[Evidence, ...] = ()
    ) -> tuple[Evidence, ...]:
        node = section.fields.get(name)
        if node is None:
            return ()
        path = section.path_of(name)
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        beside = self._nth(section) if name == "quote" else None
        if beside is not None and not isinstance(node, yaml.ScalarNode):
            self._report(section, "nth", "write nth beside the text it counts: {text: …, nth: …}")
        found: list[Evidence] = []
        for each in nodes:
            nth = beside
            if isinstance(each, yaml.MappingNode):
                quote = self._section(each, "quote", path)
                words, nth = self._find(quote, "text"), self._nth(quote)
            else:
                words = self._scalar(each, path)
            if words is not None:
                standing = find_quote(words, self._text, nth=nth, within=within)
                if isinstance(standing, Evidence):
                    found.append(standing)
                else:
                    self._wrong.add(each, path, _unfound(words, standing, nth), code="input-quote")
        return self._noted(tuple(found))

    def _nth(self, section: _Section) -> int | None:
        value = self._find(section, "nth")
        if value is None:
            return None
        if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
            self._report(section, "nth", f"{value!r} is no number from 1", code="input-quote")
            return None
        return int(value)

    def _noted(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        self._quoted += evidence
        return evidence

    def _report(
        self, section: _Section, name: str, reason: str, *, code: str = "input-agreement-file"
    ) -> None:
        where = section.fields.get(name, section.node)
        self._wrong.add(where, section.path_of(name), reason, code=code)


_Told = list[tuple[_Section, _Node]]


def _values(told: "_Told[_Node]") -> tuple[_Node, ...]:
    return tuple(each for _, each in told)


def _is_empty(node: Any) -> bool:
    """Return whether nothing stands behind a field: `modality:`."""
    return (
        isinstance(node, yaml.ScalarNode)
        and node.value in EMPTY
        and node.tag == "tag:yaml.org,2002:null"
    ) or (isinstance(node, yaml.CollectionNode) and not node.value)


def _near(word: str, words: Iterable[str]) -> str:
    found = get_close_matches(word, list(words), n=1)
    return f"; is {found[0]!r} meant?" if found else ""


def _unfound(words: str, count: int, nth: int | None) -> str:
    shown = words if len(words) <= 60 else f"{words[:57]}…"
    if not count:
        return f"{shown!r} does not stand in the text"
    if nth is not None:
        return f"{shown!r} stands {count} times in the text, and nth is {nth}"
    return f"{shown!r} stands {count} times in the text: say which with nth"


def _referring(term: Term) -> Iterator[tuple[str, str]]:
    """Yield the parts of a term that may name another, with its number or words."""
    for name in ("after", "reciprocal_to"):
        part: Part | None = getattr(term, name)
        if part is not None:
            yield name, part.value.removeprefix("term ").strip()
    if term.window is not None:
        for match in _STARTS_WITH.finditer(term.window.value):
            if match["start"].startswith("term"):
                yield "window", match["start"].removeprefix("term").strip()


def _number(words: str) -> str:
    return re.sub(r"[\s().]+$|\s", "", words).casefold()


def _is_number(words: str, numbers: set[str]) -> bool:
    return _number(words) in numbers or _NUMBER.fullmatch(_number(words)) is not None


def _find_cycle(waits: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the numbers of terms that wait for each other in a circle, or nothing."""
    done: set[str] = set()
    for start in waits:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            stack.append((start, iter(sorted(waits.get(start, ())))))
            path.append(start)
        while stack:
            _, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                done.add(path.pop())
                stack.pop()
            elif following in path:
                return (*path[path.index(following) :], following)
            elif following not in done:
                stack.append((following, iter(sorted(waits.get(following, ())))))
                path.append(following)
    return ()


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset((resources.files("tzdata") / "zones").read_text("utf-8").split())


def _alignment(node: yaml.ScalarNode, content: str) -> Alignment:
    """Return where the text of a file stands in it: line by line, else all of it as a whole."""
    text = normalise(node.value).text
    runs = _literal_runs(node, content, text) if node.style == "|" and text == node.value else None
    if runs is None:
        start, end = node.start_mark.index, node.end_mark.index
        runs = (Run(0, len(text), WHOLE, start, end),) if text else ()
    return Alignment(runs)


def _literal_runs(node: yaml.ScalarNode, content: str, text: str) -> tuple[Run, ...] | None:
    """Return the runs of a literal block, or None where its lines are not those of the file."""
    rows = content.split("\n")
    first = node.start_mark.line + 1
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    runs: list[Run] = []
    position = 0
    for offset, line in enumerate(text.split("\n")):
        if line:
            number = first + offset
            row = rows[number].removesuffix("\r") if number < len(rows) else ""
            if not row.endswith(line):
                return None
            origin = starts[number] + len(row) - len(line)
            runs.append(Run(position, position + len(line), WHOLE, origin, origin + len(line)))
        position += len(line) + 1
    return tuple(runs)
