"""An agreement file is taken as it is meant, or refused with the line and field of every fault."""

from pathlib import Path

import pytest

from hudna.domain.agreements import Agreement, Fact
from hudna.domain.codebook import Act, DateKind, Modality, Role, Stage, Stance, Status
from hudna.domain.documents import Metadata
from hudna.domain.dossiers import Telling
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId
from hudna.errors import InputError
from hudna.publish.agreement_fields import SECTIONS
from hudna.publish.agreement_file import AgreementFile, parse_agreement_file, take_agreement_file
from hudna.publish.agreement_writing import to_agreement_file
from hudna.text.spans import Span

HEAD = """\
hudna: agreement/1
text: |
  The Vale Army offered a truce to the Hill Front. Both sides
  cease fire for one month. The Hill Front accepted the truce.
"""
EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "agreements").glob("*.yaml"))


def parsed(more: str = "", *, head: str = HEAD) -> Agreement:
    [agreement] = parse_agreement_file(head + more, name="a.yaml").agreements
    return agreement


def facts(more: str) -> tuple[Fact, ...]:
    return parse_agreement_file(HEAD + more, name="a.yaml").facts


def faults(more: str, *, head: str = HEAD) -> list[str]:
    """Return what is wrong, without the name of the file."""
    with pytest.raises(InputError) as raised:
        parse_agreement_file(head + more, name="a.yaml")
    return [line.removeprefix("a.yaml:") for line in raised.value.reason.splitlines()]


def codes(more: str, *, head: str = HEAD) -> set[str]:
    taken = take_agreement_file((head + more).encode(), name="a.yaml")
    assert not isinstance(taken, AgreementFile)
    return {problem.code for problem in taken}


TERM = """\
terms:
  - number: 1
    codes: [hostilities.cease]
    quote: Both sides cease fire
"""
PARTY = "participants:\n  - {name: Vale Army, role: party}\n"


