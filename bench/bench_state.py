"""Asking agreements: how long an answer takes, how many a second, and how both grow.

The agreements are made up, seeded (`_agreements.py`): 10,000 with 100,000 dated acts in process,
and fewer through a registry file. Times are of the processor, in one process, so that what else
the machine does counts little. Growth is given as the exponent of a power law, the slope of a
straight line through the logarithms of all sizes: 1 is linear.
"""

import argparse
import math
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from _agreements import CONDUCT, Made, iter_made, make, make_doubtful
from _measure import RESULTS, write_results
from _plot import draw

from hudna.app.dossiers import get_dossier, iter_dossiers
from hudna.domain.codebook import Act
from hudna.domain.documents import Metadata
from hudna.domain.dossiers import Dossier
from hudna.domain.identifiers import content_id
from hudna.domain.readings import Reader, Reading, to_read_document
from hudna.intake import take_in
from hudna.registry import Deposit, open_registry
from hudna.rules.answers import Answer, Certainty
from hudna.rules.asking import ask
from hudna.rules.compiling import compile_rules
from hudna.rules.completions import LIMIT
from hudna.rules.timelines import find_changes
from hudna.vocabulary import Vocabulary, load_vocabulary

AIM_S = 0.05
BATCH = 32
LONG_S = 20.0
"""Answers of one size that take longer end a curve."""

