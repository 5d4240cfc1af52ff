"""The page on the library shows the example that ships, and what it prints."""

from library import PAGE, written


def test_the_page_has_the_example_and_what_it_prints() -> None:
    assert PAGE.read_text("utf-8") == written(), "`python tests/library.py` writes it into the page"
