"""Asking: agreements of the registry, or one of a file, and what the calculus answers of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hudna.app import get_vocabulary
from hudna.domain.documents import Rendition
from hudna.domain.dossiers import Dossier
from hudna.domain.identifiers import DocumentId
from hudna.domain.moments import day_of, parse_moment
from hudna.errors import InputError, NotFoundError
from hudna.rules.answers import Answer, Change, Oddity
from hudna.rules.asking import ask as ask_dossier
from hudna.rules.asking import prepare
from hudna.rules.compiling import compile_rules
from hudna.rules.deadlines import Deadline, order_of
from hudna.rules.deadlines import find_deadlines as deadlines_of
from hudna.rules.names import Names
from hudna.rules.norms import Rulebook
from hudna.rules.suppositions import Supposition, parse_supposition
from hudna.rules.timelines import find_changes, find_norm_changes, in_order, sides_of, to_asked

if TYPE_CHECKING:
    from hudna.registry import Registry
    from hudna.registry.clock import Clock
    from hudna.rules.binding import Binding

_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An agreement ready to be asked.

    Attributes:
        dossier: All that is told of it.
        rulebook: Its terms, compiled.
        find_text: Returns the text of a document that it cites, or None where there is none.
    """

    dossier: Dossier
    rulebook: Rulebook
    find_text: Callable[[DocumentId], Rendition | None]


@contextmanager
def opened(agreement: str, *, registry: Path | str | None = None) -> Iterator[Asked]:
    """Yield an agreement: of the registry, by an identifier's beginning, or of a file, by its path.

    Args:
        agreement: An identifier's beginning, or the path of an agreement file (`.yaml`, `.yml`).
        registry: The registry's file, where the settings are not to say it.

    Raises:
        NotFoundError: There is no such agreement.
        InputError: There are several, or the file is none that can be used.
    """
    if is_file_name(agreement):
        yield _open_file(agreement)
        return
    from hudna.app import open_registry
    from hudna.app.dossiers import get_dossier

    with open_registry(registry) as store:
        dossier = get_dossier(store, agreement)
        yield _to_asked(dossier, lambda document: find_text(store, document))


@contextmanager
def opened_together(
    agreements: Sequence[str] = (), *, registry: Path | str | None = None
) -> Iterator["Together"]:
    """Yield agreements that are asked about one another.

    Args:
        agreements: Those asked about, each as `opened` takes it; none stands for all of the
            registry. Where one of them is of the registry, all others there are looked at with it.
        registry: The registry's file, where the settings are not to say it.

    Raises:
        NotFoundError: One of them is not there.
        InputError: One of them is ambiguous, or is a file that cannot be used.
    """
    files = [_open_file(each) for each in agreements if is_file_name(each)]
    prefixes = [each for each in agreements if not is_file_name(each)]
    if agreements and not prefixes:
        yield Together(tuple(files), frozenset(each.dossier.id for each in files))
        return
    from hudna.app import open_registry
    from hudna.app.dossiers import iter_dossiers

    with open_registry(registry) as store:
        named = [store.get_agreement(prefix).id for prefix in prefixes]
        stored = [
            _to_asked(dossier, lambda document: find_text(store, document))
            for dossier in iter_dossiers(store)
        ]
        about = frozenset([*named, *(each.dossier.id for each in files)])
        yield Together((*stored, *files), about)


@dataclass(frozen=True, slots=True)
class Together:
    """Agreements that are asked about one another.

    Attributes:
        asked: All of them.
        about: The identifiers of those that are asked about; empty stands for all.
    """

    asked: tuple[Asked, ...]
    about: frozenset[str]

    def is_about(self, agreements: Iterable[str]) -> bool:
        """Return whether one of some agreements is asked about."""
        return not self.about or not self.about.isdisjoint(agreements)

    def find_text(self, document: DocumentId) -> Rendition | None:
        """Return the text of a document that one of them cites, or None where there is none."""
        texts = (each.find_text(document) for each in self.asked)
        return next((text for text in texts if text is not None), None)


