"""Tests of the settings."""

from pathlib import Path

import pytest

from hudna.config import PREFIX, Settings
from hudna.errors import InputError
from hudna.intake import Limits


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_without_an_environment_the_defaults_hold() -> None:
    settings = Settings.from_environment()
    assert settings.registry == "hudna.db"
    assert settings.workers == 1
    assert settings.limits == Limits()


def test_a_variable_sets_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUDNA_MAX_PAGES", "7")
    monkeypatch.setenv("HUDNA_REGISTRY", "/srv/truces.db")
    settings = Settings.from_environment()
    assert settings.limits.max_pages == 7
    assert settings.registry == "/srv/truces.db"


def test_an_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUDNA_REGISTRY", "")
    assert Settings.from_environment().registry == "hudna.db"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HUDNA_WORKERS", "many"),
        ("HUDNA_WORKERS", "0"),
        ("HUDNA_MAX_BYTES", "-1"),
        ("HUDNA_SECONDS_PER_DOCUMENT", "0"),
        ("HUDNA_SECONDS_PER_DOCUMENT", "inf"),
    ],
)
def test_a_bad_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InputError, match=variable) as failure:
        Settings.from_environment()
    assert (failure.value.code, failure.value.subject) == ("input-setting", variable)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(Settings(), "workers", 2)  # noqa: B010 - mypy knows that it is frozen


def test_every_limit_of_intake_is_a_setting_and_described() -> None:
    assert set(Limits.__dataclass_fields__) <= set(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())


def test_every_setting_is_documented_with_its_default() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    for name, field in Settings.model_fields.items():
        [row] = [line for line in page.splitlines() if f"`{PREFIX}{name.upper()}`" in line]
        default = "" if field.default is None else f"`{field.default}`"
        assert default in row.replace("_", "") or default in row, row
