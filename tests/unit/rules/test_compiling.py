from collections.abc import Sequence

from hudna.domain.agreements import Agreement, Claim, DateValue, Part, Participant, Term
from hudna.domain.codebook import (
    Authenticity,
    DateKind,
    Form,
    Modality,
    Role,
    Stage,
    Stance,
    Status,
)
from hudna.domain.dossiers import Dossier, Telling
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId
from hudna.rules.compiling import compile_rules
from hudna.rules.norms import (
    Default,
    Effect,
    Extension,
    NormKind,
    Rulebook,
    WhoKind,
)
from hudna.vocabulary import load_vocabulary

TEXT = "The truce of the north"
QUOTE = (Evidence(0, len(TEXT), TEXT),)


def part(value: str) -> Part:
    return Part(value, QUOTE)


def term(code: str, words: str = TEXT, **parts: object) -> Term:
    modality = parts.pop("modality", Modality.OBLIGATION)
    number = parts.pop("number", None)
    return Term(
        (code,),
        (Evidence(0, len(words), words),),
        number=number,  # type: ignore[arg-type]
        modality=modality,  # type: ignore[arg-type]
        **{name: part(str(value)) for name, value in parts.items()},  # type: ignore[arg-type]
    )


def compiled(
    *terms: Term,
    dates: Sequence[DateValue] = (),
    claims: Sequence[Claim] = (),
    stage: Stage | None = None,
    form: Form | None = None,
    authenticity: Authenticity | None = None,
    is_published: bool = True,
) -> Rulebook:
    agreement = Agreement(
        "a1",
        "Truce",
        QUOTE[0],
        stage=stage,
        form=form,
        authenticity=authenticity,
        claims=tuple(claims),
        participants=(
            Participant("North Front", Role.PARTY, QUOTE),
            Participant("River Council", Role.INVITEE, QUOTE),
            Participant("Lake State", Role.MONITOR, QUOTE),
        ),
        terms=terms,
        dates=tuple(dates),
    )
    telling = Telling(
        DocumentId("sha256:0"), "truce.txt", "2016-02-01", agreement, is_published=is_published
    )
    return compile_rules(Dossier("agr-1", "Truce", (telling,)), load_vocabulary())


def test_parties_and_invitees_are_sides_and_the_rest_are_others() -> None:
    book = compiled()

    assert [s.name for s in book.sides] == ["North Front", "River Council"]
    assert [s.name for s in book.others] == ["Lake State"]


def test_an_obligation_to_leave_something_undone_is_a_prohibition() -> None:
    [norm] = compiled(term("hostilities.cease")).norms

    assert norm.kind is NormKind.PROHIBITION


def test_a_bearer_that_the_words_do_not_name_is_understood_only_where_the_code_binds_all() -> None:
    cease, withdraw = compiled(term("hostilities.cease"), term("separation.withdraw")).norms

    assert (cease.bearer.kind, cease.bearer.is_understood) == (WhoKind.EACH_PARTY, True)
    assert withdraw.bearer.kind is WhoKind.NOT_STATED


def test_terms_of_one_number_are_told_apart_by_letters() -> None:
    book = compiled(
        term("persons.release", number="5"),
        term("movement.crossing", number="5"),
        term("movement.route", number="6"),
        term("movement.siege"),
    )

    assert [n.id for n in book.norms] == ["5a", "5b", "6", "t1"]


def test_an_intention_binds_nobody() -> None:
    [norm] = compiled(term("separation.withdraw", modality=Modality.INTENTION)).norms

    assert not norm.binds


def test_a_declaration_counts_as_something() -> None:
    [norm] = compiled(term("mechanism.responsible", modality=Modality.DECLARATION)).norms

    assert norm.kind is NormKind.COUNTS_AS


def test_a_term_that_is_unclear_yields_no_norm() -> None:
    unclear = Term(("persons.release",), QUOTE, status=Status.UNCLEAR)

    assert compiled(unclear).norms == ()


def test_the_window_to_answer_is_put_together_from_its_terms() -> None:
    window = compiled(
        term("lifecycle.deadline", window="P7D", bearer="armed groups"),
        term("lifecycle.deadline", window="from 2016-02-02", bearer="the groups that have met"),
        term("lifecycle.default", consequence="rejection"),
    ).window

    assert window is not None
    assert window.length is not None
    assert window.start is not None
    assert window.opens_for is not None
    assert (window.length.days, window.start.text) == (7, "2016-02-02")
    assert window.opens_for.text == "the groups that have met"


def test_a_class_for_which_the_window_opens_is_asked_like_a_side() -> None:
    book = compiled(
        term("lifecycle.deadline", window="P7D from 2016-02-02", bearer="the groups that met"),
        term("lifecycle.default", consequence="rejection"),
    )

    assert [s.name for s in book.sides if "class" in s.roles] == ["the groups that met"]


