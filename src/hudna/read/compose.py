"""Compose: what was found on a page, put together into accounts of agreements."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import (
    Agreement,
    Claim,
    DateValue,
    Ground,
    Participant,
    PlaceValue,
    Term,
)
from hudna.domain.codebook import (
    About,
    Authenticity,
    DateKind,
    Form,
    Modality,
    Role,
    Scope,
    Stage,
    Stance,
)
from hudna.domain.documents import Rendition
from hudna.domain.evidence import Evidence
from hudna.domain.periods import Period, is_value_of
from hudna.read.actors import SIDED, ActorKind, Mention
from hudna.read.dates import find_dates, says_how_long
from hudna.read.places import find_places
from hudna.read.roles import OFFERS, Cast, find_casts, only_says_where, settled
from hudna.read.screen import Naming, Screened
from hudna.read.structure import Kind, Page, Sentence
from hudna.read.terms import CodedClause, code_clauses
from hudna.read.voices import Utterance, find_utterances
from hudna.text.folding import match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import compile_any


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages before this one found on a page.

    Attributes:
        rendition: The text, for citing.
        page: The same laid out.
        mentions: Who is named, by sentence.
        screened: Where arrangements are spoken of.
        published: When the document was published, where known.
    """

    rendition: Rendition
    page: Page
    mentions: dict[int, tuple[Mention, ...]]
    screened: Screened
    published: Period | None

    def mentions_in(self, sentence: Sentence) -> tuple[Mention, ...]:
        """Return who is named within a sentence, or within the part of one."""
        return tuple(m for m in self.mentions[sentence.index] if sentence.span.contains(m.span))


@dataclass(frozen=True, slots=True)
class _Cues:
    stages: tuple[tuple[Stage, re.Pattern[str]], ...]
    hedges: re.Pattern[str]
    denials: re.Pattern[str]
    confirmations: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    return _Cues(
        tuple((Stage(name), compile_any(cues)) for name, cues in reading["stages"].items() if cues),
        compile_any(reading["hedges"]),
        compile_any(reading["denials"]),
        compile_any(reading["confirmations"]),
    )


_NORMATIVE = re.compile(
    r"\b(?:will|would|shall|must|should|agree[sd]?|includ(?:es|ed|ing)|stipulat|provid(?:es|ed|ing) for|call(?:s|ed) for|in exchange|"
    r"under the|terms|involves?|according to the|promised?|pledged?|allow|commit(?:s|ted)|demand(?:s|ed)|requir(?:es|ed)|to be|as part of|order(?:s|ed)|urg(?:es|ed|ing)|hop(?:es|ed)|expected|scheduled|would)\b"
)
_NARRATIVE = re.compile(
    r"\b(?:killed|wounded|injured|died|dead|captured|clashed|bombed|stormed|seized|shelled)\b"
)
_BREACH = re.compile(r"\b(?:violat|breach|accus|infring|blam)")
_CONCLUDING = re.compile(
    r"\b(?:sign|reach|agree|struck|stricken|conclud|declar|announc|offer|propos|tabl|observ|accept|order|call|broker|took effect|"
    r"began|begin|came into|went into|in effect|hold|establish|approv|back|negotiat|implement|seal|extend|demand|adopt|involv|includ|secure|enter)"
)


def compose(findings: Findings, vocabulary: Vocabulary) -> tuple[Agreement, ...]:
    """Return the accounts of agreements that a page gives, the one it speaks of first being first."""
    agreements: list[Agreement] = []
    main: tuple[Cast, ...] = ()
    for number, group in enumerate(_groups(findings), 1):
        coded = _term_clauses(findings, vocabulary, group)
        relevant = _relevant(findings, group, coded)
        casts = _casts(findings, vocabulary, group, relevant, main)
        agreements.append(
            _account(findings, vocabulary, f"a{number}", group, coded, relevant, casts)
        )
        main = main or casts
    return tuple(agreements)


@dataclass(frozen=True, slots=True)
class _Group:
    """The sentences that speak of one arrangement."""

    namings: tuple[Naming, ...]
    sentences: tuple[Sentence, ...]
    is_main: bool


