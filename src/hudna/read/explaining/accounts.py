"""Accounts: why each value of an account is as it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hudna.domain.agreements import Agreement, Claim, DateValue, Fact, Participant, PlaceValue, Term
from hudna.domain.codebook import Modality, Role, Stance
from hudna.domain.explanations import Reason, ValueNote
from hudna.read.actors import Mention
from hudna.read.explaining.tracing import (
    Match,
    because,
    by_words,
    find_act_cue,
    find_code_cue,
    find_match,
    iter_matches,
)
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.knowledge import GOVERNMENT, OPPOSITION, STATE, knowledge_of
from hudna.read.roles import find_casts
from hudna.read.structure import Sentence
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary.gazetteer import is_place, place_countries

_BESIDE_BEFORE, _BESIDE_AFTER = 100, 80
_GROUND_PATHS = {
    "form": "forms",
    "stage": "stages",
    "scope": "scopes",
}
_AUTHENTICITY_PATHS = {"alleged": ("hedges",), "confirmed": ("confirmations",)}
_ROLE_PATHS = {
    Role.PARTY: (
        "party_verbs",
        "offer_verbs",
        "grammar.party_verbs",
        "grammar.offer_verbs",
        "grammar.agree",
        "grammar.done_by",
        "grammar.owned",
        "grammar.accused",
    ),
    Role.INVITEE: (
        "refuse_verbs",
        "offer_verbs",
        "grammar.refuse_verbs",
        "grammar.offer_verbs",
        "grammar.offered_to",
    ),
    Role.MEDIATOR: ("grammar.envoys", "grammar.envoys_after", "grammar.mediation"),
    Role.RESPONSIBLE: ("grammar.responsible",),
    Role.SIGNATORY: ("grammar.sign",),
}
"""Keys of `reading.yaml` whose words beside a name give a role, besides `roles` and `bodies`."""


def iter_value_notes(findings: Findings, group: Group, agreement: Agreement) -> Iterator[ValueNote]:
    """Yield why each value of an account was given, in the order of the account."""
    yield from _iter_grounds(findings, agreement)
    for number, participant in enumerate(agreement.participants):
        yield ValueNote(
            "participants",
            number,
            participant.role.value,
            tuple(_iter_role(findings, group, participant)),
        )
    for number, dated in enumerate(agreement.dates):
        reasons = tuple(_iter_date(findings, dated))
        yield ValueNote("dates", number, dated.kind.value, reasons)
    for number, place in enumerate(agreement.places):
        yield ValueNote("places", number, place.name, (_place(findings, place),))
    for number, term in enumerate(agreement.terms):
        yield from _iter_term(findings, number, term)
    for number, claim in enumerate(agreement.claims):
        yield ValueNote("claims", number, claim.stance.value, tuple(_iter_claim(findings, claim)))


def _iter_grounds(findings: Findings, agreement: Agreement) -> Iterator[ValueNote]:
    for ground in agreement.grounds:
        value = str(getattr(agreement, ground.of) or "")
        paths: Sequence[str] = ()
        if ground.of in _GROUND_PATHS:
            paths = (f"{_GROUND_PATHS[ground.of]}.{value}", "agreed_by_name")
        elif ground.of == "named_as":
            paths = ("arrangements", "coreferences")
        elif ground.of == "authenticity":
            paths = _AUTHENTICITY_PATHS.get(value, ("stances.denies",))
        is_told = ground.of == "authenticity" and value == "asserted"
        match = None if is_told else _first_in(findings, paths, ground.evidence[0].span)
        reason = because(findings, ground.rule, match) if match else Reason(ground.rule)
        yield ValueNote(ground.of, 0, value, (replace(reason, evidence=ground.evidence),))


def _first_in(findings: Findings, paths: Sequence[str], within: Span) -> Match | None:
    found = (find_match(findings, path, within) for path in paths)
    return next((match for match in found if match is not None), None)


def _iter_role(findings: Findings, group: Group, participant: Participant) -> Iterator[Reason]:
    """Yield by which words a participant has its role, and how it is known."""
    span = participant.evidence[0].span
    sentence = findings.page.sentence_at(span.start)
    mention = _mention_at(findings, sentence, span)
    if sentence is None or mention is None:
        yield by_words(findings, "named by the words of a term", span)
        return
    role = participant.role
    casts = find_casts(findings.page, sentence, findings.mentions_in(sentence), findings.vocabulary)
    mine = [cast for cast in casts if cast.mention.span == span]
    if any(cast.role is role for cast in mine):
        match = _beside(findings, sentence, span, role)
        rule = f"words beside the name for this role ({_words(role.value)})"
        joined = _joined(findings, sentence, span)
        if match is not None:
            yield because(findings, rule, match)
        elif joined is not None:
            yield by_words(findings, rule, joined)
        else:
            yield Reason("the grammar of its clause")
    elif role is Role.INVITEE and any(cast.role is Role.PARTY for cast in mine):
        yield Reason("called a side, but one side alone undertakes it: at most invited")
    elif role in {Role.PARTY, Role.INVITEE} and sentence.index in {
        s.index for s in group.sentences
    }:
        yield Reason(
            "no words give its role: an armed side, named most often beside the arrangement, "
            "taken for a side that is missing"
        )
    elif role is Role.THIRD_PARTY:
        yield Reason("named in a term, and nothing else in the arrangement")
    else:
        yield Reason("a side of the main arrangement, taken for a side that is missing here")
    if participant.on_behalf_of:
        yield Reason(f"acts for {participant.on_behalf_of}, whom the words beside it name")
    yield Reason(_known(findings, mention))


def _known(findings: Findings, mention: Mention) -> str:
    """Return how an actor is known: by the vocabulary, or by the shape of its name."""
    known = knowledge_of(findings.vocabulary)
    if mention.key in known.kinds:
        return f"the vocabulary knows it as {mention.key} ({_words(mention.kind.value)})"
    if mention.key.startswith((GOVERNMENT, STATE)):
        return "words for a government, its army or its offices"
    if mention.key.startswith(OPPOSITION):
        return "words for armed opponents who are not named"
    return f"no name of the vocabulary; by its shape and words: {_words(mention.kind.value)}"


def _mention_at(findings: Findings, sentence: Sentence | None, span: Span) -> Mention | None:
    if sentence is None:
        return None
    found = findings.mentions[sentence.index]
    return next((mention for mention in found if mention.span == span), None)


def _beside(findings: Findings, sentence: Sentence, span: Span, role: Role) -> Match | None:
    """Return the words nearest to a name that give its role, before it or behind it."""
    start = max(sentence.span.start, span.start - _BESIDE_BEFORE)
    end = min(sentence.span.end, span.end + _BESIDE_AFTER)
    before = Span(start, span.start) if start < span.start else None
    after = Span(span.end, end) if span.end < end else None
    body = find_match(findings, f"bodies.{role.value}", span)
    if body is not None:
        return body
    paths = (f"roles.{role.value}", *_ROLE_PATHS.get(role, ()))
    found: list[tuple[int, Match]] = []
    for path in paths:
        side_before, side_after = _sides_of(findings, path, before, after)
        found += [(span.start - match.span.end, match) for match in side_before]
        found += [(match.span.start - span.end, match) for match in side_after]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _joined(findings: Findings, sentence: Sentence, span: Span) -> Span | None:
    """Return the small word nearest before a name that tells whose side it is on, or None."""
    start = max(sentence.span.start, span.start - _BESIDE_BEFORE)
    found = [*_SMALL_WORDS.finditer(findings.page.folded, start, span.start)]
    return Span(*found[-1].span()) if found else None


_SMALL_WORDS = re.compile(
    r"(?<!\w)(?:between|among|amongst|involving|with|for|signed|on behalf of|by|to"
    r"|بين|مع|من قبل)(?!\w)"
)


def _sides_of(
    findings: Findings, path: str, before: Span | None, after: Span | None
) -> tuple[list[Match], list[Match]]:
    """Return the matches of cues before a name and behind it, where each of them may stand."""
    if path.startswith("roles."):
        return (
            list(iter_matches(findings, f"{path}.after", before)) if before else [],
            list(iter_matches(findings, f"{path}.before", after)) if after else [],
        )
    return (
        list(iter_matches(findings, path, before)) if before else [],
        list(iter_matches(findings, path, after)) if after else [],
    )


def _iter_date(findings: Findings, dated: DateValue) -> Iterator[Reason]:
    """Yield what makes a time this kind of date, and how its value was computed."""
    span = dated.evidence[0].span
    sentence = findings.page.sentence_at(span.start)
    if sentence is not None:
        match = _nearest(findings, sentence, span, dated.kind.value)
        rule = f"words beside it for a date of this kind ({dated.kind.value})"
        yield (
            because(findings, rule, match)
            if match
            else Reason("where it stands: no words of its own say what happened then")
        )
    if dated.derived_from:
        yield Reason(f"computed: {dated.derived_from}")
    for time in findings.times.get(sentence.index, ()) if sentence is not None else ():
        if time.span == span and time.doubt:
            yield Reason(f"doubtful: {time.doubt}")


_DATE_PATHS = {
    "duration": ("what_lasts", "lasts", "lasts_vaguely", "endless"),
    "deadline": ("dates.deadline", "deadline_before", "deadline_after", "within"),
}


def _nearest(findings: Findings, sentence: Sentence, span: Span, kind: str) -> Match | None:
    """Return the words for a kind of date that stand nearest to a time in its sentence."""
    near: list[tuple[int, Match]] = []
    start, end = sentence.span.start, sentence.span.end
    for path in _DATE_PATHS.get(kind, (f"dates.{kind}",)):
        if start < span.start:
            before = _iter_all(findings, path, Span(start, span.start))
            near += [(span.start - match.span.end, match) for match in before]
        if span.end < end:
            after = find_match(findings, path, Span(span.end, end))
            near += [(after.span.start - span.end, after)] if after is not None else []
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _iter_all(findings: Findings, path: str, within: Span) -> Iterator[Match]:
    """Yield the matches of the cues under a key from left to right, without overlap."""
    start = within.start
    while start < within.end:
        match = find_match(findings, path, Span(start, within.end))
        if match is None:
            return
        yield match
        start = match.span.end


def _place(findings: Findings, place: PlaceValue) -> Reason:
    if is_place(place.name, findings.vocabulary):
        countries = place_countries(findings.vocabulary)[match_key(place.name)]
        return Reason(
            "a place that the vocabulary knows" + (f" ({countries})" if countries else "")
        )
    return Reason("stands where a place stands; no place that the vocabulary knows")


def _iter_term(findings: Findings, number: int, term: Term) -> Iterator[ValueNote]:
    """Yield by which cue a term bears each of its codes, and what gave its modality."""
    span = term.evidence[0].span
    sentence = findings.page.sentence_at(span.start)
    for code in term.codes:
        cue = find_code_cue(findings, code, span)
        if cue is None and sentence is not None:
            cue = find_code_cue(findings, code, sentence.span)
        reason = (
            because(findings, "a cue of the code", cue) if cue else Reason("no cue found again")
        )
        yield ValueNote("terms", number, code, (reason,))
    if term.modality is not None:
        yield ValueNote(
            "terms", number, "modality", (_modality(findings, term.modality, term.codes, span),)
        )


def _modality(findings: Findings, modality: Modality, codes: Sequence[str], span: Span) -> Reason:
    for path in (f"modalities.{modality.value}", "intended_in_points"):
        match = find_match(findings, path, span)
        if match is not None and (path != "intended_in_points" or modality is Modality.INTENTION):
            return because(findings, f"words of a {modality.value}", match)
    if modality is Modality.OBLIGATION:
        return Reason("no words for another: what an arrangement says of acts is an obligation")
    return Reason(f"no words for it: what {', '.join(codes)} says is a {modality.value}")


def _iter_claim(findings: Findings, claim: Claim) -> Iterator[Reason]:
    """Yield by which words a claim has its stance, and what it is about."""
    span = claim.evidence[0].span
    sentence = findings.page.sentence_at(span.start)
    whole = sentence.span if sentence is not None else span
    path = f"stances.{claim.stance.value}"
    match = find_match(findings, path, span) or find_match(findings, path, whole)
    if match is not None:
        yield because(findings, f"the speaker {claim.stance.value} it", match)
    else:
        for other, rule in _OTHER_STANCES.get(claim.stance, ()):
            found = find_match(findings, other, whole)
            if found is not None:
                yield because(findings, rule, found)
                break
        else:
            yield Reason("said by the speaker, without a verb of its own")
    if claim.about is not None:
        about = find_match(findings, f"about.{claim.about.value}", span)
        rule = f"it is about {claim.about.value}"
        yield because(findings, rule, about) if about else Reason(rule)


_OTHER_STANCES = {
    Stance.ASSERTS: (("according_to", "a source that is named without a verb"),),
    Stance.ALLEGES: (
        ("hedges", "the narrator's own hedge"),
        ("leaked", "a source that is unnamed or leaked"),
        ("according_to", "a source that is named without a verb"),
    ),
    Stance.ACCUSES: (("speaks_of_breach", "what is said is a breach"),),
}


def iter_fact_notes(findings: Findings, facts: Sequence[Fact]) -> Iterator[ValueNote]:
    """Yield by which words each fact was taken for done."""
    for number, fact in enumerate(facts):
        span = fact.evidence[0].span
        sentence = findings.page.sentence_at(span.start)
        times = findings.times.get(sentence.index, ()) if sentence is not None else ()
        match = find_act_cue(findings, fact.act.value, span)
        if any(time.span == span for time in times):
            reason = Reason("what a date of the agreement says happened")
        elif match is not None:
            reason = because(findings, "words that report it as done", match)
        else:
            reason = by_words(findings, "words that report it as done", span)
        yield ValueNote("facts", number, fact.act.value, (reason,))


def _words(name: str) -> str:
    return name.replace("_", " ")
