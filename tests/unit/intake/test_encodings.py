import pytest

from hudna.errors import InputError
from hudna.intake.encodings import decode, decode_page

ENGLISH = (
    "The ceasefire – the “Dalbar truce” – began at midnight. Both sides’ prisoners go free. " * 3
)
ARABIC = (
    "بدأ وقف إطلاق النار في الوادي عند منتصف الليل، وقال المجلس إن الأسرى سيطلق سراحهم غدا. " * 3
)
TURKISH = (
    "Ateşkes gece yarısı yürürlüğe girdi. Taraflar güçlerini çekecek, tutsaklar bırakılacak. " * 3
)
RUSSIAN = "Прекращение огня вступило в силу в полночь. Стороны освободят пленных завтра утром. " * 3
POLISH = (
    "Zawieszenie broni weszło w życie o północy. Strony zwolnią jeńców i otworzą przejścia. " * 3
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ARABIC, "utf-8"),
        (ENGLISH, "cp1252"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859_6"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (POLISH, "cp1250"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
    ],
    ids=lambda value: value if len(value) < 20 else value[:6],
)
@pytest.mark.parametrize("length", [80, 200, 1000])
def test_the_encoding_of_bytes_without_declaration_is_found(
    text: str, encoding: str, length: int
) -> None:
    text = text[:length].replace("،", ",") if encoding == "iso8859_6" else text[:length]
    found = decode(text.encode(encoding), "a.txt")
    assert found.text == text


def test_latin_1_with_accents_is_read_as_its_superset() -> None:
    text = (
        "Las partes acordaron el miércoles un alto el fuego; según el comunicado, mañana empezará."
    )
    assert decode(text.encode("latin-1"), "a.txt").text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32"], ids=["UTF-8", "UTF-16", "UTF-32"]
)
def test_a_byte_order_mark_decides(encoding: str) -> None:
    found = decode(ARABIC.encode(encoding), "a.txt")
    assert (found.text.removeprefix("\ufeff"), found.encoding) == (ARABIC, encoding)


def test_a_declared_encoding_is_the_only_one_tried() -> None:
    assert decode("é".encode(), "a.txt", declared="latin-1").text == "Ã©"


def test_a_detected_encoding_says_that_it_is_a_guess() -> None:
    assert decode(ARABIC.encode("cp1256"), "a.txt").is_detected
    assert not decode(ARABIC.encode(), "a.txt").is_detected


@pytest.mark.parametrize(
    ("original", "declared", "offset"),
    [
        (b"truce \xff here", "utf-8", 6),
        (ARABIC.encode()[:101] + b"\xff" + ARABIC.encode()[101:], None, 100),
        (ARABIC.encode()[:-3], None, len(ARABIC.encode()) - 4),
        ("\ufefftruce".encode("utf-16-le") + b"\x00\xd8", None, 12),
        (b"truce \x81", "cp1252", 6),
    ],
    ids=["declared", "stray byte", "cut", "lone surrogate", "cp1252"],
)
def test_a_byte_that_does_not_belong_is_named_by_its_offset(
    original: bytes, declared: str | None, offset: int
) -> None:
    with pytest.raises(InputError) as caught:
        decode(original, "a.txt", declared=declared)
    assert caught.value.code == "input-undecodable"
    assert f"offset {offset}" in caught.value.reason
    assert caught.value.subject == "a.txt"


@pytest.mark.parametrize("label", ["no-such", "rot13", "hex", "idna", "a\x00b", ""])
def test_an_unknown_encoding_is_an_error(label: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(b"truce", "a.txt", declared=label)
    assert caught.value.code == "input-encoding"


@pytest.mark.parametrize(
    "original",
    [
        b"\x00" * 400,
        bytes(range(256)) * 8,
        b"text\x00with a null",
        b"\x01\x02\x03\x04\x05 five controls",
    ],
    ids=["nulls", "all bytes", "one null", "controls"],
)
def test_binary_junk_is_no_text(original: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(original, "junk.txt")
    assert caught.value.code == "input-binary"


def test_what_a_page_declares_is_believed() -> None:
    assert decode_page(ARABIC.encode("cp1256"), "a.html", declared="windows-1256").text == ARABIC


def test_latin_1_on_a_page_means_what_browsers_take_it_for() -> None:
    found = decode_page(ENGLISH.encode("cp1252"), "a.html", declared="ISO-8859-1")
    assert found.text == ENGLISH


def test_a_page_in_utf_8_is_that_whatever_it_declares() -> None:
    assert decode_page(ARABIC.encode(), "a.html", declared="windows-1252").text == ARABIC


def test_a_page_that_declares_utf_8_falsely_is_detected() -> None:
    found = decode_page(ARABIC.encode("cp1256"), "a.html", declared="utf-8")
    assert (found.text, found.is_detected) == (ARABIC, True)


def test_a_page_with_one_stray_byte_is_an_error() -> None:
    with pytest.raises(InputError) as caught:
        decode_page(ARABIC.encode() + b"\xff", "a.html", declared="windows-1252")
    assert caught.value.code == "input-undecodable"


@pytest.mark.parametrize("declared", ["utf-16", "utf-16-le", "no-such", None])
def test_a_page_declares_in_vain_what_its_declaration_could_not_be_read_in(
    declared: str | None,
) -> None:
    assert decode_page(b"<p>truce", "a.html", declared=declared).text == "<p>truce"
