"""Encodings: bytes to text, declared, by mark, or detected; never with a replacement character."""

import codecs
import re
from dataclasses import dataclass, replace
from importlib import import_module

from hudna.errors import InputError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = (
    "cp1252",
    "cp1256",
    "cp1251",
    "cp1254",
    "cp1250",
    "cp1255",
    "cp1253",
    "iso8859_6",
    "koi8_r",
)
"""The eight-bit encodings that detection chooses among, the more common first."""
_SAMPLE = 20_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.005
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_WIDE_ORDINARY = re.compile(
    r"[\t\n\r -~\u00a0-\u024f\u0370-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"
    r"\u1200-\u137f\u2010-\u2030]"
)
_WEB_LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What a page that declares one encoding is written in, as every browser reads it.

Source:
    WHATWG Encoding Standard, section 4.2, names and labels.
"""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was decoded.

    Attributes:
        text: The text.
        encoding: The name of the encoding as Python has it.
        is_detected: Whether the encoding is a guess from the statistics of the bytes.
    """

    text: str
    encoding: str
    is_detected: bool = False


def decode(original: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """Return the text of bytes, decoded as declared, by byte-order mark, or as detected.

    Args:
        original: The bytes.
        name: What they are called, for the error.
        declared: The encoding, where someone knows it; nothing else is then tried.

    Raises:
        InputError: The declared encoding is unknown, a byte does not belong to the encoding, or
            the bytes are no text.
    """
    if declared is not None:
        return _decoded(original, name, encoding_named(declared, name))
    marked = find_marked(original)
    if marked is not None:
        return _decoded(original, name, marked)
    wide = _find_wide(original)
    if wide is not None:
        return _decoded(original, name, wide)
    _refuse_binary(original, name)
    try:
        return Decoded(original.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(original):
            raise _undecodable(name, "utf-8", error) from error
    return _detected(original, name)


def decode_page(original: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """Return the text of bytes that declare their own encoding, which their content may refute.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever an eight-bit declaration says.

    Raises:
        InputError: As for `decode`.
    """
    known = _find_known(declared)
    if known is None or find_marked(original) is not None:
        return decode(original, name)
    is_wide = known.startswith(("utf-16", "utf-32"))
    if b"\x00" in original and not is_wide:
        return decode(original, name)
    if (is_wide and b"\x00" in original) or known.startswith(_SEVEN_BIT):
        return _decoded(original, name, known)
    try:
        return Decoded(original.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(original):
            raise _undecodable(name, "utf-8", error) from error
    if known == "utf-8" or is_wide:
        return decode(original, name)
    return _decoded(original, name, known)


_SEVEN_BIT = ("iso2022", "hz", "utf-7")
"""Encodings whose bytes are valid ASCII and mean something else."""


def encoding_named(label: str, name: str) -> str:
    """Return the Python name of an encoding.

    Raises:
        InputError: There is no such encoding of text.
    """
    try:
        found = codecs.lookup(label.strip())
    except (LookupError, ValueError) as error:
        raise _unknown(label, name) from error
    if not getattr(found, "_is_text_encoding", True) or found.name in _NOT_FOR_FILES:
        raise _unknown(label, name)
    return found.name


_NOT_FOR_FILES = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)


def find_marked(original: bytes) -> str | None:
    """Return the encoding that a byte-order mark announces, or None where there is none."""
    return next((encoding for mark, encoding in _BOMS if original.startswith(mark)), None)


def _find_known(label: str | None) -> str | None:
    try:
        found = encoding_named(label, "") if label else None
    except InputError:
        return None
    return _WEB_LABELS.get(found, found) if found else None


def _decoded(original: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = original.decode(encoding)
    except UnicodeError as error:
        raise _undecodable(name, encoding, error) from error
    if "\x00" in text:
        raise _binary(name, f"a null character at offset {text.index(chr(0))}")
    return Decoded(text, encoding)


def _find_wide(original: bytes) -> str | None:
    """Return which UTF-16 the bytes are without a mark, or None where they are none of it.

    Text in it is almost wholly of ordinary characters one way round, and not the other way.
    """
    sample = original[: _SAMPLE * 2]
    if len(original) % 2 or len(original) < 4 or not _has_wide_look(sample):
        return None
    shares = {
        encoding: _ordinary_share(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    worst = min(shares.values())
    return best if shares[best] > 0.97 and shares[best] > worst + 0.2 else None


def _has_wide_look(sample: bytes) -> bool:
    """Return whether every other byte has one of few values, as the high bytes of a script do."""
    if b"\x00" not in sample:
        return False
    high = min(_most_common_two(sample[0::2]), _most_common_two(sample[1::2]), key=lambda x: -x)
    return high > 0.8


def _most_common_two(half: bytes) -> float:
    counts = sorted((half.count(bytes([value])) for value in set(half)), reverse=True)
    return sum(counts[:2]) / len(half) if half else 0.0


def _ordinary_share(sample: bytes, encoding: str) -> float:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    return len(_WIDE_ORDINARY.findall(text)) / len(text) if text and "\x00" not in text else 0.0


def _refuse_binary(original: bytes, name: str) -> None:
    null = original.find(b"\x00")
    if null >= 0:
        raise _binary(name, f"a null byte at offset {null}")
    controls = len(_CONTROL.findall(original))
    if controls > max(_MAX_CONTROL_SHARE * len(original), 3):
        raise _binary(name, f"{controls} control characters in {len(original)} bytes")


def _is_damaged_utf8(original: bytes) -> bool:
    """Return whether bytes are UTF-8 but for a few: far more valid sequences than stray bytes."""
    valid = _SEQUENCE.findall(original)
    stray = len(_NOT_ASCII.findall(original)) - sum(map(len, valid))
    return len(valid) >= 3 and len(valid) > 2 * stray


def _detected(original: bytes, name: str) -> Decoded:
    """Return the text in the eight-bit encoding that fits best, of equals the more common one."""
    matches = import_module("charset_normalizer").from_bytes(
        original[: _SAMPLE * 5], cp_isolation=list(_LEGACY)
    )
    if not matches:
        raise InputError(
            f"{name!r} is text in no encoding that could be recognized; declare its encoding",
            code="input-encoding",
            subject=name,
        )
    best = str(matches[0].encoding)
    equals = {best, *matches[0].could_be_from_charset}
    if equals & _LATIN.keys():
        best = max(_LATIN, key=lambda encoding: _usual_share(original[:_SAMPLE], encoding))
    else:
        best = next((encoding for encoding in _LEGACY if encoding in equals), best)
    return replace(_decoded(original, name, best), is_detected=True)


_MARKS = "“”‘’„‚«»–—…•·°§©®™€£\u00a0\u00ad´¨"
_LATIN = {
    "cp1252": frozenset(
        "àáâãäåæçèéêëìíîïñòóôõöøœùúûüßÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜŸ¿¡ºª½" + _MARKS
    ),
    "cp1254": frozenset("çğıöşüâîûéÇĞİÖŞÜÂÎÛ" + _MARKS),
    "cp1250": frozenset(
        "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽľĺŕôäđĐőűöüŐŰÖÜăâîșşţĂÂÎŞŢß" + _MARKS
    ),
}
"""The letters usual in the languages of each Latin encoding, the more common encoding first.

Detection by statistics of letter pairs does not tell these three apart in texts of a page or two,
since all of their ASCII is the same.
"""


def _usual_share(sample: bytes, encoding: str) -> float:
    """Return the share of characters beyond ASCII that are usual in an encoding; -1 if not it."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    beyond = [char for char in text if not char.isascii()]
    return sum(char in _LATIN[encoding] for char in beyond) / len(beyond) if beyond else 0.0


def _undecodable(name: str, encoding: str, error: UnicodeError) -> InputError:
    where = (
        f"the byte {error.object[error.start]:#04x} at offset {error.start} does not belong there"
        if isinstance(error, UnicodeDecodeError) and error.start < len(error.object)
        else str(error)
    )
    return InputError(
        f"{name!r} cannot be decoded as {encoding}: {where}", code="input-undecodable", subject=name
    )


def _unknown(label: str, name: str) -> InputError:
    return InputError(
        f"{label!r} is no known encoding of text", code="input-encoding", subject=name or label
    )


def _binary(name: str, sign: str) -> InputError:
    return InputError(f"{name!r} is no text: it holds {sign}", code="input-binary", subject=name)
