"""Groups: what is joined, and what is not although a bridge leads there."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hudna.registry.resolve.clustering import Edge, find_clusters


def members(*names: str) -> dict[str, frozenset[str]]:
    """Return members, each told by a document of its own."""
    return {name: frozenset({f"document of {name}"}) for name in names}


def test_a_likely_pair_is_joined_and_an_unlikely_one_is_not() -> None:
    edges = [Edge("a", "b", 0.9), Edge("b", "c", 0.6)]
    assert find_clusters(members("a", "b", "c"), edges, same_from=0.7) == [["a", "b"], ["c"]]


def test_one_bridge_does_not_chain_two_groups() -> None:
    edges = [
        Edge("a", "b", 0.95),
        Edge("c", "d", 0.95),
        Edge("b", "c", 0.9),
    ]
    found = find_clusters(members("a", "b", "c", "d"), edges, same_from=0.7)
    assert found == [["a", "b"], ["c", "d"]]


def test_accounts_of_one_document_are_never_joined() -> None:
    told = {"a": frozenset({"one"}), "b": frozenset({"other"}), "c": frozenset({"one"})}
    edges = [Edge("a", "b", 0.95), Edge("b", "c", 0.9)]
    assert find_clusters(told, edges, same_from=0.7) == [["a", "b"], ["c"]]


def test_what_a_person_joined_is_joined_whatever_its_score() -> None:
    found = find_clusters(members("a", "b"), [], same_from=0.7, merged=[("a", "b")])
    assert found == [["a", "b"]]


def test_what_a_person_keeps_apart_stays_apart_by_way_of_others_too() -> None:
    edges = [Edge("a", "b", 0.95), Edge("b", "c", 0.9), Edge("a", "c", 0.99)]
    found = find_clusters(members("a", "b", "c"), edges, same_from=0.7, apart=[("a", "c")])
    assert all(not {"a", "c"} <= set(group) for group in found)


def test_what_is_no_member_is_left_out() -> None:
    edges = [Edge("a", "gone", 0.99)]
    found = find_clusters(members("a"), edges, same_from=0.7, merged=[("a", "lost")])
    assert found == [["a"]]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(
            lambda pair: pair[0] < pair[1]
        ),
        st.sampled_from([0.3, 0.5, 0.7, 0.8, 0.9]),
    ),
    st.permutations("abcdefgh"),
)
def test_the_order_of_members_and_pairs_makes_no_difference(
    scores: dict[tuple[str, str], float], names: list[str]
) -> None:
    edges = [Edge(*pair, score) for pair, score in scores.items()]
    told = {name: frozenset({f"document {ord(name) % 5}"}) for name in "abcdefgh"}
    expected = find_clusters(told, edges, same_from=0.7)
    turned = sorted(edges, key=lambda edge: names.index(edge.first))
    assert find_clusters({n: told[n] for n in names}, turned, same_from=0.7) == expected


def test_a_large_group_is_joined_although_few_of_its_pairs_were_compared() -> None:
    names = [f"{n:03}" for n in range(60)]
    edges = [Edge(one, other, 0.9) for one, other in pairwise(names)]

    def score_of(first: str, second: str) -> float:
        return 0.9

    [group] = find_clusters(members(*names), edges, same_from=0.7, score_of=score_of)
    assert group == names


def test_a_pair_that_cannot_be_compared_counts_as_nothing() -> None:
    edges = [Edge("a", "b", 0.9), Edge("b", "c", 0.9), Edge("c", "d", 0.9)]
    found = find_clusters(members("a", "b", "c", "d"), edges, same_from=0.7)
    assert found == [["a", "b"], ["c", "d"]]