T = TypeVar("T")
Curve = list[tuple[int, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agreements", type=int, default=10_000)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=1000, help="for the time of one answer")
    parser.add_argument("--stored", type=int, default=1000, help="through a registry file")
    parser.add_argument("--days", type=int, default=3653)
    options = parser.parse_args()
    vocabulary = load_vocabulary()
    dossiers = [
        made.to_dossier(number)
        for number, made in enumerate(iter_made(options.agreements, options.facts))
    ]
    books, compiled_s = _timed(lambda: [compile_rules(d, vocabulary) for d in dossiers])
    figures: dict[str, object] = {
        "agreements": options.agreements,
        "facts": options.facts,
        "limit: a million additions, s": _of_the_machine(),
        "compiled, agreements/s": round(options.agreements / compiled_s),
    }

    singles, undetermined = [], 0
    step = max(1, len(dossiers) // options.asked)
    for dossier, book in list(zip(dossiers, books, strict=True))[::step]:
        day = _day_of(dossier, 30)
        answer, seconds = _timed(lambda d=dossier, b=book, on=day: ask(d, b, on=on))
        singles.append(seconds)
        undetermined += _is_undetermined(answer)
    figures["one answer with its next changes"] = _spread(singles, undetermined)

    middle = (date(2012, 1, 1) + timedelta(days=options.days // 2)).isoformat()
    states, undetermined = [], 0
    for dossier, book in zip(dossiers, books, strict=True):
        answer, seconds = _timed(lambda d=dossier, b=book: ask(d, b, on=middle, looks_ahead=False))
        states.append(seconds)
        undetermined += _is_undetermined(answer)
    figures[f"all of them on {middle}"] = {
        "agreements/s": round(len(states) / sum(states), 1),
        "seconds": round(sum(states), 1),
        **_spread(states, undetermined),
    }

    dossier, book = _typical(dossiers, books, singles, step)
    days = [_day_of(dossier, n - options.days // 2) for n in range(options.days)]
    _, seconds = _timed(lambda: [ask(dossier, book, on=d, looks_ahead=False) for d in days])
    changes, timeline_s = _timed(lambda: find_changes(dossier, book))
    figures["one of them on every day of ten years"] = {
        "days": len(days),
        "days/s": round(len(days) / seconds, 1),
        "seconds": round(seconds, 1),
        "its timeline, ms": round(timeline_s * 1000, 1),
        "changes": len(changes),
    }

    growth = {
        "terms, 10 acts": _curve((10, 20, 40, 80, 160, 320), lambda n: _sized(terms=n, facts=10)),
        "acts of conduct, 8 terms": _curve(
            (10, 20, 40, 80, 160, 320), lambda n: _sized(terms=8, facts=n, acts=CONDUCT)
        ),
        "acts of all kinds, 8 terms": _curve((10, 20, 40, 80), lambda n: _sized(terms=8, facts=n)),
    }
    figures["growth, nothing contested or vague"] = {
        name: {"exponent": _exponent(curve), "ms": _in_ms(curve)} for name, curve in growth.items()
    }
    doubtful = {
        f"{kind} {act.value}": _until_undetermined(act, is_contested=kind == "contested")
        for kind in ("contested", "vague")
        for act in (Act.EXTENDED, Act.SUSPENDED, Act.ATTACKED)
    }
    figures[f"growth with doubtful acts, to {LIMIT} classes"] = {
        name: {"undetermined from": beyond, "ms": _in_ms(curve)}
        for name, (curve, beyond) in doubtful.items()
    }
    figures["through a registry"] = _through_registry(options.stored)
    write_results("bench_state", figures)
    draw(
        RESULTS / "bench_state.svg",
        "One answer, by how much it has to consider",
        ("terms or acts", "milliseconds of processor time"),
        {
            **{name: [(n, s * 1000) for n, s in curve] for name, curve in growth.items()},
            **{
                f"{name} acts": [(n, s * 1000) for n, s in curve]
                for name, (curve, _) in doubtful.items()
                if name.startswith("contested")
            },
        },
    )


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    result = act()
    return result, time.process_time() - began


def _of_the_machine() -> float:
    """Return what this machine needs for plain work, to compare machines by."""

    def add() -> int:
        total = 0
        for number in range(1_000_000):
            total += number
        return total

    return round(min(_timed(add)[1] for _ in range(5)), 4)


def _spread(seconds: Sequence[float], undetermined: int) -> dict[str, object]:
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    return {
        "answers": len(seconds),
        "median, ms": round(statistics.median(seconds) * 1000, 2),
        "p95, ms": round(p95 * 1000, 2),
        "longest, ms": round(ordered[-1] * 1000, 1),
        "median as a share of 50 ms": round(statistics.median(seconds) / AIM_S, 2),
        "p95 as a share of 50 ms": round(p95 / AIM_S, 2),
        "undetermined": undetermined,
    }


def _day_of(dossier: Dossier, later: int) -> str:
    return (date.fromisoformat(dossier.tellings[0].known) + timedelta(days=later)).isoformat()


def _is_undetermined(answer: Answer) -> bool:
    held = [h for about in (*answer.sides, *answer.norms) for h in about.held]
    return any(h.certainty is Certainty.UNDETERMINED for h in held)


def _typical(
    dossiers: Sequence[Dossier], books: Sequence[T], seconds: Sequence[float], step: int
) -> tuple[Dossier, T]:
    """Return the agreement whose answer took the median time."""
    order = sorted(range(len(seconds)), key=lambda n: seconds[n])
    place = order[len(order) // 2] * step
    return dossiers[place], books[place]


def _sized(*, terms: int, facts: int, acts: frozenset[Act] = frozenset(Act)) -> list[Made]:
    """Return agreements of all kinds in which nothing is contested or vague."""
    return [
        make(
            f"{n}.txt",
            random.Random(n),
            terms=terms,
            facts=facts,
            contested=0,
            vague=0,
            acts=acts,
        )
        for n in range(9)
    ]


def _curve(sizes: Iterable[int], made: Callable[[int], list[Made]]) -> Curve:
    """Return the median time of an answer for each size, over agreements of all kinds."""
    vocabulary = load_vocabulary()
    curve: Curve = []
    for size in sizes:
        seconds = []
        for number, each in enumerate(made(size)):
            dossier = each.to_dossier(number)
            book = compile_rules(dossier, vocabulary)
            on = _day_of(dossier, 500)
            _, took = _timed(lambda d=dossier, b=book, on=on: ask(d, b, on=on, looks_ahead=False))
            seconds.append(took)
            if sum(seconds) > LONG_S:
                return curve
        curve.append((size, statistics.median(seconds)))
    return curve


def _until_undetermined(act: Act, *, is_contested: bool) -> tuple[Curve, int | None]:
    """Return the time of an answer by the number of doubtful acts, until it is undetermined."""
    vocabulary = load_vocabulary()
    curve: Curve = []
    for count in range(1, 17):
        dossier = make_doubtful(count, act=act, is_contested=is_contested).to_dossier(count)
        book = compile_rules(dossier, vocabulary)
        on = date(2012, 3, 1).isoformat()
        answer, seconds = _timed(
            lambda d=dossier, b=book, on=on: ask(d, b, on=on, looks_ahead=False)
        )
        curve.append((count, seconds))
        if _is_undetermined(answer):
            return curve, count
        if seconds > LONG_S:
            break
    return curve, None


def _exponent(curve: Curve) -> float:
    xs, ys = [math.log(n) for n, _ in curve], [math.log(s) for _, s in curve]
    return round(statistics.linear_regression(xs, ys).slope, 2)


def _in_ms(curve: Curve) -> dict[int, float]:
    return {size: round(seconds * 1000, 2) for size, seconds in curve}


def _through_registry(count: int) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="hudna-bench-"))
    vocabulary = load_vocabulary()
    reader = Reader("rules", "bench", vocabulary.key)
    try:
        with open_registry(folder / "hudna.db") as registry:
            deposits = (
                _deposit(made, reader, vocabulary) for made in iter_made(count, count * 10, seed=1)
            )
            while batch := list(islice(deposits, BATCH)):
                registry.store(batch)
            dossiers, loaded_s = _timed(lambda: list(iter_dossiers(registry)))
            on = date(2017, 1, 1).isoformat()
            books, compiled_s = _timed(lambda: [compile_rules(d, vocabulary) for d in dossiers])
            both = list(zip(dossiers, books, strict=True))
            _, asked_s = _timed(lambda: [ask(d, b, on=on, looks_ahead=False) for d, b in both])
            singles = []
            for dossier in dossiers[:: max(1, len(dossiers) // 50)]:
                one, seconds = _timed(lambda wanted=dossier.id: get_dossier(registry, wanted))
                assert one == dossier
                singles.append(seconds)
        total = loaded_s + compiled_s + asked_s
        return {
            "agreements": len(dossiers),
            "agreements/s": round(len(dossiers) / total, 1),
            "share of loading": round(loaded_s / total, 2),
            "share of compiling": round(compiled_s / total, 2),
            "share of asking": round(asked_s / total, 2),
            "one dossier, median, ms": round(statistics.median(singles) * 1000, 2),
        }
    finally:
        shutil.rmtree(folder)


def _deposit(made: Made, reader: Reader, vocabulary: Vocabulary) -> Deposit:
    metadata = Metadata(published=made.published, language="en")
    taken = take_in(made.text.encode(), made.name, vocabulary=vocabulary, metadata=metadata)
    assert taken.rendition.text == made.text
    reading = Reading(
        to_read_document(taken.document, taken.rendition), reader, (made.agreement,), made.facts
    )
    job = content_id("job", reading.id)
    return Deposit(job, taken.original, taken.document, taken.rendition, reading)


if __name__ == "__main__":
    main()
