import io
import struct
import zipfile

import pytest

import originals
from hudna.domain.documents import RegionKind
from hudna.errors import InputError
from hudna.intake.docx import render_docx
from hudna.intake.limits import Limits
from hudna.intake.rendered import Rendered
from hudna.text.alignment import Origin
from originals import numbered, paragraph

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + f"]><w:document {originals.W}><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:document>"
)
CORE = (
    "<cp:coreProperties "
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>The terms</dc:title><dc:language>en-US</dc:language>"
    "<dcterms:created>2016-02-04T12:00:00Z</dcterms:created></cp:coreProperties>"
)
NOTES = (
    f'<w:footnotes {originals.W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="1">{paragraph("As of 2016.")}</w:footnote></w:footnotes>'
)
LIMITS = Limits()


def _render(original: bytes, *, limits: Limits = LIMITS) -> Rendered:
    return render_docx(original, "a.docx", limits=limits, encoding=None)


def _text(body: str) -> str:
    return _render(originals.docx(body)).text.text


def _code(original: bytes, *, limits: Limits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        _render(original, limits=limits)
    assert "'a.docx'" in caught.value.reason
    return caught.value.code


def test_a_paragraph_is_a_part() -> None:
    found = _render(
        originals.docx(paragraph("The terms") + paragraph("") + paragraph("are these:"))
    )
    assert found.text.text == "The terms\n\nare these:"
    assert found.text.alignment.find_origin(11) == Origin("paragraph 3", 0, 1)


def test_list_numbers_are_shown_and_have_no_origin() -> None:
    found = _render(originals.docx(numbered("Cease fire") + numbered("Release"))).text
    assert found.text == "1. Cease fire\n2. Release"
    assert found.alignment.find_origin(0) is None
    assert found.alignment.find_origin(3) == Origin("paragraph 1", 0, 1)


def test_levels_count_apart_and_a_higher_one_starts_the_lower_anew() -> None:
    body = (
        numbered("a") + numbered("b", level=1) + numbered("c", level=1) + numbered("d", level=2)
        + numbered("e") + numbered("f", level=1)
    )  # fmt: skip
    assert _text(body).split("\n") == ["1. a", "(a) b", "(b) c", "1.b.1 d", "2. e", "(a) f"]


def test_a_list_of_its_own_starts_anew() -> None:
    assert _text(numbered("a") + numbered("b") + numbered("c", number=2)).split("\n")[-1] == "1. c"


def test_a_number_of_no_list_is_passed_over() -> None:
    assert _text(numbered("a", number=9)) == "a"


def test_a_style_numbers_its_paragraphs() -> None:
    styles = (
        f'<w:styles {originals.W}><w:style w:styleId="Clause"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:styleId="Sub"><w:basedOn w:val="Clause"/><w:pPr>'
        '<w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    body = paragraph("a", properties='<w:pStyle w:val="Clause"/>') + paragraph(
        "b", properties='<w:pStyle w:val="Sub"/>'
    )
    found = _render(originals.docx(body, members={"word/styles.xml": styles}))
    assert found.text.text == "1. a\n(a) b"


def test_a_table_is_rows_of_cells() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("a", "b"))
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    assert _text(paragraph("x") + table + paragraph("y")) == "x\n\na\tb\na\tb\n\ny"


def test_footnotes_are_parts_of_their_own() -> None:
    found = _render(originals.docx(paragraph("x"), members={"word/footnotes.xml": NOTES})).text
    assert found.text == "x\n\n[1] As of 2016."
    assert found.alignment.find_origin(7) == Origin("footnote 1", 0, 1)


