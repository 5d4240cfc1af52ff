"""Comparing: where an answer differs from what a scenario expects, said for a domain expert."""

from collections.abc import Iterable, Iterator, Mapping

from hudna.rules.answers import (
    Answer,
    Certainty,
    Held,
    NormAnswer,
    Reason,
    SideAnswer,
)
from scenarios.building import Ask, Expected, HeldSpec, parse_expected


def iter_differences(ask: Ask, answer: Answer) -> Iterator[str]:
    """Yield a sentence for each point in which an answer is not what was expected."""
    for name, expected in ask.expect.items():
        sides = [side for side in answer.sides if side.name.casefold() == name.casefold()]
        if not sides:
            yield f"{name} is not asked about; {_names(answer.sides)} are"
        for side in sides:
            yield from _differences_of_held(side.name, expected, side.held)
    for name in ask.without:
        if any(side.name.casefold() == name.casefold() for side in answer.sides):
            yield f"{name} should have no lifecycle of its own"
    for label, expected in ask.norms.items():
        yield from _differences_of_norms(label, expected, answer)
    yield from _differences_of_words(ask, answer)
    days = [change.on for change in answer.next_changes]
    if ask.next and (sorted(days)[:1] != ask.next[:1] or not set(ask.next) <= set(days)):
        yield f"the next changes were expected on {', '.join(ask.next)}, and are {sorted(days)}"


def show(answer: Answer) -> str:
    """Return an answer with its explanations, for a message."""
    lines = [f"on {answer.on}, as known on {answer.as_known_on}:"]
    for side in answer.sides:
        lines += [f"  {side.name}: {_shown(side.held)}"]
        for held in side.held:
            lines += _reason_lines(held.reason, 2)
    for norm in answer.norms:
        lines += [f"  term {norm.norm.term.number} / {norm.bearer}: {_shown(norm.held)}"]
    lines += [f"  reading {reading.name}: {reading.options}" for reading in answer.readings]
    return "\n".join(lines)


def iter_reasons(reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Yield the nodes of explanations, each before those it rests on."""
    for reason in reasons:
        yield reason
        yield from iter_reasons(reason.because)


def _differences_of_held(
    who: str, expected: Expected, held: tuple[Held, ...], due: str | None = None
) -> Iterator[str]:
    spec = parse_expected(expected)
    found: Mapping[str, Held] = {h.state.value: h for h in held}
    certain = [name for name, h in found.items() if h.certainty is Certainty.CERTAINLY]
    possible = {name for name, h in found.items() if h.certainty is Certainty.POSSIBLY}
    unknown = any(h.certainty is Certainty.UNDETERMINED for h in held)
    is_as_expected = (
        (spec.certainly is None or (certain == [spec.certainly] and not possible))
        and (spec.possibly is None or (possible == set(spec.possibly) and not certain))
        and unknown == spec.undetermined
    )
    if not is_as_expected:
        yield f"{who}: expected {_wanted(spec)}, and the answer is {_shown(held)}"
        return
    for state in spec.certainly_not or ():
        if state in found and found[state].certainty is not Certainty.CERTAINLY_NOT:
            yield f"{who}: expected certainly not {state}, and the answer is {_shown(held)}"
    for state in (*spec.presumed, *spec.reported):
        if state not in found or found[state].is_presumed != (state in spec.presumed):
            wanted = "presumed" if state in spec.presumed else "not presumed"
            yield f"{who}: {state} should be {wanted}; the answer is {_shown(held)}"
    for state in spec.supposed:
        if state not in found or not found[state].is_supposed:
            yield f"{who}: {state} should rest on a supposition; the answer is {_shown(held)}"
    for state, words in spec.detail.items():
        if state not in found or words.casefold() not in (found[state].detail or "").casefold():
            yield f"{who}: {state} should be {words!r}; the answer is {_shown(held)}"
    if spec.due is not None and due != spec.due:
        yield f"{who}: due {spec.due} was expected, and it is due {due}"


def _differences_of_norms(label: str, expected: Expected, answer: Answer) -> Iterator[str]:
    words, _, bearer = label.partition(" / ")
    number, _, code = words.partition(" ")
    norms = [norm for norm in answer.norms if _is_meant(norm, number, code, bearer)]
    if not norms:
        shown = [f"{n.norm.term.number} {n.norm.code} / {n.bearer}" for n in answer.norms]
        yield f"no norm is {label!r}; there are {shown}"
    for norm in norms:
        who = f"term {number} for {norm.bearer}"
        yield from _differences_of_held(who, expected, norm.held, norm.due)


def _is_meant(norm: NormAnswer, number: str, code: str, bearer: str) -> bool:
    return (
        norm.norm.term.number == number
        and code in {"", norm.norm.code}
        and (not bearer or (norm.bearer or "").casefold() == bearer.casefold())
    )


def _differences_of_words(ask: Ask, answer: Answer) -> Iterator[str]:
    names = [reading.name for reading in answer.readings]
    for words in ask.readings or ():
        if not any(words.casefold() in name.casefold() for name in names):
            yield f"the reading {words!r} should matter; those that do are {names}"
    if ask.readings == [] and names:
        yield f"no reading should matter, and these do: {names}"
    for words in ask.missing:
        if not any(words.casefold() in sentence.casefold() for sentence in answer.missing):
            yield f"{words!r} should be said to be missing; missing are {answer.missing}"
    roots = [h.reason for side in answer.sides for h in side.held]
    roots += [h.reason for norm in answer.norms for h in norm.held]
    told = [words for reason in iter_reasons(roots) for words in _words_of(reason)]
    for words in ask.because:
        if not any(words.casefold() in sentence.casefold() for sentence in told):
            yield f"the explanation should say {words!r}"
    claims = [w for reason in iter_reasons(answer.claims) for w in _words_of(reason)]
    for words in ask.claims:
        if not any(words.casefold() in sentence.casefold() for sentence in claims):
            yield f"the claims should have {words!r}; they are {claims}"
    held = answer.authenticity.held.value if answer.authenticity.held else "none"
    if ask.authenticity not in {None, held}:
        yield f"its authenticity should be {ask.authenticity}, and is {held}"


def _words_of(reason: Reason) -> Iterator[str]:
    yield reason.text
    yield reason.rule or ""
    for citation in reason.citations:
        yield citation.evidence.quote
        yield citation.name
        yield from citation.voice


def _wanted(spec: HeldSpec) -> str:
    if spec.certainly is not None:
        return f"certainly {spec.certainly}"
    if spec.undetermined:
        return "undetermined"
    return f"possibly {', '.join(spec.possibly or ())}"


def _shown(held: tuple[Held, ...]) -> str:
    return ", ".join(
        f"{h.certainty.value} {h.state.value}"
        f"{' (presumed)' if h.is_presumed else ''}{' (supposed)' if h.is_supposed else ''}"
        f"{f' [{h.detail}]' if h.detail else ''}"
        for h in held
    )


def _names(sides: tuple[SideAnswer, ...]) -> str:
    return ", ".join(side.name for side in sides) or "nobody"


def _reason_lines(reason: Reason, depth: int) -> list[str]:
    quotes = " ".join(f"[{c.evidence.quote}]" for c in reason.citations)
    line = f"{'  ' * depth}- {reason.kind.value}: {reason.text} {quotes}".rstrip()
    return [line, *(more for r in reason.because for more in _reason_lines(r, depth + 1))]
