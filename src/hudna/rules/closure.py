"""Closure: who belongs to a class of the terms, such as `any group linked to ISIS`.

A class is never known to be complete. A document that says of someone that they belong to it
settles the matter; a chain of links, and words that fit, make it possible; silence settles nothing.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hudna.domain.dossiers import Citation, Dossier, Link
from hudna.rules.answers import Certainty
from hudna.rules.names import Names
from hudna.rules.norms import Side, Who, WhoKind
from hudna.text.folding import match_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, stems_of


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether someone is one of those that words mean.

    Attributes:
        certainty: `certainly` where the words or a document's own voice say so, `possibly` where
            only others are reported to say so, a chain of links leads there, or the words fit;
            `certainly_not` where the words leave them out; `undetermined` where nothing tells.
        because: Why, one sentence without a full stop.
        citations: The quotes it rests on.
        voices: Who says so, each outermost first; empty where nobody has to. A document's own
            voice is `()`.
    """

    certainty: Certainty
    because: str
    citations: tuple[Citation, ...] = ()
    voices: tuple[tuple[str, ...], ...] = ()


def belongs_to(
    key: str,
    who: Who,
    dossier: Dossier,
    sides: tuple[Side, ...],
    *,
    vocabulary: Vocabulary | None = None,
) -> Membership:
    """Return whether an actor is one of those that a bearer, counterparty or actor of a term means.

    Args:
        key: The key that stands for all names of the actor (`Side.key`).
        who: How the term gives them.
        dossier: The links between members and groups, and the names of actors.
        sides: Who has a lifecycle: `each party` means these.
        vocabulary: For what the words of a class say of its members; without it only what
            documents say counts.
    """
    match who.kind:
        case WhoKind.ACTOR:
            return _if_named(key, who, dossier)
        case WhoKind.EACH_PARTY:
            return _if_side(key, who, sides)
        case WhoKind.CLASS:
            return _in_class(key, who, dossier, sides, vocabulary)
        case WhoKind.NOT_STATED:
            return Membership(Certainty.UNDETERMINED, "the words do not say whom they mean")


def _if_named(key: str, who: Who, dossier: Dossier) -> Membership:
    named = who.keys or ((Names.of(dossier).key_of(who.text),) if who.text else ())
    if key in named:
        return Membership(Certainty.CERTAINLY, f"{who.text!r} names it", who.citations)
    return Membership(Certainty.CERTAINLY_NOT, f"{who.text!r} is someone else", who.citations)


def _if_side(key: str, who: Who, sides: tuple[Side, ...]) -> Membership:
    words = repr(who.text) if who.text else "each party"
    side = next((side for side in sides if side.key == key), None)
    if side is None:
        return Membership(Certainty.CERTAINLY_NOT, f"it is none of {words}", who.citations)
    return Membership(
        Certainty.CERTAINLY, f"{side.name} is one of {words}", (*who.citations, *side.citations)
    )


def _in_class(
    key: str,
    who: Who,
    dossier: Dossier,
    sides: tuple[Side, ...],
    vocabulary: Vocabulary | None,
) -> Membership:
    words = who.text or ""
    if key in who.keys or (words and key == Names.of(dossier).key_of(words)):
        return Membership(Certainty.CERTAINLY, f"{words!r} names it", who.citations)
    groups = _keys_of_class(who, vocabulary)
    told = _told(key, groups, words, dossier)
    if told is not None and told.certainty is Certainty.CERTAINLY:
        return told
    fits = _by_words(key, who, dossier, sides, vocabulary) if vocabulary is not None else None
    if fits is not None and fits.certainty is Certainty.CERTAINLY_NOT:
        return fits
    return (
        told
        or fits
        or Membership(Certainty.UNDETERMINED, f"no document says whether it belongs to {words!r}")
    )


def _keys_of_class(who: Who, vocabulary: Vocabulary | None) -> frozenset[str]:
    """Return the keys under which a link may name the class: its words, or whom it is linked to."""
    keys = set(who.linked_to)
    if who.text:
        keys.add(match_key(who.text))
        if vocabulary is not None:
            keys.add(_without_determiner(match_key(who.text), vocabulary))
    return frozenset(keys)


# --- What documents say ---


def _told(key: str, groups: frozenset[str], words: str, dossier: Dossier) -> Membership | None:
    """Return what links say of a member and a class, or None where they say nothing.

    A chain counts within one voice alone, together with what the vocabulary knows: two voices that
    each give half of it do not say it together.
    """
    by_voice: dict[tuple[str, ...], tuple[Link, ...]] = {}
    known = [link for link in dossier.links if link.citation is None]
    voices = dict.fromkeys(link.voice for link in dossier.links if link.citation is not None)
    for voice in voices:
        said = [x for x in dossier.links if x.citation is not None and x.voice == voice]
        chain = _chain(key, groups, [*said, *known], dossier)
        if chain and any(link.citation is not None for link in chain):
            by_voice[voice] = chain
    if by_voice:
        return _from_voices(by_voice, words)
    chain = _chain(key, groups, known, dossier)
    if chain:
        return Membership(
            Certainty.POSSIBLY, f"the vocabulary links {_shown(chain)}, and no document does"
        )
    return None


