"""Dossiers of the registry: its views of agreements, turned back into the nouns of readings.

The conversion is pure. A view has statements as decisions leave them: what a reviewer rejected is
gone, what a reviewer corrected is as corrected. What is told of an agreement is kept apart by
document and reader; where a person read a document, what programs made of it does not count, and
an account that a person's agreement file corrects does not count either.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from hudna.app import get_vocabulary
from hudna.app.zones import clock_of, zones_of_country
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
)
from hudna.domain.dossiers import Citation, Dossier, Link, Telling
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AgreementId
from hudna.domain.moments import Clock
from hudna.domain.periods import is_period
from hudna.domain.statements import DecisionKind, SubjectKind
from hudna.domain.views import AccountView, AgreementView, SubjectView, Value
from hudna.errors import InputError, NotFoundError
from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.called import KnownActor, actors_by_key
from hudna.vocabulary.gazetteer import place_countries
from hudna.vocabulary.states import states_of

if TYPE_CHECKING:
    from hudna.registry import AgreementQuery, Registry

_CONCLUDED = frozenset(
    {Stage.DECLARED, Stage.AGREED, Stage.IN_FORCE, Stage.SUSPENDED, Stage.EXPIRED, Stage.COLLAPSED}
)
"""The stages of an agreement that was concluded, and so may supersede another."""

_ANNOUNCING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.WELCOMES})
_TITLE_MOST = 8
"""How many words before a speaker's name may be their title."""
_BELIEVED = frozenset({None, Authenticity.ASSERTED, Authenticity.CONFIRMED})
_SUPERSEDES = f"relation.{RelationKind.SUPERSEDES}"
_IDENTIFIER = re.compile(r"(?:agr|acc)-[0-9a-f]{4,32}")
_LINK = "link."
_RELATION = "relation."
_ARTICLE = "the "

_Told = TypeVar("_Told")


def iter_dossiers(
    registry: "Registry",
    query: "AgreementQuery | None" = None,
    *,
    vocabulary: Vocabulary | None = None,
) -> Iterator[Dossier]:
    """Yield the dossiers of the agreements that a query wants, in the order of a listing.

    Args:
        registry: Where the agreements are.
        query: Which are wanted; None wants all.
        vocabulary: For the names of actors; the one of the package where it is None.
    """
    known = vocabulary or get_vocabulary()
    views = registry.iter_agreements() if query is None else registry.iter_agreements(query)
    superseding = _find_superseding(registry)
    for view in views:
        later = superseding.get(view.id, _Later())
        yield to_dossier(view, vocabulary=known, others=later.agreements, known_as=later.known_as)


def get_dossier(
    registry: "Registry", prefix: str, *, vocabulary: Vocabulary | None = None
) -> Dossier:
    """Return the dossier of the one agreement whose identifier begins with a prefix.

    Raises:
        NotFoundError: There is none.
        InputError: There are several.
    """
    view = registry.get_agreement(prefix)
    known = vocabulary or get_vocabulary()
    later = _find_superseding_one(registry, view.id)
    return to_dossier(view, vocabulary=known, others=later.agreements, known_as=later.known_as)


def to_dossier(
    view: AgreementView,
    *,
    vocabulary: Vocabulary,
    others: Iterable[AgreementView] = (),
    known_as: Iterable[str] = (),
) -> Dossier:
    """Return all that is told of an agreement, as the calculus takes it.

    Args:
        view: The registry's view of the agreement.
        vocabulary: For the names of actors.
        others: Other agreements of the registry; one that is said to supersede this one and was
            concluded adds the fact that it did.
        known_as: Other identifiers that lead to this agreement, beside its own and those of its
            accounts.
    """
    told = [t for account in counting(view.accounts) for t in iter_tellings(account)]
    tellings = (*told, *_iter_superseding(view, others, known_as))
    return Dossier(
        id=view.id,
        label=view.label,
        tellings=tellings,
        aliases=to_aliases(tellings, vocabulary),
        links=to_links(tellings),
        zones=to_zones(tellings, vocabulary),
        announced_in=to_announcers_zones(tellings, vocabulary),
    )


