"""Answers as plain data: what `hudna state --json` and its siblings print.

An explanation is a graph whose parts recur, so the reasons stand once each in `reasons`, in the
order in which they are first needed, and everything else names them by their index there. What is
not stated is left out, but for lists.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from hudna.domain.dossiers import Citation
from hudna.rules.answers import (
    HUMANITARIAN_LAW,
    Answer,
    Change,
    Held,
    NormAnswer,
    Oddity,
    ReadingAnswer,
    Reason,
    SideAnswer,
)
from hudna.rules.binding import Binding
from hudna.rules.deadlines import Deadline
from hudna.rules.norms import Event, Norm, Rulebook, Side, Trigger, Who, Window


class Reasons:
    """The reasons of one answer, each once, numbered from 0."""

    def __init__(self) -> None:
        self._plain: list[dict[str, Any]] = []
        self._numbers: dict[object, int] = {}
        self._known: dict[int, tuple[Reason, int]] = {}

    def number_of(self, reason: Reason) -> int:
        """Return the number of a reason; what it rests on has lower ones."""
        if id(reason) not in self._known:
            because = tuple(self.number_of(each) for each in reason.because)
            said = (reason.kind, reason.text, reason.rule, reason.citations, because)
            if said not in self._numbers:
                self._numbers[said] = len(self._plain)
                self._plain.append(_to_plain_reason(reason, because))
            self._known[id(reason)] = (reason, self._numbers[said])
        return self._known[id(reason)][1]

    def to_plain(self) -> list[dict[str, Any]]:
        """Return all reasons in the order of their numbers."""
        return list(self._plain)


def to_plain_answer(answer: Answer) -> dict[str, Any]:
    """Return how an agreement stands at a moment."""
    reasons = Reasons()
    plain = {
        "agreement": answer.agreement,
        "label": answer.label,
        "on": answer.on,
        **_stated(as_known_on=answer.as_known_on),
        "suppositions": list(answer.suppositions),
        "authenticity": {
            **_stated(value=answer.authenticity.held and answer.authenticity.held.value),
            "voices": [reasons.number_of(each) for each in answer.authenticity.voices],
        },
        "sides": [_to_plain_side(each, reasons) for each in answer.sides],
        "others": [{"name": o.name, "roles": list(o.roles)} for o in answer.others],
        "norms": [_to_plain_norm_answer(each, reasons) for each in answer.norms],
        "readings": [_to_plain_reading(each) for each in answer.readings],
        "claims": [reasons.number_of(each) for each in answer.claims],
        "missing": list(answer.missing),
        "next_changes": [_to_plain_change(each, reasons) for each in answer.next_changes],
    }
    return {**plain, "reasons": reasons.to_plain()}


def to_plain_changes(
    changes: Iterable[Change],
    *,
    agreement: str,
    label: str,
    as_known_on: str | None = None,
    suppositions: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the dates on which an answer changes."""
    reasons = Reasons()
    plain = {
        "agreement": agreement,
        "label": label,
        **_stated(as_known_on=as_known_on),
        "suppositions": list(suppositions),
        "changes": [_to_plain_change(each, reasons) for each in changes],
    }
    return {**plain, "reasons": reasons.to_plain()}


def to_plain_oddities(oddities: Iterable[Oddity]) -> dict[str, Any]:
    """Return the oddities of one agreement or several."""
    reasons = Reasons()
    plain = [
        {
            "kind": each.kind.value,
            "text": each.text,
            "certainty": each.certainty.value,
            "agreements": list(each.agreements),
            "norms": list(each.norms),
            "reason": reasons.number_of(each.reason),
        }
        for each in oddities
    ]
    return {"oddities": plain, "reasons": reasons.to_plain()}


