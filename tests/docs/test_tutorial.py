"""The tutorial was run: its commands print what it shows."""

from pathlib import Path

import tutorial


def test_every_command_prints_what_the_tutorial_shows(tmp_path: Path) -> None:
    tutorial.prepare(tmp_path)
    steps = tutorial.find_steps(tutorial.PAGE.read_text("utf-8"))
    assert len(steps) >= 10
    for step in steps:
        printed = tutorial.run(step.command, tmp_path)
        assert tutorial.is_shown(step, printed), "\n".join(
            [f"$ {step.command}", *printed, "", "`make tutorial` writes this into the page"]
        )
