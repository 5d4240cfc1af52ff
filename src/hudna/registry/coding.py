"""Coding: what two readers made of the same texts, as units that can be compared.

Pure functions over views. Two readers coded one text where both have a reading of it; a text is
known by its rendition, so that an agreement file of the very text counts. Corrections and
rejections are left aside: what is compared is what each reader said.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hudna.domain.codebook import DateKind
from hudna.domain.evidence import Evidence
from hudna.domain.reliability import (
    Agreement,
    Continuum,
    find_alpha,
    find_interval,
    find_unitizing_alpha,
    find_unitizing_interval,
    merge_spans,
)
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AccountView, AgreementView, DocumentView, SubjectView, Value
from hudna.errors import InputError, NotFoundError
from hudna.text.folding import match_key
from hudna.text.spans import Span

NOT_CODED = "(not coded)"
"""The value that a reader who says nothing of a thing gave it."""

_OWN = ("named_as", "form", "stage", "authenticity", "scope")
_DATES = tuple(f"date.{kind}" for kind in DateKind)
_CLAUSES = ("code", "modality")
VARIABLES = ("agreements", *_OWN, "role", *_DATES, *_CLAUSES, "stance", "act")
"""What is compared value by value."""
SPANNED = tuple(kind for kind in SubjectKind if kind is not SubjectKind.AGREEMENT)
"""The kinds of things whose words are compared."""
_SPANS = "spans."
_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two readers agree.

    Attributes:
        readers: The two.
        documents: How many texts both read.
        values: The agreement in each variable of which there is anything.
        spans: The agreement on where things are told, by kind.
    """

    readers: tuple[str, str]
    documents: int
    values: tuple[Agreement, ...]
    spans: tuple[Agreement, ...]


def compare_readers(
    one: str,
    other: str,
    documents: Iterable[DocumentView],
    agreements: Iterable[AgreementView],
    *,
    variables: Sequence[str] = (),
    samples: int = 1000,
    seed: int = 1,
) -> Comparison:
    """Return how far two readers agree on the texts that both read.

    Args:
        one: A reader: `rules`, `person:NAME`, or the bare name of a person.
        other: Another.
        documents: The documents of the registry.
        agreements: Its agreements.
        variables: Those asked for, `spans.KIND` too; none is all.
        samples: How often units are drawn anew for an interval.
        seed: What the drawing begins with.

    Raises:
        NotFoundError: There is no such reader, or no text that both read.
        InputError: Both are one reader, or a variable is none.
    """
    unknown = [v for v in variables if v not in {*VARIABLES, *(_SPANS + k for k in SPANNED)}]
    if unknown:
        known = ", ".join((*VARIABLES, *(_SPANS + kind for kind in SPANNED)))
        raise InputError(
            f"{unknown[0]!r} is no variable; it may be: {known}",
            code="input-variable",
            subject=unknown[0],
        )
    texts = _Texts.of(documents)
    readers = texts.get_reader(one), texts.get_reader(other)
    if readers[0] == readers[1]:
        raise InputError(f"both readers are {readers[0]!r}", code="input-variable", subject=one)
    shared = texts.shared(*readers)
    if not shared:
        raise NotFoundError(
            f"there is no text that both {readers[0]!r} and {readers[1]!r} read",
            code="not-found-reader",
            subject=other,
        )
    codings = _code(agreements, texts, readers, shared)
    units = _units(shared, codings, readers)
    values = tuple(
        _agreement(variable, units[variable], samples=samples, seed=seed)
        for variable in VARIABLES
        if units[variable] and (not variables or variable in variables)
    )
    spans = tuple(
        _spans(kind, shared, codings, readers, samples=samples, seed=seed)
        for kind in SPANNED
        if not variables or _SPANS + kind in variables
    )
    return Comparison(readers, len(shared), values, tuple(s for s in spans if s.units))


@dataclass(frozen=True, slots=True)
class _Account:
    """What one reader tells of one agreement of one text."""

    anchor: Span | None
    subjects: tuple[SubjectView, ...]

    def of_kind(self, kind: SubjectKind) -> Iterator[SubjectView]:
        return (subject for subject in self.subjects if subject.kind is kind)

    def own(self, name: str) -> str:
        """Return the values of a property of the agreement itself, joined."""
        kinds = self.of_kind(SubjectKind.AGREEMENT)
        said = (_said(value) for subject in kinds for value in subject.all(name))
        return _joined(match_key(each) if name == "named_as" else each for each in said)

    @property
    def words(self) -> tuple[Span, ...]:
        """Return all words that it rests on."""
        evidence = (e.span for s in self.subjects for v in s.values for e in v.statement.evidence)
        anchor = () if self.anchor is None else (self.anchor,)
        return merge_spans((*evidence, *anchor))


