"""Hypothesis strategies: documents, their texts, and readings whose every quote is at its span.

`readings()` draws what a reader could honestly make of a text: each piece of evidence is cut from
it, so that the evidence gate has nothing to refuse.
"""

import functools
import itertools
from typing import Any

from hypothesis import strategies as st

from hudna.domain.agreements import (
    GROUNDED,
    PART_NAMES,
    Agreement,
    Claim,
    DateValue,
    Fact,
    Ground,
    Part,
    Participant,
    PlaceValue,
    Relation,
    Term,
)
from hudna.domain.codebook import (
    About,
    Act,
    Authenticity,
    DateKind,
    Form,
    Modality,
    RelationKind,
    Role,
    Scope,
    Stage,
    Stance,
    Status,
)
from hudna.domain.documents import (
    Document,
    MediaType,
    Metadata,
    Region,
    RegionKind,
    Rendition,
    document_id,
)
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.registry import Deposit
from hudna.text.cleaning import normalise
from hudna.text.spans import Span

_WORDS = (
    "truce ceasefire front council release prisoners crossing al-Bab Idlib siege aid monitor 3.5 "
    "reportedly الهدنة وقف إطلاق النار חודש été café 停火 𐎀𐎁 naïve e\u0301 هُدْنَة"
).split(" ")
CODES = ("hostilities.cease", "persons.release", "humanitarian.access", "lifecycle.start")


def texts() -> st.SearchStrategy[str]:
    """Draw the text of a document as it comes, in several scripts, not yet normalised."""
    words = st.sampled_from(_WORDS) | st.text(
        st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8
    )
    gaps = st.sampled_from([" ", " ", " ", ". ", ", ", "\n", "\r\n", "\n\n"])
    pieces = st.lists(st.tuples(words, gaps), min_size=4, max_size=24)
    return pieces.map(lambda found: "A " + "".join(itertools.chain.from_iterable(found)) + "end.")


def names() -> st.SearchStrategy[str]:
    """Draw a name or another short free value."""
    return st.sampled_from(["North Front", "جبهة الشمال", "Río Council", "x"]) | st.text(
        st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12
    )


def metadata() -> st.SearchStrategy[Metadata]:
    """Draw what is known of a document."""
    return st.builds(
        Metadata,
        title=st.none() | names(),
        publisher=st.none() | names(),
        published=st.none() | st.sampled_from(["2016-02-01", "2016-02", "2015~", "2016-12-28"]),
        url=st.none() | st.just("https://example.org/a"),
        language=st.none() | st.sampled_from(["en", "ar"]),
    )


@st.composite
def renditions(draw: st.DrawFn) -> tuple[bytes, Document, Rendition]:
    """Draw the bytes of a plain document, the document and its text."""
    written = draw(texts())
    original = written.encode()
    normalised = normalise(written)
    document = Document(
        id=document_id(original),
        name=draw(st.sampled_from(["a.txt", "b.txt", "تقرير.txt"])),
        media_type=MediaType.TEXT,
        size_bytes=len(original),
        metadata=draw(metadata()),
    )
    spans = draw(st.lists(_spans(normalised.text), max_size=2))
    regions = tuple(sorted(Region(s, draw(st.sampled_from(list(RegionKind)))) for s in spans))
    rendition = Rendition(document.id, normalised.text, normalised.alignment, regions, "utf-8")
    return original, document, rendition


def _spans(text: str) -> st.SearchStrategy[Span]:
    starts = st.integers(0, len(text) - 1)
    return starts.flatmap(
        lambda start: st.integers(start + 1, min(len(text), start + 30)).map(
            functools.partial(Span, start)
        )
    )


def evidence_in(text: str) -> st.SearchStrategy[Evidence]:
    """Draw a quote of a text."""
    return _spans(text).map(lambda span: Evidence(span.start, span.end, span.of(text)))