def to_plain_bindings(
    bindings: Iterable[Binding], *, actor: str, place: str | None, on: str
) -> dict[str, Any]:
    """Return what binds an actor at a place on a date; the sentence on the law always ends it."""
    reasons = Reasons()
    plain = [
        {
            "agreement": each.agreement,
            "label": each.label,
            "voice": list(each.voice),
            "tie": each.tie.value,
            "certainty": each.held.value,
            **_stated(
                where=each.where and each.where.value,
                bearer=each.bearer,
                norm=each.norm and to_plain_norm(each.norm),
            ),
            "reason": reasons.number_of(each.reason),
        }
        for each in bindings
    ]
    return {
        "actor": actor,
        **_stated(place=place),
        "on": on,
        "binds": plain,
        "reasons": reasons.to_plain(),
        "law": HUMANITARIAN_LAW,
    }


def to_plain_deadlines(deadlines: Iterable[Deadline], *, left_out: int = 0) -> dict[str, Any]:
    """Return deadlines, and how many restricted ones were left out."""
    return {
        "deadlines": [
            {
                "kind": each.kind.value,
                "agreement": each.agreement,
                "label": each.label,
                **_stated(earliest=each.earliest and each.earliest.isoformat()),
                "latest": each.latest.isoformat(),
                "certainty": each.certainty.value,
                "text": each.text,
                **_stated(whom=each.whom, norm=each.norm, authenticity=each.authenticity),
                "codes": list(each.codes),
                "citations": _to_plain_citations(each.citations),
            }
            for each in deadlines
        ],
        "restricted_left_out": left_out,
    }


def to_plain_norms(agreement: str, label: str, rulebook: Rulebook) -> dict[str, Any]:
    """Return what the terms of an agreement were understood to demand, and its lifecycle."""
    window, lifetimes = rulebook.window, rulebook.lifetimes
    return {
        "agreement": agreement,
        "label": label,
        "sides": [_to_plain_named(each) for each in rulebook.sides],
        "others": [_to_plain_named(each) for each in rulebook.others],
        "norms": [to_plain_norm(each) for each in rulebook.norms],
        "lifecycle": {
            **({} if window is None else {"window": _to_plain_window(window)}),
            "default": {
                "value": rulebook.default.value,
                "citations": _to_plain_citations(rulebook.default_citations),
            },
            "told": [
                {
                    "about": each.about,
                    **_stated(says=each.says),
                    "citations": _to_plain_citations(each.citations),
                }
                for each in rulebook.told
            ],
            "starts": [
                {
                    **_stated(moment=each.moment and each.moment.text),
                    "at_conclusion": each.at_conclusion,
                    "citations": _to_plain_citations(each.citations),
                }
                for each in rulebook.starts
            ],
            "lifetimes": [
                {
                    **_stated(
                        length=each.length and each.length.text,
                        end=each.end and each.end.text,
                        counts_first_day=each.counts_first_day,
                    ),
                    "indefinite": each.is_indefinite,
                    "citations": _to_plain_citations(each.citations),
                }
                for each in lifetimes
            ],
            "extension": {
                "value": rulebook.extension.value,
                "citations": _to_plain_citations(rulebook.extension_citations),
            },
            "triggers": [_to_plain_trigger(each) for each in rulebook.triggers],
            "allows_accession": rulebook.allows_accession,
            "reserves_self_defence": rulebook.reserves_self_defence,
        },
        "missing": list(rulebook.missing),
    }


def to_plain_norm(norm: Norm) -> dict[str, Any]:
    """Return a norm with the words it was compiled from."""
    return {
        "id": norm.id,
        "kind": norm.kind.value,
        "code": norm.code,
        **_stated(modality=norm.modality and norm.modality.value),
        "bearer": _to_plain_who(norm.bearer),
        "counterparty": _to_plain_who(norm.counterparty),
        "acts": [each.value for each in norm.acts],
        **_stated(
            object=norm.object,
            quantity=norm.quantity,
            place=norm.place,
            window=norm.window and _to_plain_window(norm.window),
            condition=norm.condition,
            after=norm.after,
            consequence=norm.consequence,
        ),
        "on_breach": norm.on_breach,
        "linked": {part: _to_plain_event(event) for part, event in norm.events},
        "citations": _to_plain_citations(norm.citations),
    }


