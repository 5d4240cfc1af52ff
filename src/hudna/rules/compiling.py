"""Compiling: the norms of an agreement, and the rules of its lifecycle, from its coded terms.

What the words do not yield stays not stated. The tables are in `vocabulary/data/norms.yaml`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hudna.domain.agreements import DateValue, Part, Participant, Term
from hudna.domain.codebook import Authenticity, DateKind, Form, Modality, Role, Stage, Status
from hudna.domain.dossiers import Citation, Dossier, Telling
from hudna.domain.evidence import Evidence
from hudna.domain.moments import Clock, Moment, alternatives_of, as_if_in, find_moment
from hudna.domain.periods import INDEFINITE
from hudna.rules.authenticity import to_authenticity
from hudna.rules.bearers import sides_named_in
from hudna.rules.linking import with_events
from hudna.rules.names import Names
from hudna.rules.norms import (
    NOBODY_STATED,
    Default,
    Effect,
    Extension,
    Lifetime,
    Norm,
    NormKind,
    Rulebook,
    Side,
    Start,
    ToldRule,
    Trigger,
    Who,
    WhoKind,
    Window,
)
from hudna.rules.stages import MODALITY_NORMS
from hudna.rules.wording import (
    AT_CONCLUSION,
    Wording,
    find_window,
    get_wording,
    to_default,
    to_effect,
    to_extension,
    to_trigger_acts,
    to_who,
)
from hudna.text.folding import folded, match_key
from hudna.vocabulary import Vocabulary

_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
_ZONED = re.compile(r"T[\d:]+(?:Z|[+-]\d{2}:\d{2})")
_TOLD = {
    "scope.area": ("where it holds", ("place", "object")),
    "scope.exclude": ("left out", ("object", "counterparty")),
    "scope.instruments": ("beside it", ("object",)),
    "lifecycle.resume": ("after its end", ("condition",)),
}
"""Codes whose terms change no state: what they are about, and the parts that say it best."""
_CONCLUDED = frozenset(
    {Stage.DECLARED, Stage.AGREED, Stage.IN_FORCE, Stage.SUSPENDED, Stage.EXPIRED, Stage.COLLAPSED}
)
_ANSWERED = frozenset({Stage.DEMAND, Stage.PROPOSAL, Stage.REJECTED})


@dataclass(frozen=True, slots=True)
class _Clause:
    """A term, in the account that has it."""

    term: Term
    telling: Telling
    name: str

    @property
    def words(self) -> str:
        return " … ".join(e.quote for e in self.term.evidence)

    def cite(self, evidence: Iterable[Evidence]) -> tuple[Citation, ...]:
        return tuple(
            Citation(self.telling.document, self.telling.name, e, self.term.voice) for e in evidence
        )

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.cite(self.term.evidence)

    def value(self, part: str) -> str | None:
        found: Part | None = getattr(self.term, part)
        return found.value if found is not None and found.status is Status.STATED else None

    def part_citations(self, part: str) -> tuple[Citation, ...]:
        found: Part | None = getattr(self.term, part)
        return self.cite(found.evidence) if found is not None else ()


def compile_rules(dossier: Dossier, vocabulary: Vocabulary) -> Rulebook:
    """Return the norms and the rules of lifecycle that the terms of a dossier are understood as.

    Args:
        dossier: All that is told of one agreement.
        vocabulary: The tables and cues by which terms are understood.
    """
    book = _Compiler(dossier, get_wording(vocabulary)).compile()
    return replace(book, vocabulary=vocabulary)


class _Compiler:
    """One compilation."""

    def __init__(self, dossier: Dossier, wording: Wording) -> None:
        self._dossier = dossier
        self._wording = wording
        self._names = Names.of(dossier)
        self._clock: Clock | None = dossier.zones[0] if dossier.zones else None
        self._clauses = tuple(_iter_clauses(dossier))

    def compile(self) -> Rulebook:
        sides, others = self._sides()
        window = self._window()
        default, default_citations = self._default()
        extension, extension_citations = self._extension()
        starts, lifetimes = self._starts(), self._lifetimes()
        if window is not None and window.opens_for is not None:
            sides = (*sides, *self._side_of_class(window.opens_for, sides))
        book = Rulebook(
            sides=sides,
            others=others,
            norms=tuple(self._norms()),
            window=window,
            default=default,
            default_citations=default_citations,
            starts=starts,
            lifetimes=lifetimes,
            extension=extension,
            extension_citations=extension_citations,
            triggers=tuple(self._triggers()),
            allows_accession=bool(self._coded("conduct.accession")),
            reserves_self_defence=bool(self._coded(self._wording.self_defence_code)),
            told=tuple(self._told()),
            dates=tuple(d for t in self._dossier.tellings for d in t.agreement.dates),
        )
        book = with_events(book, self._dossier, self._wording)
        missing = (
            *_iter_missing(book, is_demand=self._is_demand()),
            *self._iter_zoneless(book),
            *self._iter_untold(),
            *self._iter_unheard(book),
            *self._iter_undated(),
        )
        return replace(book, missing=missing)

    def _is_demand(self) -> bool:
        stages = {telling.agreement.stage for telling in self._dossier.tellings}
        return stages == {Stage.DEMAND}

    def _iter_untold(self) -> Iterator[str]:
        """Yield what a concluded agreement is expected to tell, and this one does not."""
        agreements = [telling.agreement for telling in self._dossier.tellings]
        if not any(agreement.stage in _CONCLUDED for agreement in agreements):
            return
        stated = [t for a in agreements for t in a.terms if t.status is Status.STATED]
        codes = {code for term in stated for code in term.codes}
        roles = {participant.role for a in agreements for participant in a.participants}
        kinds = {d.kind for a in agreements for d in a.dates if d.status is Status.STATED}
        is_between = not any(a.form is Form.UNILATERAL for a in agreements)
        untold = [
            each.what
            for each in self._wording.expected
            if (is_between or not each.is_between)
            and each.codes.isdisjoint(codes)
            and each.roles.isdisjoint(roles)
            and each.dates.isdisjoint(kinds)
        ]
        if untold:
            yield f"{', '.join(untold)}: not stated, which is not to say that there is none"

    def _iter_unheard(self, book: Rulebook) -> Iterator[str]:
        """Yield which sides of a contested agreement are not reported to have said anything."""
        if to_authenticity(self._dossier).held is not Authenticity.CONTESTED:
            return
        claims = [c for t in self._dossier.tellings for c in t.agreement.claims]
        speakers = " ; ".join(_POSSESSIVE.sub("", claim.speaker) for claim in claims)
        heard = sides_named_in(speakers, book.sides, self._dossier)
        for side in book.sides:
            if side.participants and side not in heard:
                yield f"what {side.name} says of it is not reported"

    def _iter_undated(self) -> Iterator[str]:
        """Yield that no document of it is dated, so that nothing can be counted from one."""
        tellings = self._dossier.tellings
        if tellings and not any(telling.is_published for telling in tellings):
            known = min(telling.known for telling in tellings)
            yield (
                f"no document of it is dated: what they tell counts as known from {known}, when "
                "the first was read, and may have happened on any day before"
            )

    def _iter_zoneless(self, book: Rulebook) -> Iterator[str]:
        """Yield that a time of day is of a zone that nobody states."""
        timed = [(s.moment, s.zones) for s in book.starts]
        timed += [(each.end, each.zones) for each in book.lifetimes]
        for moment, zones in timed:
            if moment is not None and moment.is_timed and not _ZONED.search(moment.text):
                zone = f", taken as {self._clock.name}" if self._clock is not None else ""
                zone = f", of {' or '.join(name for name, _ in zones)}" if zones else zone
                yield f"the zone of {moment.text} is not stated: local time{zone}"

    def _coded(self, code: str) -> list[_Clause]:
        return [c for c in self._clauses if code in c.term.codes]

    def _who(self, clause: _Clause, part: str) -> Who:
        return to_who(clause.value(part), self._names, self._wording, clause.part_citations(part))

    def _part_window(self, clause: _Clause) -> Window | None:
        value = clause.value("window")
        if value is None or value == INDEFINITE:
            return None
        return find_window(
            value,
            self._wording,
            clock=self._clock,
            citations=clause.part_citations("window"),
            words=clause.words,
        )

    def _sides(self) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
        """Return who has a lifecycle, and who else has a role."""
        found: dict[str, list[tuple[Telling, Participant]]] = {}
        for telling in self._dossier.tellings:
            for participant in telling.agreement.participants:
                key = self._names.key_of(participant.name)
                found.setdefault(key, []).append((telling, participant))
        made = [_side(key, self._names.name_of(key), told) for key, told in found.items()]
        living = {Role.PARTY, Role.INVITEE}
        return (
            tuple(s for s in made if living & set(s.roles)),
            tuple(s for s in made if not living & set(s.roles)),
        )

    def _side_of_class(self, who: Who, sides: Sequence[Side]) -> tuple[Side, ...]:
        key = match_key(who.text or "")
        if who.kind is not WhoKind.CLASS or any(s.key == key for s in sides):
            return ()
        return (Side(key, who.text or "", (Role.INVITEE, "class"), (), who.citations),)

    def _window(self) -> Window | None:
        """Return the window in which the offer may be answered, or None where there is none."""
        lifecycle = self._wording.lifecycle
        clauses = [
            c for c in self._coded("lifecycle.deadline") if lifecycle.issuperset(c.term.codes)
        ]
        if not self._is_to_be_answered():
            return None
        windows = [(c, w) for c in clauses if (w := self._part_window(c)) is not None]
        dates = [w for t in self._dossier.tellings for w in self._deadlines(t)]
        if not clauses and not (dates and self._coded("lifecycle.default")):
            return None
        merged = Window("")
        for clause, window in windows:
            opened = merged.start is None and window.start is not None
            who = self._who(clause, "bearer")
            merged = Window(
                text=" ".join(dict.fromkeys(filter(None, (merged.text, window.text)))),
                start=merged.start or window.start,
                start_event=merged.start_event or window.start_event,
                length=merged.length or window.length,
                end=merged.end or window.end,
                counts_first_day=(
                    window.counts_first_day
                    if merged.counts_first_day is None
                    else merged.counts_first_day
                ),
                opens_for=who if opened and who.kind is WhoKind.CLASS else merged.opens_for,
                citations=(*merged.citations, *clause.citations, *window.citations),
            )
        if merged.length is None and merged.end is None:
            for window in dates:
                start = merged.start or window.start
                merged = replace(
                    window,
                    start=start,
                    start_event=merged.start_event or window.start_event,
                    opens_for=merged.opens_for,
                    citations=(*merged.citations, *window.citations),
                )
                break
        if merged.length is None and merged.end is None:
            return None
        citations = tuple(dict.fromkeys(merged.citations)) or clauses[0].citations
        return replace(merged, citations=citations)

    def _is_to_be_answered(self) -> bool:
        return bool(self._coded("lifecycle.default")) or any(
            t.agreement.stage in _ANSWERED
            or any(p.role is Role.INVITEE for p in t.agreement.participants)
            for t in self._dossier.tellings
        )

    def _deadlines(self, telling: Telling) -> Iterator[Window]:
        """Yield the windows that dates of an account give: by their derivation, else by value."""
        for value in telling.agreement.dates:
            if value.kind is not DateKind.DEADLINE or value.status is not Status.STATED:
                continue
            citations = tuple(
                Citation(telling.document, telling.name, e, value.voice) for e in value.evidence
            )
            derived = (value.derived_from or "").partition(", ")[0]
            window = find_window(derived or None, self._wording, clock=self._clock)
            if window is None or window.length is None:
                window = find_window(value.value, self._wording, clock=self._clock)
            if window is not None:
                yield replace(window, citations=citations)

    def _default(self) -> tuple[Default, tuple[Citation, ...]]:
        for clause in self._coded("lifecycle.default"):
            found = to_default(clause.value("consequence"), clause.words, self._wording)
            if found is not Default.NOT_STATED:
                return found, clause.citations
        return Default.NOT_STATED, ()

    def _extension(self) -> tuple[Extension, tuple[Citation, ...]]:
        for clause in self._coded("lifecycle.extension"):
            found = to_extension(clause.value("consequence"), clause.words, self._wording)
            if found is not Extension.NOT_STATED:
                return found, clause.citations
        return Extension.NOT_STATED, ()

    def _starts(self) -> tuple[Start, ...]:
        """Return when it begins: by its terms, else by the dates of its accounts."""
        found: dict[object, Start] = {}
        for clause in self._coded("lifecycle.start"):
            value = clause.value("window")
            moment = find_moment(value, self._clock) if value else None
            if moment is not None:
                self._add_start(found, moment, clause.citations)
            elif value == AT_CONCLUSION or (
                value is None and self._wording.at_conclusion.search(folded(clause.words))
            ):
                found.setdefault(
                    AT_CONCLUSION, Start(None, at_conclusion=True, citations=clause.citations)
                )
        for telling, date in self._dated(DateKind.START):
            moment = find_moment(date.value, self._clock)
            if moment is not None:
                self._add_start(found, moment, _cite(telling, date))
                found.pop(AT_CONCLUSION, None)
        return tuple(found.values())

    def _add_start(
        self, found: dict[object, Start], moment: Moment, citations: tuple[Citation, ...]
    ) -> None:
        """Add when it begins, each of several alternatives as one of its own."""
        for each in alternatives_of(moment):
            zones = self._zones_of(each, citations)
            found.setdefault(each.stretches, Start(each, citations=citations, zones=zones))

    def _zones_of(
        self, moment: Moment, citations: Iterable[Citation]
    ) -> tuple[tuple[str, Moment], ...]:
        """Return what local time may be by zone, where its words leave open of which place."""
        words = folded(" ".join(citation.evidence.quote for citation in citations))
        is_local = moment.is_timed and not _ZONED.search(moment.text)
        if not is_local or self._clock is None or not self._wording.local_time.search(words):
            return ()
        others: dict[object, tuple[str, Moment]] = {}
        for zone in self._dossier.announced_in:
            other = as_if_in(moment, zone, self._clock)
            if other.stretches != moment.stretches:
                others.setdefault(other.stretches, (zone.name, other))
        return ((self._clock.name, moment), *others.values()) if others else ()

    def _lifetimes(self) -> tuple[Lifetime, ...]:
        found: dict[object, Lifetime] = {}
        for clause in self._coded("lifecycle.duration"):
            value = clause.value("window")
            if value is None or "lifecycle.deadline" in clause.term.codes:
                continue
            self._add_lifetime(found, value, clause.citations, clause.words)
        for telling, date in self._dated(DateKind.DURATION):
            citations = _cite(telling, date)
            words = " ".join(e.quote for e in date.evidence)
            if not _is_of_a_deadline(telling, date):
                self._add_lifetime(found, date.value, citations, words)
        for telling, date in self._dated(DateKind.END):
            moment = find_moment(date.value, self._clock)
            if moment is not None:
                citations = _cite(telling, date)
                zones = self._zones_of(moment, citations)
                found.setdefault(
                    moment.stretches, Lifetime(end=moment, citations=citations, zones=zones)
                )
        if any(each.end is not None for each in found.values()):
            return tuple(each for each in found.values() if each.end is not None)
        return tuple(found.values())

    def _add_lifetime(
        self,
        found: dict[object, Lifetime],
        value: str,
        citations: tuple[Citation, ...],
        words: str,
    ) -> None:
        if value == INDEFINITE:
            found.setdefault(INDEFINITE, Lifetime(is_indefinite=True, citations=citations))
            return
        window = find_window(value, self._wording, clock=self._clock, words=words)
        if window is None or window.is_daily:
            return
        if window.length is not None:
            length = window.length
            key = (length.months, length.days, length.minutes)
            if not any(key):
                return
            found.setdefault(
                key, Lifetime(length, counts_first_day=window.counts_first_day, citations=citations)
            )
        elif window.end is not None:
            zones = self._zones_of(window.end, citations)
            found.setdefault(
                window.end.stretches, Lifetime(end=window.end, citations=citations, zones=zones)
            )

    def _dated(self, kind: DateKind) -> Iterator[tuple[Telling, DateValue]]:
        for telling in self._dossier.tellings:
            for value in telling.agreement.dates:
                if value.kind is kind and value.status is Status.STATED:
                    yield telling, value

    def _told(self) -> Iterator[ToldRule]:
        """Yield what the terms say of where it holds, who is left out, and what follows its end."""
        for code, (about, parts) in _TOLD.items():
            for clause in self._coded(code):
                said = (clause.value(part) for part in parts)
                says = next((value for value in said if value is not None), None)
                yield ToldRule(about, says, clause.citations)

    def _triggers(self) -> Iterator[Trigger]:
        for clause in self._coded("lifecycle.void"):
            effect, voids = to_effect(clause.value("consequence"), clause.words, self._wording)
            acts = to_trigger_acts(clause.value("act"), clause.words, self._wording)
            actor = self._who(clause, "bearer")
            is_told = clause.value("act") is None and actor.kind is WhoKind.NOT_STATED
            if is_told and effect is Effect.UNCLEAR:
                continue
            yield Trigger(
                id=clause.name,
                actor=actor,
                target=self._who(clause, "counterparty"),
                effect=effect,
                voids=voids,
                acts=acts,
                text=clause.words,
                term=clause.term,
                citations=clause.citations,
            )

    def _norms(self) -> Iterator[Norm]:
        for clause in self._clauses:
            for place, code in enumerate(self._norm_codes(clause)):
                name = clause.name if place == 0 else f"{clause.name}.{place + 1}"
                yield self._norm(clause, code, name)

    def _norm_codes(self, clause: _Clause) -> list[str]:
        codes = [c for c in clause.term.codes if c not in self._wording.lifecycle]
        if "lifecycle.extension" in clause.term.codes:
            found = to_extension(clause.value("consequence"), clause.words, self._wording)
            if found is Extension.DISCUSSED:
                codes.append("lifecycle.extension")
        return codes

    def _norm(self, clause: _Clause, code: str, name: str) -> Norm:
        term = clause.term
        kind = MODALITY_NORMS[term.modality or Modality.OBLIGATION]
        if kind is NormKind.OBLIGATION and code in self._wording.forbearing:
            kind = NormKind.PROHIBITION
        if code == "lifecycle.extension":
            kind = NormKind.OBLIGATION
        bearer = self._who(clause, "bearer")
        if bearer.kind is WhoKind.NOT_STATED and code in self._wording.mutual:
            bearer = Who(WhoKind.EACH_PARTY, is_understood=True)
        return Norm(
            id=name,
            kind=kind,
            code=code,
            bearer=bearer,
            counterparty=self._who(clause, "counterparty"),
            acts=self._wording.acts.get(code, ()),
            term=term,
            citations=clause.citations,
            object=clause.value("object"),
            quantity=clause.value("quantity") or self._whole(clause),
            place=clause.value("place"),
            window=self._norm_window(clause),
            condition=clause.value("condition"),
            after=clause.value("after"),
            consequence=clause.value("consequence"),
            on_breach=code in self._wording.on_breach and kind is NormKind.OBLIGATION,
        )

    def _norm_window(self, clause: _Clause) -> Window | None:
        """Return the window of a norm; in a term that gives the start, a bare moment opens it."""
        window = self._part_window(clause) or self._dated_window(clause)
        if window is None or "lifecycle.start" not in clause.term.codes:
            return window
        if window.length is None and window.start is None and not window.is_daily:
            return replace(window, start=window.end, end=None)
        return window

    def _whole(self, clause: _Clause) -> str | None:
        """Return the word that makes a duty one of a whole, such as `all`, or None."""
        found = self._wording.whole.search(folded(clause.value("object") or ""))
        return found[0] if found else None

    def _dated_window(self, clause: _Clause) -> Window | None:
        """Return the deadline or the daily window whose words stand in a clause."""
        for value in clause.telling.agreement.dates:
            stands_here = any(
                t.start <= d.start and d.end <= t.end
                for t in clause.term.evidence
                for d in value.evidence
            )
            is_daily = value.kind is DateKind.DURATION and value.value.startswith("RRULE:")
            if is_daily and stands_here:
                window = find_window(value.value, self._wording, clock=self._clock)
                return replace(window, citations=_cite(clause.telling, value)) if window else None
            if value.kind is DateKind.DEADLINE and stands_here:
                derived = (value.derived_from or "").partition(", ")[0] or None
                window = find_window(derived, self._wording, clock=self._clock)
                if window is None or window.length is None:
                    window = find_window(value.value, self._wording, clock=self._clock)
                if window is not None:
                    return replace(window, citations=_cite(clause.telling, value))
        return None


def _iter_clauses(dossier: Dossier) -> Iterator[_Clause]:
    """Yield the terms of all accounts, each with a name of its own within the agreement."""
    used: dict[str, int] = {}
    unnumbered = 0
    numbered = _numbers(dossier)
    for telling in dossier.tellings:
        for term in telling.agreement.terms:
            if term.status is not Status.STATED:
                continue
            if term.number is None:
                unnumbered += 1
                base = f"t{unnumbered}"
            else:
                base = term.number
            used[base] = used.get(base, 0) + 1
            letter = _letter(used[base]) if numbered.get(base, 1) > 1 else ""
            yield _Clause(term, telling, f"{base}{letter}")


def _numbers(dossier: Dossier) -> dict[str, int]:
    found: dict[str, int] = {}
    for telling in dossier.tellings:
        for term in telling.agreement.terms:
            if term.number is not None and term.status is Status.STATED:
                found[term.number] = found.get(term.number, 0) + 1
    return found


def _letter(count: int) -> str:
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _side(key: str, name: str, told: Sequence[tuple[Telling, Participant]]) -> Side:
    citations = tuple(
        dict.fromkeys(Citation(t.document, t.name, e, p.voice) for t, p in told for e in p.evidence)
    )
    roles = tuple(dict.fromkeys(p.role.value for _, p in told))
    return Side(key, name, roles, tuple(p for _, p in told), citations)


def _cite(telling: Telling, value: DateValue) -> tuple[Citation, ...]:
    return tuple(Citation(telling.document, telling.name, e, value.voice) for e in value.evidence)


def _is_of_a_deadline(telling: Telling, value: DateValue) -> bool:
    """Return whether a duration is the length of a window: its words stand in such a term only."""
    codes = [
        term.codes
        for term in telling.agreement.terms
        if any(t.start <= d.start and d.end <= t.end for t in term.evidence for d in value.evidence)
    ]
    return bool(codes) and all("lifecycle.deadline" in each for each in codes)


def _iter_missing(book: Rulebook, *, is_demand: bool) -> Iterator[str]:
    """Yield what is not stated and would matter, a sentence each.

    Args:
        book: The agreement compiled.
        is_demand: Whether it is no more than a demand, which neither begins nor lasts.
    """
    if not book.sides:
        yield "who its sides are is not stated"
    if book.window is not None:
        if book.window.length is not None and not (book.window.start or book.window.start_event):
            yield "the start of the window to answer is not stated"
        if book.window.opens_for is not None:
            yield (
                "the start of the window to answer is stated only for "
                f"{book.window.opens_for.text!r}"
            )
        if book.default is Default.NOT_STATED:
            yield "what silence counts as is not stated"
    lasting = [each for each in book.lifetimes if each.length is not None]
    if lasting and not book.starts:
        yield f"the start of {lasting[0].length.text if lasting[0].length else ''} is not stated"
    if not book.starts and not lasting and not is_demand:
        yield "when it begins is not stated"
    if not book.lifetimes and not is_demand:
        yield "how long it lasts is not stated"
    unborne = [n.id for n in book.norms if n.binds and n.bearer is NOBODY_STATED]
    if unborne:
        yield f"who bears {', '.join(unborne)} is not stated"
    for norm in book.norms:
        if norm.window is not None and norm.window.is_daily and norm.window.recurrence is None:
            yield f"the daily window of {norm.id} is not taken apart: {norm.window.text}"
    for trigger in book.triggers:
        if trigger.target.kind is WhoKind.NOT_STATED:
            yield f"against whom the act of {trigger.id} has to be is not stated"