class TestWhatIsSaid:
    def test_the_reading_is_by_a_person_and_of_the_text_of_the_file(self) -> None:
        reading = parse_agreement_file(HEAD + TERM, name="a.yaml", author="Ada")
        assert reading.reader.name == "person:Ada"
        assert reading.document.name == "a.yaml"
        assert reading.document.text.startswith("The Vale Army offered")

    def test_what_is_known_of_the_document(self) -> None:
        known = "title: T\npublisher: P\npublished: 2016-02-01\nlanguage: EN\nurl: https://a.org\n"
        document = parse_agreement_file(HEAD + known + TERM, name="a.yaml").document
        assert (document.title, document.publisher, document.published) == ("T", "P", "2016-02-01")
        assert (document.url, document.language) == ("https://a.org", "en")

    def test_values_of_the_agreement_have_grounds(self) -> None:
        told = parsed("stage: {value: proposal, quote: offered a truce}\n" + TERM)
        assert told.stage is Stage.PROPOSAL
        assert [(g.of, g.evidence[0].quote) for g in told.grounds] == [("stage", "offered a truce")]

    def test_the_anchor_is_where_the_agreement_is_named(self) -> None:
        assert parsed(TERM + "named_as: {value: truce, quote: a truce}\n").anchor.quote == "a truce"

    def test_without_a_name_the_anchor_is_the_first_quote(self) -> None:
        assert parsed(TERM + PARTY).anchor.quote == "Vale Army"

    def test_an_anchor_may_be_said(self) -> None:
        assert parsed(TERM + "anchor: Hill Front accepted\n").anchor.quote == "Hill Front accepted"

    def test_a_participant_without_a_quote_is_cited_where_its_name_stands_first(self) -> None:
        [found] = parsed("participants:\n  - {name: Hill Front, role: invitee}\n").participants
        assert (found.role, found.evidence[0].start) == (Role.INVITEE, 37)

    def test_a_date_may_be_vague(self) -> None:
        [date] = parsed(
            'dates:\n  - {kind: start, value: "[2016-02-08,2016-02-09]", quote: one month}\n'
        ).dates
        assert (date.kind, date.value) == (DateKind.START, "[2016-02-08,2016-02-09]")

    def test_values_are_text_whatever_yaml_takes_them_for(self) -> None:
        [term] = parsed(TERM.replace("number: 1", "number: 1.10") + "    object: no\n").terms
        assert (term.number, term.object.value if term.object else "") == ("1.10", "no")

    def test_a_field_without_a_value_is_not_stated(self) -> None:
        [term] = parsed(TERM + "    modality:\n    object: ~\n").terms
        assert (term.modality, term.object) == (None, None)

    def test_a_part_has_its_own_words(self) -> None:
        [term] = parsed(TERM + "    bearer: {value: each party, quote: Both sides}\n").terms
        assert term.bearer is not None
        assert (term.bearer.value, term.bearer.evidence[0].quote) == ("each party", "Both sides")

    def test_a_part_without_a_quote_is_cited_where_it_stands_in_the_term(self) -> None:
        [term] = parsed(TERM + "    bearer: Both sides\n    consequence: rejection\n").terms
        assert term.bearer is not None
        assert term.consequence is not None
        assert term.bearer.evidence[0].quote == "Both sides"
        assert term.consequence.evidence == term.evidence

    def test_a_part_is_looked_up_in_its_term_first(self) -> None:
        clause = (
            "terms:\n  - {codes: [lifecycle.start], quote: The Hill Front accepted the truce}\n"
        )
        [term] = parsed(clause.replace("}", ", bearer: {value: x, quote: Hill Front}}")).terms
        assert term.bearer is not None
        assert term.bearer.evidence[0].start > term.evidence[0].start

    def test_voice_stance_and_status(self) -> None:
        [term] = parsed(TERM + "    voice: [A, B]\n    stance: denies\n    status: unclear\n").terms
        assert (term.voice, term.stance, term.status) == (("A", "B"), Stance.DENIES, Status.UNCLEAR)

    def test_a_fact_is_of_the_agreement_unless_it_says_otherwise(self) -> None:
        told = facts(
            "facts:\n  - {act: accepted, by: Hill Front, quote: accepted}\n"
            "  - {act: attacked, quote: fire, attached: false, until: P7D}\n"
        )
        assert [(f.act, f.agreement, f.until) for f in told] == [
            (Act.ACCEPTED, "a1", None),
            (Act.ATTACKED, None, "P7D"),
        ]

    def test_links_relations_and_claims(self) -> None:
        told = parsed(
            "links:\n  - {member: Hill Front, group: those linked, quote: Both sides}\n"
            "relations:\n  - {kind: supersedes, to: the old one, quote: Both sides}\n"
            "claims:\n  - {speaker: Hill Front, stance: denies, about: term, quote: fire}\n"
        )
        assert [(link.member, link.group) for link in told.links] == [
            ("Hill Front", "those linked")
        ]
        assert [relation.to for relation in told.relations] == ["the old one"]
        assert [claim.stance for claim in told.claims] == [Stance.DENIES]

    def test_zone_and_what_it_corrects(self) -> None:
        told = parsed("zone: Asia/Damascus\ncorrects: agr-1f\n" + TERM)
        assert (told.zone, told.corrects) == ("Asia/Damascus", "agr-1f")


