"""Wording: what the words of a term's part are understood to mean, by cues of the vocabulary."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from hudna.domain.codebook import Act, DateKind, Role
from hudna.domain.dossiers import Citation
from hudna.domain.moments import Clock, find_moment, parse_duration
from hudna.domain.periods import INDEFINITE, is_duration
from hudna.rules.names import Names
from hudna.rules.norms import (
    NOBODY_STATED,
    Default,
    Effect,
    Extension,
    Who,
    WhoKind,
    Window,
)
from hudna.rules.recurrences import find_recurrence
from hudna.text.folding import folded
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any

_WINDOW = re.compile(
    r"(?:(?P<body>\S+))?(?:\s*\bfrom\s+(?P<start>term\s+\S+|\[[^\]]*\]|\{[^}]*\}|[^\s,]+))?"
    r"(?:[\s,]+(?P<counting>(?:the )?first day .*))?"
)
_BETWEEN = re.compile(r"(,\s*(?:and\s|or\s)?|\s(?:and|or|as well as)\s)")
_EVENTS = {
    "offer": "offer",
    "offered": "offer",
    "conclusion": "conclusion",
    "signed": "conclusion",
    "signature": "conclusion",
    "signing": "conclusion",
    "start": "start",
    "began": "start",
}
AT_CONCLUSION = "conclusion"
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that a concluded agreement is expected to tell, and what tells it.

    Attributes:
        what: What it is.
        codes: The codes of terms that tell it.
        roles: The roles of participants that do.
        dates: The kinds of dates that do.
        is_between: Whether it is expected only of an agreement between sides.
    """

    what: str
    codes: frozenset[str]
    roles: frozenset[Role]
    dates: frozenset[DateKind]
    is_between: bool


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The cues by which terms are understood, compiled."""

    acts: Mapping[str, tuple[Act, ...]]
    forbearing: frozenset[str]
    mutual: frozenset[str]
    on_breach: frozenset[str]
    lifecycle: frozenset[str]
    each_party: re.Pattern[str]
    class_words: re.Pattern[str]
    linked_to: re.Pattern[str]
    counts: re.Pattern[str]
    counts_not: re.Pattern[str]
    silence: Mapping[str, re.Pattern[str]]
    extension: Mapping[str, re.Pattern[str]]
    effect: Mapping[str, re.Pattern[str]]
    void_words: re.Pattern[str]
    trigger_acts: Mapping[str, re.Pattern[str]]
    at_conclusion: re.Pattern[str]
    local_time: re.Pattern[str]
    expected: tuple[Expected, ...]
    whole: re.Pattern[str]
    self_defence_code: str
    events: Mapping[Act, re.Pattern[str]]
    start_words: re.Pattern[str]
    waiting_words: re.Pattern[str]
    negations: re.Pattern[str]


@lru_cache(maxsize=4)
def get_wording(vocabulary: Vocabulary) -> Wording:
    """Return the cues of a vocabulary, compiled."""
    told: dict[str, Any] = vocabulary.get("norms")
    return Wording(
        acts={code: tuple(map(Act, acts)) for code, acts in told["acts"].items()},
        forbearing=frozenset(told["forbearing"]),
        mutual=frozenset(told["mutual"]),
        on_breach=frozenset(told["on_breach"]),
        lifecycle=frozenset(told["lifecycle"]),
        each_party=compile_any(told["each_party"]),
        class_words=compile_any(told["class_words"]),
        linked_to=compile_any(told["linked_to"]),
        counts=compile_any(told["counts_first_day"]["counts"]),
        counts_not=compile_any(told["counts_first_day"]["does_not"]),
        silence=_compiled(told["silence"]),
        extension=_compiled(told["extension"]),
        effect=_compiled(told["effect"]),
        void_words=compile_any(told["void_words"]),
        trigger_acts=_compiled(told["trigger_acts"]),
        at_conclusion=compile_any(told["at_conclusion"]),
        local_time=compile_any(told["local_time"]),
        expected=tuple(
            Expected(
                each["what"],
                frozenset(each.get("codes", ())),
                frozenset(map(Role, each.get("roles", ()))),
                frozenset(map(DateKind, each.get("dates", ()))),
                each.get("between", False),
            )
            for each in told["expected"]
        ),
        whole=compile_any(told["whole"]),
        self_defence_code=told["self_defence_code"],
        events={Act(name): cue for name, cue in _compiled(told["events"]).items()},
        start_words=compile_any(told["start_words"]),
        waiting_words=compile_any(told["waiting_words"]),
        negations=compile_any(told["negations"]),
    )


def _compiled(cues: Mapping[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {name: compile_any(each) for name, each in cues.items()}


def to_who(
    words: str | None, names: Names, wording: Wording, citations: tuple[Citation, ...] = ()
) -> Who:
    """Return whom words mean: an actor, each party, or a class.

    Args:
        words: The words, or None where nobody is stated.
        names: The actors that are known by name.
        wording: The cues.
        citations: The words in the document.
    """
    if words is None or not words.strip():
        return NOBODY_STATED
    text = folded(words).strip()
    if wording.each_party.fullmatch(text.replace("_", " ")):
        return Who(WhoKind.EACH_PARTY, words, citations=citations)
    key = names.actor_of(words)
    if key is None:
        return Who(WhoKind.EACH_PARTY, words, citations=citations)
    if key in names.shown:
        return Who(WhoKind.ACTOR, words, keys=(key,), citations=citations)
    linked = wording.linked_to.search(text)
    if linked is not None:
        whom = tuple(
            names.key_of(each)
            for each in re.split(r",| and | or ", words[linked.end() :])
            if each.strip()
        )
        return Who(WhoKind.CLASS, words, linked_to=whom, citations=citations)
    if wording.class_words.search(text):
        return Who(WhoKind.CLASS, words, citations=citations)
    keys = tuple(dict.fromkeys(names.key_of(each) for each in _several(words, names)))
    return Who(WhoKind.ACTOR, words, keys=keys, citations=citations)


def _several(words: str, names: Names) -> list[str]:
    """Return the actors that words name one after the other.

    A name that is known may itself have a comma or an *and* in it.
    """
    parts = [part for part in _BETWEEN.split(words) if part.strip()]
    found: list[str] = []
    while parts:
        for count in range(len(parts), 0, -2):
            name = "".join(parts[:count]).strip()
            if count == 1 or names.knows(name):
                found.append(name)
                parts = parts[count + 1 :]
                break
    return found


def find_window(
    value: str | None,
    wording: Wording,
    *,
    clock: Clock | None = None,
    citations: tuple[Citation, ...] = (),
    words: str = "",
) -> Window | None:
    """Return the window that the value of a part means, or None where it is none.

    Args:
        value: `[DURATION|EDTF|RRULE] [from (EDTF|offer|conclusion|start|term N)] [first day …]`.
        wording: The cues.
        clock: The zone of its times of day.
        citations: The words.
        words: The words of the whole term, which may say whether the first day counts.
    """
    if value is None:
        return None
    text = value.strip()
    if text.startswith("RRULE:"):
        return _daily_window(text, clock, citations)
    match = _WINDOW.fullmatch(text)
    if match is None:
        return None
    body, start = match["body"], match["start"]
    if body == "from":
        return None
    counts = _counting(f"{match['counting'] or ''} {words}", wording)
    length = end = moment = event = None
    if body is not None:
        if is_duration(body) and body != INDEFINITE:
            length = parse_duration(body)
        elif body in _EVENTS:
            event = _EVENTS[body]
        elif "/" in body and start is None:
            first, _, last = body.partition("/")
            moment = find_moment(first, clock) if first not in {"", ".."} else None
            end = find_moment(last, clock) if last not in {"", ".."} else None
            if moment is None and end is None:
                return None
        else:
            end = find_moment(body, clock)
            if end is None:
                return None
    if start is not None:
        moment = find_moment(start, clock)
        if moment is None:
            event = _EVENTS.get(start) or start.removeprefix("term").strip()
    return Window(text, moment, event, length, end, counts, citations=citations)


def _daily_window(text: str, clock: Clock | None, citations: tuple[Citation, ...]) -> Window | None:
    """Return the window of a rule (`RRULE:… [from …]`)."""
    rule, found, start = text.partition(" from ")
    moment = find_moment(start, clock) if found else None
    event = None
    if found and moment is None:
        event = _EVENTS.get(start) or start.removeprefix("term").strip()
    recurrence = find_recurrence(rule)
    return Window(
        text,
        moment,
        event,
        end=recurrence.until if recurrence is not None else None,
        is_daily=True,
        recurrence=recurrence,
        citations=citations,
    )


def _counting(words: str, wording: Wording) -> bool | None:
    text = folded(words)
    if wording.counts_not.search(text):
        return False
    if wording.counts.search(text):
        return True
    return None


def to_default(value: str | None, words: str, wording: Wording) -> Default:
    """Return what silence counts as, by the part that says it or else by the words."""
    found = _of(Default, value)
    if found is not None:
        return found
    text = folded(f"{value or ''} {words}")
    for name, cue in wording.silence.items():
        if cue.search(text):
            return Default(name)
    return Default.NOT_STATED


def to_extension(value: str | None, words: str, wording: Wording) -> Extension:
    """Return how a duration may be extended."""
    found = _of(Extension, value)
    if found is not None:
        return found
    text = folded(f"{value or ''} {words}")
    for name, cue in wording.extension.items():
        if cue.search(text):
            return Extension(name)
    return Extension.NOT_STATED


def to_effect(value: str | None, words: str, wording: Wording) -> tuple[Effect, bool]:
    """Return what a trigger does, and whether the agreement is void then."""
    if value == "void":
        return Effect.AUTOMATIC, True
    found = _of(Effect, value)
    text = folded(words if found is not None else f"{value or ''} {words}")
    voids = wording.void_words.search(text) is not None
    if found is not None:
        return found, voids and value != Effect.AUTOMATIC
    for name, cue in wording.effect.items():
        if cue.search(text):
            return Effect(name), voids
    return Effect.UNCLEAR, False


def to_trigger_acts(value: str | None, words: str, wording: Wording) -> tuple[Act, ...]:
    """Return the acts that match a trigger, by the part that names one or else by the words."""
    if value is not None:
        try:
            return (Act(value),)
        except ValueError:
            words = f"{value} {words}"
    text = folded(words)
    return tuple(Act(name) for name, cue in wording.trigger_acts.items() if cue.search(text))


def _of(kind: type[_Kind], value: str | None) -> _Kind | None:
    try:
        return kind(value.strip().replace(" ", "_")) if value else None
    except ValueError:
        return None
