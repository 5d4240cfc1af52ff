"""Images: recognized, and refused until text in pictures can be read."""

from typing import NoReturn

from hudna.errors import InputError
from hudna.intake.limits import Limits


def render_image(
    original: bytes,  # noqa: ARG001 - every format's function takes the same arguments
    name: str,
    *,
    limits: Limits,  # noqa: ARG001
    encoding: str | None,  # noqa: ARG001
) -> NoReturn:
    """Refuse an image.

    Raises:
        InputError: Always.
    """
    raise InputError(
        f"{name!r} is an image; its text cannot be read without OCR, which is not there yet",
        code="input-scan",
        subject=name,
    )