_EARLIER = re.compile(
    r"\b(?:had (?:\w+ )?(?:declared|announced|agreed|signed|reached)|previous(?:ly)?|last year|in the past|during the past|unilaterally declared|"
    r"a similar|a separate|an earlier|earlier (?:cease|truce|agreement|deal)|past (?:two|three|few)|years? (?:ago|earlier))\b"
)
_SEVERAL = re.compile(
    r"\b(?:(?:made|struck|reached|signed|concluded|agreed|brokered|negotiated) (?:\w+ ){0,3}?(?:deals|truces|cease\s?-?\s?fires|agreements|accords)|"
    r"(?:deals|truces|cease\s?-?\s?fires|agreements|accords) (?:have been|were|had been|has been) (?:\w+ )?(?:made|struck|reached|signed|concluded|agreed)|"
    r"made (?:a|another) (?:\w+ )?(?:deal|truce|agreement) with)\b"
)
_NO_DEALS = re.compile(r"\bno (?:such )?(?:deals?|agreements?|truces?)\b")


def _groups(findings: Findings) -> list[_Group]:
    page, screened = findings.page, findings.screened
    if not screened.namings:
        return [_Group((), page.sentences, is_main=True)]
    by_sentence: dict[int, list[Naming]] = {}
    for naming in screened.namings:
        by_sentence.setdefault(naming.sentence, []).append(naming)
    strong = [i for i, ns in by_sentence.items() if any(n.is_strong for n in ns)]
    body = [i for i in strong if page.sentences[i].kind is not Kind.HEADLINE]
    first = next(iter(body or strong or sorted(by_sentence)))
    others: list[_Group] = list(_offers(findings, first))
    offered = {s.index for group in others for s in group.sentences}
    for index in sorted(by_sentence):
        if index > first and index not in offered and page.sentences[index].kind is Kind.BODY:
            others += _others(findings, page.sentences[index], by_sentence[index])
    elsewhere = {group.sentences[0].index for group in others} | offered
    main = tuple(s for s in page.sentences if s.index not in elsewhere)
    return [
        _Group(
            tuple(n for n in screened.namings if n.sentence not in elsewhere), main, is_main=True
        ),
        *others,
    ]


_TO_EXTEND = re.compile(
    r"\b(?:offer|proposal|plan|draft|bid)s?\b[^;]{0,90}\b(?:extend|prolong|renew|broaden|expand)\w*|"
    r"\b(?:expanded|new and expanded|follow-up|broader|second-phase)\b[^.;]{0,30}\b(?:proposal|offer|agreement|armistice|truce|cease\s?-?\s?fire)"
)
_SAME_OFFER = re.compile(r"\b(?:the|his|her|its|this|their|expanded) (?:proposal|offer)\b|^it also (?:contain|includ)\w+")


def _offers(findings: Findings, first: int) -> Iterator[_Group]:
    """Yield what is offered about an arrangement that stands, such as its extension: a proposal of its own."""
    page = findings.page
    held: list[Sentence] = []
    for sentence in page.sentences:
        words = page.folded_words(sentence.span)
        if sentence.index <= first or sentence.kind is not Kind.BODY:
            continue
        if _TO_EXTEND.search(words) or (held and _SAME_OFFER.search(words)):
            held.append(sentence)
    namings = tuple(n for n in findings.screened.namings if n.sentence in {s.index for s in held})
    if namings:
        yield _Group(namings, tuple(held), is_main=False)


