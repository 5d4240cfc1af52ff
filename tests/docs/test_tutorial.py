"""The tutorials were run: their commands print what they show."""

from pathlib import Path

import pytest

import tutorial


@pytest.mark.parametrize("page", tutorial.PAGES, ids=lambda page: page.name)
def test_every_command_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    tutorial.prepare(tmp_path)
    steps = tutorial.find_steps(page.read_text("utf-8"))
    assert len(steps) >= 10
    for step in steps:
        printed = tutorial.run(step.command, tmp_path)
        assert tutorial.is_shown(step, printed), "\n".join(
            [f"$ {step.command}", *printed, "", "`make tutorial` writes this into the page"]
        )
