"""Plain text, Markdown included: one part, decoded and normalised."""

from hudna.intake.encodings import decode
from hudna.intake.limits import Limits
from hudna.intake.rendered import Rendered, check_length
from hudna.text.cleaning import normalise


def render_text(original: bytes, name: str, *, limits: Limits, encoding: str | None) -> Rendered:
    """Return plain text as it stands.

    Raises:
        InputError: The bytes are no text in any known encoding, or too many.
    """
    decoded = decode(original, name, declared=encoding)
    check_length(len(decoded.text), name, limits)
    warnings = (
        (f"the encoding {decoded.encoding} was detected from the bytes, not declared",)
        if decoded.is_detected
        else ()
    )
    return Rendered(normalise(decoded.text), warnings=warnings, encoding=decoded.encoding)
