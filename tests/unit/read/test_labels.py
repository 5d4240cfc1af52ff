import pytest

from hudna.domain.codebook import Role
from hudna.read.actors import ActorKind, Mention
from hudna.read.casts import Cast
from hudna.read.labels import label_of
from hudna.text.spans import Span
from texts import read_text


def cast(name: str, role: Role = Role.PARTY) -> Cast:
    return Cast(Mention(Span(0, len(name)), name, name, ActorKind.ARMED), role, 3)


@pytest.mark.parametrize(
    ("sides", "label"),
    [
        pytest.param([], "Truce", id="no side"),
        pytest.param(["A"], "Truce of A", id="one side"),
        pytest.param(["A", "B"], "Truce between A and B", id="two sides"),
        pytest.param(["A", "B", "C"], "Truce between A, B and C", id="three sides"),
        pytest.param(["A", "B", "C", "D"], "Truce between A, B, C and 1 more", id="four sides"),
        pytest.param(["A", "A"], "Truce of A", id="the same twice"),
    ],
)
def test_a_label_names_the_sides(sides: list[str], label: str) -> None:
    assert label_of("truce", [cast(name) for name in sides], []) == label


def test_a_label_names_the_first_place() -> None:
    assert label_of("truce", [cast("A")], ["Dalbar", "Harun"]) == "Truce of A, Dalbar"


def test_only_sides_stand_in_a_label() -> None:
    assert label_of("truce", [cast("A"), cast("B", Role.MEDIATOR)], []) == "Truce of A"


def test_what_nothing_names_is_a_demand() -> None:
    assert label_of(None, [cast("A")], []) == "Demand of A"


def test_an_agreement_is_called_by_its_own_name() -> None:
    text = (
        "The army and the rebels ended years of fighting on Monday. The sides signed the Orlo "
        "Valley Ceasefire Agreement in the town of Harun."
    )
    assert read_text(text).agreements[0].label.startswith("Orlo Valley Ceasefire Agreement")