def _others(findings: Findings, sentence: Sentence, namings: Sequence[Naming]) -> Iterator[_Group]:
    """Yield the arrangements beside the main one that a sentence speaks of: earlier ones, and several elsewhere."""
    page = findings.page
    words = page.folded_words(sentence.span)
    parts = [
        Span(m.start() + sentence.span.start, m.end() + sentence.span.start)
        for m in _SEVERAL.finditer(words)
    ]
    if parts and not _NO_DEALS.search(words):
        follow = _following(page, sentence)
        for number, part in enumerate(parts):
            start = sentence.span.start if number == 0 else _clause_start(sentence, part.start)
            end = (
                sentence.span.end
                if number + 1 == len(parts)
                else _clause_start(sentence, parts[number + 1].start)
            )
            span = Span(start, end)
            piece = replace(
                sentence,
                span=span,
                clauses=tuple(c for c in sentence.clauses if span.contains(c)) or (span,),
            )
            held = tuple(n for n in namings if span.contains(n.span))
            if held:
                yield _Group(held, (piece, *follow) if len(parts) == 1 else (piece,), is_main=False)
    elif any(n.is_strong for n in namings) and _EARLIER.search(words):
        yield _Group(tuple(namings), (sentence,), is_main=False)


_GOES_ON = re.compile(r"(?:they|these|the (?:accords|deals|agreements|truces|cease\s?-?\s?fires)) ")


def _following(page: Page, sentence: Sentence) -> tuple[Sentence, ...]:
    """Return the sentences that go on about the same: `They involve …`."""
    held: list[Sentence] = []
    for after in page.sentences[sentence.index + 1 :]:
        if not _GOES_ON.match(page.folded_words(after.span)):
            break
        held.append(after)
    return tuple(held)


def _clause_start(sentence: Sentence, offset: int) -> int:
    return max(
        (c.start for c in sentence.clauses if c.start <= offset), default=sentence.span.start
    )


def _account(
    findings: Findings,
    vocabulary: Vocabulary,
    name: str,
    group: _Group,
    coded: tuple[CodedClause, ...],
    relevant: tuple[Sentence, ...],
    casts: tuple[Cast, ...],
) -> Agreement:
    cite = findings.rendition.cite
    utterances = _utterances(findings, vocabulary, group, relevant)
    hedged = _hedged(findings, vocabulary, group)
    if hedged is not None and not any(u.span.overlaps(hedged) for u in utterances):
        utterances = (Utterance("document", Stance.ALLEGES, About.EXISTENCE, hedged), *utterances)
    anchor = _anchor(findings, group)
    stage = _stage(findings, vocabulary, group)
    authenticity = _authenticity(findings, vocabulary, group, relevant, utterances)
    participants = tuple(_participants(findings, casts))
    named_so = {match_key(c.mention.name) for c in casts}
    places = tuple(
        p
        for p in find_places(findings.page, relevant, findings.mentions, vocabulary)
        if match_key(p.name) not in named_so
    )
    form = _form(findings, group, participants, stage)
    scope = _scope(findings, group, tuple(p.name for p in places), participants)
    named = next((n for n in group.namings if n.is_strong), next(iter(group.namings), None))
    grounds = [Ground("named_as", "first words that name it", (cite(named.span),))] if named else []
    grounds += [
        g for g in (form and form[1], stage and stage[1], authenticity[1], scope and scope[1]) if g
    ]
    denied = {
        s.index
        for s in group.sentences
        for u in utterances
        if u.stance is Stance.DENIES and s.span.overlaps(u.span)
    }
    dates = find_dates(
        findings.page,
        tuple(s for s in group.sentences if s.index in denied | {r.index for r in relevant}),
        findings.published,
        {n.sentence for n in group.namings},
        denied,
    )
    return Agreement(
        id=name,
        label=_label(findings, named, casts, [p.name for p in places]),
        anchor=cite(anchor),
        named_as=findings.page.words(named.span) if named else None,
        form=form[0] if form else None,
        stage=stage[0] if stage else None,
        authenticity=authenticity[0],
        scope=scope[0] if scope else None,
        participants=participants,
        dates=tuple(
            DateValue(
                kind=d.kind, value=d.value, evidence=(cite(d.span),), derived_from=d.derived_from
            )
            for d in dates
            if is_value_of(d.kind, d.value)
        ),
        places=tuple(PlaceValue(p.name, (cite(p.span),)) for p in places),
        terms=tuple(
            Term(codes=c.codes, evidence=(cite(c.span),), number=c.number, modality=c.modality)
            for c in coded
        ),
        claims=tuple(
            Claim(speaker=u.speaker, stance=u.stance, evidence=(cite(u.span),), about=u.about)
            for u in utterances
        ),
        grounds=tuple(grounds),
    )


