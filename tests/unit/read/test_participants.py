from texts import read_text


def roles(text: str) -> set[tuple[str, str]]:
    agreement = read_text(text).agreements[0]
    return {(p.name, p.role.value) for p in agreement.participants}


def test_a_unilateral_truce_has_one_party() -> None:
    text = "The Valley Front declared a unilateral truce with the Norwegian army."
    assert roles(text) == {("Valley Front", "party"), ("Norwegian army", "invitee")}


def test_armed_sides_beside_it_stand_in_for_unnamed_parties() -> None:
    text = "A truce was agreed. Fighters of the rebels and soldiers of the army kept the truce."
    assert {role for _, role in roles(text)} == {"party"}


def test_who_only_talks_of_the_sides_together_is_no_participant() -> None:
    assert "the two sides" not in {
        n for n, _ in roles("Rebels and the army, the two sides, signed a truce.")
    }


def test_the_other_names_of_a_participant_are_its_aliases() -> None:
    text = (
        "The Valley Defence Front (VDF) and the army signed a truce. The VDF will keep the truce."
    )
    agreement = read_text(text).agreements[0]
    aliases = {p.name: p.aliases for p in agreement.participants}
    assert aliases["Valley Defence Front"] == ("VDF",)


def test_an_arrangement_beside_the_main_one_takes_its_parties() -> None:
    text = "The Valley Front and the army signed a truce. A previous truce collapsed last year."
    _, earlier = read_text(text).agreements
    assert {p.name for p in earlier.participants} == {"Valley Front", "army"}
