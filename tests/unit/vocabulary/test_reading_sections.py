"""No English words are read in Arabic: what `reading.ar.yaml` lacks is named here, with why."""

from typing import Any

import pytest

from hudna.vocabulary import load_vocabulary

READING: dict[str, Any] = load_vocabulary().get("reading")
ARABIC: dict[str, Any] = load_vocabulary().get("reading.ar")

SHARED = {
    "languages": "the languages that the rules read",
    "language_words": "words by which a document's language is told, of each",
    "codes_on_breaches": "codes, no words",
    "codes_again": "codes, no words",
    "codes_by_first_words": "codes, no words",
    "declared_codes": "codes, no words",
    "undeclared_codes": "codes, no words",
    "declared_code": "codes, no words",
    "intended_codes": "codes, no words",
    "let_in_codes": "codes, no words",
}
"""Sections that mean the same whatever the language."""

ENGLISH_ALONE = {
    "past_right_before": "weekdays in English; Arabic times have a grammar of their own",
    "unarmed_worlds": "the English screen; the Arabic one weighs `armed`",
    "treatises": "the English screen",
    "fictions": "the English screen",
    "told_as_made": "the English screen",
    "backshift": "`had`; Arabic tells it by `declares.before` and its own past",
    "made_new": "English articles; Arabic tells news by a word without its article",
    "long_after": "English years and months before `after`",
    "more_than": "English years and months before `after`",
    "drafts": "subjects before an English verb; Arabic has them behind it",
    "starts_when_made": "starts told by the signing, in English alone as yet",
    "signings": "English possessives",
    "sayings": "English possessives",
    "endless_told": "`permanent`, which in Arabic is a word of its own",
    "lasts_of_others": "English words before a length of time",
    "says_next": "English days before the verb of speech",
    "says_it_stops": "English reports; in Arabic the first verb of a sentence tells",
    "ends_it": "English reports; in Arabic the first verb of a sentence tells",
    "feast_days": "Christian feasts, of which Arabic texts of ceasefires tell by date",
    "meetings": "English words between a verb and its day",
    "told_over": "what an English `had` goes back to",
    "undertakes": "admits sentences by words that stop fire, which in Arabic a name tells",
    "pledges": "English verbs of promising",
    "duties": "English verbs of duty further on; Arabic goes on by its own words",
    "adjuncts": "English clauses",
    "breaches_stopped": "English verbs before a breach",
    "verbs": "English clauses",
    "introduces": "English articles; in Arabic `concludes` tells",
    "stances_of_words": "English voices",
    "only_hoped": "English voices",
    "positions": "English voices",
    "saying_adjectives": "English voices",
    "saying_adverbs": "English voices",
    "saying_issues": "English voices",
    "saying_joints": "English voices",
    "saying_nouns": "English voices",
    "saying_offices": "English voices",
    "saying_people": "English voices",
    "saying_places": "English voices",
    "saying_stops": "English voices",
    "saying_times": "English voices",
    "saying_verbs": "English voices",
    "stances_named": "English voices",
    "stances_named_before": "English voices",
    "speaks_for_last": "English voices",
    "bare_sides": "English voices",
    "foresees_breach": "English voices",
    "speaks_of_it": "English claims; in Arabic each sentence that counts speaks of it",
    "answered": "English claims",
    "party_verbs": "English roles; Arabic ones stand under `grammar`",
    "offer_verbs": "English roles; Arabic ones stand under `grammar`",
    "refuse_verbs": "English roles; Arabic ones stand under `grammar`",
    "refuses_offers": "English roles",
    "own_forces": "English names",
    "own_officials": "English names",
    "no_side_before": "English names",
    "no_side_after": "English names",
    "not_governmental": "English names",
    "armed_names": "English names",
    "side_heads": "English names",
    "official": "English names",
    "heads": "English names; Arabic ones are `group_heads`",
    "not_names": "English names",
    "communities": "English names, told by their capitals",
    "strangers": "English names, told by their capitals",
    "officials": "English offices",
    "resolving_verbs": "verbs in Latin capitals",
    "starts_in": "English reports, which say how soon it starts",
    "makes_it_stop": "English reports; in Arabic the first verb of a sentence tells",
    "not_owners": "English names",
    "not_acronyms": "English names",
    "backed": "English names",
    "acts": "deeds done, which are told in English documents alone as yet",
}
"""Sections of the grammar of English, which no reading of Arabic comes to use."""

WITHIN = {
    "numbers": "English numbers stand in no Arabic text",
    "days_from_publication": "English days stand in no Arabic text",
    "not_borne_out": "codes whose English cues need a word against them that the Arabic do not",
    "grammar": "verbs and nouns of the English grammar of roles",
    "places": "words of the English grammar of places",
}
"""Sections of which the Arabic file has some keys and rightly lacks others."""


def test_a_new_section_says_what_it_is_in_arabic() -> None:
    lacking = {name for name in READING if name not in ARABIC}
    assert sorted(lacking - SHARED.keys() - ENGLISH_ALONE.keys()) == []


def test_a_section_that_arabic_has_is_named_as_none_that_it_lacks() -> None:
    named = [*SHARED, *ENGLISH_ALONE]
    assert [name for name in named if name in ARABIC or name not in READING] == []


WITH_PARTS = [
    name
    for name in READING
    if isinstance(READING[name], dict)
    and not (name in SHARED or name in ENGLISH_ALONE or name in WITHIN)
]


@pytest.mark.parametrize("name", WITH_PARTS)
def test_the_parts_of_a_section_stand_in_arabic_as_well(name: str) -> None:
    assert sorted(READING[name].keys() - ARABIC[name].keys()) == []


@pytest.mark.parametrize("name", WITHIN)
def test_a_section_named_as_lacking_parts_lacks_some(name: str) -> None:
    assert READING[name].keys() - ARABIC[name].keys()