def _anchor(findings: Findings, group: _Group) -> Span:
    naming = next((n for n in group.namings if n.is_strong), next(iter(group.namings), None))
    if naming is not None:
        return naming.span
    return findings.page.sentences[findings.screened.demands[0]].span


def _term_clauses(
    findings: Findings, vocabulary: Vocabulary, group: _Group
) -> tuple[CodedClause, ...]:
    page = findings.page
    named = {n.sentence for n in group.namings}
    demanded = set(findings.screened.demands)
    first = min(named | demanded, default=0)
    kept: list[CodedClause] = []
    ceased = 0
    last_relevant = -9
    for sentence in group.sentences:
        words = page.folded_words(sentence.span)
        if sentence.kind is Kind.HEADLINE or (
            sentence.index < first and sentence.kind is not Kind.POINT
        ):
            continue
        is_named = sentence.index in named or sentence.index in demanded
        follows = sentence.index - last_relevant <= 1 and bool(kept)
        listed = sentence.kind is Kind.POINT
        if not (
            listed or is_named or (follows and _NORMATIVE.search(words)) or _TERMS.search(words)
        ):
            continue
        if _NARRATIVE.search(words) and not (listed or is_named):
            continue
        if is_named:
            last_relevant = sentence.index
        for clause in code_clauses(page, sentence, vocabulary):
            codes = _sifted(page, sentence, clause, listed=listed, is_named=is_named)
            if "hostilities.cease" in codes and not listed:
                ceased += 1
                if ceased > _CEASE_MOST:
                    codes = tuple(c for c in codes if c != "hostilities.cease")
            if codes:
                kept.append(
                    CodedClause(clause.span, clause.sentence, codes, clause.modality, clause.number)
                )
                last_relevant = sentence.index
    return tuple(kept)


_CEASE_MOST = 3
_TERMS = re.compile(
    r"\b(?:under the|terms of the|as part of the|the (?:agreement|deal|accord|truce|plan) (?:\w+ )?(?:includes?|stipulates?|provides?|calls? for|requires?|allows?|covers?))\b"
)
_NAMES_ONLY = re.compile(
    r"\b(?:cease\s?-?\s?fires?|truces?|armistice|cessation|hudna|d[eé]tente)\b"
)


def _sifted(
    page: Page, sentence: Sentence, clause: CodedClause, *, listed: bool, is_named: bool
) -> tuple[str, ...]:
    """Return the codes of a clause that its surroundings bear out."""
    words = page.folded_words(clause.span)
    whole = page.folded_words(sentence.span)
    codes = list(clause.codes)
    if listed:
        if "hostilities.cease" in codes and len(codes) > 1 and _MENTIONED.search(words):
            codes.remove("hostilities.cease")
        return tuple(codes)
    if _BREACH.search(words):
        return tuple(c for c in codes if c in {"lifecycle.start"})
    if "hostilities.cease" in codes and not _ceases(words, whole):
        codes.remove("hostilities.cease")
    if "lifecycle.duration" in codes and not says_how_long(page, clause.span):
        codes.remove("lifecycle.duration")
    if "lifecycle.resume" in codes and not _TO_RESUME.search(words):
        codes.remove("lifecycle.resume")
    if "conduct.common_enemy" in codes and clause.modality is Modality.PROHIBITION:
        codes.remove("conduct.common_enemy")
    return tuple(codes)


