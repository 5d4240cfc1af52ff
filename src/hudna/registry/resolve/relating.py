"""Relating: which agreement of the registry a document means that says how one stands to another.

Where a document tells of both, its reading names the other account. Where it has only words for the
other one ('the 2015 agreement', 'the Yemen truce'), these are taken for an agreement of the
registry if exactly one fits: each name and each day in the words is one of that agreement's, both
share a side, a place or a country, and their times allow it. Else the words are kept.

Nothing of it is stored: it follows from what the registry holds, as a view does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from hudna.domain.codebook import DateKind, RelationKind, Stage
from hudna.domain.periods import find_period
from hudna.domain.statements import SubjectKind
from hudna.domain.views import AccountView, AgreementView, RelationView, Value
from hudna.read.grammars import iter_times
from hudna.registry import merging, queries, relations
from hudna.registry.resolve.keys import load_blocks, load_keys
from hudna.registry.resolve.naming import Naming, naming_of, to_words
from hudna.registry.resolve.profiles import Profile, to_profile
from hudna.registry.resolve.scoring import likeness_of_sides
from hudna.text.folding import folded
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary, localized
from hudna.vocabulary.cues import to_expression
from hudna.vocabulary.loader import ARABIC

RELATION = "relation."
"""How the property begins by which an agreement is said to stand to another."""
IDENTIFIER = re.compile(r"(?:agr|acc)-[0-9a-f]+")
"""The identifier of an agreement or account, or the beginning of one."""
_NAME = re.compile(r"[^\W\d_][\w'’-]*|\d{3,}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EVENTS = (DateKind.SIGNED, DateKind.ANNOUNCED, DateKind.OFFERED, DateKind.START)
_EVENT_PROPERTIES = frozenset(f"date.{kind}" for kind in _EVENTS)
_SLACK_DAYS, _BEFORE_DAYS, _AFTER_DAYS = 4, 400, 200
_SURE = 0.8
_OPEN_STAGES = frozenset(
    stage.value for stage in (Stage.DEMAND, Stage.PROPOSAL, Stage.NEGOTIATION, Stage.REJECTED)
)
_BARE = frozenset({RelationKind.EXTENDS, RelationKind.SUPERSEDES})
"""What words that tell nothing ('the truce') can be taken for: what the same sides made before."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for another agreement, as they are compared.

    Attributes:
        kind: The relation.
        names: What tells it from others: proper names and numbers.
        days: The days that they give, first to last.
        several: What fits names for several agreements, where the words are of several.
    """

    kind: RelationKind
    names: frozenset[str]
    days: tuple[tuple[int, int], ...]
    several: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An agreement that words may mean, and what each of its accounts is compared by."""

    view: AgreementView
    profiles: tuple[Profile, ...]


def find_relations(
    connection: Connection, view: AgreementView, vocabulary: Vocabulary
) -> tuple[RelationView, ...]:
    """Return how an agreement stands to others: by its own accounts first, then by those of others.

    Args:
        connection: An open transaction.
        view: The agreement, whole.
        vocabulary: The words by which names and days are told.
    """
    return (
        *find_own_relations(connection, view, vocabulary),
        *_iter_of_others(connection, view, vocabulary),
    )


def find_own_relations(
    connection: Connection, view: AgreementView, vocabulary: Vocabulary
) -> tuple[RelationView, ...]:
    """Return how an agreement stands to others by its own accounts."""
    return tuple(_iter_own(connection, view, vocabulary))


def _iter_own(
    connection: Connection, view: AgreementView, vocabulary: Vocabulary
) -> Iterator[RelationView]:
    """Yield how the accounts of an agreement say that it stands to others."""
    for account in view.accounts:
        for value in _told(account):
            kind = RelationKind(value.statement.property.removeprefix(RELATION))
            if IDENTIFIER.fullmatch(value.value):
                yield _to_named(connection, view, kind, value)
            else:
                yield _to_linked(connection, view, account, kind, value, vocabulary)


def _told(account: AccountView) -> Iterator[Value]:
    for subject in account.of_kind(SubjectKind.AGREEMENT):
        for value in subject.values:
            if value.statement.property.startswith(RELATION):
                yield value


def _to_named(
    connection: Connection, view: AgreementView, kind: RelationKind, value: Value
) -> RelationView:
    """Return a relation to what an identifier names, or names no more."""
    root = merging.find_by_identifier(connection, value.value)
    if root is None:
        return RelationView(kind, value, view.id, view.label, None, value.value)
    other = queries.get_agreement(connection, root)
    return RelationView(kind, value, view.id, view.label, other.id, other.label)


