"""Pictures of pages: opened, made upright and even, searched for ink, marked.

It needs Pillow, of the extra `ocr`, and is loaded where a picture is read.
"""

import io
import math
import struct
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import (
    Image,
    ImageChops,
    ImageDraw,
    ImageFilter,
    ImageOps,
    ImageSequence,
    UnidentifiedImageError,
)

from hudna.domain.scans import Box
from hudna.errors import InputError
from hudna.intake.limits import Limits
from hudna.intake.rendered import damaged

LONGEST_SIDE = 5_000
"""To what a larger picture is reduced, in pixels: A4 at 400 dots per inch and more."""
_PAGED = frozenset(("TIFF",))
"""The formats in which a file is a document of several pages; in others it is one picture."""
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "JPEG2000")


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page, in shades of gray.

    Attributes:
        image: The picture, upright as far as its file says.
        dpi: Its resolution, where it is known.
    """

    image: Image.Image
    dpi: int | None = None

    @property
    def content(self) -> bytes:
        """Return it as an image file that takes no time to make or to read."""
        file = io.BytesIO()
        self.image.save(file, "PPM")
        return file.getvalue()

    def reduced(self, factor: float) -> "Picture":
        """Return it smaller, by a factor below 1."""
        width, height = self.image.size
        size = (max(round(width * factor), 1), max(round(height * factor), 1))
        small = self.image.resize(size, Image.Resampling.BOX)
        return Picture(small, self.dpi and round(self.dpi * factor))


def iter_pictures(original: bytes, name: str, *, limits: Limits) -> Iterator[Picture]:
    """Yield the pages of an image file.

    Raises:
        InputError: It is damaged, of a kind that is not read, or has too many pixels or pages.
    """
    with _opened(original, name, limits) as image:
        pages = getattr(image, "n_frames", 1) if image.format in _PAGED else 1
        if pages > limits.max_scanned_pages:
            raise InputError(
                f"{name!r} has {pages} pages; the limit for pictures of pages is "
                f"{limits.max_scanned_pages}",
                code="input-too-large",
                subject=name,
            )
        for number, frame in enumerate(ImageSequence.Iterator(image)):
            if number == pages:
                return
            _check_pixels(frame, name, limits)
            yield _to_picture(frame)


def get_picture(original: bytes, name: str, number: int, *, limits: Limits) -> Picture:
    """Return one page of an image file, counted from 1.

    Raises:
        InputError: As for `iter_pictures`, or it has no such page.
    """
    for each, picture in enumerate(iter_pictures(original, name, limits=limits), start=1):
        if each == number:
            return picture
    raise InputError(f"{name!r} has no page {number}", code="input-damaged", subject=name)


@contextmanager
def _opened(original: bytes, name: str, limits: Limits) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(original), formats=_FORMATS) as image:
                _check_pixels(image, name, limits)
                yield image
        except Image.DecompressionBombError as error:
            raise _too_large(name, limits) from error
        except UnidentifiedImageError as error:
            raise damaged(
                name, "image", "of a kind that is read: PNG, JPEG, TIFF, WebP, BMP or GIF"
            ) from error
        except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
            raise damaged(name, "image", error) from error


def _check_pixels(image: Image.Image, name: str, limits: Limits) -> None:
    if image.width * image.height > limits.max_pixels:
        raise _too_large(name, limits)


def _too_large(name: str, limits: Limits) -> InputError:
    return InputError(
        f"{name!r} has more than {limits.max_pixels} pixels, which is the limit",
        code="input-too-large",
        subject=name,
    )


def _to_picture(image: Image.Image) -> Picture:
    dpi = _dpi_of(image)
    image = ImageOps.exif_transpose(image)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    if image.mode.startswith("I"):
        image = image.convert("F").point(lambda value: value / 257).convert("L")
    gray = image.convert("L")
    picture = Picture(gray, dpi)
    factor = LONGEST_SIDE / max(gray.size)
    return picture if factor >= 1 else picture.reduced(factor)


def _dpi_of(image: Image.Image) -> int | None:
    """Return the resolution that a file states, where it can be that of a page."""
    stated = image.info.get("dpi")
    try:
        dpi = round(float(stated[0])) if stated else 0
    except (TypeError, ValueError, OverflowError, ZeroDivisionError, IndexError):
        return None
    return dpi if _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1] else None


_PLAUSIBLE_DPI = (100, 1200)
"""Programs write 72 or 96 where they know nothing."""


def find_skew(image: Image.Image) -> float:
    """Return by how many degrees, counterclockwise, a picture must be turned for even lines.

    Lines of text are even where the darkness of its rows differs most from row to row.
    """
    angle = 0.0
    for side, step, steps in _SKEW_LOOKS:
        factor = side / max(image.size)
        size = (max(round(image.width * factor), 1), max(round(image.height * factor), 1))
        small = ImageChops.invert(image.resize(size, Image.Resampling.BOX)).convert("F")
        angles = sorted((angle + step * n for n in range(-steps, steps + 1)), key=abs)
        found = {each: _roughness(small, each) for each in angles}
        angle = max(angles, key=found.__getitem__)
    return 0.0 if abs(angle) < _LEAST_SKEW else round(angle, 1)


_SKEW_LOOKS = ((450, 1.0, 8), (900, 0.3, 3), (900, 0.1, 2))
"""A longest side in pixels, a step in degrees, and how many steps to either side."""
_LEAST_SKEW = 0.25


def _roughness(small: Image.Image, angle: float) -> float:
    turned_image = small.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=0)
    column = turned_image.resize((1, small.height), Image.Resampling.BOX)
    rows = memoryview(column.tobytes()).cast("f")
    return math.fsum((rows[n] - rows[n + 1]) ** 2 for n in range(len(rows) - 1))


def turned(image: Image.Image, degrees: float) -> Image.Image:
    """Return a picture turned counterclockwise; quarters keep every pixel."""
    quarters = round(degrees / 90)
    for _ in range(quarters % 4):
        image = image.transpose(Image.Transpose.ROTATE_90)
    rest = degrees - 90 * quarters
    if not rest:
        return image
    return image.rotate(rest, resample=Image.Resampling.BICUBIC, fillcolor="white")


def cleared(image: Image.Image) -> Image.Image:
    """Return a picture without specks."""
    return image.filter(ImageFilter.MedianFilter(3))


def find_missed(image: Image.Image, boxes: Iterable[Box]) -> float:
    """Return which share of the ink on a picture no box covers, from 0 to 1."""
    factor = 1 / _CELL
    size = (max(image.width // _CELL, 1), max(image.height // _CELL, 1))
    gray = image.filter(ImageFilter.MedianFilter(3)).resize(size, Image.Resampling.BOX)
    paper = _paper_of(gray)
    ink = gray.point([255 if value < paper - _INK else 0 for value in range(256)])
    # What lies along the edges of a scan is its shadow.
    if min(size) < _FEW_CELLS:
        return 0.0
    margin = (max(size[0] // 50, 1), max(size[1] // 50, 1))
    frame = Image.new("L", size, 0)
    frame.paste(ink.crop((margin[0], margin[1], size[0] - margin[0], size[1] - margin[1])), margin)
    total = frame.histogram()[255]
    if not total:
        return 0.0
    draw = ImageDraw.Draw(frame)
    for box in boxes:
        draw.rectangle(
            (
                math.floor(box.left * factor) - 1,
                math.floor(box.top * factor) - 1,
                math.ceil(box.right * factor),
                math.ceil(box.bottom * factor),
            ),
            fill=0,
        )
    return frame.histogram()[255] / total


_CELL = 8
_FEW_CELLS = 3
_INK = 24
"""How much darker than the paper a cell is that letters pass through, of 255."""


def _paper_of(gray: Image.Image) -> int:
    """Return the shade of the paper: the commonest one."""
    counts = gray.histogram()
    return counts.index(max(counts))


def marked(image: Image.Image, boxes: Sequence[Box]) -> bytes:
    """Return a picture as PNG, some boxes on it marked as with a highlighter."""
    colored = image.convert("RGB")
    layer = Image.new("RGB", colored.size, "white")
    draw = ImageDraw.Draw(layer)
    pad = max(colored.width // 400, 2)
    for box in boxes:
        draw.rectangle(
            (box.left - pad, box.top - pad, box.right + pad, box.bottom + pad), fill=_HIGHLIGHT
        )
    colored = ImageChops.multiply(colored, layer)
    draw = ImageDraw.Draw(colored)
    for box in boxes:
        draw.rectangle(
            (box.left - pad, box.top - pad, box.right + pad, box.bottom + pad),
            outline=_OUTLINE,
            width=max(pad // 2, 1),
        )
    file = io.BytesIO()
    colored.save(file, "PNG")
    return file.getvalue()


_HIGHLIGHT = (255, 236, 110)
_OUTLINE = (200, 60, 30)
