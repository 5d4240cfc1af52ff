"""Consensus over the accounts of an agreement: agreed, contested, told by one, denied.

Two documents say the same where they name one side by two names, or one day more and less exactly.
What counts is independent sources: a copy of a text says nothing that its original does not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hudna.domain.codebook import About, DateKind, Stance
from hudna.domain.consensus import Shared, Standing
from hudna.domain.identifiers import DocumentId
from hudna.domain.periods import find_period
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AgreementView, Value
from hudna.registry.resolve.naming import Naming, naming_of
from hudna.registry.resolve.profiles import to_duration_days
from hudna.registry.resolve.scoring import likeness_of_sides
from hudna.vocabulary import Vocabulary

_OWN = ("form", "stage", "authenticity", "scope")
_ONE_OF_A_KIND = frozenset(
    {DateKind.START, DateKind.END, DateKind.SIGNED, DateKind.ANNOUNCED, DateKind.DURATION}
)
"""Kinds of date of which an agreement has one, so that two are a contradiction."""
_DENYING = frozenset({Stance.DENIES, Stance.RETRACTS})
_SAME_SIDE = 0.8


@dataclass(frozen=True, slots=True)
class _Told:
    """A value that a document gives, and by which it is compared."""

    value: Value
    text: str
    source: DocumentId
    published: str


def to_consensus(view: AgreementView, vocabulary: Vocabulary) -> tuple[Shared, ...]:
    """Return every value of an agreement once, with how its sources stand to it.

    Values that a person rejected are left out, and corrected ones count as corrected.
    """
    told = _Gathering(view)
    naming = naming_of(vocabulary)
    found = [
        *told.own(),
        *told.people(naming),
        *told.dates(),
        *told.places(naming),
        *told.codes(),
    ]
    return (*found, *told.denials())


class _Gathering:
    """The values of an agreement in the making of a consensus."""

    def __init__(self, view: AgreementView) -> None:
        self._view = view
        self._sources: Mapping[DocumentId, DocumentId] = {
            account.document.id: account.source for account in view.accounts
        }
        self._of = len(view.sources)

    def own(self) -> Iterator[Shared]:
        """Yield the values of the agreement itself."""
        for name in _OWN:
            told = [self._told(value, value.value) for value in self._view.own(name)]
            groups = _grouped(told, lambda a, b: a.text == b.text)
            overtaken = [g for g in groups if name == "stage" and _is_overtaken(g, groups)]
            rivals = len(groups) - len(overtaken) > 1
            for group in groups:
                shared = self._shared(SubjectKind.AGREEMENT, name, group, rivals=rivals)
                is_overtaken = group in overtaken
                yield replace(shared, standing=Standing.SUPERSEDED) if is_overtaken else shared

    def people(self, naming: Naming) -> Iterator[Shared]:
        """Yield the participants in their roles, one however many names they have."""
        by_role: dict[str, list[_Told]] = {}
        for subject in self._view.iter_subjects(SubjectKind.PARTICIPANT):
            name, role = subject.find("name"), subject.find("role")
            if name is not None and role is not None:
                by_role.setdefault(role.value, []).append(self._told(name, name.value))

        def is_one(a: _Told, b: _Told) -> bool:
            one, other = naming.find_side(a.text), naming.find_side(b.text)
            if one is None or other is None:
                return a.text.casefold() == b.text.casefold()
            return likeness_of_sides(one, other) >= _SAME_SIDE or (
                a.text.casefold() == b.text.casefold()
            )

        for in_role, told in by_role.items():
            for group in _grouped(told, is_one):
                yield self._shared(SubjectKind.PARTICIPANT, in_role, group)

    def dates(self) -> Iterator[Shared]:
        """Yield the dates by kind; those that may share a day agree."""
        by_kind: dict[DateKind, list[_Told]] = {}
        for subject in self._view.iter_subjects(SubjectKind.DATE):
            for value in subject.values:
                kind = DateKind(value.statement.property.removeprefix("date."))
                by_kind.setdefault(kind, []).append(self._told(value, value.value))
        for kind in DateKind:
            groups = _grouped(by_kind.get(kind, ()), _may_be_one_date)
            rivals = kind in _ONE_OF_A_KIND and len(groups) > 1
            for group in groups:
                yield self._shared(SubjectKind.DATE, kind.value, group, rivals=rivals)

    def places(self, naming: Naming) -> Iterator[Shared]:
        """Yield the places, one however it is spelled."""
        told = [
            self._told(value, value.value)
            for subject in self._view.iter_subjects(SubjectKind.PLACE)
            for value in subject.all("name")
        ]

        def is_one(a: _Told, b: _Told) -> bool:
            one, other = naming.find_place(a.text), naming.find_place(b.text)
            if one is None or other is None:
                return a.text.casefold() == b.text.casefold()
            return bool(one.keys & other.keys)

        for group in _grouped(told, is_one):
            yield self._shared(SubjectKind.PLACE, "place", group)

    def codes(self) -> Iterator[Shared]:
        """Yield the codes of the terms."""
        told = [
            self._told(value, value.value)
            for subject in self._view.iter_subjects(SubjectKind.TERM)
            for value in subject.all("code")
        ]
        for group in sorted(_grouped(told, lambda a, b: a.text == b.text), key=_text_of):
            yield self._shared(SubjectKind.TERM, "code", group)

    def denials(self) -> Iterator[Shared]:
        """Yield what is denied, and by whom."""
        by_about: dict[str, list[tuple[str, _Told]]] = {}
        for subject in self._view.iter_subjects(SubjectKind.CLAIM):
            stance, speaker, about = (subject.find(n) for n in ("stance", "speaker", "about"))
            if stance is not None and speaker is not None and stance.value in _DENYING:
                what = about.value if about is not None else About.EXISTENCE.value
                said = (speaker.value, self._told(stance, speaker.value))
                by_about.setdefault(what, []).append(said)
        for what, denied in by_about.items():
            shared = self._shared(SubjectKind.CLAIM, what, [told for _, told in denied])
            deniers = tuple(dict.fromkeys(speaker for speaker, _ in denied))
            yield replace(shared, value=what, standing=Standing.DENIED, deniers=deniers)

    def _told(self, value: Value, text: str) -> _Told:
        document = value.document
        source = self._sources.get(document.id, document.id)
        return _Told(value, text, source, document.metadata.published or "")

    def _shared(
        self, kind: SubjectKind, name: str, group: Sequence[_Told], *, rivals: bool = False
    ) -> Shared:
        denied = [t for t in group if t.value.statement.stance in _DENYING]
        said = [t for t in group if t not in denied] or list(group)
        sources = len({told.source for told in said})
        if len(denied) == len(group):
            standing = Standing.DENIED
        elif rivals or denied:
            standing = Standing.CONTESTED
        else:
            standing = Standing.AGREED if sources > 1 else Standing.SINGLE
        voices = (t.value.statement.voice[-1:] or ("document",) for t in denied)
        return Shared(
            kind=kind,
            property=name,
            value=_sharpest(said).text if kind is SubjectKind.DATE else said[0].text,
            standing=standing,
            sources=sources,
            of=self._of,
            values=tuple(told.value for told in group),
            deniers=tuple(dict.fromkeys(voice for [voice] in voices)),
        )


def _grouped(told: Iterable[_Told], is_one: Callable[[_Told, _Told], bool]) -> list[list[_Told]]:
    """Return values in groups that all say the same, in the order of the documents."""
    groups: list[list[_Told]] = []
    for each in told:
        alike = next((g for g in groups if all(is_one(each, other) for other in g)), None)
        if alike is None:
            groups.append([each])
        else:
            alike.append(each)
    return groups


def _may_be_one_date(a: _Told, b: _Told) -> bool:
    if a.text == b.text:
        return True
    one, other = to_duration_days(a.text), to_duration_days(b.text)
    if one is not None and other is not None:
        return min(one, other) >= 0.85 * max(one, other)
    first, second = find_period(a.text), find_period(b.text)
    return (
        first is not None
        and second is not None
        and first.may_overlap(second.earliest, second.latest)
    )


def _sharpest(group: Sequence[_Told]) -> _Told:
    """Return the date of a group that leaves the fewest days open."""

    def width(told: _Told) -> float:
        period = find_period(told.text)
        if period is None or period.earliest is None or period.latest is None:
            return float("inf")
        return (period.latest - period.earliest).days

    return min(group, key=width)


def _is_overtaken(group: Sequence[_Told], groups: Sequence[Sequence[_Told]]) -> bool:
    """Return whether all that say so were published before some that say otherwise."""
    last = max(told.published for told in group)
    others = (told for other in groups if other is not group for told in other)
    return bool(last) and any(told.published > last for told in others)


def _text_of(group: Sequence[_Told]) -> str:
    return group[0].text
