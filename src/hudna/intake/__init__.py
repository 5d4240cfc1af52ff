"""Intake: bytes to documents and renditions, one module for each format, within limits."""

from hudna.intake.files import iter_files, read_original
from hudna.intake.isolated import Isolated
from hudna.intake.limits import Limits
from hudna.intake.manifest import Manifest, read_manifest
from hudna.intake.scanning import Scanning
from hudna.intake.taking import INTAKE_VERSION, Intaken, needs_recognizer, take_in
from hudna.intake.tesseract import OFF, Absent, Recognizer, find_recognizer

__all__ = [
    "INTAKE_VERSION",
    "OFF",
    "Absent",
    "Intaken",
    "Isolated",
    "Limits",
    "Manifest",
    "Recognizer",
    "Scanning",
    "find_recognizer",
    "iter_files",
    "needs_recognizer",
    "read_manifest",
    "read_original",
    "take_in",
]
