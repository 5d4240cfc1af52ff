"""Any document whatsoever: every character of its rendition leads back to where it came from."""

import html
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import originals
from hudna.errors import InputError
from hudna.intake import Intaken, take_in
from hudna.intake.encodings import decode
from hudna.intake.html import render_source
from hudna.intake.limits import Limits
from hudna.intake.markup import iter_tokens
from hudna.text.spans import Span
from hudna.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
LIMITS = Limits()
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\t\n\u0301ه𐍈é"), max_size=60
)
MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<br>", "<ol>", "<li>", "</ol>", "<ul>", "</ul>",
         "<table><tr><td>", "</table>", "<div hidden>", "</div>", "<pre>", "</pre>", "<script>",
         "</script>", "<!--", "-->", "&amp;", "&eacute;", "&#x301;", "&nbsp;", "&bogus;",
         "<a href='x'>", "</a>", "<", ">", "'", '"', "\r\n", "  ",
         "<h1>", "</h1>", "<title>", "</title>", "<style>", "</style>"]
    )
    | WORDS,
    max_size=25,
).map("".join)  # fmt: skip


def _take(original: bytes, name: str) -> Intaken:
    try:
        return take_in(original, name, vocabulary=VOCABULARY)
    except InputError as error:
        assume(error.code not in {"input-empty", "input-binary"})
        raise


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _assert_led_back(taken: Intaken, parts: dict[str, str]) -> None:
    """Check that each run of a rendition is the normal form of its origin."""
    text = taken.rendition.text
    for run in taken.rendition.alignment.runs:
        origin = parts[run.part][run.origin_start : run.origin_end]
        assert _plain("\n" + origin)[1:] == text[run.start : run.end]


@given(WORDS)
def test_plain_text_leads_back_to_itself(text: str) -> None:
    taken = _take(text.encode(), "a.txt")
    _assert_led_back(taken, {"text": text})
    assert taken.rendition.text == _plain(text.lstrip("\ufeff"))


@given(WORDS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_marked_encoding_changes_nothing(text: str, encoding: str) -> None:
    taken = _take(text.encode(encoding), "a.txt")
    assert taken.rendition.text == _plain(text.lstrip("\ufeff"))


@given(st.binary(max_size=200))
def test_bytes_decode_to_what_encodes_to_them_or_not_at_all(original: bytes) -> None:
    try:
        found = decode(original, "a.txt")
    except InputError:
        return
    assert "\ufffd" not in found.text or "\ufffd".encode() in original or found.encoding != "utf-8"
    assert found.text.encode(found.encoding) == original or found.encoding.startswith("utf-")


@given(MARKUP)
def test_the_tokens_of_a_page_lie_in_order_and_text_is_the_source(source: str) -> None:
    position = 0
    for token in iter_tokens(source):
        assert position <= token.start <= token.end <= len(source)
        position = token.end


@settings(deadline=None)
@given(MARKUP)
def test_every_character_of_a_page_leads_back_to_its_source(source: str) -> None:
    found = render_source(source, "a.html", limits=LIMITS).text
    for run in found.alignment.runs:
        origin = source[run.origin_start : run.origin_end]
        shown = found.text[run.start : run.end]
        if shown == " ":
            # White space on both sides of a tag is one space on the page.
            assert _loose(html.unescape(origin[0] + origin[-1])) in {"", "&;"}
        else:
            assert _loose(html.unescape(origin)) == _loose(shown)


def _loose(text: str) -> str:
    """Return a text with white space as single spaces, in compatibility with what a page shows."""
    return " ".join(_plain("\n" + text)[1:].split())


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_word_document_leads_back_to_its_paragraphs(texts: list[str]) -> None:
    shown = [text.replace("\n", " ").replace("\t", " ") for text in texts]
    assume(all(_is_xml(text) for text in shown))
    taken = _take(originals.docx("".join(map(originals.paragraph, shown))), "a.docx")
    _assert_led_back(taken, {f"paragraph {n}": text for n, text in enumerate(shown, start=1)})


@settings(deadline=None)
@given(WORDS)
def test_a_letter_leads_back_to_its_body(text: str) -> None:
    assume(text.strip() and "\x85" not in text and "\u2028" not in text and "\u2029" not in text)
    letter = originals.letter(text)
    taken = _take(letter, "a.eml")
    body = _plain(text)
    start = taken.rendition.regions[0].span.end + 2
    assert taken.rendition.text[start:].rstrip("\n") == body.rstrip("\n").lstrip("\ufeff")


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text("abc défg().\\", min_size=1, max_size=40), min_size=1, max_size=3))
def test_a_pdf_leads_back_to_its_pages(pages: list[str]) -> None:
    taken = _take(originals.pdf([page.strip() or "x" for page in pages]), "a.pdf")
    for run in taken.rendition.alignment.runs:
        assert run.part in {f"page {n}" for n in range(1, len(pages) + 1)}
        assert run.is_literal


@settings(deadline=None)
@given(MARKUP)
def test_a_citation_checks_against_its_text(source: str) -> None:
    taken = _take(b"<html><body>" + source.encode(), "a.html")
    text = taken.rendition.text
    for start in range(0, len(text), 7):
        span = Span(start, min(start + 5, len(text)))
        assert taken.rendition.cite(span).quote == text[span.start : span.end]
    position = 0
    for region in taken.rendition.regions:
        assert region.span.start >= position
        position = region.span.end


def _is_xml(text: str) -> bool:
    return all(
        char in "\t\n" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
        for char in text
    )