def to_links(tellings: Iterable[Telling]) -> tuple[Link, ...]:
    """Return who is said to belong to which group, over all tellings."""
    return tuple(
        Link(
            link.member,
            link.group,
            Citation(telling.document, telling.name, link.evidence[0], link.voice),
            link.voice,
        )
        for telling in tellings
        for link in telling.agreement.links
    )


def to_zones(tellings: Iterable[Telling], vocabulary: Vocabulary) -> tuple[Clock, ...]:
    """Return the zones that local times of an agreement may be in, the likeliest first.

    The zone that an agreement file states, else those of the countries in which the places of the
    agreement lie, most places first. A place whose name several countries have counts only where
    no other tells more.
    """
    agreements = tuple(telling.agreement for telling in tellings)
    stated = tuple(dict.fromkeys(a.zone for a in agreements if a.zone is not None))
    if stated:
        return tuple(_clock_of(zone, "an agreement file states it") for zone in stated)
    countries = place_countries(vocabulary)
    found: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    for place in dict.fromkeys(_key(p.name) for a in agreements for p in a.places):
        codes = countries.get(place, "").split() or sorted(states_of(place, vocabulary))
        (found if len(codes) == 1 else unsure).update(codes)
    return tuple(
        _clock_of(zone, f"places of the agreement lie in {code}")
        for code, _ in (found or unsure).most_common()
        for zone in _zones_of(code, vocabulary)
    )


def to_announcers_zones(tellings: Iterable[Telling], vocabulary: Vocabulary) -> tuple[Clock, ...]:
    """Return the zones of the states for which those speak who say that an agreement was made.

    A state's zone is that of its seat of government. For whom someone speaks is told by their name,
    or by the title before it: `Norwegian Defense Minister Ola Dahl`.
    """
    found: dict[str, Clock] = {}
    for telling in tellings:
        for claim in telling.agreement.claims:
            if claim.stance not in _ANNOUNCING:
                continue
            for code in sorted(_states_speaking(claim, vocabulary)):
                for zone in _zones_of(code, vocabulary)[:1]:
                    because = f"{claim.speaker} speaks for {code}"
                    found.setdefault(zone, _clock_of(zone, because))
    return tuple(found.values())


