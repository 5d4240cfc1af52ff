"""A name of an arrangement says that there is one where it is introduced."""

import pytest

from hudna.read.introductions import introduces, tells_of_else
from hudna.text.spans import Span
from texts import find_in


def is_introduced(text: str) -> bool:
    findings = find_in(f"{text} The rebels and the army signed a truce.")
    sentence = findings.page.sentences[0]
    return introduces(findings.page, sentence, sentence.span, findings.vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The hill clans met to hammer out a three-week truce.", id="indefinite"),
        pytest.param("Elders welcomed another local ceasefire in the valley.", id="another"),
        pytest.param("The brigade claimed that temporary truces were agreed there.", id="plural"),
        pytest.param("Both commanders finally signed the long-awaited ceasefire.", id="signed"),
        pytest.param("The council agreed to the truce.", id="agreed to"),
    ],
)
def test_a_name_is_introduced(text: str) -> None:
    assert is_introduced(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("sa-2016-02-01-truce.txt is on the list.", id="behind a hyphen"),
        pytest.param("The signing of the truce followed a week of delay.", id="ceremony"),
        pytest.param("Analysts doubt a truce.", id="doubted"),
        pytest.param("The militia has not received a proposal for a truce.", id="not received"),
        pytest.param("Residents want a ceasefire.", id="wished for"),
        pytest.param("The brigade extended a ceasefire.", id="extended"),
        pytest.param("Once a ceasefire is reached, the sanctions end.", id="only once"),
        pytest.param("Police handed over their guns as a proof of ceasefire.", id="proof"),
        pytest.param("The envoy will send a ceasefire monitor.", id="kind of monitor"),
        pytest.param("Markets reopened during the truce.", id="known"),
    ],
)
def test_a_name_is_not_introduced(text: str) -> None:
    assert not is_introduced(text)


def test_a_name_may_say_only_of_what_kind_breaches_are() -> None:
    findings = find_in("Ceasefire violations went on. The rebels and the army signed a truce.")
    at = findings.page.folded.index("ceasefire")
    assert tells_of_else(findings.page, Span(at, at + len("ceasefire")), findings.vocabulary)
