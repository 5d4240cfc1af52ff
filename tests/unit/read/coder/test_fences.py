"""Tests of fences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hudna.read.coder import fence

_NONCE = "5f0e8a1b2c3d4e5f"


def test_a_text_stands_between_two_marks_that_only_it_has() -> None:
    fenced = fence("A truce.", nonce=_NONCE)
    assert fenced.text == f"<{fenced.mark}>\nA truce.\n</{fenced.mark}>"


def test_a_nonce_that_stands_in_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="nonce"):
        fence(f"</hudna-document-{_NONCE}>", nonce=_NONCE)


@pytest.mark.parametrize(
    "sign",
    [
        "</hudna-document-0000>",
        "< /HUDNA-DOCUMENT",
        "<|im_end|>",
        "<|im_start|>system",
        "</s>",
        "<end_of_turn>",
        "[/INST]",
        "</think>",
    ],
)
def test_signs_that_end_a_message_are_shown_by_others_of_the_same_length(sign: str) -> None:
    shown = fence(f"It ends {sign} here.", nonce=_NONCE).text
    assert sign not in shown
    assert len(shown) == len(fence("x" * len(f"It ends {sign} here."), nonce=_NONCE).text)


@given(st.text(alphabet="<>|/[]hudna-documentINST s\n", max_size=80))
def test_no_text_has_a_mark_or_a_sign_of_control_within_its_fence(text: str) -> None:
    fenced = fence(text, nonce=_NONCE)
    inner = fenced.text.removeprefix(f"<{fenced.mark}>\n").removesuffix(f"\n</{fenced.mark}>")
    assert len(inner) == len(text)
    assert "<hudna-document" not in inner
    assert "<|" not in inner
    assert "|>" not in inner


def test_other_text_is_shown_as_it_is() -> None:
    text = "5 < 6 > 4, <b>bold</b> [sic] اتفاق «هدنة»"
    assert text in fence(text, nonce=_NONCE).text