_NAME = r"(?:cease\s?-?\s?fires?|truces?|armistice|cessation of (?:all )?hostilities|hudna|d[eé]tente|humanitarian pause)"
_STOPS = re.compile(
    r"\b(?:stop|halt|end|cease|suspend|paus|silenc|avoid|refrain)\w*\b[^.;]{0,40}\b(?:hostilit|fighting|attack|fire\b|firing|shelling|violence|combat|"
    r"operations|offensive|clashes|guns|war\b|wars\b|escalation)|\b(?:fire|fighting|hostilities|attacks) (?:has|have|will|would|shall|must|to) (?:been )?(?:be )?stop|"
    r"\blay down\b|\b(?:not|from) (?:to )?(?:carry(?:ing)? out|conduct(?:ing)?|launch(?:ing)?|attack)|\bno attack"
)
_CONCLUDES_NAME = re.compile(
    rf"\b(?:sign|reach|agree|struck|conclud|declar|announc|offer|propos|tabl|observ|accept|call(?:s|ed)? for|demand|broker|approv|back|"
    rf"establish|order|includ|involv|commit|hop|envision|enter into|finali[sz]|respect|resolved|landmark|secur|implement)\w*\b[^.;]{{0,60}}\b{_NAME}\b"
    rf"|\b{_NAME}\b[^.;]{{0,70}}\b(?:was|were|has been|have been|had been|is|been) (?:\w+ )?(?:reached|agreed|signed|struck|announced|declared|brokered|concluded|accepted|in effect)"
    rf"|\b{_NAME}\b[^.;]{{0,30}}\b(?:between|with|covering|for the|since it took|took effect|has been in effect)\b"
)
_NOT_CONCLUDED = re.compile(
    rf"\b(?:refus|reject|declin|violat|breach|extend|prolong|renew|monitor|reinvigorat|maintain|collaps|full text|call(?:ed)? off|observance of|ended|ending|covered by|despite)\w*\b"
    rf"[^.;]{{0,40}}\b{_NAME}\b"
)
_TO_RESUME = re.compile(
    r"\b(?:will|would|shall|order|to (?:resume|carry|stage)|if|in case|should|imperative)\b|\border"
)


def _ceases(words: str, whole: str) -> bool:
    """Return whether a clause says that fire stops, rather than naming the arrangement in passing."""
    if len(words.split()) < _CLAUSE_LEAST:
        return False
    if _STOPS.search(words):
        return True
    return _CONCLUDES_NAME.search(words) is not None and _NOT_CONCLUDED.search(words) is None


_CLAUSE_LEAST = 3
_MENTIONED = re.compile(r"\b(?:the|this|violat\w+(?: the)?) (?:cease\s?-?\s?fire|truce)\b")


def _relevant(
    findings: Findings, group: _Group, coded: Sequence[CodedClause]
) -> tuple[Sentence, ...]:
    wanted = {n.sentence for n in group.namings} | {c.sentence for c in coded}
    if group.is_main:
        wanted |= set(findings.screened.demands)
        first = min(wanted, default=0)
        wanted |= {
            s.index
            for s in group.sentences
            if s.index > first and _CARRIED.search(findings.page.folded_words(s.span))
        }
    return tuple(s for s in group.sentences if s.index in wanted)


_CARRIED = re.compile(
    r"\b(?:signed by|signator(?:y|ies)|responsible for (?:the )?implement|brokered by|mediated by|guarantors?|guaranteed by|witnessed by|"
    r"mediators?|mediation|auspices|monitored by|supervised by|overseen by|effective|takes? effect|took effect|come into force|expires?|expired|lapsed)\b"
)


def _casts(
    findings: Findings,
    vocabulary: Vocabulary,
    group: _Group,
    relevant: Sequence[Sentence],
    main: Sequence[Cast],
) -> tuple[Cast, ...]:
    casts: list[Cast] = []
    for sentence in relevant:
        casts += find_casts(findings.page, sentence, findings.mentions_in(sentence), vocabulary)
    stage = _stage(findings, vocabulary, group)
    one_sided = _is_one_sided(findings, group, casts, stage[0] if stage else None)
    casts = list(settled(_with_invitees(casts) if one_sided else casts))
    sides = [c for c in casts if c.role in {Role.PARTY, Role.INVITEE}]
    taken = {c.mention.key for c in casts}
    if len(sides) < 2 and group.is_main:
        answering = Role.INVITEE if sides and one_sided else Role.PARTY
        casts += _likely_sides(findings, relevant, taken, answering, missing=2 - len(sides))
    elif len(sides) < 2:
        casts += [c for c in main if c.role is Role.PARTY and c.mention.key not in taken][: 2 - len(sides)]
    return tuple(c for c in casts if c.mention.kind is not ActorKind.SIDES)


