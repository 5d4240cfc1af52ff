"""Blocking: what is compared, and that it grows with the number of accounts."""

from itertools import combinations

from hudna.domain.codebook import DateKind
from hudna.domain.identifiers import AccountId, AgreementId, DocumentId
from hudna.registry.resolve.blocking import LARGEST, NEIGHBORS, find_pairs
from hudna.registry.resolve.naming import Side
from hudna.registry.resolve.profiles import Dated, Profile


def profile(number: int, *, day: int = 700_000, sides: tuple[str, ...] = ("a", "b")) -> Profile:
    return Profile(
        agreement=AgreementId(f"agr-{number:04}"),
        accounts=(AccountId(f"acc-{number:04}"),),
        documents=frozenset({DocumentId(f"sha256:{number:04}")}),
        published=day,
        position=0,
        sides=tuple(Side(name, frozenset({f"actor:{name}"})) for name in sides),
        dates=(Dated(DateKind.SIGNED, "2031", day, day),),
    )


def test_accounts_of_the_same_sides_and_time_are_compared() -> None:
    assert find_pairs([profile(1), profile(2), profile(3, sides=("c", "d"))]) == [(0, 1)]


def test_accounts_of_one_document_are_not_compared() -> None:
    first = profile(1)
    second = Profile(AgreementId("agr-0002"), (), first.documents, 700_000, 1, first.sides)
    assert find_pairs([first, second]) == []


def test_a_key_that_many_share_pairs_neighbors_in_time_only() -> None:
    many = [profile(n, day=700_000 + n % 50) for n in range(10 * LARGEST)]
    pairs = find_pairs(many)
    assert len(pairs) < len(list(combinations(many, 2))) / 3
    assert len(pairs) <= 8 * NEIGHBORS * len(many)


def test_the_order_of_profiles_makes_no_difference() -> None:
    many = [profile(n, day=700_000 + 7 * n) for n in range(2 * LARGEST)]
    pairs = {frozenset((many[i].agreement, many[j].agreement)) for i, j in find_pairs(many)}
    turned = many[::-1]
    assert pairs == {
        frozenset((turned[i].agreement, turned[j].agreement)) for i, j in find_pairs(turned)
    }
