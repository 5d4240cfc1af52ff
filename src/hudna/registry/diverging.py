"""Diverging: where readers of one text say different things, facet by facet; pure, over views."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hudna.domain.identifiers import DocumentId
from hudna.domain.sameness import Divergence
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AccountView, AgreementView, SubjectView, Value
from hudna.registry.coding import names_of, read_by, shared_chars, subjects_of, words_of

FOUND = "agreement"
"""The facet in which readers differ where one has found an agreement and another has not."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A value as one reader gave it, and what it is of."""

    subject: SubjectView
    value: Value


def _always(_one: SubjectView, _other: SubjectView) -> bool:
    return True


def _share_a_name(one: SubjectView, other: SubjectView) -> bool:
    return bool(names_of(one) & names_of(other))


def _share_words(one: SubjectView, other: SubjectView) -> bool:
    return shared_chars(words_of(one), words_of(other)) > 0


@dataclass(frozen=True, slots=True)
class _Facet:
    """Something on which readers may differ.

    Attributes:
        name: What it is called.
        kind: The kind of thing it is of.
        is_of: Whether a property belongs to it.
        is_same: Whether two things of that kind may be one.
        is_single: Whether deciding on one value settles all of them.
    """

    name: str
    kind: SubjectKind
    is_of: Callable[[str], bool]
    is_same: Callable[[SubjectView, SubjectView], bool] = _always
    is_single: bool = False


def _own(name: str) -> _Facet:
    return _Facet(name, SubjectKind.AGREEMENT, name.__eq__, is_single=True)


_FACETS = (
    _own("authenticity"),
    _own("stage"),
    _own("form"),
    _Facet("role", SubjectKind.PARTICIPANT, "role".__eq__, _share_a_name),
    _Facet("date", SubjectKind.DATE, lambda name: name.startswith("date.")),
    _Facet("code", SubjectKind.TERM, "code".__eq__, _share_words),
    _Facet("stance", SubjectKind.CLAIM, "stance".__eq__, _share_words),
    _own("scope"),
)
FACETS = (FOUND, *(facet.name for facet in _FACETS))
"""The facets, that on which most depends first."""


def find_divergences(
    view: AgreementView, readers: Mapping[DocumentId, Sequence[str]]
) -> Iterator[Divergence]:
    """Yield on which facets the readers of one document differ, as far as nobody decided.

    Args:
        view: An agreement.
        readers: Who read each document that several readers read; others are passed over.
    """
    for account in view.accounts:
        names = readers.get(account.document.id, ())
        if len(names) > 1:
            yield from _of_account(view, account, names)


def _of_account(
    view: AgreementView, account: AccountView, names: Sequence[str]
) -> Iterator[Divergence]:
    subjects = subjects_of(account)
    read = {name: found for name in names if (found := read_by(subjects, name))}
    if len(read) < len(names):
        own = next(iter(read.values()), ())
        values = tuple(value for subject in own for value in subject.values)
        if values and all(value.decision is None for value in values):
            yield Divergence(view, account, FOUND, tuple(names), tuple(read), values[:1], 1.0)
        return
    for facet in _FACETS:
        values = _disputed(facet, read)
        undecided = tuple(value for value in values if value.decision is None)
        if undecided and not (facet.is_single and len(undecided) < len(values)):
            yield Divergence(
                view,
                account,
                facet.name,
                tuple(names),
                tuple(read),
                undecided,
                float(len(undecided)),
            )


def _disputed(facet: _Facet, read: Mapping[str, Sequence[SubjectView]]) -> tuple[Value, ...]:
    """Return the values of a facet that not all readers gave, each once."""
    said = {name: tuple(_iter_said(facet, subjects)) for name, subjects in read.items()}
    disputed = {
        each.value.statement.id: each.value
        for name, own in said.items()
        for each in own
        for other, others in said.items()
        if other != name and not any(_is_alike(facet, each, known) for known in others)
    }
    return tuple(disputed.values())


def _iter_said(facet: _Facet, subjects: Sequence[SubjectView]) -> Iterator[_Said]:
    for subject in subjects:
        if subject.kind is facet.kind:
            for value in subject.values:
                if facet.is_of(value.statement.property):
                    yield _Said(subject, value)


def _is_alike(facet: _Facet, one: _Said, other: _Said) -> bool:
    a, b = one.value.statement, other.value.statement
    is_one = a.property == b.property and a.value == b.value
    return is_one and facet.is_same(one.subject, other.subject)
