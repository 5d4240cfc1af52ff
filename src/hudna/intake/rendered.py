"""What a format's module makes of bytes, and the composition it makes it with."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hudna.domain.documents import Metadata, Region
from hudna.domain.scans import Scan
from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.text.alignment import Alignment, Run, merged, traced
from hudna.text.cleaning import Normalised, normalise
from hudna.text.spans import Span


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text that a format's module found in an original, and what the original says of itself.

    Attributes:
        text: The normalised text and where it came from.
        metadata: What the original declares of itself; nothing in it is guessed.
        regions: Stretches that the format shows not to be the body.
        warnings: Oddities, a sentence each.
        encoding: How the bytes were decoded, for formats that are text.
        scans: The pages that are pictures, as their words were recognized.
        made: The day on which the file says it was made (EDTF), which is no publication date.
    """

    text: Normalised
    metadata: Metadata = Metadata()  # noqa: RUF009 - frozen
    regions: tuple[Region, ...] = ()
    warnings: tuple[str, ...] = ()
    encoding: str | None = None
    made: str | None = None
    scans: tuple[Scan, ...] = ()


@dataclass(slots=True)
class Composition:
    """A text under composition: stretches kept from parts, and stretches that a program inserts."""

    length: int = 0
    _pieces: list[str] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)

    def keep(self, text: str, part: str, start: int, end: int) -> None:
        """Append a stretch that comes from a range of a part."""
        if text:
            self._runs.append(Run(self.length, self.length + len(text), part, start, end))
            self.insert(text)

    def insert(self, text: str) -> None:
        """Append a stretch that has no origin."""
        self._pieces.append(text)
        self.length += len(text)

    def to_normalised(self) -> Normalised:
        """Return the normalised text, aligned with the parts."""
        text = normalise("".join(self._pieces))
        return Normalised(text.text, traced(text.alignment, self._alignment()))

    def _alignment(self) -> Alignment:
        return merged(self._runs)


def without_controls(text: str) -> str:
    """Return a text without the control characters that no reader of a page ever sees."""
    return text.translate(_CONTROLS)


_CONTROLS = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])


def check_length(chars: int, name: str, limits: Limits) -> None:
    """Raise where a text is longer than the limits allow.

    Raises:
        InputError: It is.
    """
    if chars > limits.max_text_chars:
        raise InputError(
            f"{name!r} holds {chars} characters of text; the limit is {limits.max_text_chars}",
            code="input-too-large",
            subject=name,
        )


def check_nesting(depth: int, name: str, limits: Limits) -> None:
    """Raise where something is nested deeper than the limits allow.

    Raises:
        InputError: It is.
    """
    if depth > limits.max_nesting:
        raise InputError(
            f"{name!r} is nested more than {limits.max_nesting} levels deep",
            code="input-nesting",
            subject=name,
        )


def damaged(name: str, what: str, reason: object) -> InputError:
    """Return the error for an original that is not what it claims to be, or is cut short."""
    words = " ".join(str(reason).split())[:200]
    told = f": {words}" if words else ""
    return InputError(
        f"{name!r} is no readable {what}, or is damaged{told}", code="input-damaged", subject=name
    )


def joined(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Return regions from left to right without overlap.

    Where two of one kind overlap they become one; where two of different kinds do, the later one
    begins where the earlier one ends.
    """
    kept: list[Region] = []
    for region in sorted(regions):
        last = kept[-1] if kept else None
        if last is None or region.span.start >= last.span.end:
            kept.append(region)
        elif region.span.end > last.span.end and region.kind is last.kind:
            kept[-1] = Region(Span(last.span.start, region.span.end), last.kind)
        elif region.span.end > last.span.end:
            kept.append(Region(Span(last.span.end, region.span.end), region.kind))
    return tuple(kept)
