import pytest

import originals
from hudna.domain.documents import RegionKind
from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.pdf import _readable, render_pdf
from hudna.intake.rendered import Rendered
from hudna.text.alignment import Origin

PAGES = ("Agreement (draft)\n1. Cease fire \x96 at once", "2. Release of prisoners")
TEXT = "Agreement (draft)\n1. Cease fire – at once"
LIMITS = Limits()


def _render(original: bytes, *, limits: Limits = LIMITS) -> Rendered:
    return render_pdf(original, "a.pdf", limits=limits, encoding=None)


def _refusal(original: bytes, *, limits: Limits = LIMITS) -> InputError:
    with pytest.raises(InputError) as caught:
        _render(original, limits=limits)
    assert "'a.pdf'" in caught.value.reason
    return caught.value


def _pages(*pages: str) -> list[str]:
    return [page.replace("\x96", "–") for page in pages]


def test_each_page_is_a_part() -> None:
    found = _render(originals.pdf(_pages(*PAGES))).text
    assert found.text == f"{TEXT}\n\n2. Release of prisoners"
    assert found.alignment.find_origin(len(TEXT) + 2) == Origin("page 2", 0, 1)
    assert found.alignment.find_origin(len(TEXT)) is None


def test_the_title_is_known_and_the_day_the_file_was_made_is_no_publication_date() -> None:
    found = _render(originals.pdf(["Words"], title="The terms"))
    assert (found.metadata.title, found.metadata.published) == ("The terms", None)
    assert found.made == "2016-02-04"


def test_a_scanned_document_needs_ocr() -> None:
    assert _refusal(originals.pdf(["", ""], has_image=True)).code == "input-scan"


def test_a_document_of_blank_pages_is_empty() -> None:
    assert _refusal(originals.pdf([" "])).code == "input-empty"


def test_pages_without_text_among_others_are_told() -> None:
    found = _render(originals.pdf(["Words", ""], has_image=True))
    assert found.warnings == ("1 of 2 pages hold no text, page 2 the first of them",)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_a_document_cut_short_is_damaged(kept: float) -> None:
    original = originals.pdf(_pages(*PAGES))
    assert _refusal(original[: int(len(original) * kept)]).code == "input-damaged"


def test_an_encrypted_document_is_refused() -> None:
    assert _refusal(originals.encrypted_pdf("Words")).code == "input-encrypted"


def test_too_many_pages_are_refused() -> None:
    original = originals.pdf(["a", "b", "c"])
    assert _refusal(original, limits=Limits(max_pages=2)).code == "input-too-large"


def test_too_much_text_is_refused() -> None:
    assert (
        _refusal(originals.pdf(["abc", "def"]), limits=Limits(max_text_chars=4)).code
        == "input-too-large"
    )


def test_a_line_that_the_width_of_a_page_broke_is_whole_again() -> None:
    page = (
        "AGREEMENT\n"
        "The two sides, meeting in the town of Dalbar under the chairmanship of the council\n"
        "of elders, have agreed on the following terms.\n"
        "1. Cease fire between all factions, and stop attacks by any faction in all of the\n"
        "valley\n"
        "2. Release of all prisoners, whatever they may be accused of, by either side, at last\n"
        "3. Opening of the crossings, which both sides shall keep open to all traffic in cease-\n"
        "fire hours"
    )
    assert _render(originals.pdf([page])).text.text.split("\n") == [
        "AGREEMENT",
        (
            "The two sides, meeting in the town of Dalbar under the chairmanship of the council "
            "of elders, have agreed on the following terms."
        ),
        "1. Cease fire between all factions, and stop attacks by any faction in all of the valley",
        "2. Release of all prisoners, whatever they may be accused of, by either side, at last",
        (
            "3. Opening of the crossings, which both sides shall keep open to all traffic in "
            "cease-fire hours"
        ),
    ]


def test_ligatures_and_shaped_letters_are_the_letters_they_stand_for() -> None:
    assert _readable("ceaseﬁre \ufee2\ufefc x² Å") == "ceasefire ملا x² Å"


def test_what_no_font_names_is_marked() -> None:
    assert _readable("a\ud800b\x00c") == "a\ufffdbc"


def test_faults_that_the_parser_mended_are_told() -> None:
    original = originals.pdf(["Words on a page"]).replace(b"startxref\n", b"startxref\n1")
    found = _render(original)
    assert found.text.text == "Words on a page"
    assert "faults in the file" in found.warnings[0]


def test_running_heads_and_page_numbers_are_marked() -> None:
    pages = [f"Valley Council {n}\nWords that stand on page {n} alone\n- {n} -" for n in "123"]
    found = _render(originals.pdf(pages))
    assert [region.span.of(found.text.text) for region in found.regions] == [
        words for n in "123" for words in (f"Valley Council {n}", f"- {n} -")
    ]
    assert {region.kind for region in found.regions} == {RegionKind.HEADER}


def test_the_lines_of_two_pages_are_no_running_heads() -> None:
    assert _render(originals.pdf(["Terms\na\nb", "Terms\nc\nd"])).regions == ()
