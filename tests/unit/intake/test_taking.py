import pickle

import pytest

import originals
from hudna.domain.documents import MediaType, Metadata, RegionKind
from hudna.domain.identifiers import sha256_of
from hudna.errors import InputError
from hudna.intake import Intaken, Limits, take_in
from hudna.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
WORDS = (
    "The truce between the two sides in Dalbar holds, the council said on Tuesday evening, in full."
)
LIMITS = Limits()
UNKNOWN = Metadata()


def _take(
    original: bytes, name: str = "a.txt", *, limits: Limits = LIMITS, metadata: Metadata = UNKNOWN
) -> Intaken:
    return take_in(original, name, vocabulary=VOCABULARY, limits=limits, metadata=metadata)


def _refusal(original: bytes, name: str = "a.txt", *, limits: Limits = LIMITS) -> InputError:
    with pytest.raises(InputError) as caught:
        _take(original, name, limits=limits)
    assert repr(name) in caught.value.reason
    return caught.value


def test_a_document_is_known_by_its_bytes() -> None:
    found = _take(WORDS.encode(), "/some/folder/a.txt")
    assert found.document.id == found.rendition.document == sha256_of(WORDS.encode())
    assert found.document.name == "a.txt"
    assert found.document.size_bytes == len(WORDS)
    assert found.original == WORDS.encode()


def test_the_same_bytes_make_the_same_document() -> None:
    for original, name in ((originals.PAGE.encode(), "a.html"), (originals.pdf(["x"]), "a.pdf")):
        assert pickle.dumps(_take(original, name)) == pickle.dumps(_take(original, name))


def test_a_manifest_wins_over_what_the_original_says() -> None:
    found = _take(originals.PAGE.encode(), "a.html", metadata=Metadata(published="2016-02-02"))
    assert found.document.metadata.published == "2016-02-02"
    assert found.document.metadata.publisher == "The Valley Post"


def test_a_given_date_becomes_edtf() -> None:
    found = _take(WORDS.encode(), metadata=Metadata(published="2 February 2016"))
    assert found.document.metadata.published == "2016-02-02"


def test_a_given_date_that_is_none_is_a_warning_and_not_a_date() -> None:
    found = _take(WORDS.encode(), metadata=Metadata(published="soon"))
    assert found.document.metadata.published is None
    assert "'soon'" in found.warnings[0]


def test_the_day_a_file_was_made_is_a_warning_where_nothing_better_is_known() -> None:
    original = originals.pdf(["Words"], title="The terms")
    assert "2016-02-04" in _take(original, "a.pdf").warnings[0]
    assert _take(original, "a.pdf", metadata=Metadata(published="2016")).warnings == ()


def test_boilerplate_is_marked_in_plain_text() -> None:
    found = _take(f"{WORDS}\n\nAll rights reserved.".encode())
    (region,) = found.rendition.regions
    assert region.kind is RegionKind.BOILERPLATE
    assert region.span.of(found.rendition.text) == "All rights reserved."


def test_a_detected_encoding_is_a_warning() -> None:
    found = _take("بدأ وقف إطلاق النار في الوادي عند منتصف الليل".encode("cp1256"))
    assert found.rendition.encoding == "cp1256"
    assert "cp1256" in found.warnings[0]


@pytest.mark.parametrize(
    "original", [b"", b" \n\t\n", b"\xef\xbb\xbf"], ids=["nothing", "blank", "mark"]
)
def test_an_original_without_text_is_empty(original: bytes) -> None:
    assert _refusal(original).code == "input-empty"


def test_binary_junk_named_as_text_is_refused() -> None:
    assert _refusal(bytes(range(256)) * 4, "junk.txt").code == "input-binary"


def test_an_image_needs_ocr() -> None:
    assert _refusal(b"\x89PNG\r\n\x1a\n\x00", "a.png").code == "input-scan"


def test_an_entity_bomb_as_a_page_is_refused() -> None:
    assert (
        _refusal(b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><p>&a;", "a.html").code
        == "input-entities"
    )


def test_an_entity_bomb_as_xml_is_refused() -> None:
    assert (
        _refusal(b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "a.xml").code
        == "input-format"
    )


def test_an_original_over_the_limit_is_refused() -> None:
    assert _refusal(b"abcdef", limits=Limits(max_bytes=5)).code == "input-too-large"
    assert _refusal(b"abcdef", limits=Limits(max_text_chars=5)).code == "input-too-large"


@pytest.mark.parametrize(
    ("original", "name", "expected"),
    [
        (originals.PAGE.encode(), "a.html", MediaType.HTML),
        (originals.pdf(["x"]), "a.pdf", MediaType.PDF),
        (originals.docx(originals.paragraph("x")), "a.docx", MediaType.DOCX),
        (originals.letter("x\n"), "a.eml", MediaType.MAIL),
        (b"x", "a.md", MediaType.TEXT),
    ],
)
def test_the_format_is_recorded(original: bytes, name: str, expected: MediaType) -> None:
    assert _take(original, name).document.media_type is expected
