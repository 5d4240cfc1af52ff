import pytest

from hudna.domain.dossiers import Citation, Dossier, Link
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId
from hudna.rules.answers import Certainty
from hudna.rules.closure import belongs_to
from hudna.rules.norms import NOBODY_STATED, Side, Who, WhoKind
from hudna.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
ALIASES = (("northern guard", "guard"), ("guard", "guard"))


def cited(words: str, *voice: str) -> Citation:
    return Citation(DocumentId("doc-1"), "a.txt", Evidence(0, len(words), words), voice)


def said(member: str, group: str, *voice: str) -> Link:
    return Link(member, group, cited(f"{member} belongs to {group}", *voice), voice)


def dossier(*links: Link) -> Dossier:
    return Dossier("agr-1", "a truce", (), ALIASES, links)


def side(key: str) -> Side:
    return Side(key, key.title(), ("party",), (), (cited(key),))


def linked_to(*keys: str) -> Who:
    return Who(WhoKind.CLASS, f"all groups linked to {' and '.join(keys)}", linked_to=keys)


def a_class(words: str) -> Who:
    return Who(WhoKind.CLASS, words)


def test_a_named_bearer_is_certainly_meant() -> None:
    found = belongs_to("guard", Who(WhoKind.ACTOR, "Guard", ("guard",)), dossier(), ())
    assert found.certainty is Certainty.CERTAINLY


def test_someone_else_is_certainly_not_meant() -> None:
    found = belongs_to("front", Who(WhoKind.ACTOR, "Guard", ("guard",)), dossier(), ())
    assert found.certainty is Certainty.CERTAINLY_NOT


def test_each_party_means_the_sides_alone() -> None:
    who = Who(WhoKind.EACH_PARTY, "both sides")
    held = [belongs_to(key, who, dossier(), (side("guard"),)).certainty for key in ("guard", "x")]
    assert held == [Certainty.CERTAINLY, Certainty.CERTAINLY_NOT]


def test_words_that_name_nobody_leave_it_undetermined() -> None:
    found = belongs_to("guard", NOBODY_STATED, dossier(), (side("guard"),))
    assert found.certainty is Certainty.UNDETERMINED


def test_a_document_that_names_the_member_makes_it_certain() -> None:
    found = belongs_to("guard", linked_to("legion"), dossier(said("Northern Guard", "Legion")), ())
    assert (found.certainty, found.voices) == (Certainty.CERTAINLY, ((),))
    assert [c.evidence.quote for c in found.citations] == ["Northern Guard belongs to Legion"]


def test_a_link_may_name_the_class_by_its_words() -> None:
    who = a_class("the groups whose leaders met at the mill")
    links = dossier(said("Guard", "groups whose leaders met at the mill"))
    found = belongs_to("guard", who, links, (), vocabulary=VOCABULARY)
    assert found.certainty is Certainty.CERTAINLY


def test_what_only_a_reported_voice_says_is_possible() -> None:
    links = dossier(said("Guard", "Legion", "Ministry"))
    found = belongs_to("guard", linked_to("legion"), links, ())
    assert (found.certainty, found.voices) == (Certainty.POSSIBLY, (("Ministry",),))


def test_a_chain_is_possible() -> None:
    links = dossier(said("Guard", "Brigade"), said("Brigade", "Legion"))
    found = belongs_to("guard", linked_to("legion"), links, ())
    assert found.certainty is Certainty.POSSIBLY


def test_two_voices_do_not_make_a_chain_together() -> None:
    links = dossier(said("Guard", "Brigade", "Ministry"), said("Brigade", "Legion", "Council"))
    found = belongs_to("guard", linked_to("legion"), links, ())
    assert found.certainty is Certainty.UNDETERMINED


def test_a_ring_of_links_ends() -> None:
    links = dossier(said("Guard", "Brigade"), said("Brigade", "Guard"))
    found = belongs_to("guard", linked_to("legion"), links, ())
    assert found.certainty is Certainty.UNDETERMINED


def test_what_only_the_vocabulary_knows_is_possible() -> None:
    found = belongs_to("guard", linked_to("legion"), dossier(Link("Guard", "Legion")), ())
    assert (found.certainty, found.citations) == (Certainty.POSSIBLY, ())


def test_silence_leaves_a_class_undetermined() -> None:
    found = belongs_to("guard", linked_to("legion"), dossier(), (), vocabulary=VOCABULARY)
    assert found.certainty is Certainty.UNDETERMINED


@pytest.mark.parametrize(
    ("key", "words", "held"),
    [
        ("valley rebels", "any valley rebel groups that attack the road", Certainty.POSSIBLY),
        ("guard", "any group other than the Northern Guard", Certainty.CERTAINLY_NOT),
        ("front", "any group other than the Northern Guard", Certainty.UNDETERMINED),
        ("guard", "any group that fought against Guard", Certainty.UNDETERMINED),
        ("guard", "any group that violates the truce", Certainty.UNDETERMINED),
        ("guard", "any party that violates the truce", Certainty.POSSIBLY),
        ("front", "any party that violates the truce", Certainty.CERTAINLY_NOT),
    ],
)
def test_the_words_of_a_class_tell(key: str, words: str, held: Certainty) -> None:
    found = belongs_to(key, a_class(words), dossier(), (side("guard"),), vocabulary=VOCABULARY)
    assert found.certainty is held
