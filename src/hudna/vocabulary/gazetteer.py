"""Names of places, for asking whether words name one, and in which country.

Two files supply them: `gazetteer.tsv`, a selection from GeoNames, and `places.yaml`, written by
hand: regions, camps, crossings, and how the press spells a place. A name is looked up by its
`match_key`, so that *al-Bab*, *Al Bab* and *El Báb* are one.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from hudna.text.folding import match_key
from hudna.vocabulary.loader import Vocabulary


@lru_cache(maxsize=2)
def place_countries(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the countries that have a place of a name, by the name's match key.

    Returns:
        Codes of countries, joined by a space where several have such a place; empty where the
        place lies in no one country. The keys of the mapping are all names that are known.
    """
    found: dict[str, str] = {}
    for key, code in (*_iter_written(vocabulary), *_iter_listed(vocabulary)):
        known = found.setdefault(key, code)
        if code not in known:
            found[key] = f"{known} {code}".strip()
    return found


def is_place(name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a name is that of a place which the vocabulary knows."""
    return match_key(name) in place_countries(vocabulary)


def _iter_written(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    places: list[dict[str, Any]] = vocabulary.get("places")["places"]
    for place in places:
        code = " ".join(place.get("country", ()))
        for name in (*place["names"], *place.get("ar", ())):
            yield match_key(name), code


def _iter_listed(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    rows: list[tuple[str, ...]] = vocabulary.get("gazetteer")
    for _name, code, _population, _arabic, keys in rows:
        for key in keys.split("|"):
            yield key, code
