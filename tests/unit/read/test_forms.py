import pytest

from hudna.domain.agreements import Agreement
from texts import read_text


def first(text: str) -> Agreement:
    return read_text(text).agreements[0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("Rebels declared a unilateral truce against the army.", "unilateral",
                     id="unilateral"),
        pytest.param("Rebels and the army agreed a mutual truce.", "bilateral", id="mutual"),
        pytest.param("Rebels and the army agreed a multilateral truce.", "multilateral",
                     id="multilateral"),
        pytest.param("The army gave the rebels 48 hours to surrender.", "imposed", id="demand"),
        pytest.param("The rebels and the army signed a truce.", "bilateral", id="two sides"),
        pytest.param("The Valley Front, the Harun Brigade, the Sea League and the army signed a "
                     "truce.", "multilateral", id="four sides"),
    ],
)  # fmt: skip
def test_form_is_named_or_counted(text: str, form: str) -> None:
    found = first(text).form
    assert found is not None
    assert found.value == form


def test_one_side_alone_tells_no_form() -> None:
    assert first("A truce was declared by the rebels amid fighting.").form is None


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        pytest.param("nationwide", "national", id="national"),
        pytest.param("local", "local", id="local"),
        pytest.param("province", "regional", id="regional"),
        pytest.param("silent", None, id="nothing tells"),
    ],
)
def test_scope_is_what_the_words_reach(words: str, scope: str | None) -> None:
    found = first(f"Rebels and the army signed a {words} truce.").scope
    assert (found and found.value) == scope