_ONE_SIDED = re.compile(r"\bunilateral(?:ly)?\b")
_UNANSWERED = frozenset({Stage.PROPOSAL, Stage.DEMAND, Stage.REJECTED})


def _is_one_sided(
    findings: Findings, group: _Group, casts: Sequence[Cast], stage: Stage | None
) -> bool:
    """Return whether one side declares, offers or demands it, so that whoever else is named is at most invited."""
    if not group.namings:
        return True
    page = findings.page
    first = next((page.sentences[n.sentence] for n in group.namings if n.is_strong), None)
    if first is not None and _ONE_SIDED.search(page.folded_words(first.span)) is not None:
        return True
    return stage in _UNANSWERED and any(c.weight == OFFERS for c in casts if c.role is Role.PARTY)


def _with_invitees(casts: Sequence[Cast]) -> list[Cast]:
    """Return the casts with one party, the one whose words make it, the others called parties being invited."""
    weights: Counter[str] = Counter()
    for cast in casts:
        if cast.role is Role.PARTY:
            weights[cast.mention.key] += cast.weight
    declarer = max(weights, key=lambda key: weights[key], default=None)
    return [
        replace(c, role=Role.INVITEE) if c.role is Role.PARTY and c.mention.key != declarer else c
        for c in casts
    ]


def _likely_sides(
    findings: Findings, relevant: Sequence[Sentence], taken: Collection[str], role: Role, *, missing: int
) -> Iterator[Cast]:
    """Yield the armed sides named most often beside the arrangement, where the grammar names too few."""
    seen: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for sentence in relevant:
        for mention in findings.mentions_in(sentence):
            if mention.kind in _ARMED_KINDS and mention.key not in taken and not mention.is_seat:
                if only_says_where(findings.page, mention, sentence):
                    continue
                seen[mention.key] += 1
                first.setdefault(mention.key, mention)
    likely = sorted(seen, key=lambda key: (-seen[key], first[key].kind is ActorKind.STATE, first[key].span))
    for key in likely[:missing]:
        yield Cast(first[key], role, 1)


_ARMED_KINDS = frozenset(
    {ActorKind.ARMED, ActorKind.GOVERNMENT, ActorKind.COLLECTIVE, ActorKind.STATE}
)


def _participants(findings: Findings, casts: Sequence[Cast]) -> Iterator[Participant]:
    forms: dict[str, list[Mention]] = {}
    for mentions in findings.mentions.values():
        for mention in mentions:
            forms.setdefault(mention.key, []).append(mention)
    for cast in casts:
        known = forms.get(cast.mention.key, [cast.mention])
        name = cast.mention.name
        aliases = dict.fromkeys(m.name for m in known if m.name.casefold() != name.casefold())
        yield Participant(
            name=name,
            role=cast.role,
            evidence=(findings.rendition.cite(cast.mention.span),),
            aliases=tuple(aliases)[:5],
            on_behalf_of=cast.on_behalf_of,
        )


def _utterances(
    findings: Findings, vocabulary: Vocabulary, group: _Group, relevant: Sequence[Sentence]
) -> tuple[Utterance, ...]:
    speaking = {s.index for s in relevant}
    near = {i + d for i in speaking for d in (0, 1)}
    found: list[Utterance] = []
    last: str | None = None
    names: list[str] = []
    for sentence in group.sentences:
        mentions = findings.mentions_in(sentence)
        if sentence.index in near and sentence.kind is not Kind.POINT:
            found += find_utterances(
                findings.page,
                sentence,
                mentions,
                vocabulary,
                speaks=sentence.index in speaking,
                last_speaker=last,
                names=names,
            )
        last = next((m.name for m in mentions if m.kind is not ActorKind.SIDES), last)
        names += [m.name for m in mentions]
    return tuple(_sparse(found))


