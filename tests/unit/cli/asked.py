"""A hand-made answer for the tests of how answers are shown: self-written text and all."""

from hudna.domain.agreements import Term
from hudna.domain.codebook import Act, Authenticity, Modality
from hudna.domain.documents import Rendition, document_id
from hudna.domain.dossiers import Citation
from hudna.domain.identifiers import DocumentId
from hudna.rules.answers import (
    Answer,
    AuthenticityAnswer,
    Certainty,
    Change,
    Held,
    NormAnswer,
    NormState,
    ReadingAnswer,
    Reason,
    ReasonKind,
    SideAnswer,
    State,
)
from hudna.rules.norms import NOBODY_STATED, Norm, NormKind, Who, WhoKind, Window
from hudna.text.cleaning import normalise
from hudna.text.spans import Span

TEXT = """Hill Council offers River Front a truce
The paper is said to come from the Hill Council.
1. Each party shall stop its attacks.
2. The River Front shall release all prisoners by 9 February.
3. The River Front has one week to answer. Silence counts as rejection.
"""
DOCUMENT = document_id(TEXT.encode())


def make_rendition() -> Rendition:
    """Return the text that the answer cites."""
    normalised = normalise(TEXT)
    return Rendition(DOCUMENT, normalised.text, normalised.alignment)


def find_text(document: DocumentId) -> Rendition | None:
    """Return the text of the only document there is."""
    return make_rendition() if document == DOCUMENT else None


def cite(quote: str, *voice: str) -> Citation:
    """Return a citation of words of the text."""
    start = TEXT.index(quote)
    evidence = make_rendition().cite(Span(start, start + len(quote)))
    return Citation(DOCUMENT, "offer.txt", evidence, voice)


WINDOW = Reason(
    ReasonKind.TERM,
    "term 3 gives one week to answer",
    citations=(cite("one week to answer"),),
)
SILENCE = Reason(
    ReasonKind.TERM,
    "term 3 says what silence counts as",
    citations=(cite("Silence counts as rejection"),),
)
NOBODY = Reason(ReasonKind.ABSENCE, "nobody reports an answer of River Front", rule="Facts")
CLOSED = Reason(
    ReasonKind.RULE,
    "the window to answer has closed",
    because=(WINDOW, Reason(ReasonKind.READING, "the first day counts", rule="Time")),
    rule="2",
)
BY_DEFAULT = Reason(
    ReasonKind.CONCLUSION,
    "River Front has rejected by default",
    because=(CLOSED, SILENCE, NOBODY),
    rule="3",
)
STILL_OFFERED = Reason(
    ReasonKind.CONCLUSION, "the offer stands until the window closes", because=(WINDOW,), rule="3"
)
SUPPOSED = Reason(ReasonKind.SUPPOSITION, "supposed: accepted by River Front on 2016-02-09")
FIRST_DAY = ReadingAnswer(
    "first day of the window to answer",
    "does the first day of the week count?",
    (
        ("counts", ("River Front: rejected by default",)),
        ("does not count", ("River Front: offered",)),
    ),
    citations=(cite("one week to answer"),),
)


def held(
    state: State | NormState,
    certainty: Certainty = Certainty.CERTAINLY,
    reason: Reason = BY_DEFAULT,
    **details: object,
) -> Held:
    """Return a state that is held in some way."""
    known: dict[str, object] = {
        "is_presumed": False,
        "is_supposed": False,
        "detail": None,
        "readings": (),
        **details,
    }
    return Held(state, certainty, reason=reason, **known)  # type: ignore[arg-type] # by name


def norm(
    identifier: str,
    kind: NormKind,
    code: str,
    quote: str,
    bearer: Who = NOBODY_STATED,
    **details: object,
) -> Norm:
    """Return a norm of a term with some words."""
    citation = cite(quote)
    term = Term((code,), (citation.evidence,), number=identifier, modality=Modality.OBLIGATION)
    return Norm(
        id=identifier,
        kind=kind,
        code=code,
        bearer=bearer,
        counterparty=NOBODY_STATED,
        acts=(Act.ATTACKED,),
        term=term,
        citations=(citation,),
        **details,  # type: ignore[arg-type] # by name
    )


EACH = Who(WhoKind.EACH_PARTY, "Each party")
RIVER_FRONT = Who(WhoKind.ACTOR, "The River Front", ("river front",))
CEASE = norm(
    "1", NormKind.PROHIBITION, "hostilities.cease", "Each party shall stop its attacks", EACH
)
RELEASE = norm(
    "2",
    NormKind.OBLIGATION,
    "persons.release",
    "The River Front shall release all prisoners",
    RIVER_FRONT,
    object="prisoners",
    quantity="all",
    window=Window("2016-02-09", citations=(cite("9 February"),)),
)
NEXT = Change(
    on="2016-02-10",
    of="River Front",
    before=("possibly offered", "possibly rejected by default"),
    after=("certainly rejected by default",),
    cause="the window to answer has closed under either reading",
    reason=BY_DEFAULT,
)
ANSWER = Answer(
    agreement="agr-0123456789abcdef0123456789abcdef",
    label="Truce between Hill Council and River Front",
    on="2016-02-09",
    as_known_on="2016-02-20",
    authenticity=AuthenticityAnswer(
        Authenticity.ALLEGED,
        (
            Reason(
                ReasonKind.FACT,
                "offer.txt only says that the paper is said to be genuine",
                citations=(cite("is said to come"),),
            ),
        ),
    ),
    sides=(
        SideAnswer(
            "hill council",
            "Hill Council",
            ("party",),
            (held(State.OFFERED, reason=STILL_OFFERED),),
        ),
        SideAnswer(
            "river front",
            "River Front",
            ("invitee",),
            (
                held(
                    State.REJECTED_BY_DEFAULT,
                    Certainty.POSSIBLY,
                    is_presumed=True,
                    readings=("first day of the window to answer: counts",),
                ),
                held(
                    State.OFFERED,
                    Certainty.POSSIBLY,
                    STILL_OFFERED,
                    readings=("first day of the window to answer: does not count",),
                ),
            ),
        ),
    ),
    norms=(
        NormAnswer(CEASE, "Hill Council", (held(NormState.PENDING, reason=STILL_OFFERED),)),
        NormAnswer(CEASE, "River Front", (held(NormState.PENDING, reason=STILL_OFFERED),)),
        NormAnswer(
            RELEASE,
            "River Front",
            (
                held(NormState.LAPSED, Certainty.POSSIBLY),
                held(NormState.BREACHED_ALLEGED, Certainty.POSSIBLY, detail="by Hill Council"),
            ),
            due="2016-02-09",
        ),
    ),
    readings=(FIRST_DAY,),
    claims=(
        Reason(
            ReasonKind.FACT,
            "Hill Council says that the truce collapsed",
            citations=(cite("said to come", "Hill Council"),),
        ),
    ),
    missing=("when the truce starts is not stated",),
    next_changes=(NEXT,),
    suppositions=("accepted by River Front on 2016-02-09",),
)
