import pytest

from hudna.intake.markup import Closing, Opening, Script, Words, iter_tokens


def _told(source: str) -> list[str]:
    told: list[str] = []
    for token in iter_tokens(source):
        match token:
            case Words(text):
                told.append(text)
            case Opening(name):
                told.append(f"<{name}>")
            case Closing(name):
                told.append(f"</{name}>")
            case Script(name, _, text):
                told.append(f"{name}={text}")
    return told


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<P Class=x>a</p >", ["<p>", "a", "</p>"]),
        ("a < b <3 c", ["a ", "<", " b ", "<", "3 c"]),
        ("a<!-- <p> -->b<!doctype html>c<?php x ?>d", ["a", "b", "c", "d"]),
        ("<a title='it>s' href=\"x>y\">z", ["<a>", "z"]),
        ("<a title=it's>z</a>'", ["<a>", "z", "</a>", "'"]),
        ("<br/>x<br />y", ["<br>", "x", "<br>", "y"]),
        (
            "<script>if (a<b) '</p>'</script>x",
            ["<script>", "script=if (a<b) '</p>'", "</script>", "x"],
        ),
        ("<title>a &amp; b</title>", ["<title>", "title=a & b", "</title>"]),
        ("<style>x", ["<style>", "style=x"]),
        ("caf&eacute;&#x21;&nosuch; &amp;lt;", ["caf", "é", "!", "&nosuch; ", "&", "lt;"]),
        ("a <b", ["a "]),
        ("a <!-- never closed", ["a "]),
        ("</>x</ y>z", ["x", "z"]),
        ("", []),
    ],
)
def test_a_source_falls_into_its_tokens(source: str, expected: list[str]) -> None:
    assert _told(source) == expected


def test_every_stretch_of_text_knows_where_it_stands() -> None:
    source = "<p>caf&eacute; <b>x</b> &lt;"
    for token in iter_tokens(source):
        if isinstance(token, Words) and not source.startswith("&", token.start):
            assert source[token.start : token.end] == token.text


def test_the_first_of_two_attributes_counts() -> None:
    (tag,) = iter_tokens("<a HREF='x&amp;y' href=z checked>")
    assert isinstance(tag, Opening)
    assert tag.attributes == {"href": "x&y", "checked": ""}


@pytest.mark.parametrize(
    "unit", ["<a '", '<a "', "<a b=", "<", "</", "<!--", "&", "&#", "<a/", "<a b='x' "]
)
def test_a_hostile_source_is_read_in_linear_time(unit: str) -> None:
    assert len(_told(unit * 20_000)) <= 100_000