def _to_linked(
    connection: Connection,
    view: AgreementView,
    account: AccountView,
    kind: RelationKind,
    value: Value,
    vocabulary: Vocabulary,
) -> RelationView:
    """Return a relation to what words mean, where exactly one agreement fits them."""
    words = _to_words(account, kind, value.value, vocabulary)
    candidates = tuple(_iter_candidates(connection, view, words, vocabulary))
    naming = naming_of(vocabulary)
    own = to_profile(view.id, [account], naming) if candidates else None
    found = [
        (candidate, because)
        for candidate in candidates
        if own is not None and (because := _fit(words, own, candidate, naming)) is not None
    ]
    if len(found) != 1:
        fits = tuple(candidate.view.id for candidate, _ in found)
        return RelationView(kind, value, view.id, view.label, None, value.value, fits=fits)
    [(candidate, because)] = found
    other = candidate.view
    return RelationView(kind, value, view.id, view.label, other.id, other.label, because)


def _iter_of_others(
    connection: Connection, view: AgreementView, vocabulary: Vocabulary
) -> Iterator[RelationView]:
    """Yield how other agreements say that they stand to this one."""
    told = relations.find_told_relations(connection)
    names = frozenset(merging.load_identifiers_of(connection, view.id)) if told else frozenset()
    near: frozenset[int] | None = None
    others: dict[int, None] = {}
    for root, value in told:
        if IDENTIFIER.fullmatch(value):
            is_named = any(name.startswith(value) for name in names)
        else:
            near = _near(connection, view) if near is None else near
            is_named = root in near
        if is_named:
            others.setdefault(root)
    views = (queries.get_agreement(connection, root) for root in others)
    for other in sorted(views, key=lambda each: each.id):
        if other.id != view.id:
            for relation in _iter_own(connection, other, vocabulary):
                if relation.to == view.id:
                    yield relation


# --- What the words say ---


def _to_words(
    account: AccountView, kind: RelationKind, words: str, vocabulary: Vocabulary
) -> _Words:
    known = account.document.metadata
    is_arabic = known.language == ARABIC or _is_arabic(words)
    language = localized(vocabulary, ARABIC) if is_arabic else vocabulary
    flat = folded(words)
    published = find_period(known.published)
    times = [
        time
        for time in iter_times(flat, Span(0, len(flat)), published, language)
        if not time.is_duration
    ]
    days = tuple(
        (period.earliest.toordinal(), period.latest.toordinal())
        for time in times
        if (period := find_period(time.value)) is not None
        and period.earliest is not None
        and period.latest is not None
    )
    spans = [time.span for time in times]
    names = frozenset(
        name
        for match in _NAME.finditer(words)
        if not any(span.overlaps(Span(*match.span())) for span in spans)
        and _is_name(match[0], is_arabic=is_arabic, vocabulary=language)
        for name in to_words(match[0])
    )
    years = list(_YEAR.finditer(flat))
    for year in years:
        if not any(span.overlaps(Span(*year.span())) for span in spans):
            period = find_period(year[0])
            if period is not None and period.earliest and period.latest and not days:
                days = ((period.earliest.toordinal(), period.latest.toordinal()),)
    several = _several(language)
    is_of_several = several.search(flat) is not None
    names -= {year[0] for year in years}
    return _Words(kind, names, days, several if is_of_several else None)


def _is_arabic(words: str) -> bool:
    return re.search(r"[\u0621-\u064a]", words) is not None


