"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the golden readings; review reads the difference."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden readings of tests/golden as they are read now",
    )