def find_conflicts(
    together: Together, *, on: str | None = None, as_known_on: str | None = None
) -> tuple[Oddity, ...]:
    """Return what is odd in agreements, and what two of them demand that cannot both be kept.

    Args:
        together: The agreements.
        on: The moment at which two agreements have to be in force for someone; None asks what
            they demand, whenever that is.
        as_known_on: The day by which documents had to be known.

    Raises:
        InputError: A date is none or more than one day.
    """
    from hudna.rules.oddities import find_oddities, iter_clashes

    for each in (on, as_known_on):
        if each is not None:
            to_asked(each)
    within = [
        oddity
        for each in together.asked
        if together.is_about([each.dossier.id])
        for oddity in find_oddities(each.dossier, each.rulebook)
    ]
    subjects = [(each.dossier, each.rulebook) for each in together.asked]
    between = [
        oddity
        for oddity in iter_clashes(subjects, on=on, as_known_on=as_known_on)
        if together.is_about(oddity.agreements)
    ]
    return (*within, *between)


def find_binds(
    together: Together,
    *,
    actor: str,
    place: str | None = None,
    on: str | None = None,
    as_known_on: str | None = None,
    clock: "Clock | None" = None,
) -> "tuple[Binding, ...]":
    """Return every norm that binds, or may bind, an actor at a place and a moment.

    Args:
        together: The agreements.
        actor: A name of the actor.
        place: The name of the place; None is anywhere.
        on: The day or minute, as EDTF; None is today.
        as_known_on: The day by which documents had to be known.
        clock: Where today is taken from.

    Raises:
        InputError: A date is none or more than one day, or a name has nothing to look for.
    """
    from hudna.rules.binding import find_binding
    from hudna.text.folding import match_key
    from hudna.vocabulary.areas import lies_in

    for name in (actor, place):
        if name is not None and not match_key(name):
            raise InputError(f"{name!r} is no name", code="input-search", subject=name)
    vocabulary = get_vocabulary()
    return find_binding(
        [(each.dossier, each.rulebook) for each in together.asked],
        actor=actor,
        place=place,
        on=on if on is not None else get_today(clock),
        lies_in=lambda inner, area: lies_in(inner, area, vocabulary),
        as_known_on=as_known_on,
        vocabulary=vocabulary,
    )


def is_named(together: Together, actor: str) -> bool:
    """Return whether a document of some agreements names an actor, under any known name."""
    for each in together.asked:
        names = Names.of(each.dossier)
        if names.actor_of(actor) in names.shown or names.knows(actor):
            return True
    return False


def to_file_text(agreement: str, *, registry: Path | str | None = None) -> str:
    """Return an agreement as an agreement file.

    Raises:
        NotFoundError: There is no such agreement.
        InputError: There are several, several documents tell of it, or it is a file already.
    """
    from hudna.app import open_registry
    from hudna.app.loading import get_agreement_file

    if is_file_name(agreement):
        raise InputError(
            f"{agreement!r} is an agreement file already", code="input-account", subject=agreement
        )
    with open_registry(registry) as store:
        return get_agreement_file(store, agreement)


def is_file_name(agreement: str) -> bool:
    """Return whether an agreement is given by the path of a file and not by its identifier."""
    return Path(agreement).suffix.lower() in _SUFFIXES


def _open_file(path: str) -> Asked:
    from hudna.app.loading import open_agreement

    found = open_agreement(path)
    text = found.rendition
    return _to_asked(found.dossier, lambda doc: text if doc == text.document else None)


def _to_asked(dossier: Dossier, find: Callable[[DocumentId], Rendition | None]) -> Asked:
    """Return a dossier ready to be asked."""
    return Asked(dossier, compile_rules(dossier, get_vocabulary()), find)


def find_text(store: "Registry", document: DocumentId) -> Rendition | None:
    """Return the text of a document of the registry, or None where there is none."""
    try:
        return store.get_rendition(document)
    except NotFoundError:
        return None


def get_today(clock: "Clock | None" = None) -> str:
    """Return the day that it is, in UTC, as EDTF."""
    from hudna.registry.clock import now_utc

    return (clock or now_utc)().date().isoformat()


def ask(
    asked: Asked,
    *,
    on: str | None = None,
    as_known_on: str | None = None,
    party: str | None = None,
    suppose: Sequence[str] = (),
    readings: Sequence[str] = (),
    clock: "Clock | None" = None,
) -> Answer:
    """Return how an agreement stands.

    Args:
        asked: The agreement.
        on: The day or minute, as EDTF; None is today.
        as_known_on: The day by which documents had to be known.
        party: The side for whom, under any known name; None is every side.
        suppose: Acts that are supposed, as `accepted by River Front on 2016-02-09`.
        readings: Which option of a reading counts, as `NAME=OPTION`.
        clock: Where today is taken from.

    Raises:
        InputError: A date is none, a supposition or reading cannot be understood.
        NotFoundError: No side has that name.
    """
    moment = on if on is not None else get_today(clock)
    return ask_dossier(
        asked.dossier,
        asked.rulebook,
        on=moment,
        as_known_on=as_known_on,
        side=party,
        suppositions=tuple(map(parse_supposition, suppose)),
        chosen=tuple(map(_split, readings)),
    )