def _hedged(findings: Findings, vocabulary: Vocabulary, group: _Group) -> Span | None:
    """Return the words of the document itself that tell of the arrangement with a hedge, or None."""
    page = findings.page
    for naming in group.namings:
        sentence = page.sentences[naming.sentence]
        if sentence.kind is Kind.BODY and naming.is_strong:
            match = _cues(vocabulary).hedges.search(
                page.folded, sentence.span.start, sentence.span.end
            )
            return (
                sentence.span if match is not None and len(sentence.span) < _HEDGED_MOST else None
            )
    return None


_HEDGED_MOST = 300
_SAME_MOST = 2


def _sparse(utterances: Sequence[Utterance]) -> Iterator[Utterance]:
    """Yield the utterances, of one speaker in one stance no more than the first few."""
    seen: Counter[tuple[str, Stance]] = Counter()
    for utterance in utterances:
        seen[utterance.speaker, utterance.stance] += 1
        if seen[utterance.speaker, utterance.stance] <= _SAME_MOST:
            yield utterance


def _stage(
    findings: Findings, vocabulary: Vocabulary, group: _Group
) -> tuple[Stage, Ground] | None:
    page, cite = findings.page, findings.rendition.cite
    if not group.namings:
        first = page.sentences[findings.screened.demands[0]]
        return Stage.DEMAND, Ground("stage", "a demand, no arrangement named", (cite(first.span),))
    named = {n.sentence for n in group.namings}
    weights: Counter[Stage] = Counter()
    words: dict[Stage, Span] = {}
    speaking = [s for s in group.sentences if s.index in named and s.kind is not Kind.POINT]
    for rank, sentence in enumerate(speaking or [s for s in group.sentences if s.index in named]):
        for stage, pattern in _cues(vocabulary).stages:
            match = _real_match(page, sentence, stage, pattern)
            if match is not None:
                weights[stage] += max(_FIRST_WEIGHT - rank, 1)
                words.setdefault(stage, Span(*match.span()))
                break
    if not weights:
        return None
    stage = max(weights, key=lambda s: (weights[s], -list(Stage).index(s)))
    if stage is Stage.AGREED and Stage.IN_FORCE in words:
        stage = Stage.IN_FORCE
    return stage, Ground("stage", f"words for {stage.value}", (cite(words[stage]),))


_FIRST_WEIGHT = 4


def _real_match(
    page: Page, sentence: Sentence, stage: Stage, pattern: re.Pattern[str]
) -> re.Match[str] | None:
    """Return where a sentence has words for a stage, unless they are of a wish, a plan or a doubt."""
    for match in pattern.finditer(page.folded, sentence.span.start, sentence.span.end):
        before = page.folded[max(sentence.span.start, match.start() - 40) : match.start()]
        if stage in {Stage.AGREED, Stage.IN_FORCE, Stage.COLLAPSED} and _UNREAL.search(before):
            continue
        return match
    return None


_UNREAL = re.compile(
    r"\b(?:to|not|no|if|could|might|talks (?:on|to)|hope(?:s|d)?|near(?:ing)?|before)\s(?:be\s)?$"
)


def _authenticity(
    findings: Findings,
    vocabulary: Vocabulary,
    group: _Group,
    relevant: Sequence[Sentence],
    utterances: Sequence[Utterance],
) -> tuple[Authenticity, Ground]:
    page, cite, cues = findings.page, findings.rendition.cite, _cues(vocabulary)
    named = [s for s in group.sentences if s.index in {n.sentence for n in group.namings}] or list(
        relevant[:1]
    )
    denial = next((u for u in utterances if u.stance is Stance.DENIES), None)
    if denial is not None:
        asserted = (
            any(u.stance in {Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS} for u in utterances)
            or len(named) > 1
        )
        kind = Authenticity.CONTESTED if asserted else Authenticity.DENIED
        return kind, Ground("authenticity", "a voice denies it", (cite(denial.span),))
    for sentence in named[:3]:
        match = cues.hedges.search(page.folded, sentence.span.start, sentence.span.end)
        if match is not None:
            return Authenticity.ALLEGED, Ground(
                "authenticity", "a hedge", (cite(Span(*match.span())),)
            )
    for sentence in named:
        match = cues.confirmations.search(page.folded, sentence.span.start, sentence.span.end)
        if match is not None:
            return Authenticity.CONFIRMED, Ground(
                "authenticity", "every side confirms", (cite(Span(*match.span())),)
            )
    return Authenticity.ASSERTED, Ground(
        "authenticity", "told as fact", (cite(_anchor(findings, group)),)
    )


