"""A small registry for the tests of the command line: two documents, self-written."""

from pathlib import Path

from typer.testing import CliRunner, Result

from hudna.cli.application import application
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
    Stage,
    Stance,
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
from hudna.domain.problems import Problem
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.registry import Deposit, open_registry
from hudna.text.cleaning import normalise
from hudna.text.spans import Span

ENGLISH = """Valley Post: news from the valley
The Hill Council offered a truce to the River Front on 1 February 2016.
1. The River Front shall open the road to Dalbar.
A spokesman of the River Front denied the paper.
"""
ARABIC = "عرض مجلس التلة هدنة على جبهة النهر في دلبار."
RULES = Reader("rules", "1", "vocabulary-test")
PERSON = Reader("person:amal", "1", "vocabulary-test")


def make_registry(path: Path) -> Path:
    """Make a registry with an English document that two readers read, an Arabic one, a problem."""
    with open_registry(path) as registry:
        registry.store([_english(RULES, Stage.PROPOSAL)])
        registry.store([_english(PERSON, Stage.REJECTED)])
        registry.store([_arabic()])
        registry.record_problems([Problem("input-empty", "void.txt", "'void.txt' is empty")])
    return path


def run(*arguments: str, registry: Path | None = None, **environment: str) -> Result:
    """Run a command in this process, as down a pipe, and return what it printed."""
    where = {"HUDNA_REGISTRY": str(registry)} if registry else {}
    return CliRunner().invoke(application, list(arguments), env={**where, **environment})


def on_terminal(*arguments: str, registry: Path, columns: int = 80) -> Result:
    """Run a command as on a terminal of a width."""
    return run(
        *arguments,
        registry=registry,
        FORCE_COLOR="1",
        TERM="xterm-256color",
        COLUMNS=str(columns),
    )


def _english(reader: Reader, stage: Stage) -> Deposit:
    document, rendition = _rendition(ENGLISH, "offer.txt", "2016-02-02", boilerplate=33)
    offer = Agreement(
        id="a1",
        label="Truce between Hill Council and River Front",
        anchor=_words(rendition, "a truce"),
        named_as="truce",
        form=Form.BILATERAL,
        stage=stage,
        authenticity=Authenticity.CONTESTED,
        participants=(
            Participant("River Front", Role.INVITEE, (_words(rendition, "River Front"),)),
            Participant("Hill Council", Role.PARTY, (_words(rendition, "Hill Council"),)),
        ),
        dates=(DateValue(DateKind.OFFERED, "2016-02-01", (_words(rendition, "1 February 2016"),)),),
        places=(PlaceValue("Dalbar", (_words(rendition, "Dalbar"),)),),
        terms=(
            Term(
                ("movement.route",),
                (_words(rendition, "The River Front shall open the road to Dalbar"),),
                number="1",
                modality=Modality.OBLIGATION,
            ),
        ),
        claims=(
            Claim(
                "spokesman of the River Front",
                Stance.DENIES,
                (_words(rendition, "denied the paper"),),
                about=About.DOCUMENT,
                voice=("River Front",),
            ),
        ),
        grounds=tuple(
            Ground(name, "words for it", (_words(rendition, quote),))
            for name, quote in (
                ("named_as", "truce"),
                ("form", "to the River Front"),
                ("stage", "offered"),
                ("authenticity", "denied the paper"),
            )
        ),
    )
    reading = Reading(
        to_read_document(document, rendition), reader, (offer,), warnings=("an odd weekday",)
    )
    return _deposit(ENGLISH, document, rendition, reading)


def _arabic() -> Deposit:
    document, rendition = _rendition(ARABIC, "عرض.txt", "2016-02-03")
    offer = Agreement(
        id="a1",
        label="هدنة مجلس التلة",
        anchor=_words(rendition, "هدنة"),
        named_as="هدنة",
        participants=(Participant("جبهة النهر", Role.INVITEE, (_words(rendition, "جبهة النهر"),)),),
        grounds=(Ground("named_as", "the word for it", (_words(rendition, "هدنة"),)),),
    )
    reading = Reading(to_read_document(document, rendition), RULES, (offer,))
    return _deposit(ARABIC, document, rendition, reading)


def _rendition(
    text: str, name: str, published: str, *, boilerplate: int = 0
) -> tuple[Document, Rendition]:
    original = text.encode()
    known = Metadata(published=published)
    normalised = normalise(text)
    regions = (Region(Span(0, boilerplate), RegionKind.BOILERPLATE),) if boilerplate else ()
    identifier = document_id(original)
    return (
        Document(identifier, name, MediaType.TEXT, len(original), known),
        Rendition(identifier, normalised.text, normalised.alignment, regions, "utf-8"),
    )


def _words(rendition: Rendition, quote: str) -> Evidence:
    start = rendition.text.index(quote)
    return rendition.cite(Span(start, start + len(quote)))


def _deposit(text: str, document: Document, rendition: Rendition, reading: Reading) -> Deposit:
    return Deposit(content_id("job", reading.id), text.encode(), document, rendition, reading)