@dataclass(frozen=True, slots=True)
class _Coding:
    """What one reader made of one text."""

    accounts: list[_Account] = field(default_factory=list)
    facts: list[SubjectView] = field(default_factory=list)

    def of_kind(self, kind: SubjectKind) -> Iterator[SubjectView]:
        """Yield its subjects of a kind, over all its agreements."""
        for account in self.accounts:
            yield from account.of_kind(kind)
        yield from (subject for subject in self.facts if subject.kind is kind)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Who read which text: the text of each document and reader, and how long each is."""

    by_document: Mapping[tuple[str, str], str]
    lengths: Mapping[str, int]

    @classmethod
    def of(cls, documents: Iterable[DocumentView]) -> "_Texts":
        by_document: dict[tuple[str, str], str] = {}
        lengths: dict[str, int] = {}
        for view in documents:
            for each in view.readings:
                by_document[view.document.id, each.reader.name] = each.rendition
                length = view.length_chars if each.rendition == view.rendition else 0
                lengths[each.rendition] = max(length, lengths.get(each.rendition, 0))
        return cls(by_document, lengths)

    def get_reader(self, asked: str) -> str:
        """Return the reader of a name.

        Raises:
            NotFoundError: Nobody of that name read anything.
        """
        known = {reader for _, reader in self.by_document}
        for name in (asked, f"person:{asked}"):
            if name in known:
                return name
        shown = ", ".join(sorted(known)) or "nobody"
        raise NotFoundError(
            f"no reader is called {asked!r}; those who read are: {shown}",
            code="not-found-reader",
            subject=asked,
        )

    def shared(self, one: str, other: str) -> dict[str, int]:
        """Return the texts that two readers read, with their lengths."""
        read: dict[str, set[str]] = defaultdict(set)
        for (_, reader), text in self.by_document.items():
            read[reader].add(text)
        both = sorted(read[one] & read[other])
        return {text: self.lengths[text] for text in both if self.lengths[text]}


_Codings = Mapping[tuple[str, str], _Coding]
"""What readers made of texts, by text and reader."""


def _code(
    agreements: Iterable[AgreementView],
    texts: _Texts,
    readers: tuple[str, str],
    shared: Mapping[str, int],
) -> _Codings:
    codings: dict[tuple[str, str], _Coding] = defaultdict(_Coding)
    facts_of: set[tuple[str, str]] = set()
    for view in agreements:
        for account in view.accounts:
            for reader in readers:
                text = texts.by_document.get((account.document.id, reader))
                if text is None or text not in shared:
                    continue
                subjects = read_by(subjects_of(account), reader)
                if subjects:
                    codings[text, reader].accounts.append(_Account(_span(account.anchor), subjects))
                if (account.document.id, reader) not in facts_of:
                    facts_of.add((account.document.id, reader))
                    codings[text, reader].facts.extend(read_by(account.unattached, reader))
    return codings


def _span(evidence: Evidence | None) -> Span | None:
    return None if evidence is None else evidence.span


def subjects_of(account: AccountView) -> tuple[SubjectView, ...]:
    """Return the subjects of an account with what people rejected, too."""
    by_id = {subject.id: subject for subject in account.subjects}
    for value in account.rejected:
        statement = value.statement
        known = by_id.get(statement.subject)
        before = () if known is None else known.values
        by_id[statement.subject] = SubjectView(statement.kind, statement.subject, (*before, value))
    return tuple(by_id.values())


def read_by(subjects: Iterable[SubjectView], reader: str) -> tuple[SubjectView, ...]:
    """Return the subjects of a reader, with what that reader says of each."""
    own = (
        SubjectView(s.kind, s.id, tuple(v for v in s.values if reader in v.readers))
        for s in subjects
    )
    return tuple(subject for subject in own if subject.values)


def _units(
    shared: Iterable[str], codings: _Codings, readers: tuple[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Return the pairs of values that two readers gave, by variable."""
    units: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for text in shared:
        one, other = (codings.get((text, reader), _Coding()) for reader in readers)
        units["agreements"].append((str(len(one.accounts)), str(len(other.accounts))))
        pairs = _matched(one.accounts, other.accounts, lambda account: account.words)
        for a, b in pairs:
            if a is not None and b is not None:
                for name in _OWN:
                    _add(units[name], a.own(name), b.own(name))
                for name in _DATES:
                    _add(units[name], _dates(a, name), _dates(b, name))
                units["role"] += _roles(a, b)
        _clauses(units, one, other)
        for kind, name in ((SubjectKind.CLAIM, "stance"), (SubjectKind.FACT, "act")):
            alike = _matched([*one.of_kind(kind)], [*other.of_kind(kind)], words_of)
            units[name] += [(_value(a, name), _value(b, name)) for a, b in alike]
    return units


def _add(units: list[tuple[str, str]], one: str, other: str) -> None:
    """Add a pair of values where at least one of two readers gave one."""
    if (one, other) != (NOT_CODED, NOT_CODED):
        units.append((one, other))


