import pytest

import originals
from hudna.domain.documents import Metadata, RegionKind
from hudna.errors import InputError
from hudna.intake.html import render_html
from hudna.intake.limits import Limits
from hudna.intake.rendered import Rendered

LIMITS = Limits()


def _render(
    source: str | bytes, *, limits: Limits = LIMITS, encoding: str | None = None
) -> Rendered:
    original = source.encode() if isinstance(source, str) else source
    return render_html(original, "a.html", limits=limits, encoding=encoding)


def _text(source: str) -> str:
    return _render(source).text.text


PAGE = _render(originals.PAGE)


def _marked() -> str:
    return "\n".join(region.span.of(PAGE.text.text) for region in PAGE.regions)


def test_the_text_of_a_page_is_what_a_reader_sees() -> None:
    assert PAGE.text.text.split("\n\n") == [
        "• Home\n• News",
        "Truce holds in Dalbar",
        "By A. Writer, 3 February 2016",
        (
            "The two sides agreed on Tuesday to stop all fighting in Dalbar & its countryside, "
            "a café owner said.\xa0It is to last six months."
        ),
        (
            "The terms, as the council published them after a week of talks with both "
            "commanders, are these:"
        ),
        (
            "1. Cease fire between all factions\n2. Release of all prisoners\n"
            "3. Opening of the crossings"
        ),
        (
            "The council said that it will watch over the truce, and that any breach will be "
            "reported within two days to the mediators of both sides."
        ),
        "Something else entirely, from another page",
        "© 2024 The Valley Post. All rights reserved.",
    ]


def test_what_surrounds_the_main_content_is_marked() -> None:
    assert _marked().split("\n") == [
        "• Home",
        "• News",
        "Something else entirely, from another page",
        "",
        "© 2024 The Valley Post. All rights reserved.",
    ]
    assert {region.kind for region in PAGE.regions} == {RegionKind.BOILERPLATE}


def test_what_a_page_declares_is_its_metadata() -> None:
    assert PAGE.metadata == Metadata(
        title="Truce holds in Dalbar",
        publisher="The Valley Post",
        published="2016-02-03",
        url="https://valley.example/truce",
        language="en",
    )


def test_a_reference_leads_back_to_all_its_characters() -> None:
    offset = PAGE.text.text.index("é")
    origin = PAGE.text.alignment.find_origin(offset)
    assert origin is not None
    assert originals.PAGE[origin.start : origin.end] == "&eacute;"


def test_every_run_is_the_source_itself_but_for_white_space_and_references() -> None:
    for run in PAGE.text.alignment.runs:
        origin = originals.PAGE[run.origin_start : run.origin_end]
        text = PAGE.text.text[run.start : run.end]
        assert text == origin.replace("\n", " ") or origin.isspace() or origin.startswith("&")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a\n  b</p>", "a b"),
        ("<p>a<br>b<br><br>c", "a\nb\n\nc"),
        ("<p>a</p><p>b", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<b>a</b> <i>b</i>c", "a bc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ol type=i><li>a<li value=4>b</ol>", "i. a\niv. b"),
        ("<ol reversed start=2><li>a<li>b</ol>", "2. a\n1. b"),
        ("<ol><li>a<ol type=a><li>x<li>y</ol><li>b</ol>", "1. a\n\na. x\nb. y\n\n2. b"),
        ("<ul><li><p>a</p><li><p>b</p></ul>", "• a\n\n• b"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("a<script>x</script><style>y</style><noscript>z</noscript>b", "ab"),
        ("<div hidden>a</div>b<div style='display: none'>c</div>", "b"),
        ("a<!-- c -->b", "ab"),
        ("<head><title>t</title></head><body>b", "b"),
        ("<p>a&#13;b&#0;c\x01d", "a b\ufffdcd"),
        ("<p>e&#769;", "é"),
        ("\ufeff<p>a", "a"),
    ],
)
def test_a_source_is_set_as_it_is_seen(source: str, expected: str) -> None:
    assert _text(source) == expected


def test_a_page_without_main_content_is_all_body() -> None:
    assert _render("<p>Short.</p>").regions == ()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="date" content="2016-02-01">', "2016-02-01"),
        ('<meta name="DC.date.issued" content="2016-02">', "2016-02"),
        (('<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",'
         '"datePublished":"2016-02-01T09:00:00Z"}]}</script>'), "2016-02-01"),
        ('<time itemprop="datePublished" datetime="2016-02-01">today</time>', "2016-02-01"),
        ("<p>&copy; 2016 The Valley Post", None),
        ("<p>Posted 1 February 2016", None),
        ('<link rel="canonical" href="https://valley.example/2016/02/01/truce">', None),
        ('<script type="application/ld+json">{"@type":</script>', None),
        ('<meta name="date" content="soon">', None),
        ('<meta property="article:modified_time" content="2016-02-01">', None),
    ],
)  # fmt: skip
def test_only_a_declared_date_is_known(head: str, expected: str | None) -> None:
    assert _render(f"<html><head>{head}</head><body><p>Words.").metadata.published == expected


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Truce | Valley Post</title><meta property=og:site_name content='Valley Post'>",
         "Truce"),
        ("<title>Truce | Dalbar</title>", "Truce | Dalbar"),
        ("<title>x</title><meta property='og:title' content='The truce'>", "The truce"),
        ("", None),
    ],
)  # fmt: skip
def test_the_title_is_the_declared_one(head: str, title: str | None) -> None:
    assert _render(f"<html><head>{head}</head><body><p>Words.").metadata.title == title


def test_the_declared_encoding_is_used() -> None:
    source = (
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><p>بدأت الهدنة'
    )
    found = _render(source.encode("cp1256"))
    assert (found.text.text, found.encoding) == ("بدأت الهدنة", "cp1256")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        _render("<div>" * 100_000)
    assert caught.value.code == "input-nesting"


def test_paragraphs_that_nobody_closed_are_no_nesting() -> None:
    assert _text("<p>a" * 2000).count("a") == 2000
    assert _text("<ul>" + "<li>a" * 2000).count("a") == 2000


def test_a_page_that_defines_entities_is_refused() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><p>&b;'
    with pytest.raises(InputError) as caught:
        _render(bomb)
    assert caught.value.code == "input-entities"


def test_a_page_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        _render("<p>abcdef", limits=Limits(max_text_chars=5))
    assert caught.value.code == "input-too-large"
