"""What is written into an agreement file is what is read from it, and nothing breaks the reader."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deposited import deposit
from hudna.app.dossiers import iter_dossiers
from hudna.app.loading import Loaded, get_agreement_file, iter_load
from hudna.domain.agreements import Affiliation, Agreement, Fact, Part
from hudna.domain.codebook import Act, Stance
from hudna.domain.documents import Metadata
from hudna.domain.dossiers import Telling
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId
from hudna.publish.agreement_file import (
    AGREEMENT,
    AgreementFile,
    parse_agreement_file,
    take_agreement_file,
)
from hudna.publish.agreement_quotes import find_quote, find_standing
from hudna.publish.agreement_writing import to_agreement_file
from hudna.registry import open_registry
from hudna.text.cleaning import normalise
from strategies import agreements, evidence_in, metadata, names, texts

MANY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def referring(told: Agreement, text: str) -> Agreement:
    """Return an agreement whose references all lead somewhere."""
    known = [p.name for p in told.participants]
    words = tuple(p.evidence for p in told.participants) or ((told.anchor,),)
    return replace(
        told,
        participants=tuple(
            replace(p, on_behalf_of=p.on_behalf_of and known[0]) for p in told.participants
        ),
        relations=tuple(replace(r, to=f"the other: {r.to}") for r in told.relations),
        terms=tuple(
            replace(
                t,
                number=f"{n}{'.a' if t.number else ''}",
                window=Part("P7D from 2016-02-02 first day counts", words[0]),
                after=Part(str(n - 1), words[0]) if n > 1 and not told.terms[0].number else None,
            )
            for n, t in enumerate(told.terms, 1)
        ),
        links=tuple(
            Affiliation(p.name, "those linked", p.evidence, p.voice) for p in told.participants
        ),
        zone="Asia/Damascus" if told.places else None,
        corrects="agr-00" if told.dates else None,
    )


@st.composite
def tellings(draw: st.DrawFn) -> tuple[Telling, str, Metadata]:
    text = normalise(draw(texts()) + draw(st.sampled_from(["", "\n", "\n\n", "  ", "\n "]))).text
    told = referring(draw(agreements(text, AGREEMENT, ("an earlier one",))), text)
    known = [p.name for p in told.participants]
    actors = st.none() | st.sampled_from(known) if known else st.none()
    numbers = [t.number for t in told.terms]
    facts = st.builds(
        Fact,
        act=st.sampled_from(Act),
        evidence=st.lists(evidence_in(text), min_size=1, max_size=2).map(tuple),
        by=actors,
        against=actors,
        place=st.none() | names(),
        date=st.none() | st.sampled_from(["2016-02-02", "[2016-02-02,2016-02-03]", "2016~"]),
        effective=st.none() | st.just("2016-02-04T10:30"),
        until=st.none() | st.sampled_from(["P7D", "2016-03"]),
        term=st.none() | st.sampled_from(numbers) if numbers else st.none(),
        agreement=st.sampled_from([AGREEMENT, None]),
        voice=st.lists(names(), max_size=2).map(tuple),
        stance=st.sampled_from(Stance),
    )
    telling = Telling(
        DocumentId("sha256:0"),
        draw(names()),
        "2016",
        told,
        tuple(draw(st.lists(facts, max_size=2))),
        warnings=tuple(draw(st.lists(names(), max_size=2))),
    )
    return telling, text, draw(metadata())


@MANY
@given(tellings())
def test_what_is_written_is_what_is_read(drawn: tuple[Telling, str, Metadata]) -> None:
    telling, text, known = drawn
    reading = parse_agreement_file(
        to_agreement_file(telling, text, metadata=known), name="a.yaml", author="Ada"
    )
    assert reading.agreements == (telling.agreement,)
    assert reading.facts == telling.facts
    document = reading.document
    assert (document.text, document.name) == (text, telling.name)
    found = Metadata(
        document.title, document.publisher, document.published, document.url, document.language
    )
    assert found == known
    assert reading.reader.name == "person:Ada"


@MANY
@given(tellings())
def test_writing_what_was_read_writes_the_same(drawn: tuple[Telling, str, Metadata]) -> None:
    telling, text, known = drawn
    written = to_agreement_file(telling, text, metadata=known)
    [agreement] = parse_agreement_file(written, name="a.yaml").agreements
    again = replace(telling, agreement=agreement)
    assert to_agreement_file(again, text, metadata=known) == written


@MANY
@given(
    tellings(),
    st.integers(0, 10_000),
    st.sampled_from(
        ["", "  ", "\n", ": ", "- ", "&a ", "*a", "{", "]", '"', "\t", "#", "\x07", "x"]
    ),
)
def test_a_damaged_file_is_read_or_refused_line_by_line(
    drawn: tuple[Telling, str, Metadata], at: int, damage: str
) -> None:
    written = to_agreement_file(drawn[0], drawn[1], metadata=drawn[2])
    at %= len(written)
    damaged = written[:at] + damage + written[at + 1 :]
    taken = take_agreement_file(damaged.encode(), name="a.yaml")
    if not isinstance(taken, AgreementFile):
        assert all(problem.reason.startswith("a.yaml:") for problem in taken)


@MANY
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_or_refused(text: str) -> None:
    taken = take_agreement_file(text.encode(), name="a.yaml")
    assert isinstance(taken, AgreementFile) or taken


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, Evidence]:
    text = normalise(draw(texts())).text
    return text, draw(evidence_in(text))


@MANY
@given(quoted())
def test_a_quote_is_found_where_it_stands(drawn: tuple[str, Evidence]) -> None:
    text, evidence = drawn
    standing = find_standing(evidence.quote, text)
    nth = standing.index(evidence) + 1
    assert find_quote(evidence.quote, text, nth=nth) == evidence
    assert find_quote(evidence.quote, text, nth=len(standing) + 1) == len(standing)


@settings(MANY, max_examples=15)
@given(tellings())
def test_an_export_that_is_loaded_counts_in_place_of_what_was_read(
    drawn: tuple[Telling, str, Metadata],
) -> None:
    telling, text, known = drawn
    told = replace(telling.agreement, corrects=None)
    with tempfile.TemporaryDirectory() as folder, open_registry(Path(folder) / "r.db") as registry:
        registry.store([deposit(text, metadata=known, agreements=[told], facts=telling.facts)])
        [before] = iter_dossiers(registry)
        path = Path(folder) / "a.yaml"
        path.write_bytes(get_agreement_file(registry, before.id).encode())
        [loaded] = iter_load([path], registry=registry, author="Ada")
        assert isinstance(loaded, Loaded)
        assert loaded.agreement == before.id
        [after] = iter_dossiers(registry)
    assert [t.reader for t in after.tellings] == ["person:Ada"]
    [now], [then] = after.tellings, before.tellings
    assert replace(now.agreement, id="", corrects=None) == replace(then.agreement, id="")
    assert [replace(f, agreement=None) for f in now.facts] == [
        replace(f, agreement=None) for f in then.facts
    ]
    assert (now.known, now.is_published) == (then.known, then.is_published)
