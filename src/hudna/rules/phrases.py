"""Phrases: words of an agreement that do not fit together, or that nothing explains."""

from collections.abc import Iterator, Sequence

from hudna.domain.dossiers import Citation, Dossier
from hudna.rules.answers import Oddity, OddityKind
from hudna.rules.lexicon import Lexicon, has, lexicon_of
from hudna.rules.norms import Default, Norm, NormKind, Rulebook, WhoKind
from hudna.rules.remarks import cite, quotes_of, shown, to_cited, to_oddity, words_of
from hudna.text.folding import folded
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, stems_of

_CEASE = "hostilities.cease"


def iter_phrase_oddities(
    dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Oddity]:
    """Yield what is odd about the words of an agreement."""
    lexicon = lexicon_of(vocabulary)
    by_document: dict[str, list[Norm]] = {}
    for norm in rulebook.norms:
        if norm.binds and norm.citations:
            by_document.setdefault(norm.citations[0].document, []).append(norm)
    for norms in by_document.values():
        yield from _iter_sides_differ(norms, dossier, lexicon)
        yield from _iter_untimed(norms, dossier, lexicon)
        yield from _iter_bodies(norms, dossier, lexicon)
    yield from _iter_undefined(dossier, lexicon)
    yield from _iter_silenced(dossier, rulebook, lexicon)


# --- Two sides, or many ---


def _iter_sides_differ(
    norms: Sequence[Norm], dossier: Dossier, lexicon: Lexicon
) -> Iterator[Oddity]:
    """Yield the norms of a text that speak of two sides beside one for every faction."""
    many = next((n for n in norms if _speaks_of_many(n, lexicon)), None)
    two = next((n for n in norms if has(lexicon.two_sides, _of_sides(n))), None)
    if many is not None and two is not None and many is not two:
        yield to_oddity(
            OddityKind.SIDES_DIFFER,
            f"{shown(many)} speaks of many (“{_found(lexicon.many_sides, _of_sides(many))}”), "
            f"{shown(two)} of two (“{_found(lexicon.two_sides, _of_sides(two))}”)",
            agreements=(dossier.id,),
            norms=(many, two),
        )


def _speaks_of_many(norm: Norm, lexicon: Lexicon) -> bool:
    """Return whether a norm binds every faction: its bearer does, or the cease-fire's words."""
    bearer = norm.bearer.text if norm.bearer.kind is WhoKind.EACH_PARTY else None
    if bearer is not None and has(lexicon.many_sides, folded(bearer)):
        return True
    return norm.code == _CEASE and has(lexicon.many_sides, words_of(norm))


def _of_sides(norm: Norm) -> str:
    return " ; ".join((words_of(norm), folded(norm.bearer.text or "")))


def _found(cue: AnyCue, words: str) -> str:
    match = cue.search(words, 0, len(words), stems_of(words))
    return match.group() if match is not None else ""


# --- A class by what it ever did ---


def _iter_untimed(norms: Sequence[Norm], dossier: Dossier, lexicon: Lexicon) -> Iterator[Oddity]:
    """Yield classes to be fought or left out by what they did at any time in the past."""
    for norm in norms:
        if norm.code not in lexicon.fight_duties:
            continue
        words = words_of(norm)
        match = lexicon.past.search(words, 0, len(words), stems_of(words))
        if match is None or not has(lexicon.classes, words):
            continue
        after = words[match.end() :].partition(" that ")[0]
        if not has(lexicon.timed, after):
            end = match.end() + len(after.rstrip(" .;"))
            said = quotes_of(norm)[match.start() : end]
            yield to_oddity(
                OddityKind.UNTIMED_CLASS,
                f"{shown(norm)} is about those “{said}”, at whatever time: that may be every side",
                agreements=(dossier.id,),
                norms=(norm,),
            )


# --- One body, or several ---


def _iter_bodies(norms: Sequence[Norm], dossier: Dossier, lexicon: Lexicon) -> Iterator[Oddity]:
    """Yield words of one text for bodies with a task that may mean one body or several."""
    held = [norm for norm in norms if norm.code in lexicon.body_codes]
    for _, cue in lexicon.bodies:
        called: dict[str, tuple[str, Norm]] = {}
        for norm in held:
            words = words_of(norm)
            for match in cue.finditer(words, 0, len(words), stems_of(words)):
                said = quotes_of(norm)[match.start() : match.end()]
                called.setdefault(match.group().removesuffix("s"), (said, norm))
        if len(called) > 1:
            names = ", ".join(f"“{said}”" for said, _ in called.values())
            yield to_oddity(
                OddityKind.SAME_OR_OTHER_BODY,
                f"{names}: nothing says whether these are one body or several",
                agreements=(dossier.id,),
                norms=tuple(dict.fromkeys(norm for _, norm in called.values())),
            )


# --- Silence that counts, of who may not speak ---


def _iter_silenced(dossier: Dossier, rulebook: Rulebook, lexicon: Lexicon) -> Iterator[Oddity]:
    """Yield that silence counts as an answer, and that a norm forbids to say anything in public."""
    if rulebook.default is Default.NOT_STATED:
        return
    for norm in rulebook.norms:
        if norm.kind is not NormKind.PROHIBITION or norm.code not in lexicon.silencing:
            continue
        yield to_oddity(
            OddityKind.SILENCE_SAYS_LITTLE,
            f"silence counts as {rulebook.default.value}, and {shown(norm)} forbids to say "
            "anything in public: that no answer is known says little",
            agreements=(dossier.id,),
            norms=(norm,),
            because=(to_cited("so silence counts", rulebook.default_citations),),
        )
        return


# --- Words that nothing explains ---


def _iter_undefined(dossier: Dossier, lexicon: Lexicon) -> Iterator[Oddity]:
    """Yield words that an agreement relies on and that none of its terms explains."""
    said = tuple(_iter_said(dossier))
    for reliance in lexicon.relied_on:
        using = []
        for number, words, citations in said:
            text = folded(words)
            match = reliance.words.search(text, 0, len(text), stems_of(text))
            if match is not None:
                using.append((number, words[match.start() : match.end()], text, citations))
        if not using or any(has(lexicon.defining, text) for _, _, text, _ in using):
            continue
        if reliance.is_answered_by_links and dossier.links:
            continue
        number, words, _, _ = using[0]
        yield to_oddity(
            OddityKind.DEFINED_NOWHERE,
            f"{number} relies on “{words}”, and nothing says {reliance.what}",
            agreements=(dossier.id,),
            because=(
                to_cited(f"“{words}”", dict.fromkeys(c for *_, cited in using for c in cited)),
            ),
        )


def _iter_said(dossier: Dossier) -> Iterator[tuple[str, str, tuple[Citation, ...]]]:
    """Yield what terms and names of participants say, each with its quotes."""
    for telling in dossier.tellings:
        for term in telling.agreement.terms:
            words = " ; ".join(e.quote for e in term.evidence)
            number = f"term {term.number}" if term.number else "it"
            yield number, words, cite(telling, term.evidence)
        for participant in telling.agreement.participants:
            yield "it", participant.name, cite(telling, participant.evidence)
