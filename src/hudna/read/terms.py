"""Terms: which coded clauses are terms of an arrangement, by where they stand.

A cue of the codebook says that a clause may bear a code. It is a term in a list of terms, in a
sentence that names the arrangement or demands something, or in one that goes on about either; and
not where the words tell of a breach or of the fighting, or only mention the arrangement.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.codebook import DateKind, Modality
from hudna.read.actors import ActorKind, Mention
from hudna.read.adjuncts import joined
from hudna.read.clauses import CodedClause, clause_around, code_clauses
from hudna.read.dates import Dated, says_how_long
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.introductions import introduces
from hudna.read.modalities import modality_of
from hudna.read.structure import Kind, Sentence
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any, compile_any_cue, stems_of, to_expression
from hudna.vocabulary.loader import ARABIC

_NAMED = frozenset(
    {
        ActorKind.ARMED,
        ActorKind.GOVERNMENT,
        ActorKind.INTERNATIONAL,
        ActorKind.ORGANIZATION,
        ActorKind.PERSON,
        ActorKind.NAME,
    }
)
"""Who has a name whose words say nothing of terms."""
_CEASE, _START = "hostilities.cease", "lifecycle.start"
_ENEMY = "conduct.common_enemy"
_DEADLINE, _DURATION = "lifecycle.deadline", "lifecycle.duration"
_TOLD_ELSE = frozenset({"lifecycle.resume", "mechanism.monitor", "separation.zone"})
"""Codes of which a point of a list may tell something else as well."""
_STOPPING = frozenset({_CEASE, "lifecycle.extension"})
_TOLD_BY = {DateKind.START: _START, DateKind.END: _DURATION, DateKind.DURATION: _DURATION}
"""What a date of each kind says where fire stops."""
_CEASE_MOST = 3
"""How many clauses of prose that only say once more that fire stops are kept."""
_CLAUSE_LEAST = 3
_FAR = 2
"""How many sentences after the last that tells of terms one that tells of a duty goes on."""
_HEADING_MOST = 5
_ENDS = ".;,:!?"
_CAPITALS_MOST = 4
"""How many words in capitals may be one name; more are a heading."""
_ANY = re.compile(r"\ban?\s$")
_SET_UP = re.compile(
    r"\s(?:shall|will|would|must|is to|to)\sbe\s(?:established|set up|formed|created|constituted)\b"
)
_NAME_AS_VERB = re.compile(r"cease-fires?")
"""A name in which a verb and what stops seem to stand side by side."""


@dataclass(frozen=True, slots=True)
class _Cues:
    normative: AnyCue
    terms_follow: AnyCue
    undertakes: AnyCue
    pledges: AnyCue
    duties: AnyCue
    narrative: AnyCue
    breaches: re.Pattern[str]
    called_for_by_others: re.Pattern[str]
    foreseen: re.Pattern[str]
    stopped: re.Pattern[str] | None
    codes_on_breaches: tuple[str, ...]
    names_itself: re.Pattern[str] | None
    stops: re.Pattern[str]
    stops_by_cue: AnyCue
    concludes: re.Pattern[str] | None
    concludes_not: re.Pattern[str] | None
    resumption: re.Pattern[str]
    deadline_runs: re.Pattern[str]
    arrangement: re.Pattern[str]
    not_borne_out: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    reading: dict[str, Any] = vocabulary.get("reading")
    stops = {part: to_expression(cues) for part, cues in reading["stops"].items()}
    is_arabic = vocabulary.language == ARABIC
    return _Cues(
        compile_any_cue(reading["normative"]),
        compile_any_cue(reading["terms_follow"]),
        compile_any_cue(() if is_arabic else reading["undertakes"]),
        compile_any_cue(() if is_arabic else reading["pledges"]),
        compile_any_cue(() if is_arabic else reading["duties"]),
        compile_any_cue(reading["narrative"]),
        compile_any(reading["breaches"]),
        compile_any(reading["called_for_by_others"]),
        compile_any(reading["breaches_foreseen"]),
        None if is_arabic else compile_any(reading["breaches_stopped"]),
        tuple(reading["codes_on_breaches"]),
        compile_any(reading["names_itself"]) if is_arabic else None,
        re.compile(rf"{stops['verbs']}[^.;]{{0,40}}{stops['acts']}|{stops['whole']}"),
        compile_any_cue(() if is_arabic else _iter_stops(vocabulary, reading)),
        _concluding(reading) if is_arabic else None,
        _not_concluding(reading) if is_arabic else None,
        compile_any(reading["resumption_foreseen"]),
        compile_any(reading["deadline_runs"]),
        compile_any([*reading["arrangement_names"], *reading["agreed_by_name"]]),
        {code: compile_any(cues) for code, cues in reading["not_borne_out"].items()},
    )


def _iter_stops(vocabulary: Vocabulary, reading: Mapping[str, Any]) -> Iterator[str]:
    """Yield the cues by which fire stops, but for those that only name the arrangement."""
    name = compile_any(reading["arrangement_names"])
    cues: list[str] = vocabulary.get("codebook")["codes"][_CEASE]["cues"][vocabulary.language]
    yield from (cue for cue in cues if name.fullmatch(cue.replace("*", "s")) is None)


def _concluding(reading: Mapping[str, Any]) -> re.Pattern[str]:
    """Return what says, by a verb and the name, that an arrangement is made."""
    name = to_expression(reading["arrangement_names"])
    concludes = {part: to_expression(cues) for part, cues in reading["concludes"].items()}
    return re.compile(
        rf"{concludes['before']}[^.;]{{0,60}}{name}"
        rf"|{name}[^.;]{{0,70}}{concludes['after']}"
        rf"|{name}[^.;]{{0,30}}{concludes['right_after']}"
    )


def _not_concluding(reading: Mapping[str, Any]) -> re.Pattern[str]:
    name = to_expression(reading["arrangement_names"])
    return re.compile(rf"{to_expression(reading['concludes_not'])}[^.;]{{0,40}}{name}")


def find_terms(findings: Findings, group: Group) -> tuple[CodedClause, ...]:
    """Return the coded clauses of a group's sentences that are terms, from left to right."""
    naming = group.named | set(findings.screened.demands)
    first = min(naming, default=0)
    kept: list[CodedClause] = []
    last = first - 2
    for sentence in group.sentences:
        is_listed, is_naming = sentence.kind is Kind.POINT, sentence.index in naming
        if sentence.kind is Kind.HEADLINE:
            continue
        is_told = group.is_main and _undertakes_to_stop(findings, sentence)
        if sentence.index < first and not is_listed and not is_told:
            continue
        apart = sentence.index - last if kept else _FAR + 1
        if is_listed or is_naming or is_told or _goes_on(findings, sentence, apart=apart):
            terms = [] if _is_heading(findings, sentence) else _terms_of(findings, sentence)
            kept += terms
            if terms or is_naming or sentence.index - last <= 1:
                last = sentence.index
    if not kept and not group.is_main and findings.vocabulary.language != ARABIC:
        kept = _told_of_another(findings, group)
    return _without_repetition(findings, kept)


