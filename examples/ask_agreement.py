"""Ask an agreement from another program: load its file, add a report, ask.

Run it with `python examples/ask_agreement.py` in hudna's environment.
"""

from collections.abc import Iterator
from pathlib import Path

from hudna import ask, list_changes, load_agreement, with_report
from hudna.rules.answers import Reason

FILE = Path(__file__).parent / "agreements" / "river-crossing-truce.yaml"


def tree(reason: Reason, depth: int = 0) -> Iterator[str]:
    """Yield the lines of an explanation, down to the quotes."""
    quotes = "".join(f" [{c.evidence.quote}]" for c in reason.citations)
    yield f"{'  ' * depth}{reason.text}{quotes}"
    for each in reason.because:
        yield from tree(each, depth + 1)


def main() -> None:
    """Print what the example shows."""
    truce = load_agreement(FILE)

    print("How it stands on 10 February:")
    for side in ask(truce, on="2016-02-10").sides:
        print(f"  {side.name}: {', '.join(f'{h.certainty} {h.state}' for h in side.held)}")

    print("Why, for the Hill Front:")
    [hill] = ask(truce, on="2016-02-10", side="Hill Front").sides
    print("\n".join(tree(hill.held[0].reason, 1)))

    print("If the first day of the week does not count, on 9 February:")
    reading = {"first day of the window to answer": "the first day does not count"}
    [hill] = ask(truce, on="2016-02-09", side="Hill Front", readings=reading).sides
    print(f"  {hill.held[0].certainty} {hill.held[0].state}")

    print("With a report that the Hill Front accepted:")
    told = with_report(
        truce,
        "accepted by Hill Front on 2016-02-07",
        quote="The Hill Front says yes to the truce.",
        source="radio.txt",
        published="2016-02-08",
    )
    for change in list_changes(told):
        if change.of == "Hill Front":
            print(f"  {change.on}: {', '.join(change.after)} ({change.cause})")

    print("Known on 7 February, before that report:")
    [hill] = ask(told, on="2016-02-10", as_known_on="2016-02-07", side="Hill Front").sides
    print(f"  {hill.held[0].certainty} {hill.held[0].state}")


if __name__ == "__main__":
    main()