def _from_voices(by_voice: Mapping[tuple[str, ...], tuple[Link, ...]], words: str) -> Membership:
    citations = tuple(
        dict.fromkeys(
            link.citation for chain in by_voice.values() for link in chain if link.citation
        )
    )
    voices = tuple(by_voice)
    own = by_voice.get(())
    if own is not None and len(own) == 1:
        return Membership(
            Certainty.CERTAINLY,
            f"a document says that {own[0].member} belongs to {own[0].group or words!r}",
            citations,
            voices,
        )
    shortest = min(by_voice.values(), key=len)
    who = "a document" if () in by_voice else ", ".join(" via ".join(v) for v in voices)
    how = "links" if len(shortest) == 1 else "links by a chain"
    return Membership(Certainty.POSSIBLY, f"{who} {how} {_shown(shortest)}", citations, voices)


def _shown(chain: tuple[Link, ...]) -> str:
    return " and ".join(f"{link.member} to {link.group}" for link in chain)


def _chain(
    key: str, groups: frozenset[str], links: Iterable[Link], dossier: Dossier
) -> tuple[Link, ...]:
    """Return the shortest chain of links from a member to one of the groups, or none."""
    names = Names.of(dossier)
    from_member: dict[str, list[Link]] = {}
    for link in links:
        from_member.setdefault(names.key_of(link.member), []).append(link)
    reached: dict[str, tuple[Link, ...]] = {key: ()}
    waiting = deque([key])
    while waiting:
        member = waiting.popleft()
        for link in from_member.get(member, ()):
            chain = (*reached[member], link)
            keys = (match_key(link.group), names.key_of(link.group))
            if not groups.isdisjoint(keys):
                return chain
            if keys[1] not in reached:
                reached[keys[1]] = chain
                waiting.append(keys[1])
    return ()


# --- What the words say ---


@dataclass(frozen=True, slots=True)
class _Words:
    determiners: frozenset[str]
    generic: frozenset[str]
    sides: frozenset[str]
    ends_head: AnyCue
    leaves_out: AnyCue


@lru_cache(maxsize=4)
def _class_words(vocabulary: Vocabulary) -> _Words:
    classes: dict[str, Any] = vocabulary.get("oddities")["classes"]
    return _Words(
        frozenset(classes["determiners"]),
        frozenset(classes["generic"]),
        frozenset(classes["sides"]),
        compile_any_cue(classes["ends_head"]),
        compile_any_cue(classes["leaves_out"]),
    )


def _by_words(
    key: str, who: Who, dossier: Dossier, sides: tuple[Side, ...], vocabulary: Vocabulary
) -> Membership | None:
    """Return what the words of a class say of an actor, or None where they say nothing."""
    known, words = _class_words(vocabulary), match_key(who.text or "")
    stretch = (words, 0, len(words), stems_of(words))
    out = known.leaves_out.search(*stretch)
    names = tuple(_iter_names(key, dossier, sides))
    if out is not None and any(_has_name(words[out.end() :], name) for name in names):
        return Membership(Certainty.CERTAINLY_NOT, f"{who.text!r} leaves it out", who.citations)
    end = known.ends_head.search(*stretch)
    head = [_stem(w) for w in words[: end.start() if end else len(words)].split()]
    told = [w for w in head if w not in known.determiners and w not in known.generic]
    if told and any(set(told) <= {_stem(w) for w in name.split()} for name in names):
        return Membership(Certainty.POSSIBLY, f"the words {who.text!r} fit it", who.citations)
    if not told and head and head[-1] in known.sides:
        is_side = any(side.key == key for side in sides)
        held = Certainty.POSSIBLY if is_side else Certainty.CERTAINLY_NOT
        text = "a side may be one of" if is_side else "only a side can be one of"
        return Membership(held, f"{text} {who.text!r}", who.citations)
    return None


def _without_determiner(words: str, vocabulary: Vocabulary) -> str:
    determiners = _class_words(vocabulary).determiners
    each = words.split()
    while len(each) > 1 and each[0] in determiners:
        each.pop(0)
    return " ".join(each)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _has_name(words: str, name: str) -> bool:
    return f" {name} " in f" {words} "


def _iter_names(key: str, dossier: Dossier, sides: tuple[Side, ...]) -> Iterator[str]:
    """Yield the match keys of every name of an actor."""
    yield key
    yield from (name for name, stands_for in dossier.aliases if stands_for == key)
    for side in sides:
        if side.key == key:
            for participant in side.participants:
                yield match_key(participant.name)
                yield from map(match_key, participant.aliases)
