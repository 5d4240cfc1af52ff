"""`hudna codebook test`: what the reader makes of the examples of the codebook."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hudna.cli.output import make_console, on_one_line, print_json, print_row, text_of

if TYPE_CHECKING:
    from rich.console import Console

    from hudna.app.trials import Tested
    from hudna.read.trials import Trial

_SHOWN_BESIDES = 3


def print_tested(tested: "Tested") -> None:
    """Print per code how many examples were found, and each that was not read as it is meant."""
    console = make_console()
    if console.is_terminal:
        _print_table(tested, console)
    else:
        for trial in tested.trials:
            print_row(
                [
                    _outcome(trial),
                    trial.code,
                    trial.language,
                    trial.register.value,
                    trial.text,
                    ", ".join(trial.found),
                ]
            )
    for line in _iter_summary(tested):
        console.print(text_of(line, "bold"), soft_wrap=not console.is_terminal)


def print_tested_json(tested: "Tested") -> None:
    """Print everything as JSON."""
    from hudna.app.trials import to_score
    from hudna.domain.readings import to_plain

    print_json(
        {
            "is_enough": tested.is_enough,
            "languages": {
                language: {
                    **_plain(to_score(tested.of_language(language))),
                    "least": tested.least.get(language, 1.0),
                }
                for language in tested.languages
            },
            "codes": {
                code: {
                    language: {
                        **_plain(to_score(trials)),
                        "trials": [
                            {
                                "register": trial.register.value,
                                "text": trial.text,
                                "outcome": _outcome(trial),
                                "found": to_plain(trial.found),
                            }
                            for trial in trials
                        ],
                    }
                    for language in tested.languages
                    for trials in ([t for t in tested.of_code(code) if t.language == language],)
                }
                for code in dict.fromkeys(trial.code for trial in tested.trials)
            },
        }
    )


def _plain(score: object) -> dict[str, object]:
    from hudna.app.trials import Score

    assert isinstance(score, Score)
    return {
        "examples": score.examples,
        "found": score.found,
        "counter_examples": score.counters,
        "wrongly_found": score.wrong,
    }


def _outcome(trial: "Trial") -> str:
    """Return what became of an example in one word: found, missed, held, or wrongly found."""
    from hudna.read.trials import Register

    if trial.register is Register.COUNTER:
        return "held" if trial.is_as_meant else "wrongly found"
    return "found" if trial.is_as_meant else "missed"


def _print_table(tested: "Tested", console: "Console") -> None:
    from rich.table import Table

    from hudna.app.trials import to_score

    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="bold")
    for _ in tested.languages:
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for code in dict.fromkeys(trial.code for trial in tested.trials):
        trials = tested.of_code(code)
        cells = []
        for language in tested.languages:
            score = to_score(trial for trial in trials if trial.language == language)
            wrong = f", {score.wrong} wrong" if score.wrong else ""
            cells.append(text_of(f"{language} {score.found}/{score.examples}{wrong}"))
        words = text_of("")
        for number, trial in enumerate(each for each in trials if not each.is_as_meant):
            words.append("\n" if number else "")
            words.append_text(text_of(_outcome(trial), "red"))
            words.append_text(text_of(f": {on_one_line(trial.text)}"))
        table.add_row(code, *cells, words)
    console.print(table)


def _iter_summary(tested: "Tested") -> Iterator[str]:
    """Yield what the trials of each language came to, and what else was found most often."""
    from hudna.app.trials import to_score
    from hudna.read.trials import Register

    for language in tested.languages:
        trials = tested.of_language(language)
        score = to_score(trials)
        least = tested.least.get(language, 1.0)
        besides = Counter(
            code
            for trial in trials
            if trial.register is not Register.COUNTER
            for code in trial.found
            if code != trial.code
        )
        most = ", ".join(f"{code} {n}" for code, n in besides.most_common(_SHOWN_BESIDES))
        yield (
            f"{language}: {score.found} of {score.examples} examples found ({score.share:.2f}, at "
            f"least {least:.2f}); {score.wrong} of {score.counters} counter-examples wrongly found"
            + (f"; found besides: {most}" if most else "")
        )
