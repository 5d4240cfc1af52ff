from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import originals
from hudna.domain.documents import Metadata
from hudna.errors import InputError
from hudna.intake import Isolated, Limits, take_in
from hudna.vocabulary import load_vocabulary
from unit.intake.misbehaving import misbehave

VOCABULARY = load_vocabulary()
PAGE = originals.PAGE.encode()
LIMITS = Limits(seconds_per_document=20)
HASTY = replace(LIMITS, seconds_per_document=0.6)


@pytest.fixture(scope="module")
def isolated() -> Iterator[Isolated]:
    with Isolated(parse=misbehave) as isolated:
        yield isolated


def _code(isolated: Isolated, name: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        isolated.take_in(PAGE, name, vocabulary=VOCABULARY, limits=limits)
    assert name in caught.value.reason
    assert caught.value.subject == name
    return caught.value.code


def _is_well(isolated: Isolated) -> bool:
    found = isolated.take_in(PAGE, "good.html", vocabulary=VOCABULARY, limits=LIMITS)
    return "Truce holds" in found.rendition.text


@pytest.mark.parametrize(
    ("original", "name"),
    [
        (PAGE, "a.html"),
        (originals.pdf(["Words on a page"]), "a.pdf"),
        (originals.docx(originals.paragraph("Words")), "a.docx"),
        (originals.letter("Words\n", attachment=b"x"), "a.eml"),
        (b"Words", "a.txt"),
    ],
    ids=["html", "pdf", "docx", "mail", "text"],
)
def test_a_document_comes_back_as_it_would_have_in_process(
    isolated: Isolated, original: bytes, name: str
) -> None:
    known = Metadata(publisher="Valley Post")
    assert isolated.take_in(
        original, name, vocabulary=VOCABULARY, limits=LIMITS, metadata=known
    ) == take_in(original, name, vocabulary=VOCABULARY, limits=LIMITS, metadata=known)


def test_an_error_comes_back_as_it_would_have_in_process(isolated: Isolated) -> None:
    with pytest.raises(InputError) as caught:
        isolated.take_in(b"%PDF-1.4 nothing", "bad.pdf", vocabulary=VOCABULARY, limits=LIMITS)
    assert caught.value.code == "input-damaged"
    assert _is_well(isolated)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("hang.html", "input-timeout"),
        ("spin.html", "input-timeout"),
        ("exit.html", "input-crash"),
        ("abort.html", "input-crash"),
        ("bug.html", "input-crash"),
        ("gorge.html", "input-memory"),
    ],
)
def test_a_parser_that_misbehaves_is_an_error_and_the_next_document_is_read(
    isolated: Isolated, name: str, code: str
) -> None:
    assert _is_well(isolated)
    assert _code(isolated, name, HASTY if code == "input-timeout" else LIMITS) == code
    assert _is_well(isolated)


def test_what_a_parser_prints_goes_nowhere(
    isolated: Isolated, capfd: pytest.CaptureFixture[str]
) -> None:
    isolated.take_in(PAGE, "print.html", vocabulary=VOCABULARY, limits=LIMITS)
    assert capfd.readouterr() == ("", "")


def test_plain_text_starts_no_process() -> None:
    with Isolated() as isolated:
        isolated.take_in(b"The truce holds.", "a.txt", vocabulary=VOCABULARY)
        assert not isolated.is_running


def test_no_process_outlives_its_owner() -> None:
    with Isolated() as isolated:
        isolated.take_in(PAGE, "a.html", vocabulary=VOCABULARY)
        assert isolated.is_running
    assert not isolated.is_running


def test_a_child_that_died_between_two_documents_is_replaced(isolated: Isolated) -> None:
    assert _is_well(isolated)
    isolated.kill()
    assert _is_well(isolated)


def test_a_document_of_many_megabytes_passes_both_ways(isolated: Isolated) -> None:
    page = "<p>" + "The truce holds in Dalbar. " * 200_000
    found = isolated.take_in(page.encode(), "large.html", vocabulary=VOCABULARY, limits=LIMITS)
    assert len(found.rendition.text) > 5_000_000


def test_the_child_imports_what_its_owner_can(isolated: Isolated) -> None:
    assert Path(misbehave.__code__.co_filename).name == "misbehaving.py"
    assert _is_well(isolated)