def _states_speaking(claim: Claim, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the states for which a speaker is told to speak."""
    named = states_of(claim.speaker, vocabulary)
    if named:
        return named
    titles = (e.quote.partition(claim.speaker)[0] for e in claim.evidence)
    return frozenset(
        code
        for title in titles
        if len(title.split()) <= _TITLE_MOST
        for code in states_of(title, vocabulary)
    )


def _zones_of(code: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the zones of a country, that of its seat of government first."""
    seat = _seat_zones(vocabulary).get(code)
    zones = zones_of_country(code)
    return zones if seat is None else (seat, *(zone for zone in zones if zone != seat))


@lru_cache(maxsize=4)
def _seat_zones(vocabulary: Vocabulary) -> dict[str, str]:
    countries = vocabulary.get("countries")["countries"]
    return {c["code"]: c["zone"] for c in countries if "zone" in c}


@lru_cache(maxsize=1024)
def _clock_of(zone: str, because: str) -> Clock:
    return clock_of(zone, because)


def to_aliases(tellings: Iterable[Telling], vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return the names of actors with the one that stands for all of them, as match keys.

    Names that the vocabulary gives to one actor are one, and so are a participant and the other
    names by which a document calls it. A name that the vocabulary gives to several actors, or that
    documents use for several, stands for itself.
    """
    tellings = tuple(tellings)
    names = dict.fromkeys(_key(n) for telling in tellings for n in _iter_names(telling))
    names.pop("", None)
    standing = _Standing(vocabulary)
    for key in names:
        standing.look_up(key)
    for key in names:
        bare = key.removeprefix(_ARTICLE)
        if bare != key and (bare in names or standing.is_known(bare)):
            standing.merge(key, bare)
    standing.take_aliases(tellings)
    if len({telling.document for telling in tellings}) > 1:
        standing.take_sides(tellings, vocabulary)
    return standing.pairs()


_SIDES = frozenset({Role.PARTY, Role.INVITEE})


class _Standing:
    """Which match key stands for which, as it is found out."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._actors = actors_by_key(vocabulary)
        self._stands_for: dict[str, str] = {}
        self._known: set[str] = set()

    def root(self, key: str) -> str:
        """Return the key that stands for another."""
        while (into := self._stands_for.get(key, key)) != key:
            key = into
        return key

    def is_known(self, key: str) -> bool:
        """Return whether a key stands for an actor of the vocabulary."""
        return self.root(key) in self._known

    def look_up(self, key: str) -> None:
        """Let every name of the one actor of the vocabulary that has a name stand for it."""
        actor = self._find(key)
        if actor is None:
            return
        first = actor.keys[0]
        self._known.add(first)
        for each in actor.keys:
            if len(self._actors[each]) == 1:
                self._stands_for.setdefault(each, first)

    def merge(self, key: str, into: str) -> bool:
        """Let one key stand for another; two actors of the vocabulary never are one."""
        one, other = self.root(key), self.root(into)
        if one == other:
            return True
        if one in self._known and other in self._known:
            return False
        loser, winner = (other, one) if one in self._known else (one, other)
        self._stands_for[loser] = winner
        return True

    def take_aliases(self, tellings: Iterable[Telling]) -> None:
        """Let the other names that documents give to one participant stand for it."""
        owners: dict[str, dict[str, None]] = {}
        named: set[str] = set()
        apart: list[set[str]] = []
        for telling in tellings:
            participants = telling.agreement.participants
            keys = {_key(p.name) for p in participants}
            named |= keys
            apart.append(keys)
            for participant in participants:
                for alias in participant.aliases:
                    key = _key(alias)
                    if key:
                        owners.setdefault(key, {})[self.root(_key(participant.name))] = None
        for alias, known_as in owners.items():
            if len({self.root(owner) for owner in known_as}) > 1:
                self._stands_for.setdefault(alias, alias)
                continue
            owner = self.root(next(iter(known_as)))
            is_told_apart = alias in named and any(
                alias in keys and owner in {self.root(k) for k in keys - {alias}} for keys in apart
            )
            if is_told_apart or not self.merge(alias, owner):
                self._stands_for.setdefault(alias, alias)

    def take_sides(self, tellings: Iterable[Telling], vocabulary: Vocabulary) -> None:
        """Let the names that different documents give to one side stand for it.

        `Israel` and `the Israeli army` are one side where one document names the one and another
        the other, as `Russia` is in two scripts. Where one document names both as two sides they
        stay two.
        """
        from hudna.registry.resolve.naming import naming_of

        naming = naming_of(vocabulary)
        by_key: dict[str, dict[str, None]] = {}
        apart: list[frozenset[str]] = []
        for telling in tellings:
            sides = [p for p in telling.agreement.participants if p.role in _SIDES]
            apart.append(frozenset(self.root(_key(p.name)) for p in sides))
            for participant in sides:
                side = naming.find_side(participant.name, participant.aliases)
                if side is not None and side.is_known:
                    for key in side.keys:
                        by_key.setdefault(key, {})[_key(participant.name)] = None
        for names in by_key.values():
            first, *others = names
            for other in others:
                one, two = self.root(first), self.root(other)
                if not any({one, two} <= sides for sides in apart):
                    self.merge(other, first)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the keys with what stands for them, but for an actor's own first name."""
        listed = ((key, self.root(key)) for key in self._stands_for)
        return tuple(sorted(pair for pair in listed if pair[0] not in self._known))

    def _find(self, key: str) -> KnownActor | None:
        found = self._actors.get(key, ())
        if not found and key.startswith(_ARTICLE):
            found = self._actors.get(key.removeprefix(_ARTICLE), ())
        return found[0] if len(found) == 1 else None


_KEYS: dict[str, str] = {}
_KEYS_LIMIT = 65536


def _key(name: str) -> str:
    key = _KEYS.get(name)
    if key is None:
        if len(_KEYS) >= _KEYS_LIMIT:
            _KEYS.clear()
        key = _KEYS[name] = match_key(name)
    return key


def _iter_names(telling: Telling) -> Iterator[str]:
    """Yield every name in a telling that may be an actor's."""
    agreement = telling.agreement
    for participant in agreement.participants:
        yield participant.name
        yield from participant.voice
        if participant.on_behalf_of is not None:
            yield participant.on_behalf_of
    for term in agreement.terms:
        yield from term.voice
        for part in (term.bearer, term.counterparty):
            if part is not None:
                yield part.value
    for claim in agreement.claims:
        yield claim.speaker
        yield from claim.voice
    for link in agreement.links:
        yield from (link.member, link.group)
    for fact in telling.facts:
        yield from fact.voice
        yield from (name for name in (fact.by, fact.against) if name is not None)


def counting(accounts: Iterable[AccountView]) -> Iterator[AccountView]:
    """Yield the accounts but for those in whose place a person put another."""
    accounts = tuple(accounts)
    corrected = {
        value.value
        for account in accounts
        for subject in account.of_kind(SubjectKind.AGREEMENT)
        for value in subject.all("corrects")
        if value.value != account.id
    }
    return (account for account in accounts if account.id not in corrected)


def iter_tellings(account: AccountView) -> Iterator[Telling]:
    """Yield what each reader of a document makes of its account.

    Where a person read it, what programs made of it is left out.
    """
    readers = dict.fromkeys(
        reader for s in account.subjects for value in s.values for reader in value.readers
    )
    persons = [reader for reader in readers if is_person(reader)]
    for reader in persons or readers or ("rules",):
        only = reader if len(readers) > 1 else None
        yield _to_telling(account, reader, only)


def is_person(reader: str) -> bool:
    """Return whether a reader is a person."""
    return reader.startswith("person:")


def _to_telling(account: AccountView, reader: str, only: str | None) -> Telling:
    document = account.document
    subjects = _by_kind(account.subjects, only)
    published = document.metadata.published
    is_published = published is not None and is_period(published)
    reported = (
        *subjects.get(SubjectKind.FACT, ()),
        *_by_kind(account.unattached, only).get(SubjectKind.FACT, ()),
    )
    facts = [(s, f) for s in reported if (f := _find_fact(s)) is not None]
    return Telling(
        document=document.id,
        name=document.name,
        known=published if published is not None and is_published else account.stored_at[:10],
        agreement=_to_agreement(account, subjects),
        facts=tuple(fact for _, fact in facts),
        confirmed=frozenset(fact for subject, fact in facts if _is_accepted(subject)),
        reader=reader,
        warnings=account.warnings,
        is_published=is_published,
    )


def _by_kind(
    subjects: Iterable[SubjectView], only: str | None
) -> dict[SubjectKind, list[SubjectView]]:
    """Return subjects by kind, with the values of one reader where one is given."""
    found: dict[SubjectKind, list[SubjectView]] = {}
    for subject in subjects:
        if only is not None:
            values = tuple(v for v in subject.values if only in v.readers)
            if not values:
                continue
            subject = SubjectView(subject.kind, subject.id, values)
        found.setdefault(subject.kind, []).append(subject)
    return found


def _to_agreement(
    account: AccountView, subjects: dict[SubjectKind, list[SubjectView]]
) -> Agreement:
    own = [value for s in subjects.get(SubjectKind.AGREEMENT, ()) for value in s.values]
    first = {value.statement.property: value for value in reversed(own)}
    said = {name: value.value for name, value in first.items()}
    return Agreement(
        id=account.id,
        label=account.label,
        anchor=account.anchor or _first_evidence(account),
        named_as=said.get("named_as"),
        form=Form(said["form"]) if "form" in said else None,
        stage=Stage(said["stage"]) if "stage" in said else None,
        authenticity=Authenticity(said["authenticity"]) if "authenticity" in said else None,
        scope=Scope(said["scope"]) if "scope" in said else None,
        relations=tuple(
            Relation(
                RelationKind(v.statement.property.removeprefix(_RELATION)),
                v.value,
                v.statement.evidence,
            )
            for v in own
            if v.statement.property.startswith(_RELATION)
        ),
        participants=_told(subjects, SubjectKind.PARTICIPANT, _find_participant),
        dates=_told(subjects, SubjectKind.DATE, _find_date),
        places=_told(subjects, SubjectKind.PLACE, _find_place),
        terms=_told(subjects, SubjectKind.TERM, _find_term),
        claims=_told(subjects, SubjectKind.CLAIM, _find_claim),
        grounds=tuple(
            Ground(name, first[name].statement.basis or "", first[name].statement.evidence)
            for name in GROUNDED
            if name in first
        ),
        links=tuple(
            Affiliation(
                v.value,
                v.statement.property.removeprefix(_LINK),
                v.statement.evidence,
                v.statement.voice,
            )
            for v in own
            if v.statement.property.startswith(_LINK)
        ),
        zone=said.get("zone"),
        corrects=said.get("corrects"),
    )


def _first_evidence(account: AccountView) -> Evidence:
    values = (v for s in account.subjects for v in s.values)
    every = (e for value in (*values, *account.rejected) for e in value.statement.evidence)
    return min(every, default=Evidence(0, 0, ""))


def _told(
    subjects: dict[SubjectKind, list[SubjectView]],
    kind: SubjectKind,
    find: Callable[[SubjectView], _Told | None],
) -> tuple[_Told, ...]:
    found = (find(subject) for subject in subjects.get(kind, ()))
    return tuple(each for each in found if each is not None)


def _find_participant(subject: SubjectView) -> Participant | None:
    said = _firsts(subject)
    name, role = said.get("name"), said.get("role")
    if name is None or role is None:
        return None
    statement = name.statement
    return Participant(
        name=name.value,
        role=Role(role.value),
        evidence=tuple(sorted({e for v in subject.values for e in v.statement.evidence})),
        aliases=tuple(v.value for v in subject.all("alias")),
        on_behalf_of=_value(said, "on_behalf_of"),
        voice=statement.voice,
        stance=statement.stance,
        status=statement.status,
    )


def _find_date(subject: SubjectView) -> DateValue | None:
    value = subject.values[0]
    statement = value.statement
    return DateValue(
        kind=DateKind(statement.property.removeprefix("date.")),
        value=value.value,
        evidence=statement.evidence,
        derived_from=statement.basis if value.value == statement.value else None,
        voice=statement.voice,
        stance=statement.stance,
        status=statement.status,
    )


def _find_place(subject: SubjectView) -> PlaceValue | None:
    value = subject.values[0]
    statement = value.statement
    return PlaceValue(
        value.value, statement.evidence, statement.voice, statement.stance, statement.status
    )


def _find_term(subject: SubjectView) -> Term | None:
    codes = subject.all("code")
    if not codes:
        return None
    said = _firsts(subject)
    statement = codes[0].statement
    modality = said.get("modality")
    parts = {
        name: Part(found.value, found.statement.evidence, found.statement.status)
        for name in PART_NAMES
        if (found := said.get(name)) is not None
    }
    return Term(
        codes=tuple(dict.fromkeys(code.value for code in codes)),
        evidence=statement.evidence,
        number=_value(said, "number"),
        modality=Modality(modality.value) if modality else None,
        voice=statement.voice,
        stance=statement.stance,
        status=statement.status,
        **parts,
    )


def _find_claim(subject: SubjectView) -> Claim | None:
    said = _firsts(subject)
    speaker, stance, about = said.get("speaker"), said.get("stance"), said.get("about")
    if speaker is None or stance is None:
        return None
    return Claim(
        speaker=speaker.value,
        stance=Stance(stance.value),
        evidence=stance.statement.evidence,
        about=About(about.value) if about else None,
        voice=stance.statement.voice,
        status=stance.statement.status,
    )


def _find_fact(subject: SubjectView) -> Fact | None:
    said = _firsts(subject)
    act = said.get("act")
    if act is None:
        return None
    statement = act.statement
    return Fact(
        act=Act(act.value),
        evidence=statement.evidence,
        by=_value(said, "by"),
        against=_value(said, "against"),
        place=_value(said, "place"),
        date=_value(said, "date"),
        effective=_value(said, "effective"),
        until=_value(said, "until"),
        term=_value(said, "term"),
        agreement=statement.account,
        voice=statement.voice,
        stance=statement.stance,
    )


def _firsts(subject: SubjectView) -> dict[str, Value]:
    """Return the first value of each property of a subject."""
    return {value.statement.property: value for value in reversed(subject.values)}


def _value(said: dict[str, Value], name: str) -> str | None:
    found = said.get(name)
    return None if found is None else found.value


def _is_accepted(subject: SubjectView) -> bool:
    """Return whether a reviewer accepted the act of a fact."""
    decision = next(v for v in subject.values if v.statement.property == "act").decision
    return decision is not None and decision.kind is DecisionKind.ACCEPT


@dataclass(frozen=True, slots=True)
class _Later:
    """The agreements that are said to supersede one, and how they name it."""

    agreements: tuple[AgreementView, ...] = ()
    known_as: tuple[str, ...] = ()


def _find_superseding(registry: "Registry") -> dict[AgreementId, _Later]:
    """Return what is said to supersede which agreement; words that are no identifier lead nowhere.

    The beginning of an identifier will do, and so will one that was merged into another.
    """
    found: dict[AgreementId, _Later] = {}
    for view in tuple(registry.iter_relating(RelationKind.SUPERSEDES)):
        for value in view.own(_SUPERSEDES):
            if not is_identifier(value.value):
                continue
            with suppress(NotFoundError, InputError):
                before = registry.get_agreement(value.value).id
                known = found.get(before, _Later())
                found[before] = _Later(
                    tuple({other.id: other for other in (*known.agreements, view)}.values()),
                    tuple(dict.fromkeys((*known.known_as, value.value))),
                )
    return found


def _find_superseding_one(registry: "Registry", wanted: AgreementId) -> _Later:
    """Return what is said to supersede one agreement, without a look at every other."""
    identifiers = registry.get_identifiers(wanted)
    found: dict[AgreementId, None] = {}
    known_as: dict[str, None] = {}
    for agreement, value in registry.find_relations(RelationKind.SUPERSEDES):
        is_named = is_identifier(value) and any(each.startswith(value) for each in identifiers)
        with suppress(NotFoundError, InputError):
            if is_named and (value in known_as or registry.get_agreement(value).id == wanted):
                found.setdefault(agreement)
                known_as.setdefault(value)
    return _Later(tuple(map(registry.get_agreement, found)), tuple(known_as))


def is_identifier(words: str) -> bool:
    """Return whether words are the identifier of an agreement or account, or the beginning of one.

    Words for an agreement, as a document has them, are none.
    """
    return _IDENTIFIER.fullmatch(words) is not None


def _iter_superseding(
    view: AgreementView, others: Iterable[AgreementView], known_as: Iterable[str]
) -> Iterator[Telling]:
    """Yield, for each account of another agreement that supersedes this one, that it does."""
    names = {str(view.id), *(str(account.id) for account in view.accounts), *known_as}
    for other in others:
        if other.id == view.id:
            continue
        for account in counting(other.accounts):
            if not _relates(account, names):
                continue
            for telling in iter_tellings(account):
                yield from _superseded_by(view, other, telling, names)


def _relates(account: AccountView, names: set[str]) -> bool:
    return any(
        value.value in names
        for subject in account.of_kind(SubjectKind.AGREEMENT)
        for value in subject.all(_SUPERSEDES)
    )


def _superseded_by(
    view: AgreementView, other: AgreementView, telling: Telling, names: set[str]
) -> Iterator[Telling]:
    account = telling.agreement
    if account.stage is not None and account.stage not in _CONCLUDED:
        return
    is_believed = account.authenticity in _BELIEVED
    for relation in account.relations:
        if relation.kind is not RelationKind.SUPERSEDES or relation.to not in names:
            continue
        fact = Fact(
            Act.SUPERSEDED,
            relation.evidence,
            by=other.label,
            date=_find_conclusion(telling),
            agreement=view.id,
            stance=Stance.ASSERTS if is_believed else Stance.ALLEGES,
        )
        yield Telling(
            document=telling.document,
            name=telling.name,
            known=telling.known,
            agreement=Agreement(view.id, view.label, account.anchor),
            facts=(fact,),
            reader=telling.reader,
            is_published=telling.is_published,
        )


def _find_conclusion(telling: Telling) -> str | None:
    """Return when an account says that its agreement was concluded: signed, agreed, announced."""
    dates = {date.kind: date.value for date in reversed(telling.agreement.dates)}
    facts = {f.act: f.date for f in reversed(telling.facts) if f.agreement is not None and f.date}
    for found in (
        dates.get(DateKind.SIGNED),
        facts.get(Act.SIGNED),
        facts.get(Act.AGREED),
        dates.get(DateKind.ANNOUNCED),
    ):
        if found is not None:
            return found
    return None
