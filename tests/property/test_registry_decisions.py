"""Whatever is decided and undone, in whatever order: the log grows, and the last word stands."""

import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from deposited import deposit, numbered
from hudna.domain.codebook import Stage
from hudna.domain.statements import DecisionKind
from hudna.errors import ConflictError, NotFoundError
from hudna.registry import open_registry

Step = tuple[str, int, str]
"""What is done, to which statement (or decision, for an undoing), and the corrected value."""

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "correct", "undo"]),
        st.integers(0, 6),
        st.sampled_from([stage.value for stage in Stage]),
    ),
    max_size=12,
)


def expected_of(steps: list[Step], statements: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Return what is in force on each statement, told independently of the registry."""
    log: list[tuple[str, str, str | None]] = []
    undone: set[int] = set()
    for kind, index, value in steps:
        if kind == "undo":
            if index < 1 or index > len(log) or log[index - 1][0] == "undo" or index in undone:
                continue
            undone.add(index)
            log.append(("undo", str(index), None))
        else:
            target = statements[index % len(statements)]
            log.append((kind, target, value if kind == "correct" else None))
    in_force: dict[str, tuple[str, str | None]] = {}
    for number, (kind, target, corrected) in enumerate(log, 1):
        if kind != "undo" and number not in undone:
            in_force[target] = (kind, corrected)
    return in_force


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(STEPS)
def test_last_decision_that_stands_is_in_force(steps: list[Step]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_registry(Path(folder) / "r.db") as registry,
    ):
        registry.store([deposit(), numbered(1)])
        values = [v.value.statement for v in registry.iter_values()]
        statements = [s.id for s in values if s.property == "stage"]
        seen: list[object] = []
        for kind, index, value in steps:
            with contextlib.suppress(NotFoundError, ConflictError):
                if kind == "undo":
                    registry.undo(index, reason="r", author="a")
                else:
                    registry.decide(
                        DecisionKind(kind),
                        statements[index % len(statements)],
                        value=value if kind == "correct" else None,
                        reason="r",
                        author="a",
                    )
            log = [(d.number, d.kind, d.target, d.value) for d in registry.iter_decisions()]
            assert log[: len(seen)] == seen
            seen = list(log)
        found = {
            v.value.statement.id: (v.value.decision.kind.value, v.value.decision.value)
            for v in registry.iter_values()
            if v.value.decision is not None
        }
        assert registry.verify_audit().faults == ()
    assert found == expected_of(steps, statements)
