"""Compose: what was found on a page, put together into accounts of agreements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hudna.domain.agreements import Agreement, Claim, DateValue, Ground, Part, PlaceValue, Term
from hudna.domain.codebook import DateKind, Stage, Stance
from hudna.domain.evidence import Evidence
from hudna.domain.periods import find_period, is_value_of
from hudna.read.attributions import Attributions
from hudna.read.authenticity import anchor_of, find_authenticity
from hudna.read.casts import Cast
from hudna.read.claims import find_claims
from hudna.read.clauses import CodedClause
from hudna.read.dates import Dated, find_dates, iter_told_at_head
from hudna.read.findings import Findings
from hudna.read.forms import find_form, find_scope
from hudna.read.groups import Group, find_groups
from hudna.read.labels import find_own_name, label_of
from hudna.read.outsiders import iter_outsiders
from hudna.read.participants import cast_group, iter_participants
from hudna.read.parts import iter_terms_parts
from hudna.read.places import Atlas, Located, find_places, or_scene
from hudna.read.positions import sayings_of
from hudna.read.sayings import Saying
from hudna.read.stages import find_stage
from hudna.read.structure import Sentence
from hudna.read.terms import find_terms, with_terms_of_times
from hudna.read.voices import Utterance
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue
from hudna.vocabulary.loader import ARABIC


@lru_cache(maxsize=4)
def _carries_on(vocabulary: Vocabulary) -> AnyCue:
    return compile_any_cue(vocabulary.get("reading")["carries_on"])


@lru_cache(maxsize=4)
def _forecast(vocabulary: Vocabulary) -> AnyCue:
    return compile_any_cue(vocabulary.get("reading")["forecasts"])


_SIGNATURE_LINE = re.compile(
    r"(?:(?:signed\s)?(?:for|on behalf of)\s(?:the\s)?|و?(?:وقع\s)?عن\s)[^.:]{2,60}\s?:"
)
_MADE = frozenset({Stage.AGREED, Stage.DECLARED})
_MADE_ON = frozenset({DateKind.ANNOUNCED, DateKind.SIGNED})
_TOLD_ON = {
    Stage.PROPOSAL: DateKind.OFFERED,
    Stage.COLLAPSED: DateKind.END,
    Stage.EXPIRED: DateKind.END,
}
"""What the day of the sentence that tells of a stage is the day of."""
_HEAD_MOST = 8
"""How many sentences before the first that names it may carry an arrangement: a preamble."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of an agreement, and where the page speaks of it.

    Attributes:
        agreement: The account.
        group: The sentences that speak of it.
    """

    agreement: Agreement
    group: Group

    def names(self, sentence: int, span: Span) -> bool:
        """Return whether a stretch of a sentence stands where the page names the agreement."""
        held = (s for s in self.group.sentences if s.index == sentence)
        return sentence in self.group.named and any(s.span.overlaps(span) for s in held)


def compose(findings: Findings, voices: Attributions) -> tuple[Account, ...]:
    """Return the accounts of agreements that a page gives, that of its main arrangement first.

    An account is known by its anchor, so that no two stand on the same words.
    """
    accounts: dict[Evidence, Account] = {}
    main: tuple[Cast, ...] = ()
    atlas = Atlas(findings)
    sayings = sayings_of(findings)
    for group in find_groups(findings):
        agreement, casts = _account(
            findings, group, f"a{len(accounts) + 1}", main, voices, atlas, sayings
        )
        accounts.setdefault(agreement.anchor, Account(agreement, group))
        main = main or casts
    return tuple(accounts.values())


def _account(
    findings: Findings,
    group: Group,
    identifier: str,
    main: Sequence[Cast],
    voices: Attributions,
    atlas: Atlas,
    sayings: Mapping[int, Sequence[Saying]],
) -> tuple[Agreement, tuple[Cast, ...]]:
    """Return the account of one arrangement, and who is what in it."""
    terms = find_terms(findings, group)
    relevant = _relevant(findings, group, terms)
    told = find_claims(findings, group, relevant, sayings)
    stage = find_stage(findings, group)
    casts = cast_group(findings, group, relevant, stage=stage[0] if stage else None, main=main)
    dates = _dated(findings, group, relevant, told, stage)
    terms = with_terms_of_times(findings, terms, dates)
    divided = tuple(iter_terms_parts(findings, terms, atlas))
    casts = (*casts, *iter_outsiders(findings, divided, casts))
    participants = tuple(iter_participants(findings, casts, voices))
    strong = [n.span for n in group.namings if n.is_strong]
    told_at = [*(strong or [n.span for n in group.namings]), *(term.span for term in terms)]
    places = _without_actors(find_places(atlas, relevant, told_at), casts)
    places = tuple(place for place in places if place.span not in group.elsewhere)
    if group.is_main and findings.vocabulary.language != ARABIC:
        places = _without_actors(or_scene(atlas, group.sentences, places), casts)
    form = find_form(findings, group, participants, stage[0] if stage else None)
    scope = find_scope(findings, group)
    naming_sentences = group.naming_sentences or relevant[:1]
    authenticity = find_authenticity(findings, group, naming_sentences, told, casts)
    named_as = findings.page.words(group.naming.span) if group.naming else None
    grounded = [value for value in (form, stage, authenticity, scope) if value is not None]
    agreement = Agreement(
        id=identifier,
        label=label_of(
            _one_of(named_as)
            if named_as is not None and group.place is not None
            else find_own_name(findings, group) or named_as,
            casts,
            [place.name for place in places],
            is_arabic=findings.vocabulary.language == ARABIC,
        ),
        anchor=findings.cite(anchor_of(findings, group))[0],
        named_as=named_as,
        form=form[0] if form else None,
        stage=stage[0] if stage else None,
        authenticity=authenticity[0],
        scope=scope[0] if scope else None,
        participants=participants,
        dates=tuple(_date(findings, each, voices) for each in dates),
        places=tuple(PlaceValue(place.name, findings.cite(place.span)) for place in places),
        terms=tuple(_term(findings, clause, parts, voices) for clause, parts in divided),
        claims=tuple(_claim(findings, utterance) for utterance in told),
        grounds=(*_named_so(findings, group), *(ground for _, ground in grounded)),
    )
    return agreement, casts


def _relevant(
    findings: Findings, group: Group, terms: Sequence[CodedClause]
) -> tuple[Sentence, ...]:
    """Return the sentences that name an arrangement, have its terms, or carry on about it."""
    wanted = group.named | {term.sentence for term in terms}
    if group.is_main:
        wanted |= set(findings.screened.demands)
        first = min(wanted, default=0)
        head = min(first, _HEAD_MOST)
        wanted |= {
            s.index
            for s in group.sentences
            if (s.index > first or s.index < head) and _goes_on(findings, s)
        }
    borne = {term.sentence for term in terms}
    return tuple(
        s
        for s in group.sentences
        if s.index in wanted and (s.index in borne or not _forecasts(findings, s))
    )


def _forecasts(findings: Findings, sentence: Sentence) -> bool:
    cue = _forecast(findings.vocabulary)
    start, end = sentence.span.start, sentence.span.end
    return cue.search(findings.page.folded, start, end, sentence.stems) is not None


def _goes_on(findings: Findings, sentence: Sentence) -> bool:
    page, start, end = findings.page, sentence.span.start, sentence.span.end
    if _SIGNATURE_LINE.match(page.folded, start, end):
        return True
    cue = _carries_on(findings.vocabulary)
    return cue.search(page.folded, start, end, sentence.stems) is not None


def _without_actors(places: Sequence[Located], casts: Sequence[Cast]) -> tuple[Located, ...]:
    """Return the places that are not the names of participants."""
    actors = {match_key(cast.mention.name) for cast in casts}
    return tuple(place for place in places if match_key(place.name) not in actors)


def _one_of(named_as: str) -> str:
    """Return what one of several is called, by the word for all of them."""
    return named_as.removesuffix("s")


def _named_so(findings: Findings, group: Group) -> tuple[Ground, ...]:
    if group.naming is None:
        return ()
    return (Ground("named_as", "first words that name it", findings.cite(group.naming.span)),)


def _dated(
    findings: Findings,
    group: Group,
    relevant: Sequence[Sentence],
    told: Sequence[Utterance],
    told_stage: tuple[Stage, Ground] | None,
) -> tuple[Dated, ...]:
    stage = told_stage[0] if told_stage else None
    denied = {u.sentence for u in told if u.stance is Stance.DENIES}
    dated = denied | {sentence.index for sentence in relevant}
    sentences = [sentence for sentence in group.sentences if sentence.index in dated]
    found = find_dates(findings, group, sentences, denied)
    if stage in _MADE and group.is_main and _MADE_ON.isdisjoint(each.kind for each in found):
        found = (*found, *iter_told_at_head(findings, group, is_own=stage is Stage.DECLARED))
    if told_stage is not None and group.is_main:
        found = (*found, *_iter_told_with(findings, found, *told_stage))
    if stage is Stage.DECLARED and any(each.kind is DateKind.ANNOUNCED for each in found):
        # What one side declares is signed by none: that is the day of what it refers to.
        found = tuple(each for each in found if each.kind is not DateKind.SIGNED)
    return tuple(each for each in found if is_value_of(each.kind, each.value))


def _iter_told_with(
    findings: Findings, found: Sequence[Dated], stage: Stage, ground: Ground
) -> Iterator[Dated]:
    """Yield the day of a sentence that tells of an offer or of an end, where no words date either.

    `On Sunday the front announced the formal end of its truce`: the day goes with what is told.
    """
    kind = _TOLD_ON.get(stage)
    if kind is None or any(each.kind is kind for each in found):
        return
    sentence = findings.page.sentence_at(ground.evidence[0].start)
    if sentence is None or any(sentence.span.contains(each.span) for each in found):
        return
    for time in findings.times_in(sentence.index, sentence.span):
        day = None if time.is_duration else find_period(time.value)
        if day is not None and day.earliest == day.latest:
            yield Dated(kind, time.value, time.span, time.derived_from)
            return


def _date(findings: Findings, dated: Dated, voices: Attributions) -> DateValue:
    voice, stance = voices.told_of(dated.span)
    return DateValue(
        dated.kind,
        dated.value,
        findings.cite(dated.span),
        derived_from=dated.derived_from,
        voice=voice,
        stance=stance,
    )


def _term(
    findings: Findings, clause: CodedClause, parts: Mapping[str, Part], voices: Attributions
) -> Term:
    voice, stance = voices.told_of(clause.span)
    term = Term(
        clause.codes,
        findings.cite(clause.span),
        number=clause.number,
        modality=clause.modality,
        voice=voice,
        stance=stance,
    )
    return replace(term, **parts)  # type: ignore[arg-type]  # PART_NAMES only


def _claim(findings: Findings, utterance: Utterance) -> Claim:
    evidence = findings.cite(utterance.span)
    return Claim(utterance.speaker, utterance.stance, evidence, about=utterance.about)