def find_timeline(
    asked: Asked,
    *,
    as_known_on: str | None = None,
    party: str | None = None,
    suppose: Sequence[str] = (),
    of_norms: bool = True,
) -> tuple[Change, ...]:
    """Return every date on which the state of a side or of a norm changes, or a norm is due.

    Args:
        asked: The agreement.
        as_known_on: The day by which documents had to be known.
        party: The side for whom, under any known name; None is every side.
        suppose: Acts that are supposed, as `accepted by River Front on 2016-02-09`.
        of_norms: Whether norms are told of too, and not only sides.

    Raises:
        InputError: A date is none, or a supposition cannot be understood.
        NotFoundError: No side has that name.
    """
    suppositions = tuple(map(parse_supposition, suppose))
    side = None if party is None else _key_of(asked, party, as_known_on, suppositions)
    if party is None:
        prepare(asked.dossier, asked.rulebook, as_known_on=as_known_on, suppositions=suppositions)
    found = [
        change
        for find in ((find_changes, find_norm_changes) if of_norms else (find_changes,))
        for change in find(
            asked.dossier,
            asked.rulebook,
            as_known_on=as_known_on,
            side=side,
            suppositions=suppositions,
        )
    ]
    return in_order(found)


def _key_of(
    asked: Asked, party: str, as_known_on: str | None, suppositions: Sequence[Supposition]
) -> str:
    cases = prepare(
        asked.dossier, asked.rulebook, as_known_on=as_known_on, suppositions=suppositions
    )
    sides = sides_of(asked.rulebook, cases)
    keys = {side.key for side in sides}
    names = Names.of(asked.dossier)
    for key in (names.key_of(party), names.actor_of(party)):
        if key is not None and key in keys:
            return key
    shown = ", ".join(side.name for side in sides) or "nobody"
    raise NotFoundError(
        f"{party!r} is no side of {asked.dossier.label!r}; its sides are: {shown}",
        code="not-found-side",
        subject=party,
    )


def _split(reading: str) -> tuple[str, str]:
    name, found, option = reading.partition("=")
    if not found or not name.strip() or not option.strip():
        raise InputError(
            f"{reading!r} does not say which option of a reading counts, as 'NAME=OPTION' does",
            code="input-choice",
            subject=reading,
        )
    return name.strip(), option.strip()


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines of a registry, told apart by whether they may be published.

    Attributes:
        all: Every one of them, by day.
        open: Those that the gate lets pass.
    """

    all: tuple[Deadline, ...]
    open: tuple[Deadline, ...]

    @property
    def restricted(self) -> tuple[Deadline, ...]:
        """Return those that the gate restricts."""
        return tuple(each for each in self.all if each not in self.open)


def find_deadlines(
    registry: Path | str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    clock: "Clock | None" = None,
) -> Deadlines:
    """Return the deadlines of all agreements of a registry.

    Args:
        registry: The registry's file, where the settings are not to say it.
        since: Those that may fall on or after it, as EDTF.
        until: Those that may fall on or before it, as EDTF.
        clock: Where today is taken from, from which on something is still ahead.

    Raises:
        InputError: A date is none.
    """
    from hudna.app import open_registry
    from hudna.app.dossiers import iter_dossiers
    from hudna.publish.gate import find_restriction

    first = day_of(parse_moment(since).earliest) if since is not None else date.min
    last = day_of(parse_moment(until).latest) if until is not None else date.max
    today = date.fromisoformat(get_today(clock))
    vocabulary = get_vocabulary()
    with open_registry(registry) as store:
        found = sorted(
            (
                each
                for dossier in iter_dossiers(store, vocabulary=vocabulary)
                for each in deadlines_of(dossier, compile_rules(dossier, vocabulary))
                if first <= each.latest and (each.earliest or each.latest) <= last
            ),
            key=order_of,
        )
    passing = tuple(
        each
        for each in found
        if find_restriction(codes=each.codes, roles=each.roles, latest=each.latest, today=today)
        is None
    )
    return Deadlines(tuple(found), passing)