@lru_cache(maxsize=4)
def _generic(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return what fits words that tell no agreement from another."""
    other: dict[str, Any] = vocabulary.get("relations")["other"]
    lists = ("heads", "determiners", "never_within", "told_apart", "no_one", "said_of_any")
    return re.compile("|".join(to_expression(other[name]) for name in lists))


@lru_cache(maxsize=4)
def _several(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(to_expression(vocabulary.get("relations")["several"]))


def _is_name(word: str, *, is_arabic: bool, vocabulary: Vocabulary) -> bool:
    """Return whether a word tells which agreement is meant."""
    if word.isdigit():
        return True
    if not is_arabic and not word[0].isupper():
        return False
    return _generic(vocabulary).fullmatch(folded(word)) is None


# --- Which agreement fits them ---


def _iter_candidates(
    connection: Connection, view: AgreementView, words: _Words, vocabulary: Vocabulary
) -> Iterator[_Candidate]:
    """Yield the other agreements that share a key with what the words may mean."""
    roots = set(_near(connection, view))
    if words.days:
        roots |= relations.find_dated(connection, words.days)
    naming = naming_of(vocabulary)
    for root in sorted(roots):
        other = queries.get_agreement(connection, root)
        if other.id == view.id or not _may_be(words, other, naming):
            continue
        profiles = tuple(to_profile(other.id, [a], naming) for a in other.accounts)
        yield _Candidate(other, profiles)


def _near(connection: Connection, view: AgreementView) -> frozenset[int]:
    """Return the agreements that share a key with one, as they were compared last."""
    names = frozenset(merging.load_identifiers_of(connection, view.id))
    numbers = merging.load_minted_numbers(connection, names)
    keys = set[int]().union(*load_keys(connection, numbers).values())
    blocks = load_blocks(connection, keys)
    roots = merging.load_numbers(connection)
    return frozenset(roots[each.agreement] for block in blocks.values() for each in block)


def _may_be(words: _Words, view: AgreementView, naming: Naming) -> bool:
    """Return whether an agreement has the names and days that words give."""
    if words.several and not any(
        words.several.search(folded(value.value)) for value in view.own("named_as")
    ):
        return False
    if words.days and not any(_meets(words.days, value) for value in _dates(view)):
        return False
    left = words.names - _names_of(view)
    states = {code for name in left for code in naming.iter_states(name)}
    return not left or (len(left) == 1 and bool(states))


def _dates(view: AgreementView) -> Iterator[Value]:
    for subject in view.iter_subjects(SubjectKind.DATE):
        yield from (v for v in subject.values if v.statement.property in _EVENT_PROPERTIES)


def _meets(days: Iterable[tuple[int, int]], value: Value) -> bool:
    period = find_period(value.value)
    if period is None or period.earliest is None or period.latest is None:
        return False
    begin, end = period.earliest.toordinal(), period.latest.toordinal()
    return any(max(begin - last, first - end) <= _SLACK_DAYS for first, last in days)


def _fit(words: _Words, own: Profile, candidate: _Candidate, naming: Naming) -> str | None:
    """Return by what words are taken for an agreement, or None where they do not fit it."""
    because: list[str] = []
    if words.days:
        because.append("the day")
    elif not _is_in_time(words.kind, own, candidate):
        return None
    if words.names:
        if not words.names <= _names_of(candidate.view) | _states_of(words, candidate, naming):
            return None
        because.append(" ".join(sorted(words.names)))
    elif not words.days and words.kind not in _BARE:
        return None
    if words.kind is RelationKind.EXTENDS and all(_is_no_base(p) for p in candidate.profiles):
        return None
    shared = max((_shared(own, profile) for profile in candidate.profiles), default="", key=len)
    if not shared or (shared == "country" and not (words.days or words.names)):
        return None
    return ", ".join((*because, f"same {shared}"))


def _is_in_time(kind: RelationKind, own: Profile, candidate: _Candidate) -> bool:
    """Return whether an agreement may be one that another stands to, by when both were made."""
    day = min((d.first for d in own.dated(*_EVENTS)), default=own.published)
    if day is None:
        return True
    begun = [d.first for p in candidate.profiles for d in p.dated(*_EVENTS)]
    told = [d.first for p in candidate.profiles for d in p.dates]
    told += [p.published for p in candidate.profiles if p.published is not None]
    if kind is not RelationKind.SAME_PROCESS and begun and min(begun) > day:
        return False
    if kind in {RelationKind.EXTENDS, RelationKind.SUPERSEDES, RelationKind.SAME_PROCESS}:
        return any(day - _BEFORE_DAYS <= each <= day + _AFTER_DAYS for each in begun or told)
    return True


def _names_of(view: AgreementView) -> frozenset[str]:
    """Return the words by which the documents that tell of an agreement name it."""
    texts: list[str] = []
    for account in view.accounts:
        texts += [account.label, account.document.metadata.title or ""]
        texts += [account.anchor.quote] if account.anchor is not None else []
        texts += [v.value for s in account.of_kind(SubjectKind.PLACE) for v in s.all("name")]
    return frozenset(word for text in texts for word in to_words(text))


def _states_of(words: _Words, candidate: _Candidate, naming: Naming) -> frozenset[str]:
    """Return the names among the words that are those of a country of an agreement."""
    countries = frozenset[str]().union(*(p.countries for p in candidate.profiles))
    return frozenset(
        name for name in words.names if any(c in countries for c in naming.iter_states(name))
    )


def _is_no_base(profile: Profile) -> bool:
    """Return whether an account is of no agreement that another may extend."""
    return profile.is_extension or bool(profile.stages and profile.stages <= _OPEN_STAGES)


def _shared(one: Profile, other: Profile) -> str:
    """Return what two accounts share: sides, places, or only a country."""
    likeness: Sequence[float] = [
        likeness_of_sides(a, b) for a in one.sides for b in other.sides if a.is_specific
    ]
    if any(each >= _SURE for each in likeness):
        return "sides"
    spots = [p for p in one.places if not p.is_country]
    if any(p.keys & q.keys for p in spots for q in other.places):
        return "places"
    return "country" if one.countries & other.countries else ""
