import pytest

import originals
from hudna.domain.documents import MediaType
from hudna.errors import InputError
from hudna.intake.formats import find_media_type

LETTER = originals.letter("The truce begins at midnight.\n")


@pytest.mark.parametrize(
    ("original", "name", "expected"),
    [
        (b"The truce holds.", "a.txt", MediaType.TEXT),
        (b"# The truce holds", "a.md", MediaType.TEXT),
        (b"The truce holds.", "no extension", MediaType.TEXT),
        (originals.PAGE.encode(), "a.html", MediaType.HTML),
        (originals.PAGE.encode(), "page", MediaType.HTML),
        (b"<?xml version='1.0'?>\n<!-- x --><html><body>x", "page", MediaType.HTML),
        (b"just words", "a.html", MediaType.HTML),
        (b"<html> as an example", "a.txt", MediaType.TEXT),
        (originals.PAGE.encode(), "a.txt", MediaType.HTML),
        (
            b"From: Ali\nTo: Omar\nSubject: Truce\nDate: today\n\nA memorandum.",
            "a.txt",
            MediaType.TEXT,
        ),
        (
            b"Received: by x\nFrom: a@x.example\nSubject: Truce\n\nA letter.",
            "a.txt",
            MediaType.MAIL,
        ),
        (b"Write %PDF- at the beginning.", "a.txt", MediaType.TEXT),
        (b"junk\n" + originals.pdf(["x"]), "a.pdf", MediaType.PDF),
        (originals.pdf(["x"]), "a.txt", MediaType.PDF),
        (originals.docx(originals.paragraph("x")), "a", MediaType.DOCX),
        (LETTER, "a.eml", MediaType.MAIL),
        (LETTER, "a", MediaType.MAIL),
        (b"From: Valley Council\n\nThe truce holds.", "a", MediaType.TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.png", MediaType.IMAGE),
        (b"\xff\xd8\xff\xe0\x00", "a", MediaType.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", MediaType.IMAGE),
        (b"BMW drivers keep the truce", "a.txt", MediaType.TEXT),
    ],
)
def test_the_bytes_say_what_an_original_is(original: bytes, name: str, expected: MediaType) -> None:
    assert find_media_type(original, name) is expected


@pytest.mark.parametrize(
    ("original", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "old Office"),
        (b"{\\rtf1 x}", "a.rtf", "RTF"),
        (b"\x1f\x8b\x08\x00", "a.gz", "gzip"),
        (b"Rar!\x1a\x07\x00", "a.rar", "RAR"),
        (b"SQLite format 3\x00", "hudna.db", "SQLite"),
        (b"<?xml version='1.0'?><feed/>", "a.xml", "XML"),
        (b"<!DOCTYPE feed><feed/>", "feed", "XML"),
        (b"From a Tue\nFrom: a\nTo: b\nDate: c\n\nx\n\nFrom b Wed\n", "a.mbox", "several letters"),
    ],
)
def test_a_format_that_is_not_read_is_named(original: bytes, name: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        find_media_type(original, name)
    assert caught.value.code == "input-format"
    assert words in caught.value.reason


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_name_that_promises_what_the_bytes_are_not_is_an_error(name: str) -> None:
    with pytest.raises(InputError) as caught:
        find_media_type(b"The truce holds.", name)
    assert caught.value.code == "input-damaged"


def test_a_word_document_with_a_password_is_encrypted() -> None:
    original = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InputError) as caught:
        find_media_type(original, "a.docx")
    assert caught.value.code == "input-encrypted"
