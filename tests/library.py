"""Write what the example of the library prints into its page: `python tests/library.py`."""

import contextlib
import io
import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "ask_agreement.py"
PAGE = ROOT / "docs" / "library.md"
_BLOCKS = re.compile(r"(```(?:python|text)\n)(.*?)(?<=\n)```\n", re.DOTALL)


def written() -> str:
    """Return the page with the example and what it prints in its two blocks."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(str(EXAMPLE), run_name="__main__")
    blocks = iter((EXAMPLE.read_text("utf-8"), printed.getvalue()))
    return _BLOCKS.sub(
        lambda block: f"{block[1]}{next(blocks)}```\n", PAGE.read_text("utf-8"), count=2
    )


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
