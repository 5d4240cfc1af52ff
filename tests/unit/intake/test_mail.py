import pytest

import originals
from hudna.domain.documents import Metadata, RegionKind
from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.mail import render_mail
from hudna.intake.rendered import Rendered
from hudna.text.alignment import Origin

BODY = "The truce begins at midnight, said José.\nIt lasts a week.\n"
LIMITS = Limits()


def _render(original: bytes, *, limits: Limits = LIMITS) -> Rendered:
    return render_mail(original, "a.eml", limits=limits, encoding=None)


def test_a_letter_is_its_header_and_its_body() -> None:
    found = _render(originals.letter(BODY))
    (header,) = found.regions
    assert header.kind is RegionKind.HEADER
    assert header.span.of(found.text.text).split("\n")[0] == "Subject: The truce in Dalbar"
    assert found.text.text[header.span.end :] == f"\n\n{BODY}"


def test_offsets_lead_to_the_decoded_body() -> None:
    found = _render(originals.letter(BODY)).text
    offset = found.text.index("José")
    assert found.alignment.find_origin(offset) == Origin(
        "body", BODY.index("José"), BODY.index("José") + 1
    )


def test_the_header_says_what_is_known() -> None:
    assert _render(originals.letter(BODY, subject="هدنة في دلبار")).metadata == Metadata(
        title="هدنة في دلبار", publisher="Valley Council", published="2016-02-02"
    )


def test_plain_text_is_preferred() -> None:
    found = _render(originals.letter(BODY, page=originals.PAGE))
    assert "José" in found.text.text
    assert "Opening of the crossings" not in found.text.text


def test_a_page_is_read_where_there_is_no_plain_text() -> None:
    found = _render(originals.letter(" \n", page=originals.PAGE))
    assert "3. Opening of the crossings" in found.text.text
    marked = [r.span.of(found.text.text) for r in found.regions if r.kind is RegionKind.BOILERPLATE]
    assert marked[0] == "• Home\n• News"


def test_attachments_are_told_and_not_read() -> None:
    found = _render(originals.letter(BODY, attachment=b"%PDF-"))
    assert found.warnings == (
        "the attachment 'terms.pdf' is not read; save it and read it by itself",
    )


def test_a_letter_cut_short_is_told() -> None:
    original = originals.letter(BODY, attachment=b"x" * 500)
    found = _render(original[:-200])
    assert any("cut short" in warning for warning in found.warnings)


def test_a_letter_in_windows_arabic_is_decoded() -> None:
    head = b"From: a@valley.example\nDate: Tue, 02 Feb 2016 10:00:00 +0200\nSubject: x\n"
    body = "بدأت الهدنة عند منتصف الليل"
    found = _render(
        head + b"Content-Type: text/plain; charset=windows-1256\n\n" + body.encode("cp1256")
    )
    assert found.text.text.endswith(body)


def test_a_body_that_is_not_in_its_encoding_is_an_error() -> None:
    head = b"From: a@valley.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n"
    with pytest.raises(InputError) as caught:
        _render(head + "الهدنة".encode() + b"\xff")
    assert caught.value.code == "input-undecodable"


def test_a_letter_without_a_body_to_read_is_an_error() -> None:
    with pytest.raises(InputError) as caught:
        _render(b"From: a@valley.example\nSubject: x\nContent-Type: image/png\n\nxx")
    assert caught.value.code == "input-empty"


def test_a_letter_with_a_blank_body_is_empty() -> None:
    with pytest.raises(InputError) as caught:
        _render(originals.letter(" \n"))
    assert caught.value.code == "input-empty"


def test_a_letter_whose_parts_are_lost_is_damaged() -> None:
    head = b"From: a@valley.example\nSubject: x\n"
    with pytest.raises(InputError) as caught:
        _render(head + b'Content-Type: multipart/mixed; boundary="b"\n\n--c\n\nx\n--c--\n')
    assert caught.value.code == "input-damaged"


def test_deep_nesting_is_refused() -> None:
    original = b"From: a@valley.example\nSubject: x\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(40)
    )
    with pytest.raises(InputError) as caught:
        _render(original + b"\nx", limits=Limits(max_nesting=20))
    assert caught.value.code == "input-nesting"


def test_too_many_parts_are_refused() -> None:
    original = (
        b'From: a@valley.example\nSubject: x\nContent-Type: multipart/mixed; boundary="b"\n\n'
    )
    with pytest.raises(InputError) as caught:
        _render(original + b"--b\n\nx\n" * 50, limits=Limits(max_parts=20))
    assert caught.value.code == "input-too-large"
