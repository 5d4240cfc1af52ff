"""Who is named: known names meet, unknown ones are never merged into them."""

from dataclasses import replace
from pathlib import Path

import pytest

from deposited import PUBLISHED, agreement, deposit, quote
from hudna.domain.actors import ActorView, Script, Standing
from hudna.domain.agreements import Participant
from hudna.domain.codebook import Role
from hudna.errors import InputError, NotFoundError
from hudna.registry import open_registry
from hudna.registry.actors import find_nearest, get_actor, identify, script_of, to_actors
from hudna.vocabulary import load_vocabulary

KNOWN = load_vocabulary()
NAMES = "Jabhat an-Nusrah, Ahrar ash-Sham, Jaish al-Islaam fighters, Moscow, Valley Front"


def views(tmp_path: Path, *names: str, role: Role = Role.PARTY) -> list[ActorView]:
    text = "\n".join(f"{name} signed a truce." for name in names)
    shell = agreement()
    participants = tuple(Participant(n, role, (quote(text, n),)) for n in names)
    told = replace(
        shell,
        anchor=quote(text, "signed a truce"),
        participants=participants,
        dates=(),
        places=(),
        terms=(),
        claims=(),
        grounds=(),
        named_as=None,
        stage=None,
        authenticity=None,
    )
    with open_registry(tmp_path / "hudna.db") as registry:
        registry.store([deposit(text, metadata=PUBLISHED, agreements=[told], facts=())])
        return list(to_actors(registry.iter_agreements(), KNOWN))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jabhat an-Nusrah", "nusra-front"),
        ("جبهه النصره", "nusra-front"),
        ("Nusra Front militants", "nusra-front"),
        ("Ahrar ash-Sharqiyya", "ahrar-al-sharqiya"),
        ("Jaish-al-Islam", "jaysh-al-islam"),
        ("Moscow", "state:RU"),
    ],
)
def test_a_known_name_is_known_however_it_is_spelled(name: str, key: str) -> None:
    assert identify(name, KNOWN).key == key


@pytest.mark.parametrize("name", ["Valley Front of Dalbar", "Jaysh al-Nusra", "Ahrar al-Shaman"])
def test_a_name_that_is_merely_alike_is_not_taken_for_it(name: str) -> None:
    assert identify(name, KNOWN).standing is Standing.UNKNOWN


def test_an_alias_tells_who_an_unknown_name_is() -> None:
    assert identify("the northern group", KNOWN, aliases=["Ahrar al-Sham"]).key == "ahrar-al-sham"


def test_the_nearest_known_names_are_suggested_across_scripts() -> None:
    assert find_nearest("جيش الاسلامم", KNOWN)[0][0] == "jaysh-al-islam"
    assert find_nearest("Ahrar al-Shaman", KNOWN)[0][0] == "ahrar-al-sham"


def test_spellings_of_one_name_are_one_actor_with_all_its_names(tmp_path: Path) -> None:
    [actor] = views(tmp_path, "Jabhat an-Nusrah", "جبهة النصرة")
    used = {name.text: name.script for name in actor.names if name.documents}
    assert used == {"Jabhat an-Nusrah": Script.LATIN, "جبهة النصرة": Script.ARABIC}
    assert [name.text for name in actor.names if not name.is_listed] == ["Jabhat an-Nusrah"]
    assert len(actor.appearances) == 2
    assert actor.appearances[0].value.statement.evidence


def test_known_actors_come_first_and_unknown_names_last(tmp_path: Path) -> None:
    actors = views(tmp_path, "Valley Front", "Moscow", "Ahrar al-Sham")
    assert [actor.standing for actor in actors] == list(Standing)


def test_two_unknown_names_stay_two(tmp_path: Path) -> None:
    assert len(views(tmp_path, "Liwa al-Wadiya", "Liwa al-Wadiyya")) == 2


def test_an_actor_that_no_document_names_is_shown_from_the_vocabulary() -> None:
    [actor] = get_actor("Jabhat Fateh al-Sham", [], KNOWN)
    assert (actor.key, actor.appearances) == ("nusra-front", ())
    assert actor.facts.ties


def test_a_name_that_nobody_knows_is_told_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="nearest known: Ahrar al-Sham"):
        get_actor("Ahrar al-Shaman", [], KNOWN)


@pytest.mark.parametrize("name", ["", "!!", " "])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        get_actor(name, [], KNOWN)


@pytest.mark.parametrize(
    ("name", "script"),
    [("24 فبراير", Script.ARABIC), ("Āa", Script.LATIN), ("Правый", Script.OTHER), ("1", "other")],
)
def test_the_first_letter_tells_the_script(name: str, script: str) -> None:
    assert script_of(name) == script