def _told_of_another(findings: Findings, group: Group) -> list[CodedClause]:
    """Return that fire stopped, of an arrangement beside the main one that is only named."""
    naming = group.naming
    name = compile_any(findings.vocabulary.get("reading")["arrangement_names"])
    if naming is None or name.search(findings.page.folded_words(naming.span)) is None:
        return []
    sentence = next(s for s in group.sentences if s.index == naming.sentence)
    return [clause_around(findings.page, sentence, naming.span, _CEASE, findings.vocabulary)]


def with_terms_of_times(
    findings: Findings, terms: Sequence[CodedClause], dates: Sequence[Dated]
) -> tuple[CodedClause, ...]:
    """Return terms, with those that a date tells beside a clause by which fire stops.

    `They stop their attacks from noon` says when, whatever words for a beginning it has or lacks.
    """
    added: list[CodedClause] = []
    stopping = {t.sentence for t in terms if not _STOPPING.isdisjoint(t.codes)}
    starts = {findings.page.sentence_at(d.span.start) for d in dates if d.kind is DateKind.START}
    for dated in dates:
        code = _TOLD_BY.get(dated.kind)
        sentence = findings.page.sentence_at(dated.span.start)
        if code is None or sentence is None or sentence.index not in stopping:
            continue
        if dated.kind is DateKind.END and sentence not in starts:
            continue
        said = {c for t in (*terms, *added) if t.sentence == sentence.index for c in t.codes}
        if code not in said:
            vocabulary = findings.vocabulary
            added.append(clause_around(findings.page, sentence, dated.span, code, vocabulary))
    return tuple(sorted([*terms, *added], key=lambda term: term.span)) if added else tuple(terms)


def _is_heading(findings: Findings, sentence: Sentence) -> bool:
    """Return whether a point of few words only heads the paragraph after it."""
    page = findings.page
    words = page.words(sentence.span)
    if sentence.kind is not Kind.POINT or len(words.split()) > _HEADING_MOST or words[-1] in _ENDS:
        return False
    after = page.sentences[sentence.index + 1 : sentence.index + 2]
    return any(
        s.kind is Kind.BODY or (s.number or "").startswith(f"{sentence.number}.") for s in after
    )


