"""Wording: how the values of an answer are said to a person."""

from collections.abc import Iterable

from hudna.domain.codebook import Authenticity
from hudna.domain.identifiers import shortened
from hudna.rules.answers import Certainty, Change, ChangeKind, Held, NormState, State
from hudna.rules.norms import Event, Norm, NormKind, Who, WhoKind, Window

PLAIN = frozenset({Authenticity.ASSERTED, Authenticity.CONFIRMED})
"""What an agreement's authenticity is where nobody casts doubt on it."""

NOT_STATED = "not stated"


def words_of_state(state: State | NormState) -> str:
    """Return a state in words: `rejected by default`, `breached (alleged)`."""
    words = state.value.replace("_", " ")
    head, found, tail = words.partition("breached ")
    return f"{head}breached ({tail})" if found else words


def words_of_certainty(held: Held) -> str:
    """Return how surely a state is held: `certainly, presumed`."""
    words = [_CERTAINTIES[held.certainty]]
    if held.is_presumed:
        words.append("presumed")
    if held.is_supposed:
        words.append("supposed")
    return ", ".join(words)


_CERTAINTIES = {
    Certainty.CERTAINLY: "certainly",
    Certainty.POSSIBLY: "possibly",
    Certainty.CERTAINLY_NOT: "certainly not",
    Certainty.UNDETERMINED: "undetermined (more cases than the limit)",
}


def words_of_held(held: Held) -> str:
    """Return a state and how surely it is held: `possibly breached (alleged) by ISIS`."""
    detail = f" {held.detail}" if held.detail else ""
    marks = [
        word
        for word, is_so in (("presumed", held.is_presumed), ("supposed", held.is_supposed))
        if is_so
    ]
    marked = f" ({', '.join(marks)})" if marks else ""
    return f"{_CERTAINTIES[held.certainty]} {words_of_state(held.state)}{detail}{marked}"


def words_of_change(change: Change) -> str:
    """Return what happens to a norm, and how surely: `falls due`, `possibly breached`."""
    words = _HAPPENING.get(change.kind, change.kind.value.replace("_", " "))
    if change.certainty is Certainty.CERTAINLY:
        return words
    return f"{_CERTAINTIES[change.certainty]} {words}"


_HAPPENING = {
    ChangeKind.FULFILLED: "is fulfilled",
    ChangeKind.BREACHED: "is breached",
    ChangeKind.OVERDUE: "is overdue, and nobody reports it",
}


def words_of_authenticity(held: Authenticity | None) -> str | None:
    """Return the caution that an agreement's authenticity calls for, or None where it is plain."""
    if held in PLAIN:
        return None
    said = "authenticity not stated" if held is None else f"authenticity {held.value}"
    return f"{said}: the states below are as if it were genuine"


def words_of_kind(kind: NormKind) -> str:
    """Return what kind of norm it is: what is only declared, such as a guarantee, by that word."""
    return "declaration" if kind is NormKind.COUNTS_AS else kind.value


def words_of_who(who: Who) -> str:
    """Return who a norm is about: `not stated`, `each party (understood)`."""
    if who.kind is WhoKind.NOT_STATED:
        return NOT_STATED
    words = who.text or who.kind.value.replace("_", " ")
    return f"{words} (understood)" if who.is_understood else words


def words_of_window(window: Window | None) -> str:
    """Return a window as it was understood, or nothing where there is none."""
    if window is None:
        return ""
    opens_for = f", for {words_of_who(window.opens_for)}" if window.opens_for else ""
    return f"{window.text}{opens_for}"


def _linked(event: Event | None) -> str:
    """Return what words for an event were understood to name, where the words do not say it."""
    if event is None or set(event.norms) <= {event.text}:
        return ""
    return f" (term {', '.join(event.norms)})"


def object_of(norm: Norm) -> str:
    """Return what a norm is about and how much of it: `the crossings (3)`."""
    words, quantity = norm.object or "", norm.quantity or ""
    if quantity and quantity.casefold() not in words.casefold():
        return f"{words} ({quantity})" if words else quantity
    return words


def about_of(norm: Norm) -> str:
    """Return what a norm is about beside its code: `all prisoners at Dalbar, if …`."""
    words = object_of(norm)
    if norm.place:
        words = f"{words} at {norm.place}".strip()
    parts = [words] if words else []
    if norm.condition:
        parts.append(f"on condition: {norm.condition}{_linked(norm.event('condition'))}")
    if norm.after:
        parts.append(f"after: {norm.after}{_linked(norm.event('after'))}")
    if norm.on_breach:
        parts.append("on breach")
    return "; ".join(parts)


def names_of(agreements: Iterable[str]) -> str:
    """Return identifiers as a person is shown them."""
    return ", ".join(shortened(each) for each in agreements)