def _form(
    findings: Findings,
    group: _Group,
    participants: Sequence[Participant],
    stage: tuple[Stage, Ground] | None,
) -> tuple[Form, Ground] | None:
    page, cite = findings.page, findings.rendition.cite
    for sentence in group.sentences:
        if sentence.index in {n.sentence for n in group.namings}:
            match = _FORMS.search(page.folded, sentence.span.start, sentence.span.end)
            if match is not None:
                form = (
                    Form.UNILATERAL
                    if match.group().startswith("unilateral")
                    else Form.BILATERAL
                    if match.group() in {"bilateral", "mutual", "two-way"}
                    else Form.MULTILATERAL
                )
                return form, Ground("form", "the word for it", (cite(Span(*match.span())),))
    if stage is not None and stage[0] is Stage.DEMAND:
        return Form.IMPOSED, Ground("form", "a demand", stage[1].evidence)
    sides = [p for p in participants if p.role in {Role.PARTY, Role.INVITEE}]
    if len(sides) < 2:
        return None
    form = Form.BILATERAL if len(sides) == 2 else Form.MULTILATERAL
    return form, Ground("form", f"{len(sides)} sides", tuple(e for p in sides for e in p.evidence))


_FORMS = re.compile(
    r"\b(?:unilateral(?:ly)?|bilateral|mutual|two-way|multilateral|between all (?:the )?(?:factions|parties|groups|sides))\b"
)


def _scope(
    findings: Findings, group: _Group, places: Sequence[str], participants: Sequence[Participant]
) -> tuple[Scope, Ground] | None:
    page, cite = findings.page, findings.rendition.cite
    for scope, pattern in _SCOPES:
        for sentence in group.sentences:
            if sentence.index in {n.sentence for n in group.namings}:
                match = pattern.search(page.folded, sentence.span.start, sentence.span.end)
                if match is not None:
                    return scope, Ground(
                        "scope", "words for how far it reaches", (cite(Span(*match.span())),)
                    )
    return None


_SCOPES = (
    (
        Scope.NATIONAL,
        re.compile(
            r"\b(?:nation-?wide|countrywide|throughout the country|across the country|entire country)\b"
        ),
    ),
    (
        Scope.LOCAL,
        re.compile(
            r"\b(?:local|town|village|city of|neighbou?rhood|suburb|camp|road|airfield|enclave|district)\b"
        ),
    ),
    (
        Scope.REGIONAL,
        re.compile(
            r"\b(?:province|governorate|region|oblast|state of|countryside|(?:north|south|east|west)(?:ern)?(?:-?(?:east|west)(?:ern)?)?|strip)\b"
        ),
    ),
)


def _label(
    findings: Findings, named: Naming | None, casts: Sequence[Cast], places: Sequence[str]
) -> str:
    what = findings.page.words(named.span) if named else "demand"
    sides = list(
        dict.fromkeys(c.mention.name for c in casts if c.role in {Role.PARTY, Role.INVITEE})
    )
    label = what[:1].upper() + what[1:]
    if len(sides) == 1:
        label += f" of {sides[0]}"
    elif sides:
        label += f" between {', '.join(sides[:3][:-1])}{' and ' if len(sides) <= 3 else ', '}{sides[:3][-1]}"
        label += f" and {len(sides) - 3} more" if len(sides) > 3 else ""
    return label + (f", {places[0]}" if places else "")
