"""Damaged originals, made by a seeded hand: only an InputError may come of them."""

import random

import pytest

import originals
from hudna.errors import InputError
from hudna.intake import take_in
from hudna.vocabulary import load_vocabulary
from originals import numbered, paragraph

VOCABULARY = load_vocabulary()
TABLE = f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc></w:tr></w:tbl>"
SOUND = {
    "a.pdf": originals.pdf(["First page (one)\nSecond line", "Page two"], title="Terms"),
    "scan.pdf": originals.pdf(["", ""], has_image=True),
    "a.docx": originals.docx(numbered("Cease fire") + paragraph("words " * 40) + TABLE),
    "a.html": originals.PAGE.encode(),
    "a.eml": originals.letter("The truce, said José\n", page=originals.PAGE, attachment=b"x"),
    "b.eml": originals.letter("The truce begins at midnight\n"),
    "a.txt": "The truce begins at midnight, said José\r\n".encode(),
}
COUNT = 60


@pytest.mark.parametrize("name", SOUND)
def test_damage_is_an_error_or_a_document(name: str) -> None:
    hand = random.Random(name)  # noqa: S311 - seeded, for tests
    for _ in range(COUNT):
        damaged = _damaged(SOUND[name], hand)
        try:
            found = take_in(damaged, name, vocabulary=VOCABULARY)
        except InputError as error:
            told = (error.code.startswith("input-"), repr(name) in error.reason)
        else:
            told = (True, bool(found.rendition.text.strip()))
        assert all(told)


def _damaged(sound: bytes, hand: random.Random) -> bytes:
    content = bytearray(sound)
    for _ in range(hand.choice((1, 1, 2, 4, 10, 40))):
        at = hand.randrange(len(content) or 1)
        match hand.randrange(5):
            case 0:
                content[at : at + 1] = hand.randbytes(1)
            case 1:
                del content[at : at + hand.randrange(1, 30)]
            case 2:
                content[at:at] = hand.randbytes(hand.randrange(1, 10))
            case 3:
                start = hand.randrange(len(content) or 1)
                content[at:at] = content[start : start + hand.randrange(1, 60)]
            case _:
                content[at : at + 4] = hand.choice(
                    (b"\xff" * 4, bytes(4), b"9999", b"-1  ", b"<<<<", b">>>>", b"[[[[", b"<div")
                )
    return bytes(content)