def _dates(account: _Account, name: str) -> str:
    values = (v for s in account.of_kind(SubjectKind.DATE) for v in s.all(name))
    return _joined(_said(value) for value in values)


def _roles(one: _Account, other: _Account) -> Iterator[tuple[str, str]]:
    """Yield the roles of everyone whom one of two readers names, by any name both have."""
    left = [(names_of(s), _value(s, "role")) for s in one.of_kind(SubjectKind.PARTICIPANT)]
    right = [(names_of(s), _value(s, "role")) for s in other.of_kind(SubjectKind.PARTICIPANT)]
    for names, role in _grouped(left):
        found = next((each for each in _grouped(right) if each[0] & names), None)
        yield role, NOT_CODED if found is None else found[1]
    known = frozenset(name for names, _ in left for name in names)
    yield from ((NOT_CODED, role) for names, role in _grouped(right) if not names & known)


def _grouped(
    named: Iterable[tuple[frozenset[str], str]],
) -> list[tuple[frozenset[str], str]]:
    """Return participants of one name with all their roles."""
    groups: list[tuple[frozenset[str], set[str]]] = []
    for names, role in named:
        alike = [group for group in groups if group[0] & names]
        for group in alike:
            groups.remove(group)
        merged = names.union(*(group[0] for group in alike))
        groups.append((merged, {role}.union(*(group[1] for group in alike))))
    return [(names, _joined(roles)) for names, roles in groups]


def names_of(subject: SubjectView) -> frozenset[str]:
    """Return the keys of all names that a participant is given."""
    values = (*subject.all("name"), *subject.all("alias"))
    return frozenset(match_key(_said(value)) or _said(value) for value in values)


def _clauses(units: dict[str, list[tuple[str, str]]], one: _Coding, other: _Coding) -> None:
    """Add the codes of every clause that one of two readers has, the modality where both do."""
    left, right = ([*each.of_kind(SubjectKind.TERM)] for each in (one, other))
    for a, b in _matched(left, right, words_of):
        units["code"].append((_value(a, "code"), _value(b, "code")))
        if a is not None and b is not None:
            _add(units["modality"], _value(a, "modality"), _value(b, "modality"))


def _value(subject: SubjectView | None, name: str) -> str:
    return NOT_CODED if subject is None else _joined(_said(v) for v in subject.all(name))


def _joined(values: Iterable[str]) -> str:
    return " + ".join(sorted(set(values))) or NOT_CODED


def _said(value: Value) -> str:
    """Return what a reader said, whatever was decided since."""
    return value.statement.value


def words_of(subject: SubjectView) -> tuple[Span, ...]:
    """Return the words that a subject rests on."""
    return merge_spans(e.span for v in subject.values for e in v.statement.evidence)


def _matched(
    left: Sequence[_Each], right: Sequence[_Each], words: Callable[[_Each], tuple[Span, ...]]
) -> Iterator[tuple[_Each | None, _Each | None]]:
    """Yield things of two readers in pairs, those that share most words first, then lone ones."""
    spans = [words(each) for each in left], [words(each) for each in right]
    scored = sorted(
        (-common, i, j)
        for i, a in enumerate(spans[0])
        for j, b in enumerate(spans[1])
        if (common := shared_chars(a, b))
    )
    taken: tuple[dict[int, int], set[int]] = {}, set()
    for _, i, j in scored:
        if i not in taken[0] and j not in taken[1]:
            taken[0][i] = j
            taken[1].add(j)
    for i, each in enumerate(left):
        yield each, right[taken[0][i]] if i in taken[0] else None
    yield from ((None, each) for j, each in enumerate(right) if j not in taken[1])


def shared_chars(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Return how many code points two lists of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _agreement(
    variable: str, units: Sequence[tuple[str, str]], *, samples: int, seed: int
) -> Agreement:
    alpha = find_alpha(units)
    return Agreement(
        variable=variable,
        units=len(units),
        alike=sum(one == other for one, other in units),
        alpha=alpha,
        interval=None if alpha is None else find_interval(units, samples=samples, seed=seed),
        note="" if alpha is not None else "every value is the same one",
    )


def _spans(
    kind: SubjectKind,
    shared: Mapping[str, int],
    codings: _Codings,
    readers: tuple[str, str],
    *,
    samples: int,
    seed: int,
) -> Agreement:
    continua = []
    for text, length in shared.items():
        found = [
            merge_spans(
                span
                for subject in codings.get((text, reader), _Coding()).of_kind(kind)
                for span in words_of(subject)
            )
            for reader in readers
        ]
        if any(found):
            continua.append(Continuum(length, *found))
    alpha = find_unitizing_alpha(continua)
    return Agreement(
        variable=_SPANS + kind,
        units=len(continua),
        alike=sum(each.one == each.other for each in continua),
        alpha=alpha,
        interval=None
        if alpha is None
        else find_unitizing_interval(continua, samples=samples, seed=seed),
        note="" if alpha is not None else "the words are all of the text",
    )