class TestQuotes:
    def test_a_quote_need_not_break_its_lines(self) -> None:
        [term] = parsed(TERM).terms
        assert term.evidence[0].quote == "Both sides\ncease fire"

    def test_nth_says_which(self) -> None:
        told = parsed("participants:\n  - {name: X, role: party, quote: Hill Front, nth: 2}\n")
        assert told.participants[0].evidence[0].start == 90

    def test_several_quotes_and_nth_in_them(self) -> None:
        told = parsed(
            "participants:\n  - {name: X, role: party, quote: [{text: Hill Front, nth: 2}, fire]}\n"
        )
        assert [e.quote for e in told.participants[0].evidence] == ["Hill Front", "fire"]

    def test_letters_are_composed_as_those_of_the_text(self) -> None:
        head = "hudna: agreement/1\ntext: The cafe\u0301 truce.\n"
        told = parsed("named_as: {value: truce, quote: cafe\u0301 truce}\n", head=head)
        assert told.anchor.quote == "caf\u00e9 truce"

    @pytest.mark.parametrize(
        ("quote", "fault"),
        [
            ("they fled", "5: stage.quote: 'they fled' does not stand in the text"),
            (
                "Hill Front",
                "5: stage.quote: 'Hill Front' stands 2 times in the text: say which with nth",
            ),
            (
                "{text: Hill Front, nth: 3}",
                "5: stage.quote: 'Hill Front' stands 2 times in the text, and nth is 3",
            ),
            ("{text: fire, nth: 0}", "5: stage.quote.nth: '0' is no number from 1"),
        ],
        ids=["nowhere", "several", "beyond", "zero"],
    )
    def test_a_quote_that_leads_nowhere(self, quote: str, fault: str) -> None:
        more = f"stage: {{value: agreed, quote: {quote}}}\n"
        assert fault in faults(more)
        assert codes(more) == {"input-quote"}

    @pytest.mark.parametrize(
        "more",
        [
            "terms:\n  - {codes: [hostilities.cease]}\n",
            "dates:\n  - {kind: start, value: 2016}\n",
            "facts:\n  - {act: accepted}\n",
            "claims:\n  - {speaker: X, stance: denies}\n",
            "links:\n  - {member: Hill Front, group: X}\n",
            "relations:\n  - {kind: extends, to: X}\n",
            "stage: {value: agreed}\n",
            "stage: agreed\n",
            "participants:\n  - {name: Nobody, role: party}\n",
        ],
    )
    def test_no_words_no_value(self, more: str) -> None:
        assert codes(more) == {"input-quote"}

    def test_a_file_in_which_nothing_is_quoted(self) -> None:
        assert faults("label: X\n") == ["1: nothing is quoted: no value without its words"]


