"""Labels: a few words by which a person knows an account."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hudna.domain.codebook import Role
from hudna.read.casts import Cast
from hudna.read.findings import Findings
from hudna.read.groups import Group
from hudna.read.structure import Kind
from hudna.text.spans import Span

_SHOWN = 3
_FIRST = 3
"""In how many of the sentences that name it first an arrangement has its own name."""
_CAPITALS = re.compile(r"(?:\b(?!(?:The|A|An|This|That|Its|Their)\b)[A-Z][a-z][\w'’-]*\s+){1,4}$")
_SIDES = frozenset({Role.PARTY, Role.INVITEE})
NAMELESS = "demand"
"""What an arrangement is called that nothing names: one side's demand."""
_NAMELESS_ARABIC = "مطالبة"


def find_own_name(findings: Findings, group: Group) -> str | None:
    """Return the proper name of an arrangement (`Orlo Valley Agreement`), or None without one.

    Both what it is and what tells it from others are written in capitals there, in a sentence that
    is not all in capitals.
    """
    page = findings.page
    first = {s.index for s in group.naming_sentences[:_FIRST] if s.kind is Kind.BODY}
    for naming in group.namings:
        if naming.sentence not in first:
            continue
        sentence = page.sentences[naming.sentence]
        words = page.words(naming.span)
        if not words.split()[-1].istitle():
            continue
        before = _CAPITALS.search(page.text[sentence.span.start : naming.span.start])
        if before is None:
            continue
        span = Span(sentence.span.start + before.start(), naming.span.start)
        sides = (
            m
            for m in findings.mentions_in(sentence)
            if not m.is_seat and not m.span.overlaps(naming.span)
        )
        if not any(mention.span.overlaps(span) for mention in sides):
            return " ".join((before[0] + words).split())
    return None


def label_of(
    named_as: str | None,
    casts: Sequence[Cast],
    places: Sequence[str],
    *,
    is_arabic: bool = False,
) -> str:
    """Return a label: what it is, between whom, and where.

    Args:
        named_as: The document's own word for it.
        casts: Who is what in it.
        places: Where it applies, the first place first.
        is_arabic: Whether the document is in Arabic, whose words the parts are joined by then.
    """
    what = named_as or (_NAMELESS_ARABIC if is_arabic else NAMELESS)
    joined = _ARABIC if is_arabic else _ENGLISH
    sides = list(dict.fromkeys(c.mention.name for c in casts if c.role in _SIDES))
    where = f"{joined.comma}{places[0]}" if places else ""
    return what[:1].upper() + what[1:] + _between(sides, joined) + where


@dataclass(frozen=True, slots=True)
class _Joined:
    """The words that join the parts of a label."""

    of: str
    between: str
    comma: str
    last: str
    more: str


_ENGLISH = _Joined(" of ", " between ", ", ", " and ", " and {} more")
_ARABIC = _Joined("، ", " بين ", "، ", " و", " و{} غيرهم")


def _between(sides: Sequence[str], joined: _Joined) -> str:
    if not sides:
        return ""
    if len(sides) == 1:
        return f"{joined.of}{sides[0]}"
    if len(sides) <= _SHOWN:
        return f"{joined.between}{joined.comma.join(sides[:-1])}{joined.last}{sides[-1]}"
    shown = joined.comma.join(sides[:_SHOWN])
    return f"{joined.between}{shown}{joined.more.format(len(sides) - _SHOWN)}"
