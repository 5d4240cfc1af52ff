"""Dossiers: all that is told of one agreement, as the calculus takes it.

A dossier is made from the registry's view of an agreement or from an agreement file. It holds the
nouns of readings, each with the document that tells it, after decisions: what a reviewer rejected
is not in it, what a reviewer corrected is in it as corrected.
"""

from dataclasses import dataclass, field

from hudna.domain.agreements import Agreement, Fact
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId
from hudna.domain.moments import Clock


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document tells of one agreement.

    Attributes:
        document: The document.
        name: The document's base name.
        known: When it was known, as EDTF: its publication, else the day of its intake.
        agreement: The account. Its identifier is that of the account in the registry, where it
            stands there.
        facts: The dated acts that the document reports of it, or of no agreement in particular.
        confirmed: Those of the facts that a reviewer accepted.
        reader: Who read it so.
        warnings: The oddities that its reader noticed.
        is_published: Whether `known` is when it was published, rather than taken in.
    """

    document: DocumentId
    name: str
    known: str
    agreement: Agreement
    facts: tuple[Fact, ...] = ()
    confirmed: frozenset[Fact] = frozenset()
    reader: str = "rules"
    warnings: tuple[str, ...] = ()
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """Someone said to belong to a group: a class of the terms, or those linked to an actor.

    Attributes:
        member: The name of who belongs to it.
        group: The name of the group, or the words of the class.
        citation: Where that is said, or None where the vocabulary says it.
        voice: Who says so, outermost first; empty is the document or the vocabulary itself.
    """

    member: str
    group: str
    citation: "Citation | None" = None
    voice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and the document it stands in: where an explanation ends.

    Attributes:
        document: The document.
        name: The document's base name.
        evidence: The quote and where it stands.
        voice: Who says so, outermost first; empty is the document itself.
    """

    document: DocumentId
    name: str
    evidence: Evidence
    voice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is told of one agreement.

    Attributes:
        id: The agreement's identifier in the registry, or that of its file.
        label: What it is called.
        tellings: What each document tells of it.
        aliases: Names of actors with the one name that stands for all of them, as match keys:
            `(("isil", "isis"), …)`. A name that is not listed stands for itself.
        links: Who is said to belong to which group.
        zones: The zones that local times may be in, the likeliest first; empty where it is not
            known.
        announced_in: The zones of those who announce it, in the order in which they are told to
            speak: what they call local time may be theirs.
    """

    id: str
    label: str
    tellings: tuple[Telling, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    zones: tuple[Clock, ...] = field(default=())
    announced_in: tuple[Clock, ...] = field(default=())