def test_a_deadline_that_a_date_gives_is_a_window_by_its_derivation() -> None:
    deadline = DateValue(
        DateKind.DEADLINE, "[2016-02-08,2016-02-09]", QUOTE, derived_from="P7D from 2016-02-02, …"
    )
    window = compiled(term("lifecycle.deadline"), dates=(deadline,), stage=Stage.PROPOSAL).window

    assert window is not None
    assert window.length is not None
    assert window.start is not None
    assert (window.length.text, window.start.text) == ("P7D", "2016-02-02")


def test_silence_extension_and_triggers() -> None:
    book = compiled(
        term("lifecycle.default", "Silence is taken as rejecting it"),
        term("lifecycle.extension", "Its extension will be discussed"),
        term("lifecycle.void", "Any attack by the fleet revokes it", bearer="Sky Fleet"),
    )

    assert book.default is Default.REJECTION
    assert book.extension is Extension.DISCUSSED
    [trigger] = book.triggers
    assert trigger.effect is Effect.AUTOMATIC
    assert trigger.actor.text == "Sky Fleet"
    assert trigger.target.kind is WhoKind.NOT_STATED


def test_talks_on_an_extension_are_a_duty_as_well() -> None:
    [norm] = compiled(
        term("lifecycle.extension", consequence="discussed", modality=Modality.DECLARATION)
    ).norms

    assert (norm.code, norm.kind) == ("lifecycle.extension", NormKind.OBLIGATION)


def test_what_changes_no_state_is_told_beside_it() -> None:
    told = compiled(
        term("lifecycle.resume", condition="if the talks fail"),
        term("scope.area", place="Harun"),
        term("scope.exclude"),
    ).told

    assert [(each.about, each.says) for each in told] == [
        ("where it holds", "Harun"),
        ("left out", None),
        ("after its end", "if the talks fail"),
    ]


def test_a_demand_neither_begins_nor_lasts() -> None:
    missing = " ; ".join(compiled(stage=Stage.DEMAND).missing)

    assert "when it begins" not in missing
    assert "how long it lasts" not in missing


def test_what_is_not_stated_is_said() -> None:
    book = compiled(
        term("lifecycle.duration", window="P6M"),
        term("separation.withdraw", number="3"),
    )

    assert "the start of P6M is not stated" in book.missing
    assert "who bears 3 is not stated" in book.missing


EXPECTED = (
    "when it was signed",
    "who signed it",
    "who mediated or witnessed it",
    "how disputes are settled",
    "what follows a breach",
)


def test_what_is_expected_of_a_concluded_agreement_and_not_told_is_said() -> None:
    untold = f"{', '.join(EXPECTED)}: not stated, which is not to say that there is none"

    assert untold in compiled(stage=Stage.AGREED).missing
    assert untold not in compiled(stage=Stage.PROPOSAL).missing


def test_what_is_told_is_not_said_to_be_missing() -> None:
    book = compiled(
        term("mechanism.dispute"),
        term("lifecycle.void"),
        dates=[DateValue(DateKind.SIGNED, "2016-02-02", QUOTE)],
        stage=Stage.AGREED,
    )

    [untold] = [words for words in book.missing if "which is not to say" in words]
    assert untold.startswith("who signed it, who mediated or witnessed it: not stated")


def test_nobody_signs_what_one_side_declares() -> None:
    book = compiled(stage=Stage.DECLARED, form=Form.UNILATERAL)

    assert any(words.startswith("who mediated or witnessed it") for words in book.missing)


def test_a_side_of_a_contested_agreement_that_says_nothing_is_named() -> None:
    book = compiled(
        stage=Stage.AGREED,
        authenticity=Authenticity.CONTESTED,
        claims=[Claim("the North Front's office", Stance.DENIES, QUOTE)],
    )

    assert "what River Council says of it is not reported" in book.missing
    assert "what North Front says of it is not reported" not in book.missing


def test_that_no_document_is_dated_is_said() -> None:
    said = "no document of it is dated: what they tell counts as known from 2016-02-01"

    assert any(w.startswith(said) for w in compiled(is_published=False).missing)
    assert not any("no document of it" in w for w in compiled().missing)


def test_a_stated_end_wins_over_a_length() -> None:
    end = DateValue(DateKind.END, "2016-03-01", QUOTE)
    [lifetime] = compiled(term("lifecycle.duration", window="P6M"), dates=(end,)).lifetimes

    assert lifetime.end is not None
    assert lifetime.end.text == "2016-03-01"


def test_the_deadline_of_a_duty_is_no_window_to_answer() -> None:
    duty = Term(
        ("persons.release", "lifecycle.deadline"),
        QUOTE,
        modality=Modality.OBLIGATION,
        window=part("P14D from conclusion"),
    )
    book = compiled(duty, term("lifecycle.default", consequence="rejection"))

    assert book.window is None
    assert book.norms[0].window is not None


def test_a_length_of_nothing_is_none() -> None:
    assert compiled(term("lifecycle.duration", window="PT0H")).lifetimes == ()
