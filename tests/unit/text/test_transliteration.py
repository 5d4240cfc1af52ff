"""Spellings of one Arabic name meet, and two names stay two."""

import pytest

from hudna.text.transliteration import consonants_of, spelling_key

ONE_NAME = [
    (
        "Ahrar al-Sham | Ahrar ash-Sham | Ahrar Al Sham | Ahrar-al-Sham | Ahrar ash Sham"
        " | Ahrar alsham | Ahrar ash-Shaam | Ahrar ashsham"
    ),
    (
        "Jabhat al-Nusra | Jabhat an-Nusra | Jabhat an-Nusrah | Jabhat Annusra | Jabhat al-Nuṣra"
        " | jabhat el-nusra"
    ),
    (
        "Ahrar al-Sharqiya | Ahrar al-Sharqiyya | Ahrar ash-Sharqiyah | Ahrar ash-Sharqiyyah"
        " | Ahrar al-Sharqia | Ahrar al-Sharqiyeh"
    ),
    "Jaysh al-Islam | Jaish al-Islam | Jeish al-Islam | Jaysh el-Islam | Jeysh al-Islam",
    "Nour al-Din al-Zenki | Nur ad-Din az-Zinki | Noor al-Deen al-Zenki",
    "Faylaq al-Rahman | Failaq ar-Rahman | Faylaq Arrahman",
    "Liwa al-Tawhid | Liwa at-Tawheed | Liwa al-Tauhid | Liwaa al-Tawheed",
    "Hay'at Tahrir al-Sham | Hayʼat Tahrir ash-Sham | Hayat Tahrir Al-Sham",
    "Hizbullah | Hizbollah",
    "جبهة النصرة | جبهه النصره | جَبهَة النُّصرَة | جبهة نصرة",
]
TWO_NAMES = [
    ("Ahrar al-Sham", "Ahrar al-Sharqiya"),
    ("Jaysh al-Islam", "Jaysh al-Izza"),
    ("Liwa al-Quds", "Liwa al-Tawhid"),
    ("Hamza Division", "Hazzm Movement"),
    ("UNMIS", "UNMISS"),
    ("SARC", "SAARC"),
    ("ONLF", "UNLF"),
    ("SDF", "SSDF"),
]
TWO_SCRIPTS = [
    ("جبهة النصرة", "Jabhat al-Nusra"),
    ("هيئة تحرير الشام", "Hay'at Tahrir al-Sham"),
    ("حركة أحرار الشام", "Harakat Ahrar ash-Sham"),
    ("لواء التوحيد", "Liwa at-Tawheed"),
    ("فيلق الرحمن", "Faylaq ar-Rahman"),
]


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_spellings_of_one_name_meet(spellings: str) -> None:
    assert len({spelling_key(each) for each in spellings.split(" | ")}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


@pytest.mark.parametrize(("arabic", "latin"), TWO_SCRIPTS)
def test_a_name_has_the_same_consonants_in_both_scripts(arabic: str, latin: str) -> None:
    assert consonants_of(arabic) == consonants_of(latin)


@pytest.mark.parametrize("name", ["", "   ", "!?", "the", "ال", "h"])
def test_a_name_that_is_none_harms_nothing(name: str) -> None:
    assert isinstance(spelling_key(name), str)
    assert isinstance(consonants_of(name), str)
