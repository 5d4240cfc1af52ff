"""Measure reading scanned pages: how many a minute, and how many letters are wrong.

The pages are drawn here from the made-up agreement of the tests, in English and Arabic, and spoiled
as poor scanners spoil pages. Each is read by hudna and, in the same run, by plain `tesseract` with
the same languages; time is processor time, of the program and what it starts, so that a busy
machine tells the same.
"""

import argparse
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from _measure import write_results

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hudna.intake import Recognizer, find_recognizer
from hudna.intake.pictures import Picture
from hudna.intake.recognizing import recognize
from scanned import (
    ARABIC,
    ENGLISH,
    Image,
    edits,
    needed_font,
    page_of,
    spoiled,
)

DPI = 300
CASES: dict[str, dict[str, Any]] = {
    "clean, 300 dpi": {},
    "200 dpi": {"scale": 2 / 3},
    "100 dpi": {"scale": 1 / 3},
    "askew by 2.5°": {"skew": -2.5},
    "photocopy, 200 dpi, askew by 1°": {
        "scale": 2 / 3,
        "skew": 1.0,
        "blur": 0.8,
        "noise": 80,
        "quality": 45,
    },
    "on its side": {"quarters": 1},
}


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2, help="pages of each language and case")
    chosen = parser.parse_args()
    recognizer = find_recognizer()
    if not isinstance(recognizer, Recognizer):
        print(f"nothing is measured: {recognizer.reason}")
        return
    found: dict[str, Any] = {}
    for language, texts in (("en", ENGLISH), ("ar", ARABIC)):
        font = needed_font(language)
        for case, how in CASES.items():
            pages = [_page(text, language, font, how) for text in texts[: chosen.pages]]
            name = f"{language}: {case}"
            found[name] = _measured(list(zip(texts, pages, strict=False)), recognizer)
            print(name, found[name], flush=True)
    whole = {who: _summed([each[who] for each in found.values()]) for who in ("hudna", "tesseract")}
    write_results(
        "bench_ocr",
        {
            "recognizer": recognizer.name,
            "fonts": {each: needed_font(each).name for each in ("en", "ar")},
            "pages": {**found, "all": whole},
            "cpu_times_tesseract": round(
                whole["hudna"]["cpu_s_per_page"] / whole["tesseract"]["cpu_s_per_page"], 2
            ),
        },
    )


def _page(text: str, language: str, font: Path, how: dict[str, Any]) -> tuple[Image.Image, int]:
    quarters = how.get("quarters", 0)
    poor = {name: value for name, value in how.items() if name != "quarters"}
    page = spoiled(page_of(text, language, font=font, dpi=DPI), **poor)
    for _ in range(quarters):
        page = page.transpose(Image.Transpose.ROTATE_90)
    return page, round(DPI * how.get("scale", 1))


def _measured(
    pages: list[tuple[str, tuple[Image.Image, int]]], recognizer: Recognizer
) -> dict[str, Any]:
    sums: dict[str, list[float]] = {"hudna": [0, 0, 0], "tesseract": [0, 0, 0]}
    for text, (page, dpi) in pages:
        wanted = _plain(text)
        picture = Picture(page, dpi)
        started = _cpu_s()
        ours = recognize(picture, "page 1", recognizer, seconds=600).text
        between = _cpu_s()
        theirs = _plainly(picture, recognizer, dpi)
        ended = _cpu_s()
        for who, cpu_s, told in (
            ("hudna", between - started, ours),
            ("tesseract", ended - between, theirs),
        ):
            known = sums[who]
            known[0] += cpu_s / len(pages)
            known[1] += edits(wanted, _plain(told))
            known[2] += len(wanted)
    return {who: _told(*each) for who, each in sums.items()}


def _told(cpu_s: float, wrong: float, letters: float) -> dict[str, float]:
    return {
        "cpu_s_per_page": round(cpu_s, 2),
        "pages_per_cpu_minute": round(60 / cpu_s, 1),
        "error_rate": round(wrong / letters, 4),
    }


def _summed(each: list[dict[str, float]]) -> dict[str, float]:
    cpu_s = sum(one["cpu_s_per_page"] for one in each) / len(each)
    return {
        "cpu_s_per_page": round(cpu_s, 2),
        "pages_per_cpu_minute": round(60 / cpu_s, 1),
        "error_rate": round(sum(one["error_rate"] for one in each) / len(each), 4),
    }


def _plainly(picture: Picture, recognizer: Recognizer, dpi: int) -> str:
    """Return what the program alone makes of a page."""
    asked = [recognizer.program, "stdin", "stdout", "-l", "+".join(recognizer.languages)]
    told = subprocess.run(
        ["/usr/bin/env", "OMP_THREAD_LIMIT=1", *asked, "--dpi", str(dpi)],
        input=picture.content,
        capture_output=True,
        check=True,
    )
    return _MARKS.sub("", told.stdout.decode())


_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    started = time.monotonic()
    _main()
    print(f"{time.monotonic() - started:.0f} s")
