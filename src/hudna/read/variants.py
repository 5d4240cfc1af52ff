"""Variants: actors that one document calls by several names, or in words that leave open who."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import permutations
from typing import Any

from hudna.domain.agreements import Agreement, Participant
from hudna.domain.codebook import Role
from hudna.read.actors import ActorKind, Mention
from hudna.read.findings import Findings
from hudna.read.knowledge import knowledge_of
from hudna.text.folding import folded, match_key
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, stems_of

_SHOWN = 4
_STEM = 5
_GROUPS = frozenset({ActorKind.ARMED, ActorKind.GOVERNMENT, ActorKind.ORGANIZATION})
_PERSONAL = frozenset({ActorKind.PERSON, ActorKind.NAME})
_SIDES = frozenset({Role.PARTY, Role.INVITEE})
_SMALL = frozenset({"of", "the", "and", "in", "for"})


@lru_cache(maxsize=4)
def _counted(vocabulary: Vocabulary) -> AnyCue:
    content: dict[str, Any] = vocabulary.get("warnings")
    return compile_any_cue(content["counted_groups"])


def iter_variants(findings: Findings, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Yield that names are written in several ways, and that words for a side leave open who."""
    written = [_listed(names) for names in _spellings(findings)]
    if written:
        yield f"names written in several ways: {'; '.join(written[:_SHOWN])}"
    for names in _turned(findings):
        yield f"{_listed(names)}: perhaps one"
    for agreement in agreements[:1]:
        yield from _iter_open_sides(findings, agreement)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names))


def _spellings(findings: Findings) -> list[list[str]]:
    """Return the names of each actor that differ in spelling alone, or in a byname."""
    found: list[list[str]] = []
    for mentions in findings.names.values():
        by_key: dict[str, list[Mention]] = {}
        for mention in mentions:
            key = match_key(mention.name).removeprefix("the ")
            is_person = mention.kind in _PERSONAL
            by_key.setdefault(key.removeprefix("abu ") if is_person else key, []).append(mention)
        for same in by_key.values():
            names = list({folded(m.name).removeprefix("the "): m.name for m in same}.values())
            if len(names) > 1:
                found.append(names)
    return found


def _turned(findings: Findings) -> list[list[str]]:
    """Return names of groups that have the same words turned: `Army of Islam`, `Islamic Army`."""
    by_stems: dict[frozenset[str], dict[str, str]] = {}
    for key, mentions in findings.names.items():
        for mention in mentions:
            words = [w for w in match_key(mention.name).split() if w not in _SMALL]
            if mention.kind in _GROUPS and len(words) > 1:
                stems = frozenset(word[:_STEM] for word in words)
                by_stems.setdefault(stems, {}).setdefault(key, mention.name)
    return [list(names.values()) for names in by_stems.values() if len(names) > 1]


def _iter_open_sides(findings: Findings, agreement: Agreement) -> Iterator[str]:
    """Yield the words for a side that is a class of groups: whether they mean the same, and who."""
    for participant in agreement.participants:
        names = (participant.name, *participant.aliases)
        if participant.role not in _SIDES or not _is_class(findings, participant):
            continue
        narrower = [pair for pair in permutations(names, 2) if _is_narrower(findings, *pair)]
        if narrower:
            shown = _listed(list(dict.fromkeys(name for pair in narrower for name in pair)))
            yield f"{shown}: words for one side that may not all mean the same groups"
        counted = next((name for name in names if _is_counted(findings, name)), None)
        if counted is not None and not _has_named_group(findings, agreement):
            yield f"{counted!r}: none of them is named"


def _is_narrower(findings: Findings, wide: str, narrow: str) -> bool:
    """Return whether one name has all the words of another and one that tells of whom: `moderate`.

    A number, a state and words such as `all` tell nothing of whom.
    """
    few, many = set(folded(wide).split()), set(folded(narrow).split())
    telling = many - few - set(findings.vocabulary.get("warnings")["tells_nothing"])
    return few < many and any(
        word not in knowledge_of(findings.vocabulary).adjectives for word in telling
    )


def _is_class(findings: Findings, participant: Participant) -> bool:
    return any(
        mention.name == participant.name and mention.kind is ActorKind.COLLECTIVE
        for mentions in findings.names.values()
        for mention in mentions
    )


def _is_counted(findings: Findings, name: str) -> bool:
    words = folded(name)
    cue = _counted(findings.vocabulary)
    return cue.search(words, 0, len(words), stems_of(words)) is not None


def _has_named_group(findings: Findings, agreement: Agreement) -> bool:
    armed = {
        mention.name
        for mentions in findings.names.values()
        for mention in mentions
        if mention.kind is ActorKind.ARMED
    }
    return any(p.name in armed and p.role in _SIDES for p in agreement.participants)