def _goes_on(findings: Findings, sentence: Sentence, *, apart: int) -> bool:
    """Return whether a sentence that does not name the arrangement speaks of its terms.

    Args:
        findings: What the page has.
        sentence: The sentence.
        apart: How many sentences after the last that speaks of them it stands: right after one,
            many words go on about them; a little further on, those of a duty only.
    """
    folded, cues = findings.page.folded, _cues(findings.vocabulary)
    stretch = (folded, sentence.span.start, sentence.span.end, sentence.stems)
    if cues.narrative.search(*stretch) and cues.pledges.search(*stretch) is None:
        return False
    if apart <= 1 and cues.normative.search(*stretch):
        return True
    if apart <= _FAR and cues.duties.search(*stretch):
        return True
    return cues.terms_follow.search(*stretch) is not None


def _undertakes_to_stop(findings: Findings, sentence: Sentence) -> bool:
    """Return whether someone undertakes, or is told, that fire stops."""
    folded, cues, end = findings.page.folded, _cues(findings.vocabulary), sentence.span.end
    undertaken = cues.undertakes.search(folded, sentence.span.start, end, sentence.stems)
    if undertaken is None or cues.narrative.search(
        folded, sentence.span.start, end, sentence.stems
    ):
        return False
    return cues.stops_by_cue.search(folded, undertaken.start(), end, sentence.stems) is not None


def _terms_of(findings: Findings, sentence: Sentence) -> list[CodedClause]:
    sift = _sifted_point if sentence.kind is Kind.POINT else _sifted_prose
    names = [
        m.span
        for m in findings.mentions_in(sentence)
        if m.kind in _NAMED and _is_no_arrangement(findings, m)
    ]
    clauses = code_clauses(findings.page, sentence, findings.vocabulary, names=names)
    sifted = ((clause, sift(findings, clause)) for clause in clauses)
    terms = [_with_codes(findings, clause, codes) for clause, codes in sifted if codes]
    told = list(_iter_saying_more(findings, terms))
    if findings.vocabulary.language == ARABIC:
        return told
    return list(joined(findings.page, told, findings.vocabulary))


def _iter_saying_more(findings: Findings, terms: list[CodedClause]) -> Iterator[CodedClause]:
    """Yield the terms of a sentence, that fire stops again only where the clause itself says so."""
    ceased = False
    for term in terms:
        codes = term.codes
        if ceased and _CEASE in codes and _only_names(findings, term):
            codes = tuple(code for code in codes if code != _CEASE)
        ceased = ceased or _CEASE in codes
        if codes:
            yield replace(term, codes=codes)


def _is_no_arrangement(findings: Findings, mention: Mention) -> bool:
    """Return whether a name of several words is that of someone.

    An `X Accord` may be a term, and so may `a Truth Commission` that is to be set up.
    """
    words = mention.name.split()
    folded, span = findings.page.folded, mention.span
    if _ANY.search(folded, max(span.start - 4, 0), span.start) or _SET_UP.match(folded, span.end):
        return False
    if mention.kind in {ActorKind.GOVERNMENT, ActorKind.ARMED}:
        return len(words) > 1
    if len(words) < 2 or (mention.name.isupper() and len(words) > _CAPITALS_MOST):
        return False
    last = _cues(findings.vocabulary).arrangement.fullmatch(words[-1].casefold())
    return last is None


def _with_codes(findings: Findings, clause: CodedClause, codes: tuple[str, ...]) -> CodedClause:
    """Return a clause with the codes that are left of it, and what kind of thing it then says."""
    if codes == clause.codes:
        return clause
    page, sentence = findings.page, findings.page.sentences[clause.sentence]
    vocabulary = findings.vocabulary
    modality = modality_of(page, clause.span, sentence, codes=codes, vocabulary=vocabulary)
    is_forbidden = clause.modality is Modality.PROHIBITION
    return replace(clause, codes=codes, modality=clause.modality if is_forbidden else modality)


def _without_repetition(findings: Findings, terms: list[CodedClause]) -> tuple[CodedClause, ...]:
    """Return the terms, of those in prose that say that fire stops only the first few."""
    kept: list[CodedClause] = []
    ceased = 0
    for term in terms:
        is_listed = findings.page.sentences[term.sentence].kind is Kind.POINT
        codes = term.codes
        if _CEASE in codes and not is_listed and _only_names(findings, term):
            ceased += 1
            if ceased > _CEASE_MOST:
                codes = tuple(code for code in codes if code != _CEASE)
        if codes:
            kept.append(replace(term, codes=codes))
    return tuple(kept)