class TestFaults:
    def test_all_faults_are_given_in_the_order_of_the_lines(self) -> None:
        assert faults("stag: x\nlanguage: english\nzone: Asia/Damaskus\n" + TERM) == [
            "5: 'stag' is no field here; is 'stage' meant?",
            "6: language: 'english' is no language code such as 'en'",
            "7: zone: 'Asia/Damaskus' is no time zone; is 'Asia/Damascus' meant?",
        ]

    def test_the_error_is_about_the_file(self) -> None:
        with pytest.raises(InputError) as raised:
            parse_agreement_file(HEAD + "stag: x\nzone: Nowhere\n" + TERM, name="a.yaml")
        assert (raised.value.code, raised.value.subject) == ("input-agreement-file", "a.yaml")

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            ("", "1: the file is empty"),
            ("# nothing\n", "1: the file is empty"),
            ("~\n", "1: the file is empty"),
            ("- a\n", "1: the file is no mapping of fields such as 'hudna: agreement/1'"),
            ("a: b: c\n", "1: the file is no YAML: mapping values are not allowed in this context"),
            ("a: &x b\nc: *x\n", "2: anchors and aliases (&, *) are not read: write it out"),
            (
                "a: b\n---\nc: d\n",
                "1: a file holds one agreement, and this has several documents (---)",
            ),
            ("hudna: agreement/1\ntext: {a: b}\n", "2: text: one text is needed here"),
            ("[" * 40, "1: nested too deep for an agreement file"),
        ],
        ids=["nothing", "comment", "null", "list", "no yaml", "alias", "two", "no text", "deep"],
    )
    def test_what_is_no_file_at_all(self, content: str, fault: str) -> None:
        assert faults(content, head="") == [fault]

    def test_bytes_that_are_no_utf_8(self) -> None:
        taken = take_agreement_file(b"text: \xff", name="a.yaml")
        assert not isinstance(taken, AgreementFile)
        [problem] = taken
        assert problem.reason == "a.yaml:1: the file is not in UTF-8: byte 6 is none of it"

    @pytest.mark.parametrize(
        ("more", "fault", "code"),
        [
            (TERM + TERM, "9: 'terms' stands here twice", "input-agreement-file"),
            (
                "terms: x\n",
                "5: terms: a list is needed: each entry begins with '- '",
                "input-agreement-file",
            ),
            (
                "terms: [x]\n",
                "5: terms.1: a mapping is needed, with at least: codes, quote",
                "input-agreement-file",
            ),
            (
                "label: [a]\n" + TERM,
                "5: label: one text is needed here; a text in brackets needs quotation marks",
                "input-agreement-file",
            ),
            (
                TERM.replace("cease]", "ceese]"),
                (
                    "7: terms.1.codes: 'hostilities.ceese' is no code of the codebook; "
                    "is 'hostilities.cease' meant?"
                ),
                "input-code",
            ),
            (
                TERM + "    modality: duty\n",
                (
                    "9: terms.1.modality: 'duty' is none of its words; "
                    f"it may be: {', '.join(Modality)}"
                ),
                "input-word",
            ),
            (
                PARTY.replace("role: party", "role: partie"),
                "6: participants.1.role: 'partie' is none of its words; is 'party' meant?",
                "input-word",
            ),
            (
                "facts:\n  - {act: accpeted, quote: fire}\n",
                "6: facts.1.act: 'accpeted' is none of its words; is 'accepted' meant?",
                "input-word",
            ),
            (
                "stage: {value: begun, quote: fire}\n",
                (f"5: stage.value: 'begun' is none of its words; it may be: {', '.join(Stage)}"),
                "input-word",
            ),
            (
                "published: yesterday\n" + TERM,
                "5: published: 'yesterday' is no date such as 2016-02-01",
                "input-date",
            ),
            (
                "dates:\n  - {kind: start, value: P7D, quote: fire}\n",
                "6: dates.1.value: 'P7D' is no value of a start date",
                "input-date",
            ),
            (
                "facts:\n  - {act: accepted, date: soon, quote: fire}\n",
                "6: facts.1.date: 'soon' is no date such as 2016-02-01",
                "input-date",
            ),
            (
                "facts:\n  - {act: extended, until: soon, quote: fire}\n",
                "6: facts.1.until: 'soon' is no date and no duration",
                "input-date",
            ),
            (
                TERM + "    window: P7 from conclusion\n",
                "9: terms.1.window: 'P7' is no duration",
                "input-date",
            ),
            (
                TERM + "    window: P7D from 2016-02-31\n",
                "9: terms.1.window: '2016-02-31' is no date",
                "input-date",
            ),
            (
                TERM + "    window: 2016-13\n",
                "9: terms.1.window: '2016-13' is no date",
                "input-date",
            ),
            (TERM + "    after: 7\n", "9: terms.1.after: there is no term '7'", "input-reference"),
            (
                TERM + "    window: P7D from term 7\n",
                "9: terms.1.window: there is no term '7'",
                "input-reference",
            ),
            (TERM + "    after: 1\n", "9: terms.1.after: the term names itself", "input-reference"),
            (
                TERM + "facts:\n  - {act: breached, term: 7, quote: accepted}\n",
                "10: facts.1.term: there is no term '7'",
                "input-reference",
            ),
            (
                "label: X\nrelations:\n  - {kind: extends, to: X, quote: fire}\n",
                "7: relations.1.to: an agreement has no relation to itself",
                "input-reference",
            ),
            (
                PARTY + "facts:\n  - {act: accepted, by: Vail Army, quote: fire}\n",
                (
                    "8: facts.1.by: neither the participants nor the text name 'Vail Army'; "
                    "is 'Vale Army' meant?"
                ),
                "input-reference",
            ),
            (
                "links:\n  - {member: Nobody, group: X, quote: fire}\n",
                "6: links.1.member: neither the participants nor the text name 'Nobody'",
                "input-reference",
            ),
        ],
        ids=lambda value: value if str(value).startswith("input") else "",
    )
    def test_a_fault_is_named_with_line_and_field(self, more: str, fault: str, code: str) -> None:
        assert faults(more) == [fault]
        assert codes(more) == {code}

    def test_terms_that_wait_for_each_other(self) -> None:
        second = "  - {number: 2, codes: [persons.release], quote: one month, after: 1}\n"
        assert faults(TERM + "    after: 2\n" + second) == [
            "9: terms.1.after: each waits for another: 1 after 2 after 1"
        ]

    def test_terms_may_answer_each_other(self) -> None:
        second = "  - {number: 2, codes: [persons.release], quote: one month, reciprocal_to: 1}\n"
        assert len(parsed(TERM + "    reciprocal_to: 2\n" + second).terms) == 2

    def test_an_actor_of_the_vocabulary_needs_no_place_in_the_text(self) -> None:
        assert [f.by for f in facts("facts:\n  - {act: accepted, by: UNIFIL, quote: fire}\n")] == [
            "UNIFIL"
        ]

    def test_words_in_after_are_no_reference(self) -> None:
        [term] = parsed(TERM + "    after: the talks\n").terms
        assert term.after is not None


