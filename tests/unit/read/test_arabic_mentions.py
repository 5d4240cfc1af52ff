import pytest

from hudna.read.actors import ActorKind
from hudna.read.mentions import find_mentions
from texts import ARABIC_WORDS, arabic_page


def named(text: str) -> dict[str, ActorKind]:
    found = find_mentions(arabic_page(text), ARABIC_WORDS)
    return {m.name: m.kind for mentions in found.values() for m in mentions}


def keys(text: str) -> list[str]:
    found = find_mentions(arabic_page(text), ARABIC_WORDS)
    return [m.key for mentions in found.values() for m in mentions]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("وللحوثيين موقف", "الحوثيين", ActorKind.ARMED, id="to the"),
        pytest.param("قال لواء دلبر إنه وقع", "لواء دلبر", ActorKind.ARMED, id="a brigade"),
        pytest.param('أعلنت حركة "فجر دلبر" الهدنة', "فجر دلبر", ActorKind.ARMED, id="quoted"),
        pytest.param("وافق الجيش النرويجي", "الجيش النرويجي", ActorKind.GOVERNMENT, id="an army"),
        pytest.param("دعت حكومة السودان", "حكومة السودان", ActorKind.GOVERNMENT, id="of a state"),
        pytest.param("برعاية نرويجية", "النرويج", ActorKind.STATE, id="an adjective"),
        pytest.param("خرج مسلحو المعارضة", "مسلحو المعارضة", ActorKind.COLLECTIVE, id="fighters"),
        pytest.param("اتفق الطرفان", "الطرفان", ActorKind.SIDES, id="the sides"),
        pytest.param("قال القائد سمير قلعان إن", "سمير قلعان", ActorKind.PERSON, id="a person"),
    ],
)
def test_who_is_named_is_found(text: str, name: str, kind: ActorKind) -> None:
    found = named(text)
    assert any(name in known and found[known] is kind for known in found), found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("حركة المرور على الطريق", id="traffic"),
        pytest.param("دخول قوات عسكرية كبيرة", id="described, not named"),
        pytest.param("على كامل الأراضي", id="a preposition that is a name without its dots"),
        pytest.param("فتح المعابر", id="a word that is a name as well"),
    ],
)
def test_what_names_no_one_is_passed_over(text: str) -> None:
    assert named(text) == {}


def test_a_group_is_known_by_its_first_word_later() -> None:
    assert keys("وقعت حركة دلبر الهدنة. وأعلنت الحركة موقفها.") == ["حركه دلبر", "حركه دلبر"]


def test_a_person_is_known_by_the_last_name_later() -> None:
    assert keys("قال القائد سمير قلعان إنه وقع. وأضاف قلعان أنه ملتزم.") == ["سمير قلعان"] * 2


def test_a_government_without_a_state_is_the_one_named_before() -> None:
    text = "وقعت الحكومة اليمنية الهدنة برعاية الحكومة النرويجية. وقالت الحكومة إنها ملتزمة."
    assert keys(text)[-1] == "government:state:NO"
