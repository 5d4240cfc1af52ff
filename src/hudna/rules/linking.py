"""Linking: what the words for a predecessor, a condition or a window's opening name.

The rules are those of `docs/calculus.md`, "Predecessors and conditions in words".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hudna.domain.codebook import Act
from hudna.domain.dossiers import Dossier
from hudna.rules.bearers import sides_named_in
from hudna.rules.norms import Event, Norm, NormKind, Rulebook, WhoKind
from hudna.rules.wording import Wording
from hudna.text.folding import folded

_OF_WINDOW = frozenset({"offer", "conclusion", "start"})
_LONG = 4
"""How many letters a word has at the least that may tell things apart."""
_STEM = 5


def with_events(book: Rulebook, dossier: Dossier, wording: Wording) -> Rulebook:
    """Return the rules with what each norm waits for linked to the agreement's norms and acts."""
    norms = tuple(
        replace(norm, events=events)
        if (events := tuple(_iter_events(norm, book, dossier, wording)))
        else norm
        for norm in book.norms
    )
    return replace(book, norms=norms)


def _iter_events(
    norm: Norm, book: Rulebook, dossier: Dossier, wording: Wording
) -> Iterator[tuple[str, Event]]:
    if norm.window is not None and norm.window.start_event not in {None, *_OF_WINDOW}:
        numbered = _of_number(norm.window.start_event or "", norm, book)
        if numbered is not None and any(n.acts for n in book.norms if n.id in numbered.norms):
            yield "window", numbered
    if norm.after is not None:
        event = _of_number(norm.after, norm, book) or _of_words(
            norm.after, norm, book, dossier, wording
        )
        if event is not None:
            yield "after", replace(event, waits=bool(event.norms))
    if norm.condition is not None:
        text = folded(norm.condition)
        if wording.negations.search(text) is None:
            waiting = wording.waiting_words.match(text)
            event = _of_words(norm.condition, norm, book, dossier, wording)
            if event is not None:
                yield "condition", replace(event, waits=bool(waiting and event.norms))


def _of_number(text: str, norm: Norm, book: Rulebook) -> Event | None:
    number = text.removeprefix("term").strip()
    found = tuple(
        each.id
        for each in book.norms
        if number in {each.id, each.term.number} and each.id != norm.id
    )
    return Event(text, found) if found else None


def _of_words(
    words: str, norm: Norm, book: Rulebook, dossier: Dossier, wording: Wording
) -> Event | None:
    """Return what words name, or None where they name nothing that can be linked."""
    text = folded(words)
    waiting = wording.waiting_words.match(text)
    bare = text[waiting.end() :].strip() if waiting is not None else text
    if wording.start_words.match(bare):
        return Event(words, is_start=True)
    named = {act: match for act, cue in wording.events.items() if (match := cue.search(text))}
    if len(named) != 1:
        return None
    [(act, match)] = named.items()
    sides = sides_named_in(words, (*book.sides, *book.others), dossier)
    keys = tuple(side.key for side in sides)
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    things = _stems(rest) - _stems(" ".join(folded(side.name) for side in sides))
    found = [
        each
        for each in book.norms
        if each.id != norm.id
        and _asks_for(each, act)
        and _may_be_of(each, keys)
        and _is_of_things(each, things)
    ]
    linked = tuple(each.id for each in found) if _are_one_term(found) else ()
    return Event(words, linked, (act,), keys)


def _asks_for(norm: Norm, act: Act) -> bool:
    return norm.kind is NormKind.OBLIGATION and act in norm.acts


def _may_be_of(norm: Norm, keys: Sequence[str]) -> bool:
    """Return whether words that name some actors name no other than who bears a norm."""
    return norm.bearer.kind is not WhoKind.ACTOR or set(keys) <= set(norm.bearer.keys)


def _is_of_things(norm: Norm, things: frozenset[str]) -> bool:
    said = " ".join(e.evidence.quote for e in norm.citations)
    return not things or not things.isdisjoint(
        _stems(f"{folded(norm.object or '')} {folded(said)}")
    )


def _are_one_term(norms: Sequence[Norm]) -> bool:
    return len({norm.term.number or norm.id for norm in norms}) == 1


def _stems(words: str) -> frozenset[str]:
    return frozenset(_iter_stems(words.split()))


def _iter_stems(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        bare = "".join(filter(str.isalpha, word))
        if len(bare) >= _LONG:
            yield bare[:_STEM]
