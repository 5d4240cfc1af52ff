"""Intake: bytes to documents and renditions, one module for each format, within limits."""

from hudna.intake.files import iter_files, read_original
from hudna.intake.isolated import Isolated
from hudna.intake.limits import Limits
from hudna.intake.manifest import Manifest, read_manifest
from hudna.intake.taking import INTAKE_VERSION, Intaken, take_in

__all__ = [
    "INTAKE_VERSION",
    "Intaken",
    "Isolated",
    "Limits",
    "Manifest",
    "iter_files",
    "read_manifest",
    "read_original",
    "take_in",
]