class TestPositions:
    def test_the_text_leads_back_to_the_file(self) -> None:
        content = HEAD + TERM
        taken = take_agreement_file(content.encode(), name="a.yaml")
        assert isinstance(taken, AgreementFile)
        for words in ("Vale Army", "cease fire", "accepted"):
            at = taken.rendition.text.index(words)
            [origin] = taken.rendition.alignment.origins(Span(at, at + len(words)))
            assert content[origin.start : origin.end] == words

    def test_line_ends_of_another_system_make_no_difference(self) -> None:
        content = (HEAD + TERM).replace("\n", "\r\n")
        taken = take_agreement_file(content.encode(), name="a.yaml")
        assert isinstance(taken, AgreementFile)
        assert "\r" not in taken.rendition.text
        at = taken.rendition.text.index("cease fire")
        [origin] = taken.rendition.alignment.origins(Span(at, at + 10))
        assert content[origin.start : origin.end] == "cease fire"

    def test_a_text_in_quotation_marks_leads_back_as_a_whole(self) -> None:
        content = 'hudna: agreement/1\ntext: "A \\u0074ruce"\nnamed_as: truce\n'
        taken = take_agreement_file(content.encode(), name="a.yaml")
        assert isinstance(taken, AgreementFile)
        [origin] = taken.rendition.alignment.origins(Span(2, 7))
        assert content[origin.start : origin.end] == '"A \\u0074ruce"'


class TestWriting:
    def telling(self, text: str, *, warnings: tuple[str, ...] = ()) -> Telling:
        told = Agreement("a1", "A truce", Evidence(0, 1, text[0]))
        return Telling(DocumentId(""), "a.txt", "2016", told, warnings=warnings)

    def test_the_text_is_a_literal_block(self) -> None:
        written = to_agreement_file(self.telling("One.\n\nTwo.\n"), "One.\n\nTwo.\n")
        assert "\ntext: |\n  One.\n\n  Two.\n" in written

    @pytest.mark.parametrize(
        "text",
        [
            "a",
            "a\n",
            "a\n\n\n",
            " a\n",
            "\na",
            "\n\n a\n",
            "a  \nb",
            "a\tb\n",
            "\ta",
            "a\x07b",
            "a\u2028b",
            "# a\n",
            "---\na",
            "a\n  ",
        ],
        ids=repr,
    )
    def test_every_text_comes_back(self, text: str) -> None:
        written = to_agreement_file(self.telling(text), text)
        assert parse_agreement_file(written, name="x.yaml").document.text == text

    def test_it_says_what_it_corrects_and_what_was_noticed(self) -> None:
        written = to_agreement_file(
            self.telling("a", warnings=("odd\nweekday",)), "a", corrects="agr-1"
        )
        assert "\ncorrects: agr-1\n" in written
        assert "\n# Noticed: odd weekday\n" in written

    def test_it_is_for_a_person(self) -> None:
        reading = parse_agreement_file(EXAMPLES[-1].read_text("utf-8"), name="a.yaml")
        telling = Telling(
            reading.document.id, "a.yaml", "2016", reading.agreements[0], reading.facts
        )
        written = to_agreement_file(
            telling, reading.document.text, metadata=Metadata(language="en")
        )
        assert (
            "  - number: 3\n    codes: [persons.release]\n    modality: obligation\n"
            "    quote: After that, the Hill Front shall release the prisoners whom it took in "
            "January.\n"
            "    bearer:\n      value: the Hill Front\n      quote: the Hill Front\n"
        ) in written


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_taken(path: Path) -> None:
    reading = parse_agreement_file(path.read_text("utf-8"), name=path.name)
    assert reading.agreements[0].terms
    assert all(term.modality in set(Modality) for term in reading.agreements[0].terms)


def test_every_list_has_a_section() -> None:
    assert {f.section for f in SECTIONS["file"].values() if f.section} <= set(SECTIONS)