def _only_names(findings: Findings, term: CodedClause) -> bool:
    """Return whether a clause says that fire stops by the name of the arrangement only."""
    words, cues = findings.page.folded_words(term.span), _cues(findings.vocabulary)
    return cues.concludes is not None or not _says_stop(words, cues)


def _says_stop(words: str, cues: _Cues) -> bool:
    """Return whether words say that fire stops, by more than the name of the arrangement."""
    words = _NAME_AS_VERB.sub(" ", words)
    if cues.stops.search(words):
        return True
    return cues.stops_by_cue.search(words, 0, len(words), stems_of(words)) is not None


def _sifted_point(findings: Findings, clause: CodedClause) -> tuple[str, ...]:
    """Return the codes of a point of a list.

    Naming the arrangement is not yet ceasing fire, and a deadline neither starts nor lasts as it
    does.
    """
    words, cues = findings.page.folded_words(clause.span), _cues(findings.vocabulary)
    codes = clause.codes
    if clause.modality is Modality.PROHIBITION:
        codes = tuple(code for code in codes if code != _ENEMY or codes == (_ENEMY,))
    if cues.deadline_runs.search(words):
        codes = tuple(code for code in codes if code != _START)
    if _DEADLINE in codes and not says_how_long(findings, clause.sentence, clause.span):
        codes = tuple(code for code in codes if code != _DURATION)
    codes = tuple(c for c in codes if c not in _TOLD_ELSE or not _tells_else(c, words, cues))
    if _CEASE in codes and _only_names(findings, clause) and _names_known(findings, clause, codes):
        codes = tuple(code for code in codes if code != _CEASE)
    return codes


def _names_known(findings: Findings, clause: CodedClause, codes: tuple[str, ...]) -> bool:
    """Return whether a point names the arrangement as one that is known already."""
    cues = _cues(findings.vocabulary)
    if cues.names_itself is not None:
        words = findings.page.folded_words(clause.span)
        return len(codes) > 1 and cues.names_itself.search(words) is not None
    sentence = findings.page.sentences[clause.sentence]
    return not introduces(findings.page, sentence, clause.span, findings.vocabulary)


def _sifted_prose(findings: Findings, clause: CodedClause) -> tuple[str, ...]:
    """Return the codes of a clause of prose that its own words bear out."""
    words, cues = findings.page.folded_words(clause.span), _cues(findings.vocabulary)
    if cues.called_for_by_others.search(words):
        return ()
    is_stopped = cues.stopped is not None and cues.stopped.search(words) is not None
    if cues.breaches.search(words) and not is_stopped:
        kept = cues.codes_on_breaches if cues.foreseen.search(words) else (_START,)
        return tuple(code for code in clause.codes if code.startswith(kept))
    return tuple(
        code
        for code in clause.codes
        if not _tells_else(code, words, cues) and _is_borne_out(findings, clause, code, words)
    )


def _tells_else(code: str, words: str, cues: _Cues) -> bool:
    """Return whether the words beside the cue of a code tell of something else than a term."""
    other = cues.not_borne_out.get(code)
    return other is not None and other.search(words) is not None


def _is_borne_out(findings: Findings, clause: CodedClause, code: str, words: str) -> bool:
    match code:
        case "hostilities.cease":
            return _ceases(findings, clause, words)
        case "lifecycle.duration":
            return says_how_long(findings, clause.sentence, clause.span)
        case "lifecycle.resume":
            return _cues(findings.vocabulary).resumption.search(words) is not None
        case "conduct.common_enemy":
            return clause.modality is not Modality.PROHIBITION
    return True


def _ceases(findings: Findings, clause: CodedClause, words: str) -> bool:
    """Return whether a clause says that fire stops, rather than only naming the arrangement.

    In Arabic, whose names have their article written together with them, a verb tells it.
    """
    cues = _cues(findings.vocabulary)
    if len(words.split()) < _CLAUSE_LEAST:
        return False
    stops = _says_stop(words, cues)
    if cues.concludes is not None and cues.concludes_not is not None:
        whole = _whole_clause(findings, clause)
        says_so = stops or cues.concludes.search(whole) is not None
        return says_so and cues.concludes_not.search(words) is None
    sentence = findings.page.sentences[clause.sentence]
    return stops or introduces(findings.page, sentence, clause.span, findings.vocabulary)


def _whole_clause(findings: Findings, clause: CodedClause) -> str:
    """Return the words of the clause of which a coded one may be the words around its cue."""
    page = findings.page
    within = (c for c in page.sentences[clause.sentence].clauses if c.contains(clause.span))
    return page.folded_words(next(within, clause.span))
