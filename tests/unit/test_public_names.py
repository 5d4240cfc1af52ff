"""Tests of the public names of the package."""

import hudna


def test_the_list_of_public_names_is_complete() -> None:
    assert set(hudna.__all__) == {*hudna._HOMES, "__version__"}
    assert dir(hudna) == sorted(hudna.__all__)


def test_every_public_name_is_there() -> None:
    assert all(getattr(hudna, name) is not None for name in hudna.__all__)
