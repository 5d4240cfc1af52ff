"""Restricting: views as they may leave a registry, by the gate (`hudna.publish.gate`).

What is restricted is left out; what stands and holds its words is a *redacted twin*: the words are
hidden behind blocks and its identifiers, which are hashes of what it says, are salted, so that
nobody can try out what the words were. All functions are pure; `docs/responsible-use.md` says what
they do and what they cannot.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from hudna.domain.actors import Standing
from hudna.domain.codebook import Stance
from hudna.domain.documents import Document
from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import DocumentId, StatementId, SubjectId
from hudna.domain.moments import DAY, LAST, day_of, find_moment
from hudna.domain.periods import find_period
from hudna.domain.statements import Statement, SubjectKind
from hudna.domain.views import (
    AccountView,
    AgreementView,
    CitedValue,
    SubjectView,
    Value,
)
from hudna.publish.gate import find_restriction
from hudna.registry.actors import identify
from hudna.text.folding import folded, match_key
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import to_expression

BLOCK = "█"
"""What stands in the place of each letter that is hidden."""

AHEAD_DAYS = 365
"""For how many days after the last known date of an agreement a movement without one is ahead."""

_POSITION = re.compile(
    r"""
    (?<![\w.])-?\d{1,3}(?:\.\d{3,}|,\d{4,})\s*°?\s*[NS]?\s*[,;/ ]
      \s*-?\d{1,3}(?:\.\d{3,}|,\d{4,})\s*°?\s*[EWO]?(?![\w.])
    | \d{1,3}\s*[°º]\s*\d{1,2}(?:\s*['′’]\s*(?:\d{1,2}(?:[.,]\d+)?\s*(?:["″”]|''))?)?\s*[NSEWO]?
      (?:\s*[,;/]?\s*\d{1,3}\s*[°º]\s*\d{1,2}(?:\s*['′’]\s*(?:\d{1,2}(?:[.,]\d+)?\s*(?:["″”]|''))?)?
      \s*[NSEWO]?)?
    | (?<!\w)\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}(?!\w)
    """,
    re.VERBOSE,
)
"""Coordinates: decimal degrees, degrees and minutes, the military grid."""
_WORDS_OF = re.compile(r"[^\W\d_][\w'’`-]*")
_DATE = re.compile(r"(?<![\w-])\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\w-])(?:T[\d:+Z-]+)?")
_SURNAME_LEAST = 4
_NAMING = frozenset({"name", "alias"})
_STANDS = frozenset({SubjectKind.AGREEMENT, SubjectKind.PARTICIPANT})
"""What stays where only restricted words tell of it, since its value tells of no movement."""


@dataclass(frozen=True, slots=True)
class Restricted:
    """What of one document is restricted.

    Attributes:
        subjects: The subjects that are left out, by identifier.
        touched: Those that stand with words hidden.
        spans: Where words stand that are hidden, by rendition.
        names: Words that are hidden wherever they stand.
    """

    subjects: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """How much an export restricted.

    Attributes:
        left_out: How many statements were left out.
        redacted: How many stand with words hidden.
    """

    left_out: int = 0
    redacted: int = 0

    @property
    def total(self) -> int:
        """Return how many were left out or redacted."""
        return self.left_out + self.redacted


class Gate:
    """What an export passes: restricts views, and counts what it restricted.

    Args:
        today: The day on which it is published.
        vocabulary: What names and words are looked up in.
        salt: What identifiers of redacted twins are salted with; secret, and another each time.
    """

    def __init__(self, *, today: date, vocabulary: Vocabulary, salt: str) -> None:
        self._today = today
        self._vocabulary = vocabulary
        self._salt = salt
        self._known: dict[str, Restricted] = {}
        self._counted: dict[str, bool] = {}

    @property
    def tally(self) -> Tally:
        """Return how many statements were left out and redacted so far, each once."""
        left_out = sum(self._counted.values())
        return Tally(left_out, len(self._counted) - left_out)

    def learn(self, values: Iterable[CitedValue]) -> None:
        """Find out what of documents is restricted, from all that their readings say.

        Values come document by document. What one account restricts is then hidden in the others
        of its document too.
        """
        document: str | None = None
        waiting: list[Value] = []
        for cited in values:
            if cited.value.document.id != document:
                self._learn(document, waiting)
                document, waiting = cited.value.document.id, []
            waiting.append(cited.value)
        self._learn(document, waiting)

    def pass_value(self, cited: CitedValue) -> CitedValue | None:
        """Return a value as it may leave, or None where it may not; `learn` comes first."""
        restricted = self._known.get(cited.value.document.id)
        if restricted is None:
            return cited
        value = self._passed(cited.value, restricted)
        return None if value is None else replace(cited, value=value)

    def lets_words(self, words: Iterable[str], documents: Iterable[DocumentId]) -> bool:
        """Return whether words may leave that are about documents; `learn` comes first."""
        known = (self._known.get(each, Restricted()) for each in documents)
        names = frozenset(name for each in known for name in each.names)
        return all(_hidden(each, names) == each and not _POSITION.search(each) for each in words)

    def lets_quote(self, document: DocumentId, quote: Evidence) -> bool:
        """Return whether a quote may leave, whichever text it is of; `learn` comes first."""
        known = self._known.get(document, Restricted())
        spans = [span for each in known.spans.values() for span in each]
        return _hidden_evidence(quote, spans, known.names) == quote

    def pass_agreement(self, view: AgreementView) -> tuple[AgreementView, Tally]:
        """Return an agreement as it may leave, and how much of it is restricted.

        What `learn` did not see is looked at here.
        """
        restricted = [self._of(account) for account in view.accounts]
        names = frozenset(name for each in restricted for name in each.names)
        counted, self._counted = self._counted, {}
        accounts = tuple(map(self._account, view.accounts, restricted))
        own, self._counted = self.tally, {**counted, **self._counted}
        return replace(view, label=_hidden(view.label, names), accounts=accounts), own

    def pass_file(self, account: AccountView, text: str) -> tuple[AccountView, str]:
        """Return an account and its document's text as they may leave; twins of nothing are gone.

        Args:
            account: The account, as it is.
            text: The text that its evidence counts into.
        """
        restricted = self._of(account)
        if restricted == Restricted():
            return account, text
        rendition = _rendition_of(account) or ""
        hidden = _hidden_in(text, 0, restricted.spans.get(rendition, ()), restricted.names)
        passed = self._account(account, restricted)
        count = self.tally
        said = f"restricted: {count.left_out} statements left out, {count.redacted} redacted"
        anchor = passed.anchor and _cited(passed.anchor, hidden)
        return replace(
            passed,
            subjects=_recited(passed.subjects, hidden),
            unattached=_recited(passed.unattached, hidden),
            anchor=anchor,
            warnings=(*passed.warnings, said),
        ), hidden

    def _learn(self, document: str | None, values: Sequence[Value]) -> None:
        if document is not None:
            found = find_restricted(values, today=self._today, vocabulary=self._vocabulary)
            if found != Restricted():
                self._known[document] = found

    def _of(self, account: AccountView) -> Restricted:
        """Return what of an account's document is restricted, its own values looked at anew."""
        own = find_restricted(_values_of(account), today=self._today, vocabulary=self._vocabulary)
        return _joined(self._known.get(account.document.id, Restricted()), own)

    def _account(self, account: AccountView, restricted: Restricted) -> AccountView:
        if restricted == Restricted():
            return account
        names, anchor = restricted.names, account.anchor
        if anchor is not None:
            spans = restricted.spans.get(_rendition_of(account) or "", ())
            anchor = _hidden_evidence(anchor, spans, names)
        rejected = (self._passed(value, restricted) for value in account.rejected)
        return replace(
            account,
            label=_hidden(account.label, names),
            document=_hidden_document(account.document, names),
            subjects=self._subjects(account.subjects, restricted),
            rejected=tuple(value for value in rejected if value is not None),
            anchor=anchor,
            unattached=self._subjects(account.unattached, restricted),
            warnings=tuple(_hidden(warning, names) for warning in account.warnings),
        )

    def _subjects(
        self, subjects: Iterable[SubjectView], restricted: Restricted
    ) -> tuple[SubjectView, ...]:
        """Return subjects with what of them may leave; of one of which nothing may, its place."""
        gone = restricted.subjects | restricted.touched
        return tuple(
            SubjectView(
                subject.kind,
                SubjectId(self._salted(subject.id)) if subject.id in gone else subject.id,
                tuple(
                    passed
                    for value in subject.values
                    if (passed := self._passed(value, restricted)) is not None
                ),
            )
            for subject in subjects
        )

    def _passed(self, value: Value, restricted: Restricted) -> Value | None:
        """Return a value as it may leave: itself, its redacted twin, or nothing."""
        statement = value.statement
        spans = restricted.spans.get(value.rendition or "", ())
        if statement.subject in restricted.subjects or _tells_only(statement, spans):
            self._counted[statement.id] = True
            return None
        if statement.property in _NAMING and _names_someone(statement.value, restricted.names):
            self._counted[statement.id] = True
            return None
        if statement.subject not in restricted.touched and not (
            restricted.names or _overlaps(statement, spans)
        ):
            return value
        hidden = _hidden_value(value, spans, restricted.names)
        if statement.subject in restricted.touched:
            salted = SubjectId(self._salted(statement.subject))
            hidden = replace(hidden, statement=replace(hidden.statement, subject=salted))
        if not _is_touched(value, hidden):
            return hidden
        self._counted.setdefault(statement.id, False)
        twin = StatementId(self._salted(statement.id))
        decision = hidden.decision and replace(hidden.decision, target=twin)
        return replace(hidden, statement=replace(hidden.statement, id=twin), decision=decision)

    def _salted(self, identifier: str) -> str:
        kind = identifier.partition("-")[0]
        digest = hashlib.blake2b(identifier.encode(), key=self._salt.encode()[:64]).hexdigest()
        return f"{kind}-restricted-{digest[:32]}"


def find_restricted(values: Iterable[Value], *, today: date, vocabulary: Vocabulary) -> Restricted:
    """Return what of one document is restricted.

    Args:
        values: All that its readings say, or all of some accounts.
        today: The day on which it would be published.
        vocabulary: What names and words are looked up in.
    """
    subjects: dict[str, list[Value]] = defaultdict(list)
    own_dates: dict[str | None, list[str]] = defaultdict(list)
    for value in values:
        subjects[value.statement.subject].append(value)
        if value.statement.kind is SubjectKind.DATE:
            own_dates[value.statement.account].append(value.value)
    roles = _roles_by_name(subjects.values())
    found: set[str] = set()
    spans: dict[str, list[Span]] = defaultdict(list)
    names: set[str] = set()
    for subject, each in subjects.items():
        kind = each[0].statement.kind
        if kind is SubjectKind.PARTICIPANT:
            private = _private_names(each, _roles_of(each, roles), vocabulary)
            if private:
                found.add(subject)
                names |= private
        elif _is_ahead(each, own_dates[each[0].statement.account], today, vocabulary):
            found.add(subject)
            for value in each:
                spans[value.rendition or ""] += [e.span for e in value.statement.evidence]
        names |= _speakers(each, vocabulary)
    for value in (value for each in subjects.values() for value in each):
        for evidence in value.statement.evidence:
            for position in _POSITION.finditer(evidence.quote):
                start = evidence.start + position.start()
                spans[value.rendition or ""].append(Span(start, start + len(position.group())))
        names |= {each.group() for each in _POSITION.finditer(value.value)}
    merged = {rendition: _merged(each) for rendition, each in spans.items() if each}
    names -= _open_words(each for subject, each in subjects.items() if subject not in found)
    hidden = Restricted(frozenset(found), frozenset(), merged, frozenset(names))
    return replace(hidden, touched=frozenset(_iter_touched(subjects, hidden)))


def _iter_touched(subjects: Mapping[str, Sequence[Value]], restricted: Restricted) -> Iterator[str]:
    """Yield the subjects of which something stands with words hidden.

    An agreement's own is known by where words stand, and not by what they say.
    """
    for subject, values in subjects.items():
        if values[0].statement.kind is SubjectKind.AGREEMENT or subject in restricted.subjects:
            continue
        for value in values:
            spans = restricted.spans.get(value.rendition or "", ())
            if (restricted.names or _overlaps(value.statement, spans)) and _is_touched(
                value, _hidden_value(value, spans, restricted.names)
            ):
                yield subject
                break


def _open_words(subjects: Iterable[Sequence[Value]]) -> set[str]:
    """Return the words of the names of sides and places that stand: no surname hides them."""
    return {
        word
        for values in subjects
        for value in values
        if value.statement.property in _NAMING
        and len(words := _WORDS_OF.findall(value.statement.value)) > 1
        for word in words
    }


def _names_someone(name: str, names: frozenset[str]) -> bool:
    """Return whether a name is that of a restricted person, or has it among its words."""
    whole = frozenset(n for n in names if match_key(n) == match_key(name) or " " in n.strip())
    return _hidden(name, whole) != name


def _is_touched(value: Value, hidden: Value) -> bool:
    """Return whether words of a statement, or of the decision on it, are hidden."""
    subject = value.statement.subject
    return (
        replace(hidden.statement, subject=subject) != value.statement
        or hidden.decision != value.decision
    )


def _rendition_of(account: AccountView) -> str | None:
    return next((v.rendition for v in _values_of(account) if v.rendition), None)


def _recited(subjects: Iterable[SubjectView], text: str) -> tuple[SubjectView, ...]:
    """Return subjects that tell anything, cited to a text in which words are hidden."""
    return tuple(
        replace(
            subject,
            values=tuple(
                replace(
                    value,
                    statement=replace(
                        value.statement,
                        evidence=tuple(_cited(e, text) for e in value.statement.evidence),
                    ),
                )
                for value in subject.values
            ),
        )
        for subject in subjects
        if subject.values
    )


def _cited(evidence: Evidence, text: str) -> Evidence:
    return Evidence(evidence.start, evidence.end, text[evidence.start : evidence.end])


def _values_of(account: AccountView) -> Iterator[Value]:
    for subject in (*account.subjects, *account.unattached):
        yield from subject.values
    yield from account.rejected


def _joined(one: Restricted, other: Restricted) -> Restricted:
    spans = {
        rendition: _merged([*one.spans.get(rendition, ()), *other.spans.get(rendition, ())])
        for rendition in (*one.spans, *other.spans)
    }
    return Restricted(
        one.subjects | other.subjects,
        one.touched | other.touched,
        spans,
        one.names | other.names,
    )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _roles_by_name(subjects: Iterable[Sequence[Value]]) -> dict[str, set[str]]:
    """Return the roles in which a document has each name: who is a side, too, is one."""
    found: dict[str, set[str]] = defaultdict(set)
    for values in subjects:
        roles = {v.value for v in values if v.statement.property == "role"}
        if values[0].statement.kind is SubjectKind.PARTICIPANT:
            for value in values:
                if value.statement.property in _NAMING:
                    found[match_key(value.value)] |= roles
    return found


def _roles_of(values: Sequence[Value], roles: Mapping[str, set[str]]) -> frozenset[str]:
    return frozenset(
        role
        for value in values
        if value.statement.property in _NAMING
        for role in roles[match_key(value.value)]
    )


def _private_names(
    values: Sequence[Value], roles: frozenset[str], vocabulary: Vocabulary
) -> frozenset[str]:
    """Return the names of a participant that is restricted, or nothing.

    It is one in personal roles alone, of whom the vocabulary knows nothing, whose name is none of a
    body, and no words put an office beside it.
    """
    if find_restriction(roles=roles, today=date.max) is None:
        return frozenset()
    said = [v for v in values if v.statement.property in _NAMING]
    names = tuple(dict.fromkeys(n for v in said for n in (v.value, v.statement.value)))
    unknown = [n for n in names if identify(n, vocabulary).standing is Standing.UNKNOWN]
    quotes = {e.quote for v in values for e in v.statement.evidence}
    if (
        names[:1] != tuple(unknown[:1])
        or _is_body(names[0], vocabulary)
        or any(_has_office(name, quote, vocabulary) for name in names for quote in quotes)
    ):
        return frozenset()
    return _with_surnames(unknown)


def _with_surnames(names: Iterable[str]) -> frozenset[str]:
    """Return names of persons, and of each that has several words the last."""
    found: set[str] = set()
    for name in names:
        found.add(name)
        words = _WORDS_OF.findall(name)
        if len(words) > 1 and len(words[-1]) >= _SURNAME_LEAST and not words[-1].islower():
            found.add(words[-1])
    return frozenset(found)


def _speakers(values: Sequence[Value], vocabulary: Vocabulary) -> frozenset[str]:
    """Return speakers and voices whose words tell of a private person, by name."""
    said = {voice for v in values for voice in v.statement.voice}
    said |= {v.value for v in values if v.statement.property == "speaker"}
    private = _private(vocabulary)
    found: set[str] = set()
    for speaker in said:
        told = private.search(folded(speaker))
        if told is None:
            continue
        rest = speaker[: told.start()] + " " + speaker[told.end() :]
        named = [w for w in _WORDS_OF.findall(rest) if not w.islower() and w.casefold() != "the"]
        name = " ".join(named)
        if named and identify(name, vocabulary).standing is Standing.UNKNOWN:
            stands = re.search(r"\W+".join(map(re.escape, named)), speaker)
            found.add(stands.group() if stands else speaker)
    return _with_surnames(found)


def _is_ahead(
    values: Sequence[Value], dates: Sequence[str], today: date, vocabulary: Vocabulary
) -> bool:
    """Return whether a term or a fact tells of a movement that is ahead, or may be."""
    first = values[0].statement
    said = defaultdict[str, list[str]](list)
    for value in values:
        said[value.statement.property] += [value.value, value.statement.value]
    if first.kind is SubjectKind.TERM:
        latest = _latest_of_term(values[0].document, said, dates)
        return find_restriction(codes=said["code"], latest=latest, today=today) is not None
    if first.kind is not SubjectKind.FACT:
        return False
    acts: Mapping[str, str] = vocabulary.get("gate")["acts"]
    codes = [acts[act] for act in said["act"] if act in acts]
    ends = [_last_day(text) for name in ("date", "until") for text in said[name]]
    if ends:
        latest = None if None in ends else max(end for end in ends if end is not None)
    elif first.stance in {Stance.ASSERTS, Stance.CONFIRMS, Stance.ALLEGES, Stance.ACCUSES}:
        latest = _last_day(values[0].document.metadata.published or "")
    else:
        latest = _horizon(values[0].document, dates)
    return find_restriction(codes=codes, latest=latest, today=today) is not None


def _latest_of_term(
    document: Document, said: Mapping[str, Sequence[str]], dates: Sequence[str]
) -> date | None:
    """Return the last day on which what a term tells of may happen, or None where nothing says."""
    windows = [text for name in ("window", "consequence") for text in said.get(name, ())]
    own = [find_moment(each) for text in windows for each in _DATE.findall(text)]
    stated = [day_of(m.latest) for m in own if m is not None and m.latest < LAST - DAY]
    if windows and stated and all(_DATE.fullmatch(text.strip()) for text in windows):
        return max(stated)
    horizon = _horizon(document, dates)
    return None if horizon is None else max([horizon, *stated])


def _horizon(document: Document, dates: Sequence[str]) -> date | None:
    """Return until when a movement without a date counts as ahead, or None for always."""
    known = [_last_day(text) for text in (document.metadata.published or "", *dates)]
    days = [day for day in known if day is not None]
    if not days:
        return None
    last = max(days)
    return date.max if last > date.max - timedelta(AHEAD_DAYS) else last + timedelta(AHEAD_DAYS)


def _last_day(text: str) -> date | None:
    period = find_period(text)
    return None if period is None else period.latest


def _has_office(name: str, quote: str, vocabulary: Vocabulary) -> bool:
    """Return whether words put an office right before a name, or right after it."""
    before, after = _offices(vocabulary)
    words, sought = folded(quote), folded(name)
    start = words.find(sought)
    while start >= 0:
        end = start + len(sought)
        if before.search(words[:start]) or after.match(words[end:]):
            return True
        start = words.find(sought, end)
    return False


@lru_cache(maxsize=2)
def _offices(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    gate = vocabulary.get("gate")
    office = to_expression(gate["offices"])
    of = rf"(?:\s+{to_expression(gate['office_of'])})?"
    before = re.compile(rf"{office}{of}\s*,?\s*$")
    after = re.compile(rf"\s*,\s*(?:\w+\s+){{0,3}}?{office}")
    return before, after


def _is_body(name: str, vocabulary: Vocabulary) -> bool:
    """Return whether a name is that of a body or of several: its words say so, and no name does."""
    begins, ends = _bodies(vocabulary)
    words = folded(name)
    return begins.match(words) is not None or ends.search(words) is not None


@lru_cache(maxsize=2)
def _bodies(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    begins = to_expression(vocabulary.get("gate")["bodies"])
    ends = to_expression(vocabulary.get("reading")["heads"])
    return re.compile(begins), re.compile(rf"{ends}$")


@lru_cache(maxsize=2)
def _private(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(to_expression(vocabulary.get("gate")["private"]))


def _tells_only(statement: Statement, spans: Sequence[Span]) -> bool:
    """Return whether a statement rests on nothing but restricted words, and would tell of them."""
    if not spans or statement.kind in _STANDS:
        return False
    return all(
        any(s.start <= e.start and e.end <= s.end for s in spans) for e in statement.evidence
    )


def _overlaps(statement: Statement, spans: Sequence[Span]) -> bool:
    """Return whether a statement rests on restricted words among others."""
    return any(s.start < e.end and e.start < s.end for s in spans for e in statement.evidence)


def _hidden_value(value: Value, spans: Sequence[Span], names: frozenset[str]) -> Value:
    """Return a value with what is restricted hidden, its identifiers as they are."""
    statement, decision = value.statement, value.decision
    if decision is not None:
        corrected = None if decision.value is None else _hidden(decision.value, names)
        decision = replace(decision, value=corrected, reason=_hidden(decision.reason, names))
    return replace(
        value,
        statement=replace(
            statement,
            value=statement.value
            if statement.property in _NAMING
            else _hidden(statement.value, names),
            property=_hidden(statement.property, names),
            voice=tuple(_hidden(voice, names) for voice in statement.voice),
            evidence=tuple(_hidden_evidence(e, spans, names) for e in statement.evidence),
        ),
        document=_hidden_document(value.document, names),
        decision=decision,
    )


def _hidden_evidence(evidence: Evidence, spans: Sequence[Span], names: frozenset[str]) -> Evidence:
    quote = _hidden_in(evidence.quote, evidence.start, spans, names)
    return evidence if quote == evidence.quote else Evidence(evidence.start, evidence.end, quote)


def _hidden_in(words: str, offset: int, spans: Sequence[Span], names: frozenset[str]) -> str:
    """Return words that stand at an offset of a text with what is restricted hidden."""
    letters = list(words)
    for span in spans:
        for index in range(max(span.start - offset, 0), min(span.end - offset, len(letters))):
            letters[index] = _block(letters[index])
    return _hidden("".join(letters), names)


def _hidden_document(document: Document, names: frozenset[str]) -> Document:
    known = document.metadata
    hidden = replace(
        known,
        title=None if known.title is None else _hidden(known.title, names),
        publisher=None if known.publisher is None else _hidden(known.publisher, names),
        url=None if known.url is None else _hidden(known.url, names),
    )
    return replace(document, name=_hidden(document.name, names), metadata=hidden)


def _hidden(words: str, names: frozenset[str]) -> str:
    """Return words with names hidden, whatever their case and accents."""
    if not names:
        return words
    pattern = _expression(names)
    plain = folded(words)
    found = list(pattern.finditer(plain))
    if not found:
        return words
    letters = list(words)
    for match in found:
        for index in range(*match.span()):
            letters[index] = _block(letters[index])
    return "".join(letters)


@lru_cache(maxsize=1024)
def _expression(names: frozenset[str]) -> re.Pattern[str]:
    each = sorted({folded(name.strip()) for name in names}, key=lambda n: (-len(n), n))
    joined = "|".join(_spread(name) for name in each)
    return re.compile(rf"(?<![^\W_])(?:[وبلفك]{{0,2}})(?:{joined})(?![^\W_])")


def _spread(name: str) -> str:
    """Return the expression of a name, whatever stands between its words."""
    if re.search(r"[^\W\d_]{2}", name) is None:
        return re.escape(name)
    return r"[\W_]+".join(re.escape(word) for word in re.split(r"[\W_]+", name) if word)


def _block(letter: str) -> str:
    return letter if letter.isspace() else BLOCK
