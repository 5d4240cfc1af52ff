from texts import read_text

NAMED = "The Valley Front and the army signed a truce. Its points:\n1. "
END = "\n2. Release of all prisoners.\n"


def third_parties(point: str) -> list[str]:
    agreement = read_text(NAMED + point + END).agreements[0]
    return [p.name for p in agreement.participants if p.role == "third_party"]


def test_who_is_to_be_stationed_somewhere_is_a_third_party() -> None:
    assert third_parties("The United Nations will be deployed along the road.") == [
        "United Nations"
    ]


def test_whose_act_would_end_it_is_a_third_party_whatever_their_name() -> None:
    point = "Any attack by the eastern alliance shall revoke the agreement."
    assert third_parties(point) == ["eastern alliance"]


def test_a_side_is_no_third_party() -> None:
    assert third_parties("Any attack by the army shall revoke the agreement.") == []
