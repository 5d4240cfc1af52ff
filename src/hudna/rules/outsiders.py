"""Outsiders: who has duties under an agreement without having a part in it."""

from collections.abc import Iterator

from hudna.domain.codebook import Form
from hudna.domain.dossiers import Dossier
from hudna.rules.answers import Oddity, OddityKind
from hudna.rules.bearers import are_one_state, is_named, names_of, names_someone
from hudna.rules.lexicon import Lexicon, has, lexicon_of
from hudna.rules.names import Names
from hudna.rules.norms import Norm, NormKind, Rulebook, Side, WhoKind
from hudna.rules.remarks import quotes_of, shown, to_oddity, words_of
from hudna.text.folding import folded, match_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.called import actors_by_key
from hudna.vocabulary.gazetteer import is_place
from hudna.vocabulary.states import is_adjective_of_state, states_of

_TERMS_MOST = 3
_NAME_WORDS_MOST = 6


def iter_outsider_oddities(
    dossier: Dossier, rulebook: Rulebook, vocabulary: Vocabulary
) -> Iterator[Oddity]:
    """Yield each actor that has duties and is no side, and has taken no other part.

    Someone whose only role comes from those duties, such as a body that is to make others accept,
    took no part. An army or ministry of a side's own state is that side. What one side declares
    alone binds nobody else, and is passed over.
    """
    lexicon = lexicon_of(vocabulary)
    if not any(names_someone(side.key, lexicon) for side in rulebook.sides):
        return
    if any(telling.agreement.form is Form.UNILATERAL for telling in dossier.tellings):
        return
    everyone = (*rulebook.sides, *rulebook.others)
    taking = [s for s in everyone if not lexicon.took_part.isdisjoint(s.roles)]
    duties: dict[str, tuple[str, list[Norm]]] = {}
    for norm in rulebook.norms:
        is_duty = norm.kind is NormKind.OBLIGATION
        is_planned = norm.kind is NormKind.INTENTION and norm.code in lexicon.leaving
        if (is_duty or is_planned) and norm.citations:
            for key, name in _iter_bound(norm, dossier, lexicon, vocabulary):
                duties.setdefault(key, (name, []))[1].append(norm)
    for key, (name, norms) in duties.items():
        if not _has_part(key, name, taking, dossier, lexicon, vocabulary):
            terms = ", ".join(dict.fromkeys(shown(norm) for norm in norms[:_TERMS_MOST]))
            is_planned = all(norm.kind is NormKind.INTENTION for norm in norms)
            what = "plans for" if is_planned else "duties of"
            is_told = any(citation.voice for norm in norms for citation in norm.citations)
            whose = "" if is_told else ", and nobody is named who says so"
            yield to_oddity(
                OddityKind.DUTY_OF_OUTSIDER,
                f"{terms}: {what} {name}, not told to be a side or to have agreed to them{whose}",
                agreements=(dossier.id,),
                norms=_each_term_once(norms),
            )


def _each_term_once(norms: list[Norm]) -> tuple[Norm, ...]:
    return tuple({norm.term: norm for norm in reversed(norms)}.values())[::-1]


def _iter_bound(
    norm: Norm, dossier: Dossier, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Yield whom a duty binds by name, but for who takes it upon themselves: key and name."""
    words = words_of(norm)
    if has(lexicon.undertaking, words) or has(lexicon.asking, words):
        return
    if is_named(norm.bearer, lexicon) and not has(lexicon.set_up, folded(norm.bearer.text or "")):
        for key, name in _iter_names(norm, dossier):
            if names_someone(key, lexicon) and not is_place(key, vocabulary):
                yield key, name
    elif norm.bearer.kind is WhoKind.NOT_STATED and norm.code in lexicon.leaving:
        yield from _iter_leaving(norm, dossier, lexicon, vocabulary)


def _iter_names(norm: Norm, dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Yield the bearers of a norm, those of one name with `and` apart: key and name."""
    names = Names.of(dossier)
    for key in norm.bearer.keys:
        written = _as_written(key, norm, dossier)
        for part in written.split(" and "):
            yield (key, written) if part == written else (names.key_of(part), part)


def _as_written(key: str, norm: Norm, dossier: Dossier) -> str:
    """Return a bearer's name as documents write it."""
    name = Names.of(dossier).name_of(key)
    text = norm.bearer.text or ""
    if name != key:
        return name
    if len(norm.bearer.keys) == 1:
        return text
    at = folded(text).find(key)
    return text[at : at + len(key)] if at >= 0 else name


def _iter_leaving(
    norm: Norm, dossier: Dossier, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Yield whose forces are to leave, by the words: `the withdrawal of Hezbollah forces`."""
    words, actors = match_key(quotes_of(norm)).split(), actors_by_key(vocabulary)
    names = Names.of(dossier)
    for start in range(len(words)):
        for end in range(min(len(words), start + _NAME_WORDS_MOST), start, -1):
            name = " ".join(words[start:end])
            is_actor = name in actors and names_someone(name, lexicon)
            if is_actor or _is_force_of_state(words[start:end], lexicon, vocabulary):
                yield names.key_of(name), names.name_of(names.key_of(name)).title()
                break
        else:
            listed = _force_listed(words[start : start + _NAME_WORDS_MOST], lexicon, vocabulary)
            if listed is not None:
                yield match_key(listed), listed


def _is_force_of_state(words: list[str], lexicon: Lexicon, vocabulary: Vocabulary) -> bool:
    return (
        len(words) == len(("adjective", "noun"))
        and words[1].removesuffix("s") in lexicon.forces
        and bool(states_of(words[0], vocabulary))
    )


def _force_listed(words: list[str], lexicon: Lexicon, vocabulary: Vocabulary) -> str | None:
    """Return whose forces the first of several adjectives means: `Russian, Iranian and other …`.

    Between it and the word for forces stands another adjective of a state, or `foreign`.
    """
    if not is_adjective_of_state(words[0], vocabulary):
        return None
    noun = next((i for i, w in enumerate(words) if w.removesuffix("s") in lexicon.forces), None)
    if noun is None or noun < len(("adjective", "adjective")):
        return None
    between = [word for word in words[1:noun] if word != "and"]
    if between[0] not in lexicon.foreign and not is_adjective_of_state(between[0], vocabulary):
        return None
    return f"{words[0]} {words[noun]}".title()


def _has_part(
    key: str,
    name: str,
    taking: list[Side],
    dossier: Dossier,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
) -> bool:
    """Return whether a name is, or may be another name of, someone who has a part."""
    if key in Names.of(dossier).acting_for or any(side.key == key for side in taking):
        return True
    if any(f" {known} " in f" {key} " for side in taking for known in names_of(side, dossier)):
        return True
    words = _telling(key, lexicon)
    if any(words <= _telling(s.key, lexicon) or _telling(s.key, lexicon) <= words for s in taking):
        return True
    return are_one_state(name, taking, vocabulary)


def _telling(key: str, lexicon: Lexicon) -> set[str]:
    """Return the words of a name that tell whose it is."""
    return {word for word in key.split() if names_someone(word, lexicon)} or {key}
