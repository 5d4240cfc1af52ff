"""Explanations: why a reading is what it is, as a careful coder would note it.

An explanation is made beside a reading and never stored. Each of its reasons is a rule in words,
and where words of the document gave it, the cue of the vocabulary that they match.
"""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.evidence import Evidence
from hudna.domain.readings import Reading


@dataclass(frozen=True, slots=True)
class MatchedCue:
    """A cue of the vocabulary and the words that match it.

    Attributes:
        file: The file that has it: `codebook`, `reading`.
        path: Where it stands in the file: `stages.proposal`, `persons.release`.
        pattern: The cue as the file writes it.
        evidence: The words that match.
    """

    file: str
    path: str
    pattern: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value was given, or was not.

    Attributes:
        rule: The rule, in words.
        cue: The cue that its words match, where a cue decides.
        evidence: The words, where no cue has them already.
    """

    rule: str
    cue: MatchedCue | None = None
    evidence: tuple[Evidence, ...] = ()


class SentenceUse(StrEnum):
    """What a sentence was taken for."""

    NAMES = "names"
    """It names the arrangement."""
    DEMANDS = "demands"
    """One side requires terms of another in it."""
    TERMS = "terms"
    """It has terms."""
    CARRIES_ON = "carries_on"
    """It goes on about the arrangement without naming it."""
    UNUSED = "unused"
    """Nothing in it was taken to be of the arrangement."""


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """A sentence of the page, what it was taken for, and why.

    Attributes:
        number: Its place on the page, from 1.
        kind: `headline`, `body` or `point`.
        use: What it was taken for.
        reasons: Why.
        evidence: The sentence.
        point: The number of the point it belongs to.
    """

    number: int
    kind: str
    use: SentenceUse
    reasons: tuple[Reason, ...]
    evidence: Evidence
    point: str | None = None


@dataclass(frozen=True, slots=True)
class ValueNote:
    """Why one value of an account is as it is.

    Attributes:
        of: Where it stands in the reading: `stage`, `participants`, `terms`, `facts`, …
        number: Its place there, from 0; 0 for a value that an account has once.
        name: Which value: `role`, a code, `modality`, `stance`, `kind`, …
        reasons: Why.
    """

    of: str
    number: int
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AccountNote:
    """Why an account of an agreement is as it is.

    Attributes:
        id: The account's name within the reading.
        sentences: The sentences taken to be about the arrangement, in order.
        values: Why each value was given.
    """

    id: str
    sentences: tuple[SentenceNote, ...]
    values: tuple[ValueNote, ...]


class Seen(StrEnum):
    """What was seen and left out."""

    CLAUSE = "clause"
    """A clause that bears the cue of a code and is no term."""
    NAMING = "naming"
    """Words that would name an arrangement, in a group that gives no account of its own."""
    NAME = "name"
    """Someone who is named and has no role."""
    TIME = "time"
    """A time that is no date of an agreement."""
    PLACE = "place"
    """A place that no agreement names."""
    REGION = "region"
    """A stretch that is not the body of the document."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was seen and left out.

    Attributes:
        kind: What it is.
        what: What it would have been: a code, a name, a value.
        reasons: Why it was left out, as far as the reader knows it.
        evidence: The words.
    """

    kind: Seen
    what: str
    reasons: tuple[Reason, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading and why it is as it is.

    Attributes:
        reading: The reading.
        headline: The headline, where the document has one.
        language: The language in which it was read, or None where it is none that is read.
        counted_from: The day from which relative times count, with how it is known.
        accounts: Why each account is as it is, in the order of the reading.
        facts: Why each fact of the reading was given.
        silence: Why the document was taken to speak of no agreement; empty where it speaks of one.
        left_out: What was seen and left out, in the order of the text.
    """

    reading: Reading
    headline: Evidence | None
    language: str | None
    counted_from: str | None
    accounts: tuple[AccountNote, ...] = ()
    facts: tuple[ValueNote, ...] = ()
    silence: tuple[Reason, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
