"""Clashes: norms of one agreement that cannot both be kept.

Norms are compared where one document and one voice tell both: what two tell differently is a
difference of reports.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Oddity, OddityKind
from hudna.rules.bearers import is_named, may_be_one, sides_meant, sides_named_in, sides_owning
from hudna.rules.demands import FIGHT, is_fight, is_truce
from hudna.rules.lexicon import Lexicon, Opposition, has, lexicon_of
from hudna.rules.norms import Norm, NormKind, Rulebook, Side, Who, WhoKind
from hudna.rules.remarks import is_of_one_text, shown, to_oddity, words_of
from hudna.text.folding import folded, match_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import stems_of

_CHOICES = frozenset({NormKind.PERMISSION, NormKind.POWER})
_DISSOLVE = "separation.dissolve"
_PROTECT = "hostilities.protect_object"
_ROUTE = "movement.route"
_NEXT_TO_CHARS = 10
_RETURN = re.compile(r"\breturn(?:ed|ing|s)?\b")


def iter_clashes_within(
    dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Oddity]:
    """Yield the norms of one agreement that cannot both be kept, in the order of the norms."""
    lexicon = lexicon_of(vocabulary)
    norms = [norm for norm in rulebook.norms if norm.binds and norm.citations]
    by_code = _by_code(norms)
    for code in by_code:
        yield from _iter_discretions(by_code[code], dossier, lexicon)
        if code in lexicon.extents:
            yield from _iter_parts(by_code[code], dossier, rulebook, lexicon)
    for opposition in lexicon.opposed:
        held = [norm for norm in norms if norm.code in opposition.codes]
        yield from _iter_opposed(held, opposition, dossier, rulebook, lexicon)
    yield from _iter_fights(norms, dossier, rulebook, vocabulary)
    yield from _iter_kept_off(by_code, dossier, rulebook, lexicon)
    yield from _iter_dissolved(norms, by_code.get(_DISSOLVE, []), dossier, lexicon)


def _by_code(norms: Iterable[Norm]) -> dict[str, list[Norm]]:
    found: dict[str, list[Norm]] = {}
    for norm in norms:
        found.setdefault(norm.code, []).append(norm)
    return found


def _clash(text: str, dossier: Dossier, *norms: Norm) -> Oddity:
    return to_oddity(OddityKind.CANNOT_BOTH_BE_KEPT, text, agreements=(dossier.id,), norms=norms)


# --- A duty, and a choice over the same ---


def _iter_discretions(
    norms: Sequence[Norm], dossier: Dossier, lexicon: Lexicon
) -> Iterator[Oddity]:
    """Yield duties and prohibitions of a code beside a choice that is left over the same."""
    for choice in norms:
        if choice.kind not in _CHOICES or has(lexicon.further, words_of(choice)):
            continue
        for duty in norms:
            if duty.kind in _CHOICES or not _is_over_the_same(duty, choice, lexicon):
                continue
            who = f" by {choice.bearer.text}" if choice.bearer.text else ""
            if duty.kind is NormKind.PROHIBITION:
                said = f"{shown(duty)} forbids what {shown(choice)} leaves to be decided{who}"
            elif duty.kind is NormKind.OBLIGATION:
                said = f"{shown(duty)} obliges to what {shown(choice)} leaves to be decided{who}"
                if choice.quantity and choice.quantity != duty.quantity:
                    said += f", and for no more than {choice.quantity}"
            else:
                continue
            yield _clash(said, dossier, duty, choice)


def _is_over_the_same(duty: Norm, choice: Norm, lexicon: Lexicon) -> bool:
    if not is_of_one_text(duty, choice) or not _is_unconditional(duty, lexicon):
        return False
    words, others = words_of(duty), words_of(choice)
    if has(lexicon.excepting, words) or has(lexicon.excepting, others):
        return False
    is_same_act = bool(lexicon.verbs_in(words) & lexicon.verbs_in(others))
    return (
        bool(lexicon.things_in(words) & lexicon.things_in(others))
        and (is_same_act or choice.kind is NormKind.POWER)
        and _may_be_one_place(duty, choice)
    )


def _is_unconditional(norm: Norm, lexicon: Lexicon) -> bool:
    return (
        norm.condition is None
        and norm.after is None
        and not norm.on_breach
        and not has(lexicon.conditional, words_of(norm))
    )


def _may_be_one_place(first: Norm, second: Norm) -> bool:
    if first.place is None or second.place is None:
        return True
    one, other = match_key(first.place), match_key(second.place)
    return one in other or other in one


# --- What undoes each other ---


def _iter_opposed(
    norms: Sequence[Norm],
    opposition: Opposition,
    dossier: Dossier,
    rulebook: Rulebook,
    lexicon: Lexicon,
) -> Iterator[Oddity]:
    """Yield norms of which one undoes what the other does, or forbids it."""
    held = [(norm, does) for norm in norms if (does := _does_one(norm, opposition, lexicon)) != 0]
    for (one, does_one), (other, does_other) in combinations(held, 2):
        if does_one == does_other or not is_of_one_text(one, other):
            continue
        things = lexicon.things_in(words_of(one)) & lexicon.things_in(words_of(other))
        if not things and not opposition.is_named:
            continue
        if opposition.is_named and not _is_one_and_there(one, other, lexicon):
            continue
        if not may_be_one(one.bearer, other.bearer, rulebook) or not _may_be_one_place(one, other):
            continue
        if not _may_be_at_once(one, other):
            continue
        what = f" one {' or '.join(sorted(things))}" if things else " one place"
        said = f"to {opposition.one} and to {opposition.other}{what} undo each other"
        said += _to_whom(next(n for n, does in held if n in (one, other) and does < 0))
        yield _clash(f"{shown(one)} and {shown(other)}: {said}", dossier, one, other)


def _to_whom(returned: Norm) -> str:
    """Return what is not stated of something that is to be given back: to whom, and where."""
    is_open = returned.counterparty.kind is WhoKind.NOT_STATED and returned.place is None
    is_given_back = _RETURN.search(words_of(returned)) is not None
    return "; to whom it is returned, and where, is not stated" if is_open and is_given_back else ""


def _does_one(norm: Norm, opposition: Opposition, lexicon: Lexicon) -> int:
    """Return 1 where a norm has the one verb done, -1 where the other, and 0 where neither."""
    both = lexicon.verbs_in(words_of(norm)) & {opposition.one, opposition.other}
    if len(both) != 1 or not _is_unconditional(norm, lexicon):
        return 0
    if norm.kind not in {NormKind.OBLIGATION, NormKind.PROHIBITION}:
        return 0
    return 1 if (opposition.one in both) is (norm.kind is NormKind.OBLIGATION) else -1


def _is_one_and_there(one: Norm, other: Norm, lexicon: Lexicon) -> bool:
    return (
        is_named(one.bearer, lexicon)
        and is_named(other.bearer, lexicon)
        and one.place is not None
        and other.place is not None
        and match_key(one.place) == match_key(other.place)
    )


def _may_be_at_once(one: Norm, other: Norm) -> bool:
    """Return whether nothing says that one norm ends before the other is due."""
    for first, second in ((one, other), (other, one)):
        ends = first.window.end if first.window else None
        begins = second.window.start if second.window else None
        if ends is not None and begins is not None and ends.latest < begins.earliest:
            return False
    return True


# --- A part, and the whole ---


def _iter_parts(
    norms: Sequence[Norm], dossier: Dossier, rulebook: Rulebook, lexicon: Lexicon
) -> Iterator[Oddity]:
    """Yield duties of a text that name a part, beside the same duty without a limit."""
    duties = [norm for norm in norms if norm.kind is NormKind.OBLIGATION]
    parts = [n for n in duties if n.place is not None or _is_counted(n, lexicon)]
    wholes = [n for n in duties if n.place is None and not _is_counted(n, lexicon)]
    for part, whole in product(parts, wholes):
        if part.term.number is None and whole.term.number is None:
            continue
        words, others = words_of(part), words_of(whole)
        if (
            is_of_one_text(part, whole)
            and lexicon.things_in(words) & lexicon.things_in(others)
            and lexicon.verbs_in(words) & lexicon.verbs_in(others)
            and may_be_one(part.bearer, whole.bearer, rulebook)
            and _is_unconditional(whole, lexicon)
        ):
            limit = part.place or part.quantity
            yield _clash(
                f"{shown(part)} limits to {limit} what {shown(whole)} demands without a limit",
                dossier,
                part,
                whole,
            )


def _is_counted(norm: Norm, lexicon: Lexicon) -> bool:
    return norm.quantity is not None and not has(lexicon.whole, folded(norm.quantity))


# --- A duty to fight, and the cease-fire ---


def _iter_fights(
    norms: Sequence[Norm], dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Oddity]:
    """Yield duties to fight those with whom the agreement is to cease the fire."""
    lexicon = lexicon_of(vocabulary)
    truces = sorted(
        (norm for norm in norms if is_truce(norm, lexicon)),
        key=lambda norm: norm.term.number is None,
    )
    for fight in norms:
        truce = next((t for t in truces if is_of_one_text(fight, t)), None)
        if truce is None or not is_fight(fight, lexicon):
            continue
        foes = _foes(fight, lexicon)
        if foes is None:
            continue
        bearers = _bearers(fight, dossier, rulebook, vocabulary)
        meant = sides_meant(foes, dossier, rulebook, vocabulary)
        named = () if foes.kind is WhoKind.ACTOR else _named_as_harmed(foes, dossier, rulebook)
        names = [
            side.name
            for side in rulebook.sides
            if side.key in meant and side not in named and bearers - {side.key}
        ]
        if names:
            may = "are" if foes.kind is WhoKind.ACTOR else "may be"
            yield _clash(
                f"{shown(fight)} has “{foes.text}” fought, among whom {may} "
                f"{' and '.join(f'“{name}”' for name in names)}, "
                f"and {shown(truce)} ceases the fire with them",
                dossier,
                fight,
                truce,
            )


def _bearers(fight: Norm, dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary) -> set[str]:
    """Return the sides that a duty to fight may bind: every side where it names nobody."""
    if fight.bearer.kind is WhoKind.NOT_STATED:
        return {side.key for side in rulebook.sides}
    return set(sides_meant(fight.bearer, dossier, rulebook, vocabulary))


def _foes(fight: Norm, lexicon: Lexicon) -> Who | None:
    """Return whom a duty to fight is about, or None where they are not stated or broke the truce.

    To fight those who break or refuse an agreement is how it is enforced.
    """
    foes = fight.counterparty
    if foes.kind is WhoKind.NOT_STATED:
        words = words_of(fight)
        verb = dict(lexicon.verbs)[FIGHT].search(words, 0, len(words), stems_of(words))
        after = words[verb.end() :] if verb else ""
        found = lexicon.classes.search(after, 0, len(after), stems_of(after))
        if found is None:
            return None
        foes = Who(WhoKind.CLASS, _first_class(after[found.start() :]))
    is_of_breakers = has(lexicon.breakers, folded(foes.text or ""))
    return None if is_of_breakers or foes.kind is WhoKind.EACH_PARTY else foes


def _named_as_harmed(foes: Who, dossier: Dossier, rulebook: Rulebook) -> tuple[Side, ...]:
    """Return the sides that the words of a class name: it fought them, so it is not they."""
    return sides_named_in(foes.text or "", rulebook.sides, dossier)


def _first_class(words: str) -> str:
    """Return the words of the first class of a clause: to its end, or to the next `that`."""
    clause = words.split(" ; ")[0].split(",")[0].split(".")[0]
    head, that, rest = clause.partition(" that ")
    return (head + that + rest.split(" that ")[0]).strip()


# --- A protection where one is kept off ---


def _iter_kept_off(
    by_code: dict[str, list[Norm]], dossier: Dossier, rulebook: Rulebook, lexicon: Lexicon
) -> Iterator[Oddity]:
    """Yield protections of a side on a road or at a place that another norm keeps it off."""
    for protection, route in product(by_code.get(_PROTECT, ()), by_code.get(_ROUTE, ())):
        if not is_of_one_text(protection, route):
            continue
        avoided = _avoided(route, lexicon)
        things = lexicon.things_in(avoided) & lexicon.things_in(words_of(protection))
        kept_off = set(route.bearer.keys)
        protected = {s.key for s in _protected(protection, dossier, rulebook)} & kept_off
        if things and protected:
            yield _clash(
                f"{shown(protection)} protects {_names(protected, rulebook)} where {shown(route)} "
                "keeps them off",
                dossier,
                protection,
                route,
            )


def _avoided(route: Norm, lexicon: Lexicon) -> str:
    """Return the words of a route for what is not to be used."""
    words = words_of(route)
    if route.kind is NormKind.PROHIBITION:
        return words
    verb = dict(lexicon.verbs)["avoid"].search(words, 0, len(words), stems_of(words))
    return words[verb.end() :] if verb else ""


def _protected(norm: Norm, dossier: Dossier, rulebook: Rulebook) -> Iterator[Side]:
    owners = sides_owning(words_of(norm), rulebook.sides, dossier)
    for side in rulebook.sides:
        if side.key in norm.counterparty.keys or side in owners:
            yield side


def _names(keys: set[str], rulebook: Rulebook) -> str:
    return " and ".join(side.name for side in rulebook.sides if side.key in keys)


# --- A group that is to be no more, and its duties ---


def _iter_dissolved(
    norms: Sequence[Norm],
    dissolving: Sequence[Norm],
    dossier: Dossier,
    lexicon: Lexicon,
) -> Iterator[Oddity]:
    """Yield duties that only a group can do which another norm dissolves."""
    for dissolved, duty in product(dissolving, norms):
        if duty.code not in lexicon.after_dissolving or duty.kind is not NormKind.OBLIGATION:
            continue
        if is_of_one_text(dissolved, duty) and _is_of_one_group(dissolved, duty, lexicon):
            yield _clash(
                f"{shown(dissolved)} dissolves a group, of which {shown(duty)} demands what only a "
                "group that stands can do",
                dossier,
                dissolved,
                duty,
            )


def _is_of_one_group(dissolved: Norm, duty: Norm, lexicon: Lexicon) -> bool:
    if dissolved.after is not None or duty.after is not None:
        return False
    if dissolved.bearer.kind is duty.bearer.kind is WhoKind.NOT_STATED:
        return _are_of_one_sentence(dissolved, duty)
    return is_named(dissolved.bearer, lexicon) and not set(dissolved.bearer.keys).isdisjoint(
        duty.bearer.keys
    )


def _are_of_one_sentence(first: Norm, second: Norm) -> bool:
    """Return whether two norms stand next to each other, so that what names no one is one group."""
    return any(
        0 <= b.evidence.start - a.evidence.end <= _NEXT_TO_CHARS
        for a in first.citations
        for b in second.citations
    )
