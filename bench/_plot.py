"""Draw curves on logarithmic axes as an SVG, with nothing but the standard library."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _RIGHT, _TOP = 760, 420, 70, 50, 210, 30
_COLORS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#555555")

Points = Sequence[tuple[float, float]]


def draw(path: Path, title: str, axes: tuple[str, str], curves: Mapping[str, Points]) -> None:
    """Write curves to a file; both axes are logarithmic, so every coordinate is above zero."""
    points = [point for curve in curves.values() for point in curve]
    xs, ys = _decades([x for x, _ in points]), _decades([y for _, y in points])

    def place(x: float, y: float) -> tuple[float, float]:
        along = (math.log10(x) - xs[0]) / (xs[-1] - xs[0])
        up = (math.log10(y) - ys[0]) / (ys[-1] - ys[0])
        return (
            round(_LEFT + along * (_WIDTH - _LEFT - _RIGHT), 1),
            round(_HEIGHT - _BOTTOM - up * (_HEIGHT - _BOTTOM - _TOP), 1),
        )

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="{_LEFT}" y="18" font-size="14">{title}</text>',
        f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 10}"',
        f' text-anchor="middle">{axes[0]}</text>',
        f'<text transform="translate(16 {_HEIGHT / 2}) rotate(-90)"',
        f' text-anchor="middle">{axes[1]}</text>',
    ]
    for decade in xs:
        x, low = place(10**decade, 10 ** ys[0])
        lines += [
            f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{low}" stroke="#dddddd"/>',
            f'<text x="{x}" y="{low + 16}" text-anchor="middle">{10**decade:g}</text>',
        ]
    for decade in ys:
        x, y = place(10 ** xs[0], 10**decade)
        lines += [
            f'<line x1="{x}" y1="{y}" x2="{_WIDTH - _RIGHT}" y2="{y}" stroke="#dddddd"/>',
            f'<text x="{x - 6}" y="{y + 4}" text-anchor="end">{10**decade:g}</text>',
        ]
    for number, (name, curve) in enumerate(curves.items()):
        color = _COLORS[number % len(_COLORS)]
        placed = [place(x, y) for x, y in curve]
        drawn = " ".join(f"{x},{y}" for x, y in placed)
        lines.append(f'<polyline points="{drawn}" fill="none" stroke="{color}" stroke-width="2"/>')
        lines += [f'<circle cx="{x}" cy="{y}" r="3" fill="{color}"/>' for x, y in placed]
        y = _TOP + 16 * (number + 1)
        lines += [
            f'<rect x="{_WIDTH - _RIGHT + 12}" y="{y - 9}" width="10" height="10" fill="{color}"/>',
            f'<text x="{_WIDTH - _RIGHT + 28}" y="{y}">{name}</text>',
        ]
    path.write_text("\n".join([*lines, "</svg>"]) + "\n", "utf-8")


def _decades(values: Sequence[float]) -> list[int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return list(range(low, max(high, low + 1) + 1))
