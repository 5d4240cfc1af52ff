"""Profiles: what an account is compared by, drawn from its view once and for all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from zlib import crc32

from hudna.domain.codebook import DateKind, RelationKind, Role
from hudna.domain.identifiers import AccountId, AgreementId, DocumentId
from hudna.domain.periods import INDEFINITE, find_period
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AccountView, SubjectView
from hudna.registry.resolve.naming import OPPOSED, STATE, Naming, Place, Side, to_words

SIDES = frozenset({Role.PARTY.value, Role.INVITEE.value})
_INDEFINITE_DAYS = 100_000.0
_SHINGLE = 5
_OPEN_DAYS = 365
_VOTES_LEAST = 0.5
"""How much has to point to a country where words point to several."""
_DURATION = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?"
)
_UNIT_DAYS = (365.0, 30.0, 7.0, 1.0, 1 / 24, 1 / 1440)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of an account as days, first to last.

    Attributes:
        kind: What happened.
        text: The value as the view gives it.
        first: The ordinal of the first day that it may mean.
        last: The ordinal of the last.
    """

    kind: DateKind
    text: str
    first: int
    last: int

    @property
    def width(self) -> int:
        """Return how many days it leaves open."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one agreement as it was minted.

    As a rule that is one account of one document; a file that corrects an account stands beside it.

    Attributes:
        agreement: The agreement.
        accounts: Its accounts.
        documents: The documents that tell them.
        published: The ordinal of the day on which the document was published, or None.
        position: Where it stands among the accounts of the document, from 0.
        sides: Those who made it, or to whom it is offered.
        others: Keys of whoever else takes part in it.
        dates: Its dates, but for durations.
        durations: For how long, in days, each with its text.
        places: Where it applies.
        countries: In which countries it is, by code.
        form: How many sides undertake it, or None.
        scope: How far it reaches, or None.
        stages: How far it has come.
        authenticity: What the document lets its reader believe of it, or None.
        codes: The codes of its terms.
        ordinals: Which one of several it is called.
        is_extension: Whether it is called, or said to be, the prolongation of another.
        relations: The kinds in which it is said to stand to others.
        own_names: Its proper names, without the words that end such names.
        shingles: Runs of five words of its quotes, hashed.
        language: The language of the document, or None.
    """

    agreement: AgreementId
    accounts: tuple[AccountId, ...]
    documents: frozenset[DocumentId]
    published: int | None
    position: int
    sides: tuple[Side, ...] = ()
    others: frozenset[str] = frozenset()
    dates: tuple[Dated, ...] = ()
    durations: Mapping[float, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    countries: frozenset[str] = frozenset()
    form: str | None = None
    scope: str | None = None
    stages: frozenset[str] = frozenset()
    authenticity: str | None = None
    codes: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    is_extension: bool = False
    relations: frozenset[str] = frozenset()
    shingles: frozenset[int] = frozenset()
    own_names: frozenset[str] = frozenset()
    language: str | None = None

    def dated(self, *kinds: DateKind) -> tuple[Dated, ...]:
        """Return its dates of some kinds."""
        return tuple(d for d in self.dates if d.kind in kinds)


def to_profile(
    agreement: AgreementId, accounts: Iterable[AccountView], naming: Naming, *, position: int = 0
) -> Profile:
    """Return what is compared of the accounts of an agreement as it was minted.

    Values that a person rejected do not count, and corrected ones count as corrected; nor does an
    account that another one corrects.
    """
    told = tuple(accounts)
    corrected = frozenset(_all_own(told, "corrects"))
    accounts = tuple(a for a in told if a.id not in corrected) or told
    people = [s for a in accounts for s in a.of_kind(SubjectKind.PARTICIPANT)]
    places = _places(accounts, naming)
    sides = _sides(people, naming)
    words = _named_words(accounts)
    countries = _countries(sides, places, accounts, naming)
    return Profile(
        agreement=agreement,
        accounts=tuple(a.id for a in told),
        documents=frozenset(a.document.id for a in told),
        published=_published(accounts),
        position=position,
        sides=tuple(_located(side, countries) for side in sides),
        others=_others(people, naming),
        dates=tuple(_dates(accounts)),
        durations=_durations(accounts),
        places=places,
        countries=countries,
        form=_own(accounts, "form"),
        scope=_own(accounts, "scope"),
        stages=frozenset(_all_own(accounts, "stage")),
        authenticity=_own(accounts, "authenticity"),
        codes=frozenset(
            v.value for a in accounts for s in a.of_kind(SubjectKind.TERM) for v in s.all("code")
        ),
        ordinals=frozenset(
            number for phrase, number in naming.ordinals.items() if f" {phrase} " in words
        ),
        is_extension=any(word in naming.extended for word in words.split())
        or any(_relations(accounts, RelationKind.EXTENDS)),
        relations=frozenset(kind.value for kind in RelationKind if _relations(accounts, kind)),
        shingles=_shingles(accounts),
        own_names=frozenset(
            name for account in accounts if (name := naming.find_own_name(account.label))
        ),
        language=accounts[0].document.metadata.language,
    )


def _sides(people: Iterable[SubjectView], naming: Naming) -> tuple[Side, ...]:
    found: dict[frozenset[str], Side] = {}
    for subject in people:
        roles = {v.value for v in subject.all("role")}
        if roles & SIDES:
            side = naming.find_side(*_names(subject))
            if side is not None:
                found.setdefault(side.keys, side)
    return tuple(found.values())


def _located(side: Side, countries: frozenset[str]) -> Side:
    """Return a side that is a government, made that of the one country in question."""
    if side.keys == {STATE} and len(countries) == 1:
        return Side(side.name, frozenset({STATE + min(countries)}), countries, side.words)
    if side.keys == {OPPOSED} and not side.countries:
        return Side(side.name, side.keys, countries, side.words)
    return side


def _others(people: Iterable[SubjectView], naming: Naming) -> frozenset[str]:
    """Return who takes part otherwise than as a side, as far as they are somebody."""
    found: set[str] = set()
    for subject in people:
        if not {v.value for v in subject.all("role")} & SIDES:
            side = naming.find_side(*_names(subject))
            if side is not None and side.is_specific:
                found |= side.keys
    return frozenset(found - {STATE, OPPOSED})


def _names(subject: SubjectView) -> tuple[str, tuple[str, ...]]:
    names = [v.value for v in (*subject.all("name"), *subject.all("alias"))]
    for_whom = [v.value for v in subject.all("on_behalf_of")]
    return (names or for_whom or [""])[0], tuple(names[1:])


def _places(accounts: Iterable[AccountView], naming: Naming) -> tuple[Place, ...]:
    found: dict[frozenset[str], Place] = {}
    for account in accounts:
        for subject in account.of_kind(SubjectKind.PLACE):
            for value in subject.all("name"):
                place = naming.find_place(value.value)
                if place is not None:
                    found.setdefault(place.keys, place)
    return tuple(found.values())


def _countries(
    sides: Iterable[Side], places: Iterable[Place], accounts: Iterable[AccountView], naming: Naming
) -> frozenset[str]:
    """Return the countries that most of what is told points to."""
    votes: dict[str, float] = defaultdict(float)
    for place in places:
        for code in place.countries:
            votes[code] += 2 / len(place.countries)
    for side in sides:
        for code in side.countries:
            votes[code] += 2 / len(side.countries)
    for account in accounts:
        for words in (account.document.metadata.title or "", *_wordings(account)):
            for code in set(naming.iter_states(words)):
                votes[code] += 0.25
    most = max(votes.values(), default=0.0)
    least = _VOTES_LEAST if len(votes) > 1 else 0.0
    return frozenset(code for code, count in votes.items() if count >= max(most / 2, least))


def _dates(accounts: Iterable[AccountView]) -> Iterator[Dated]:
    seen: set[tuple[DateKind, str]] = set()
    for kind, value in _date_values(accounts):
        if kind is not DateKind.DURATION and (kind, value) not in seen:
            seen.add((kind, value))
            days = _to_days(value)
            if days is not None:
                yield Dated(kind, value, *days)


def _date_values(accounts: Iterable[AccountView]) -> Iterator[tuple[DateKind, str]]:
    for account in accounts:
        for subject in account.of_kind(SubjectKind.DATE):
            for value in subject.values:
                yield DateKind(value.statement.property.removeprefix("date.")), value.value


def _to_days(text: str | None) -> tuple[int, int] | None:
    period = find_period(text)
    if period is None or (period.earliest is None and period.latest is None):
        return None
    first, last = _ordinal(period.earliest), _ordinal(period.latest)
    if first is None:
        assert last is not None
        return last - _OPEN_DAYS, last
    if last is None:
        return first, first + _OPEN_DAYS
    return first, last


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _durations(accounts: Iterable[AccountView]) -> dict[float, str]:
    found: dict[float, str] = {}
    for kind, value in _date_values(accounts):
        if kind is DateKind.DURATION:
            days = to_duration_days(value)
            if days is not None:
                found.setdefault(days, value)
    return found


def to_duration_days(text: str) -> float | None:
    """Return how many days a duration lasts, about, or None where it is no duration."""
    if text == INDEFINITE:
        return _INDEFINITE_DAYS
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    return sum(
        int(number) * days
        for number, days in zip(match.groups(), _UNIT_DAYS, strict=True)
        if number
    )


def _published(accounts: Iterable[AccountView]) -> int | None:
    for account in accounts:
        days = _to_days(account.document.metadata.published)
        if days is not None:
            return days[0]
    return None


def _own(accounts: Iterable[AccountView], name: str) -> str | None:
    return next(_all_own(accounts, name), None)


def _all_own(accounts: Iterable[AccountView], name: str) -> Iterator[str]:
    for account in accounts:
        for subject in account.of_kind(SubjectKind.AGREEMENT):
            for value in subject.all(name):
                yield value.value


def _relations(accounts: Iterable[AccountView], kind: RelationKind) -> list[str]:
    return list(_all_own(accounts, f"relation.{kind}"))


def _named_words(accounts: Iterable[AccountView]) -> str:
    """Return the words that name the agreement and those that speak of it first, for looking up.

    A label that a person gives names it too.
    """
    named = chain.from_iterable(
        (
            account.label,
            account.anchor.quote if account.anchor is not None else "",
            *_all_own((account,), "named_as"),
        )
        for account in accounts
    )
    return f" {' '.join(word for words in named for word in to_words(words))} "


def _wordings(account: AccountView) -> Iterator[str]:
    """Yield the quotes of what is told, each once."""
    seen: set[tuple[int, int]] = set()
    for subject in account.subjects:
        for value in subject.values:
            for evidence in value.statement.evidence:
                if (evidence.start, evidence.end) not in seen:
                    seen.add((evidence.start, evidence.end))
                    yield evidence.quote


def _shingles(accounts: Iterable[AccountView]) -> frozenset[int]:
    found: set[int] = set()
    for account in accounts:
        for quote in _wordings(account):
            words = to_words(quote)
            for start in range(len(words) - _SHINGLE + 1):
                found.add(crc32(" ".join(words[start : start + _SHINGLE]).encode()))
    return frozenset(found)