@st.composite
def agreements(draw: st.DrawFn, text: str, identifier: str, known: tuple[str, ...]) -> Agreement:
    """Draw what a document tells of one agreement.

    Args:
        draw: Given by Hypothesis.
        text: The document's text.
        identifier: The agreement's name within the reading.
        known: The names of all agreements of the reading.
    """
    words = st.lists(evidence_in(text), min_size=1, max_size=2).map(tuple)
    voiced = {
        "evidence": words,
        "voice": st.lists(names(), max_size=2).map(tuple),
        "stance": st.sampled_from(Stance),
        "status": st.sampled_from(Status),
    }
    values: dict[str, Any] = {
        "named_as": draw(st.none() | names()),
        "form": draw(st.none() | st.sampled_from(Form)),
        "stage": draw(st.none() | st.sampled_from(Stage)),
        "authenticity": draw(st.none() | st.sampled_from(Authenticity)),
        "scope": draw(st.none() | st.sampled_from(Scope)),
    }
    grounds = tuple(
        Ground(name, draw(names()), draw(words)) for name in GROUNDED if values[name] is not None
    )
    parts = st.builds(Part, value=names(), evidence=words, status=st.sampled_from(Status))

    def some(strategy: st.SearchStrategy[Any]) -> Any:
        return tuple(draw(st.lists(strategy, max_size=2)))

    return Agreement(
        id=identifier,
        label=draw(names()),
        anchor=draw(evidence_in(text)),
        **values,
        relations=some(
            st.builds(
                Relation,
                kind=st.sampled_from(RelationKind),
                to=st.sampled_from(known) | names(),
                evidence=words,
            )
        ),
        participants=some(
            st.builds(
                Participant,
                name=names(),
                role=st.sampled_from(Role),
                aliases=st.lists(names(), max_size=2).map(tuple),
                on_behalf_of=st.none() | names(),
                **voiced,
            )
        ),
        dates=some(
            st.builds(
                DateValue,
                kind=st.sampled_from([DateKind.SIGNED, DateKind.START, DateKind.DEADLINE]),
                value=st.sampled_from(["2016-02-02", "2016-02", "[2016-02-02,2016-02-03]"]),
                derived_from=st.none() | names(),
                **voiced,
            )
        ),
        places=some(st.builds(PlaceValue, name=names(), **voiced)),
        terms=some(
            st.builds(
                Term,
                codes=st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True).map(
                    tuple
                ),
                number=st.none() | st.sampled_from(["1", "2.a"]),
                modality=st.none() | st.sampled_from(Modality),
                **{name: st.none() | parts for name in PART_NAMES[:4]},
                **voiced,
            )
        ),
        claims=some(
            st.builds(
                Claim,
                speaker=names(),
                about=st.none() | st.sampled_from(About),
                **voiced,
            )
        ),
        grounds=grounds,
    )


@st.composite
def readings(
    draw: st.DrawFn, document: Document, rendition: Rendition, *, reader: Reader | None = None
) -> Reading:
    """Draw what a reader makes of a document."""
    text = rendition.text
    known = tuple(f"a{number}" for number in range(1, draw(st.integers(0, 2)) + 1))
    told = [draw(agreements(text, identifier, known)) for identifier in known]
    one_an_anchor = {(each.anchor.start, each.anchor.end): each for each in told}
    kept = {each.id for each in one_an_anchor.values()}
    facts = st.builds(
        Fact,
        act=st.sampled_from(Act),
        evidence=st.lists(evidence_in(text), min_size=1, max_size=2).map(tuple),
        by=st.none() | names(),
        against=st.none() | names(),
        place=st.none() | names(),
        date=st.none() | st.just("2016-02-02"),
        agreement=st.none() | st.sampled_from(sorted(kept)) if kept else st.none(),
        voice=st.lists(names(), max_size=1).map(tuple),
        stance=st.sampled_from(Stance),
    )
    return Reading(
        document=to_read_document(document, rendition),
        reader=reader or Reader("rules", draw(st.sampled_from(["1", "2"])), "vocabulary-1"),
        agreements=tuple(one_an_anchor.values()),
        facts=tuple(draw(st.lists(facts, max_size=2))),
        warnings=tuple(draw(st.lists(names(), max_size=2))),
        refused=draw(st.integers(0, 3)),
    )


@st.composite
def deposits(draw: st.DrawFn) -> Deposit:
    """Draw a document, its text and a reading of it, ready to be stored."""
    original, document, rendition = draw(renditions())
    return to_deposit(original, document, rendition, draw(readings(document, rendition)))


def batches() -> st.SearchStrategy[list[Deposit]]:
    """Draw several deposits of different documents."""
    return st.lists(deposits(), min_size=1, max_size=3, unique_by=lambda d: d.document.id)


def to_deposit(
    original: bytes, document: Document, rendition: Rendition, reading: Reading
) -> Deposit:
    """Return a deposit under the job that its reading has."""
    return Deposit(content_id("job", reading.id), original, document, rendition, reading)
