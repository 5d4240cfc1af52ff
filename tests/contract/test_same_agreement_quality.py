"""How well accounts are told apart on the reference, where it is beside the checkout."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@pytest.mark.skipif(
    not (SHARED / "eval" / "same-agreement.json").is_file(), reason="../shared is not there"
)
def test_groups_are_as_good_as_they_were() -> None:
    script = ROOT / "bench" / "quality" / "same_agreement.py"
    run = subprocess.run(
        [sys.executable, str(script), "--dry"], check=True, capture_output=True, text=True, cwd=ROOT
    )
    figures = json.loads(run.stdout)
    assert figures["reference"]["b-cubed F1"] >= 0.97
    assert figures["reference"]["pairwise precision"] >= 0.95
    assert figures["program"]["b-cubed F1"] >= 0.95
    for which in ("reference", "program"):
        assert figures[which]["relation recall"] >= 0.66
        assert figures[which]["relation precision"] >= 0.75
