import pytest

from hudna.domain.identifiers import (
    canonical_json,
    content_id,
    get_by_prefix,
    sha256_of,
    shortened,
)
from hudna.errors import InputError, NotFoundError

KNOWN = ("agr-12ab", "agr-12cd", "agr-9f00", "sha256:12ff")


def test_canonical_json_has_one_form() -> None:
    assert canonical_json({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'


def test_parts_are_never_joined() -> None:
    assert content_id("x", ["a", "bc"]) != content_id("x", ["ab", "c"])


def test_kinds_never_share_an_identifier() -> None:
    assert content_id("a", 1).partition("-")[2] != content_id("b", 1).partition("-")[2]


def test_numbers_that_are_none_have_no_identifier() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        content_id("x", float("nan"))


def test_hash_of_bytes_names_its_kind() -> None:
    assert sha256_of(b"").startswith("sha256:e3b0c442")


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [("agr-0123456789abcdef", "agr-0123456789"), ("sha256:0123456789abcdef", "0123456789")],
)
def test_identifier_is_shown_short(identifier: str, shown: str) -> None:
    assert shortened(identifier) == shown


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("agr-12a", "agr-12ab"),
        ("12a", "agr-12ab"),
        ("9", "agr-9f00"),
        ("sha256:1", "sha256:12ff"),
        ("12f", "sha256:12ff"),
        ("agr-12ab", "agr-12ab"),
    ],
)
def test_prefix_finds_one(prefix: str, found: str) -> None:
    assert get_by_prefix(prefix, KNOWN, what="agreement") == found


def test_whole_identifier_wins_over_longer_ones() -> None:
    assert get_by_prefix("agr-1", ("agr-1", "agr-12"), what="agreement") == "agr-1"


def test_ambiguous_prefix_names_some_that_begin_so() -> None:
    with pytest.raises(InputError, match="agr-12ab, agr-12cd, 12ff") as raised:
        get_by_prefix("12", KNOWN, what="agreement")
    assert raised.value.code == "input-ambiguous"


def test_unknown_prefix_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        get_by_prefix("f", KNOWN, what="agreement")


def test_empty_prefix_is_refused() -> None:
    with pytest.raises(InputError):
        get_by_prefix("", KNOWN, what="agreement")
