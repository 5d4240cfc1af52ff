"""What the sources of one agreement say alike, and how many they are."""

from hudna.domain.codebook import Form, Scope, Stage
from hudna.domain.consensus import Shared, Standing
from hudna.domain.statements import DecisionKind
from hudna.domain.views import AgreementView
from hudna.registry import Registry
from hudna.registry.consensus import to_consensus
from hudna.vocabulary import load_vocabulary
from reported import Told, report

TRUCE = Told(signed="2031-05-03", places=("al-Qanat",), scope=Scope.LOCAL)
FILLING = " ".join(f"word{number}" for number in range(300))


def merged(registry: Registry, *told: tuple[Told, str], words: str = "") -> AgreementView:
    """Store a report of each, published on a day, and return the one agreement they tell of."""
    for number, (each, published) in enumerate(told):
        first = words or " ".join(f"paper{number}word{each}" for each in range(150))
        registry.store([report(each, name=f"{number}.txt", published=published, words=first)])
    registry.resolve()
    first, *others = [a.id for view in registry.iter_agreements() for a in view.accounts]
    for other in others:
        if registry.get_agreement(first).id != registry.get_agreement(other).id:
            registry.merge(first, other, reason="one", author="reviewer")
    [view] = registry.iter_agreements()
    return view


def found(view: AgreementView, name: str) -> dict[str, Shared]:
    return {s.value: s for s in to_consensus(view, load_vocabulary()) if s.property == name}


def test_what_several_sources_say_is_agreed(registry: Registry) -> None:
    view = merged(registry, (TRUCE, "2031-05-04"), (TRUCE, "2031-05-05"))
    [form] = found(view, "form").values()
    assert (form.standing, form.sources, form.of) == (Standing.AGREED, 2, 2)


def test_what_one_source_says_is_told_by_one(registry: Registry) -> None:
    longer = Told(signed="2031-05-03", places=("al-Qanat", "Bir Jadid"))
    view = merged(registry, (TRUCE, "2031-05-04"), (longer, "2031-05-05"))
    places = found(view, "place")
    assert places["Bir Jadid"].standing is Standing.SINGLE
    assert places["al-Qanat"].standing is Standing.AGREED


def test_what_sources_differ_in_is_contested(registry: Registry) -> None:
    one = Told(signed="2031-05-03", duration="P7D", form=Form.BILATERAL)
    other = Told(signed="2031-05-03", duration="P30D", form=Form.MULTILATERAL)
    view = merged(registry, (one, "2031-05-04"), (other, "2031-05-04"))
    for name in ("duration", "form"):
        assert {s.standing for s in found(view, name).values()} == {Standing.CONTESTED}


def test_a_vaguer_date_does_not_contest_an_exact_one(registry: Registry) -> None:
    view = merged(registry, (Told(signed="2031-05"), "2031-05-04"), (TRUCE, "2031-05-04"))
    [signed] = found(view, "signed").values()
    assert (signed.value, signed.standing) == ("2031-05-03", Standing.AGREED)


def test_an_earlier_stage_is_superseded(registry: Registry) -> None:
    proposed = Told(places=("al-Qanat",), stage=Stage.PROPOSAL)
    view = merged(registry, (proposed, "2031-04-30"), (TRUCE, "2031-05-04"))
    stages = found(view, "stage")
    assert stages["proposal"].standing is Standing.SUPERSEDED
    assert stages["agreed"].standing is Standing.SINGLE


def test_one_side_under_two_names_is_one(registry: Registry) -> None:
    one = Told(sides=("the Syrian army", "Jaish al-Islam"), signed="2031-05-03")
    other = Told(sides=("Damascus", "Army of Islam"), signed="2031-05-03")
    view = merged(registry, (one, "2031-05-04"), (other, "2031-05-04"))
    assert {s.standing for s in found(view, "party").values()} == {Standing.AGREED}


def test_what_is_denied_names_who_denies_it(registry: Registry) -> None:
    denied = Told(signed="2031-05-03", places=("al-Qanat",), denied_by="Hill Brigade")
    view = merged(registry, (TRUCE, "2031-05-04"), (denied, "2031-05-05"))
    [existence] = found(view, "existence").values()
    assert existence.standing is Standing.DENIED
    assert existence.deniers == ("Hill Brigade",)


def test_a_reprint_is_no_further_source(registry: Registry) -> None:
    view = merged(registry, (TRUCE, "2031-05-04"), (TRUCE, "2031-05-05"), words=f"{FILLING} end.")
    assert len(view.accounts) == 1
    reprint = report(TRUCE, name="reprint.txt", published="2031-05-06", words=f"{FILLING} again.")
    registry.store([reprint])
    registry.resolve()
    [view] = registry.iter_agreements()
    assert (len(view.accounts), len(view.sources)) == (2, 1)
    original, copy = view.accounts
    assert (original.copy_of, copy.copy_of) == (None, original.document.id)
    assert {s.standing for s in found(view, "form").values()} == {Standing.SINGLE}


def test_a_rejected_value_is_no_part_of_it(registry: Registry) -> None:
    view = merged(registry, (TRUCE, "2031-05-04"), (TRUCE, "2031-05-05"))
    [first, _] = view.own("form")
    registry.decide(DecisionKind.REJECT, first.statement.id, reason="no", author="reviewer")
    [form] = found(registry.get_agreement(view.id), "form").values()
    assert (form.standing, form.sources) == (Standing.SINGLE, 1)