def test_the_margins_of_pages_are_set_once_and_marked() -> None:
    margins = {
        f"word/{kind}{n}.xml": f"<w:hdr {originals.W}>{paragraph(text)}</w:hdr>"
        for kind, n, text in (
            ("header", 1, "Valley Council"),
            ("header", 2, "Valley Council"),
            ("footer", 1, "Draft of 2 February"),
        )
    }
    found = _render(originals.docx(paragraph("The terms"), members=margins))
    assert found.text.text == "Valley Council\n\nThe terms\n\nDraft of 2 February"
    assert [region.span.of(found.text.text) for region in found.regions] == [
        "Valley Council",
        "Draft of 2 February",
    ]
    assert {region.kind for region in found.regions} == {RegionKind.HEADER}
    assert found.text.alignment.find_origin(0) == Origin("header 1", 0, 1)


def test_deleted_and_hidden_text_is_left_out_and_told() -> None:
    body = (
        "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> too</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
    )
    found = _render(originals.docx(body))
    assert found.text.text == "kept too"
    assert len(found.warnings) == 2


def test_breaks_and_tabs_are_kept() -> None:
    assert (
        _text("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>")
        == "a\tb\nc"
    )


def test_properties_are_known_and_the_day_the_file_was_made_is_no_publication_date() -> None:
    found = _render(originals.docx(paragraph("x"), members={"docProps/core.xml": CORE}))
    assert (found.metadata.title, found.metadata.language) == ("The terms", "en")
    assert found.metadata.published is None
    assert found.made == "2016-02-04"


def test_the_strict_form_of_the_standard_is_read() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    body = f"<w:document {strict}><w:body>{paragraph('Words')}</w:body></w:document>"
    found = _render(originals.docx("", members={"word/document.xml": body}))
    assert found.text.text == "Words"


def test_a_body_in_another_place_is_found() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="x"><Relationship Type="x/officeDocument" Target="/w/d.xml"/>'
            "</Relationships>",
        )
        archive.writestr("w/d.xml", f"<w:document {originals.W}>{paragraph('Words')}</w:document>")
    assert _render(out.getvalue()).text.text == "Words"


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_document_cut_short_is_damaged(kept: float) -> None:
    original = originals.docx(paragraph("The terms are these. " * 20))
    assert _code(original[: int(len(original) * kept)]) == "input-damaged"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    body = (
        f"<w:document {originals.W}><w:body><w:p>"
        + " " * 60_000_000
        + "</w:p></w:body></w:document>"
    )
    assert _code(originals.docx("", members={"word/document.xml": body})) == "input-bomb"


def test_a_bomb_is_known_by_all_its_members_together() -> None:
    original = originals.docx(paragraph("x"), members={f"m{n}": b"a" * 900_000 for n in range(5)})
    assert _code(original, limits=Limits(max_unpacked_bytes=2_000_000)) == "input-bomb"


def test_too_many_members_are_refused() -> None:
    original = originals.docx(paragraph("x"), members={f"m{n}": b"a" for n in range(20)})
    assert _code(original, limits=Limits(max_parts=10)) == "input-bomb"


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    original = bytearray(originals.docx(paragraph("The terms are these. " * 50)))
    entry = original.index(b"PK\x01\x02", original.index(b"PK\x01\x02") + 4)
    original[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert _code(bytes(original)) in {"input-bomb", "input-damaged"}


def test_an_entity_bomb_is_refused() -> None:
    assert _code(originals.docx("", members={"word/document.xml": BOMB})) == "input-entities"


def test_an_external_entity_is_refused() -> None:
    xxe = (
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<w:document {originals.W}><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>"
    )
    assert _code(originals.docx("", members={"word/document.xml": xxe})) == "input-entities"


def test_deep_nesting_is_refused() -> None:
    assert _code(originals.docx("<w:sdt>" * 600 + "</w:sdt>" * 600)) == "input-nesting"


@pytest.mark.parametrize(
    ("member", "words"),
    [("xl/workbook.xml", "spreadsheet"), ("content.xml", "OpenDocument"), ("notes.txt", "archive")],
)
def test_another_kind_of_archive_is_named(member: str, words: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(InputError) as caught:
        _render(out.getvalue())
    assert caught.value.code == "input-format"
    assert words in caught.value.reason