def _to_plain_event(event: Event) -> dict[str, Any]:
    return {
        "norms": list(event.norms),
        "acts": [each.value for each in event.acts],
        "start": event.is_start,
        "waits": event.waits,
    }


def to_plain_citation(citation: Citation) -> dict[str, Any]:
    """Return a quote and where it stands; offsets count code points of the document's text."""
    return {
        "document": citation.document,
        "name": citation.name,
        **({"voice": list(citation.voice)} if citation.voice else {}),
        "start": citation.evidence.start,
        "end": citation.evidence.end,
        "quote": citation.evidence.quote,
    }


def _to_plain_citations(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    return [to_plain_citation(each) for each in citations]


def _to_plain_reason(reason: Reason, because: Sequence[int]) -> dict[str, Any]:
    return {
        "kind": reason.kind.value,
        "text": reason.text,
        **_stated(rule=reason.rule),
        "because": list(because),
        "citations": _to_plain_citations(reason.citations),
    }


def _to_plain_side(side: SideAnswer, reasons: Reasons) -> dict[str, Any]:
    return {
        "name": side.name,
        "roles": list(side.roles),
        "states": [_to_plain_held(each, reasons) for each in side.held],
    }


def _to_plain_norm_answer(answer: NormAnswer, reasons: Reasons) -> dict[str, Any]:
    return {
        **to_plain_norm(answer.norm),
        **_stated(borne_by=answer.bearer, due=answer.due),
        "dues": [{"day": each.day, "readings": list(each.readings)} for each in answer.dues],
        "states": [_to_plain_held(each, reasons) for each in answer.held],
    }


def _to_plain_held(held: Held, reasons: Reasons) -> dict[str, Any]:
    return {
        "state": held.state.value,
        "certainty": held.certainty.value,
        "presumed": held.is_presumed,
        "supposed": held.is_supposed,
        **_stated(detail=held.detail),
        "readings": list(held.readings),
        "reason": reasons.number_of(held.reason),
    }


def _to_plain_reading(reading: ReadingAnswer) -> dict[str, Any]:
    return {
        "name": reading.name,
        "question": reading.question,
        "options": [
            {"option": option, "effects": list(effects)} for option, effects in reading.options
        ],
        "citations": _to_plain_citations(reading.citations),
    }


def _to_plain_change(change: Change, reasons: Reasons) -> dict[str, Any]:
    return {
        "on": change.on,
        "of": change.of,
        "kind": change.kind.value,
        "certainty": change.certainty.value,
        **_stated(norm=change.norm),
        "before": list(change.before),
        "after": list(change.after),
        "cause": change.cause,
        "reason": reasons.number_of(change.reason),
    }


def _to_plain_who(who: Who) -> dict[str, Any]:
    return {
        "kind": who.kind.value,
        **_stated(text=who.text),
        "understood": who.is_understood,
        "citations": _to_plain_citations(who.citations),
    }


def _to_plain_window(window: Window) -> dict[str, Any]:
    return {
        "value": window.text,
        **_stated(
            start=window.start and window.start.text,
            start_event=window.start_event,
            length=window.length and window.length.text,
            end=window.end and window.end.text,
            counts_first_day=window.counts_first_day,
            opens_for=window.opens_for and _to_plain_who(window.opens_for),
        ),
        "daily": window.is_daily,
        "citations": _to_plain_citations(window.citations),
    }


def _to_plain_trigger(trigger: Trigger) -> dict[str, Any]:
    return {
        "id": trigger.id,
        "actor": _to_plain_who(trigger.actor),
        "target": _to_plain_who(trigger.target),
        "effect": trigger.effect.value,
        "voids": trigger.voids,
        "acts": [each.value for each in trigger.acts],
        "text": trigger.text,
        "citations": _to_plain_citations(trigger.citations),
    }


def _to_plain_named(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "roles": list(side.roles),
        "citations": _to_plain_citations(side.citations),
    }


def _stated(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
