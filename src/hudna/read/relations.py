"""Relations: how a document says that an arrangement stands to another one.

The other one is an account of the same reading where one of its own names is told, and otherwise
the document's words for it, with the day or the year that tells which one it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from hudna.domain.agreements import Relation
from hudna.domain.codebook import RelationKind, Stage
from hudna.read.compose import Account
from hudna.read.findings import Findings
from hudna.read.structure import Kind, Sentence
from hudna.text.spans import Span
from hudna.vocabulary import Vocabulary
from hudna.vocabulary.cues import AnyCue, compile_any_cue, to_expression
from hudna.vocabulary.loader import ARABIC

_WITHIN_MOST = 6
"""How many words a name for an agreement has at most before the word that says what it is."""
_BARRED_MOST, _BEHIND_MOST, _GAP_MOST = 50, 130, 60
_NEWS_MOST = 2
"""In how many of the sentences that name it first an agreement is introduced."""
_OVER = frozenset({Stage.COLLAPSED, Stage.EXPIRED})
_MADE = frozenset({Stage.AGREED, Stage.DECLARED, Stage.IN_FORCE, Stage.PROPOSAL})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"\d")
_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w'’-]+")
_WHERE = re.compile(
    r"\s(?:of|on|in|between|with)\s(?:the\s)?[A-ZÀ-Þ][\w'’-]+(?:(?:\s(?:and\s)?|-)[A-ZÀ-Þ][\w'’-]+)*"
)
_BESIDE_TIME = " ,("
_OF, _POSSESSIVE = " of ", ("'s", "’s")


@dataclass(frozen=True, slots=True)
class _Kind:
    """The words of one relation: before the other agreement's name, behind it, and in it."""

    kind: RelationKind
    before: AnyCue
    after: AnyCue | None
    named: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Cues:
    kinds: tuple[_Kind, ...]
    of_news: frozenset[str]
    named_apart: frozenset[str]
    other: re.Pattern[str]
    before_times: re.Pattern[str]
    told_apart: re.Pattern[str]
    no_one: re.Pattern[str]
    unless: re.Pattern[str]
    anew: re.Pattern[str]
    over: AnyCue
    in_process: AnyCue
    beside: AnyCue
    among: AnyCue
    own_phase: AnyCue
    other_phase: AnyCue
    offers: re.Pattern[str]
    several: re.Pattern[str]
    is_arabic: bool


@lru_cache(maxsize=4)
def _cues(vocabulary: Vocabulary) -> _Cues:
    words: dict[str, Any] = vocabulary.get("relations")
    other: dict[str, Any] = words["other"]
    offers = vocabulary.get("reading")["offers_to_extend"]
    extends = {name: to_expression(offers[name]) for name in ("offers", "extends", "wider")}
    is_arabic = vocabulary.language == ARABIC
    kinds: Mapping[str, Mapping[str, Any]] = words["kinds"]
    return _Cues(
        kinds=tuple(
            _Kind(
                RelationKind(cues.get("is", name)),
                compile_any_cue(cues["before"]),
                compile_any_cue(cues["after"]) if "after" in cues else None,
                re.compile(to_expression(cues["named"])) if "named" in cues else None,
            )
            for name, cues in kinds.items()
        ),
        of_news=frozenset(words["of_news"]),
        named_apart=frozenset(words["named_apart"]),
        other=_other_pattern(other, is_arabic=is_arabic),
        before_times=re.compile(to_expression(other["before_times"])),
        told_apart=re.compile(to_expression(other["told_apart"])),
        no_one=re.compile(to_expression(other["no_one"]) + r"\s"),
        unless=re.compile(to_expression(words["unless_before"])),
        anew=re.compile(to_expression(words["anew"])),
        over=compile_any_cue(words["over"]),
        in_process=compile_any_cue(words["in_process"]),
        beside=compile_any_cue(words["beside"]),
        among=compile_any_cue(words["among"]),
        own_phase=compile_any_cue(words["own_phase"]),
        other_phase=compile_any_cue(words["other_phase"]),
        offers=re.compile(
            rf"{extends['offers']}[^;]{{0,90}}?{extends['extends']}|{extends['wider']}"
        ),
        several=re.compile(to_expression(words["several"])),
        is_arabic=is_arabic,
    )


def _other_pattern(other: Mapping[str, Any], *, is_arabic: bool) -> re.Pattern[str]:
    """Return the expression of a name for another agreement, from its first word on."""
    heads = to_expression(other["heads"])
    barred = to_expression(other["never_within"])
    word = rf"(?!{barred})[\w'.-]*\w\"?\s"
    if is_arabic:
        return re.compile(rf"{heads}(?:\s(?!{barred})[\w\"/-]+){{0,3}}")
    first = to_expression(other["determiners"])
    return re.compile(
        rf"(?<!\w)\"?(?:{first}\s)?\"?(?:{word}){{0,{_WITHIN_MOST}}}?\"?{heads}\"?(?:\s\(\d{{4}}\))?"
    )


def with_relations(findings: Findings, accounts: Sequence[Account]) -> tuple[Account, ...]:
    """Return accounts with what the page says of how they stand to each other, and to others."""
    told = _Page(findings, tuple(accounts))
    related: list[Account] = []
    for account in accounts:
        relations = _each_once(told.iter_relations(account))
        related.append(replace(account, agreement=replace(account.agreement, relations=relations)))
    return tuple(related)


def _each_once(told: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return relations, each told once, with all the words for it.

    An agreement extends one other and stands in the place of one: the account, or the words, that
    tell best which. Words that others of one relation hold are the same agreement's.
    """
    found: list[Relation] = []
    for relation in told:
        for place, known in enumerate(found):
            if known.kind is relation.kind and _is_one(known, relation):
                best, other = known, relation
                if _clarity(relation) > _clarity(known):
                    best, other = relation, known
                evidence = tuple(dict.fromkeys((*best.evidence, *other.evidence)))
                found[place] = replace(best, evidence=evidence)
                break
        else:
            found.append(relation)
    return tuple(sorted(found, key=lambda r: (r.evidence[0].start, r.kind.value, r.to)))


_ONE_ONLY = frozenset({RelationKind.EXTENDS, RelationKind.SUPERSEDES})
_ACCOUNT = re.compile(r"a\d+")


def _is_one(known: Relation, relation: Relation) -> bool:
    one, other = known.to.casefold(), relation.to.casefold()
    if known.kind in _ONE_ONLY or one == other:
        return True
    is_account = _ACCOUNT.fullmatch(one) or _ACCOUNT.fullmatch(other)
    return not is_account and (one in other or other in one)


def _clarity(relation: Relation) -> tuple[bool, bool, int]:
    """Return how well a relation tells to which agreement it is."""
    to = relation.to
    return _ACCOUNT.fullmatch(to) is not None, _NUMBERED.search(to) is not None, len(to)


@dataclass(frozen=True, slots=True)
class _Other:
    """Another agreement, as words name it.

    Attributes:
        span: Its name, with the time that tells which one it is.
        is_apart: Whether the words tell it from the agreement that the page is about.
    """

    span: Span
    is_apart: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with its accounts, for finding how they stand to each other."""

    findings: Findings
    accounts: tuple[Account, ...]

    def iter_relations(self, account: Account) -> Iterator[Relation]:
        """Yield how an account stands to others, by the words of its own sentences."""
        if self._is_offer(account):
            yield from self._of_offer(account)
        if account.group.is_part:
            yield from self._of_whole(account)
        news = self._news_of(account)
        for sentence in account.group.sentences:
            is_news = sentence.index in news
            for kind in self._cues.kinds:
                if is_news or kind.kind not in self._cues.of_news:
                    yield from self._by_words(account, sentence, kind)
        if account.group.is_main:
            yield from self._in_place_of(account)
            yield from self._of_process(account)
            yield from self._beside(account)
            yield from self._of_phase(account)

    @property
    def _cues(self) -> _Cues:
        return _cues(self.findings.vocabulary)

    def _matches(self, cue: AnyCue, sentence: Sentence) -> Iterator[re.Match[str]]:
        span = sentence.span
        return cue.finditer(self.findings.page.folded, span.start, span.end, sentence.stems)

    # --- By words before or behind the other one's name ---

    def _by_words(self, account: Account, sentence: Sentence, kind: _Kind) -> Iterator[Relation]:
        for match in self._matches(kind.before, sentence):
            other = self._other_at(sentence, match.end())
            if other is not None and self._holds(account, sentence, kind, other, match.start()):
                yield from self._told(account, kind.kind, other, match.start())
        if kind.after is None:
            return
        for match in self._matches(kind.after, sentence):
            other = self._other_before(sentence, match.start())
            if other is not None and self._holds(account, sentence, kind, other, match.start()):
                yield from self._told(account, kind.kind, other, other.span.start, match.end())

    def _news_of(self, account: Account) -> frozenset[int]:
        """Return the sentences that introduce an arrangement, by their indexes."""
        if account.agreement.stage not in _MADE:
            return frozenset()
        named = [s for s in account.group.naming_sentences if s.kind is not Kind.HEADLINE]
        heads = [s.index for s in account.group.sentences if s.kind is Kind.HEADLINE]
        return frozenset({*(s.index for s in named[:_NEWS_MOST]), *heads})

    def _holds(
        self, account: Account, sentence: Sentence, kind: _Kind, other: _Other, start: int
    ) -> bool:
        """Return whether words tell a relation of an agreement to one that is not itself."""
        if kind.kind in self._cues.named_apart and not other.is_apart:
            return False
        words = self.findings.page.folded_words(other.span)
        if kind.named is not None and kind.named.search(words) is None:
            return False
        if kind.kind is not RelationKind.EXTENDS and self._is_own_name(account, other.span):
            return False
        before = self.findings.page.before(start, sentence, most=_BARRED_MOST)
        return self._cues.unless.search(before) is None

    def _is_own_name(self, account: Account, span: Span) -> bool:
        return span.overlaps(_anchor(account))

    def _other_at(self, sentence: Sentence, start: int) -> _Other | None:
        """Return the agreement that is named from an offset on."""
        folded = self.findings.page.folded
        while start < sentence.span.end and folded[start] in ' "':
            start += 1
        match = self._cues.other.match(folded, start, sentence.span.end)
        return None if match is None else self._other(sentence, Span(*match.span()))

    def _other_before(self, sentence: Sentence, end: int, *, since: int = 0) -> _Other | None:
        """Return the last agreement that is named before an offset, and behind another."""
        start = max(sentence.span.start, end - _BEHIND_MOST, since)
        found = None
        for match in self._cues.other.finditer(self.findings.page.folded, start, end):
            found = match
        return None if found is None else self._other(sentence, Span(*found.span()))

    def _other(self, sentence: Sentence, span: Span) -> _Other:
        page = self.findings.page
        whole = self._with_time(sentence, span)
        if not self._cues.is_arabic and whole == span:
            where = _WHERE.match(page.text, span.end, sentence.span.end)
            if where is not None and not where[0].endswith(_POSSESSIVE):
                whole = Span(span.start, where.end())
        words = page.folded_words(whole)
        is_dated = whole.end > span.end and bool(self.findings.times_in(sentence.index, whole))
        is_apart = (
            is_dated
            or _YEAR.search(words) is not None
            or _NUMBERED.search(words) is not None
            or self._cues.told_apart.search(words) is not None
            or (not self._cues.is_arabic and self._has_name(sentence, span))
            or page.folded.startswith(_OF, span.end, whole.end)
        )
        if self._cues.no_one.match(words) is not None and not is_dated:
            is_apart = False
        return _Other(whole, is_apart)

    def _has_name(self, sentence: Sentence, span: Span) -> bool:
        """Return whether a name for an agreement has a proper name in it that no side bears."""
        page = self.findings.page
        heads = {m.start() for m in _NAME.finditer(page.text, span.start, span.end)}
        named = {
            start
            for start in heads
            for mention in self.findings.mentions[sentence.index]
            if not mention.is_seat and mention.span.start <= start < mention.span.end
        }
        last = page.text[span.start : span.end].split()[-1]
        return any(
            not page.text[start : span.end].startswith(last) for start in heads - named
        ) and page.text[span.start : span.end] not in {last}

    def _with_time(self, sentence: Sentence, span: Span) -> Span:
        """Return a name with the day or year that follows it and tells which one it is."""
        folded = self.findings.page.folded
        for time in self.findings.times[sentence.index]:
            if time.is_duration or not 0 < time.span.start - span.end <= _GAP_MOST:
                continue
            gap = folded[span.end : time.span.start].strip(_BESIDE_TIME)
            if not gap or self._cues.before_times.fullmatch(gap):
                return Span(span.start, time.span.end)
        year = _YEAR.search(folded, span.end, min(span.end + _GAP_MOST, sentence.span.end))
        if year is not None:
            gap = folded[span.end : year.start()].strip(_BESIDE_TIME)
            if not gap or self._cues.before_times.fullmatch(gap):
                return Span(span.start, year.end())
        return span

    def _told(
        self, account: Account, kind: RelationKind, other: _Other, start: int, end: int = 0
    ) -> Iterator[Relation]:
        """Yield a relation to what words name: an account of the page, or the words themselves."""
        page = self.findings.page
        named = self._account_at(account, other.span)
        if named is None and kind is RelationKind.EXTENDS and not other.is_apart:
            named = self._only_earlier(account)
        if named is None and kind is RelationKind.SAME_PROCESS:
            named = self._only_several(account, other.span)
        to = named.agreement.id if named is not None else _on_one_line(page.words(other.span))
        span = Span(min(start, other.span.start), max(end, other.span.end))
        yield Relation(kind, to, self.findings.cite(span))

    def _account_at(self, account: Account, span: Span) -> Account | None:
        """Return the other account of the page one of whose names is told in a stretch of it."""
        return next(
            (
                other
                for other in self.accounts
                if other.agreement.id != account.agreement.id
                and any(naming.span.overlaps(span) for naming in other.group.namings)
            ),
            None,
        )

    def _only_earlier(self, account: Account) -> Account | None:
        """Return the one account of the page that its extension may be of."""
        others = [
            other
            for other in self.accounts
            if other.agreement.id != account.agreement.id
            and not other.group.is_main
            and not self._is_offer(other)
            and not self._is_extension(other)
            and _share_a_side(account, other)
        ]
        return others[0] if len(others) == 1 else None

    def _only_several(self, account: Account, span: Span) -> Account | None:
        """Return the one account of the page of several agreements, where words name several."""
        if self._cues.several.search(self.findings.page.folded_words(span)) is None:
            return None
        told = self._several(account)
        return told[0] if len(told) == 1 else None

    def _several(self, account: Account) -> list[Account]:
        """Return the other accounts of the page that are of several agreements together."""
        return [
            other
            for other in self.accounts
            if other.agreement.id != account.agreement.id
            and not other.group.is_main
            and not self._is_offer(other)
            and other.agreement.stage not in _OVER
            and self._cues.several.search(self.findings.page.folded_words(_anchor(other)))
        ]

    def _is_extension(self, account: Account) -> bool:
        extends = next(k for k in self._cues.kinds if k.kind is RelationKind.EXTENDS)
        return any(
            next(self._matches(extends.before, sentence), None) is not None
            for sentence in account.group.naming_sentences
        )

    # --- By what the page tells of both ---

    def _is_offer(self, account: Account) -> bool:
        """Return whether an account is of an offer to extend or widen what stands."""
        return not account.group.is_main and any(
            self._cues.offers.search(self.findings.page.folded_words(sentence.span))
            for sentence in account.group.sentences
        )

    def _of_offer(self, account: Account) -> Iterator[Relation]:
        """Yield what an offer would extend: what stands, or what was extended before."""
        main = next((a for a in self.accounts if a.group.is_main), None)
        if main is None:
            return
        for sentence in account.group.sentences:
            words = self.findings.page.folded_words(sentence.span)
            match = self._cues.offers.search(words)
            if match is None:
                continue
            start = sentence.span.start
            evidence = self.findings.cite(Span(start + match.start(), start + match.end()))
            bases = [
                relation
                for s in main.group.sentences
                for kind in self._cues.kinds
                if kind.kind is RelationKind.EXTENDS
                for relation in self._by_words(main, s, kind)
            ]
            to = bases[0].to if bases else main.agreement.id
            yield Relation(RelationKind.EXTENDS, to, evidence)
            return

    def _of_whole(self, account: Account) -> Iterator[Relation]:
        """Yield the agreement that a text says to be made up of this one and others."""
        main = next((a for a in self.accounts if a.group.is_main), None)
        if main is not None:
            spans = (sentence.span for sentence in account.group.sentences)
            evidence = self.findings.cite(next(spans))
            yield Relation(RelationKind.ANNEX_OF, main.agreement.id, evidence)

    def _in_place_of(self, account: Account) -> Iterator[Relation]:
        """Yield the earlier arrangement, over by now, that a new one stands in the place of."""
        anew = self._told_anew(account)
        if anew is None or account.agreement.stage not in _MADE:
            return
        for other in self.accounts:
            is_over = other.agreement.stage in _OVER and other.agreement.id != account.agreement.id
            if is_over and not self._is_offer(other) and _share_a_side(account, other):
                evidence = (*self.findings.cite(anew), other.agreement.anchor)
                yield Relation(RelationKind.SUPERSEDES, other.agreement.id, evidence)
                return
        for sentence in account.group.sentences:
            over = next(self._matches(self._cues.over, sentence), None)
            other_one = self._other_before(sentence, over.start()) if over is not None else None
            if over is None or other_one is None or not other_one.is_apart:
                continue
            words = _on_one_line(self.findings.page.words(other_one.span))
            told = self.findings.cite(Span(other_one.span.start, over.end()))
            yield Relation(RelationKind.SUPERSEDES, words, (*self.findings.cite(anew), *told))
            return

    def _told_anew(self, account: Account) -> Span | None:
        """Return the words that introduce an arrangement as a new one after others."""
        page, is_arabic = self.findings.page, self._cues.is_arabic
        strong = [n for n in account.group.namings if n.is_strong][:_NEWS_MOST]
        for naming in strong:
            sentence = page.sentences[naming.sentence]
            start = max(sentence.span.start, naming.span.start - _GAP_MOST // 2)
            end = min(sentence.span.end, naming.span.end + _GAP_MOST // 4)
            for match in self._cues.anew.finditer(page.folded, start, end):
                if is_arabic and match.start() >= naming.span.end:
                    return Span(naming.span.start, match.end())
                if not is_arabic and match.end() <= naming.span.start:
                    return Span(match.start(), naming.span.end)
        return None

    def _of_process(self, account: Account) -> Iterator[Relation]:
        """Yield the several agreements beside which an arrangement is a step of one process."""
        told = self._several(account)
        if not told:
            return
        for sentence in account.group.sentences:
            match = next(self._matches(self._cues.in_process, sentence), None)
            if match is not None:
                evidence = self.findings.cite(Span(*match.span()))
                for other in told:
                    yield Relation(
                        RelationKind.SAME_PROCESS,
                        other.agreement.id,
                        (*evidence, other.agreement.anchor),
                    )
                return

    def _beside(self, account: Account) -> Iterator[Relation]:
        """Yield what is made with someone else as part of an arrangement, or of what it is one."""
        for sentence in account.group.sentences:
            for cue in (self._cues.beside, self._cues.among):
                for match in self._matches(cue, sentence):
                    other = self._other_before(sentence, match.end(), since=match.start())
                    begin = match.start() if other is None else other.span.start
                    where = _WHERE.match(self.findings.page.text, match.end(), sentence.span.end)
                    end = where.end() if where is not None else match.end()
                    yield from self._told(
                        account,
                        RelationKind.SAME_PROCESS,
                        _Other(Span(begin, end), is_apart=True),
                        match.start(),
                    )

    def _of_phase(self, account: Account) -> Iterator[Relation]:
        """Yield the other phase of a process of which an arrangement is one."""
        own = self._first(self._cues.own_phase, account)
        other = self._first(self._cues.other_phase, account)
        if own is None or other is None:
            return
        evidence = (*self.findings.cite(other), *self.findings.cite(own))
        words = _on_one_line(self.findings.page.words(other))
        yield Relation(RelationKind.SAME_PROCESS, words, evidence)

    def _first(self, cue: AnyCue, account: Account) -> Span | None:
        found = (m for s in account.group.sentences for m in self._matches(cue, s))
        match = next(found, None)
        return Span(*match.span()) if match is not None else None


def _anchor(account: Account) -> Span:
    return Span(account.agreement.anchor.start, account.agreement.anchor.end)


def _share_a_side(one: Account, other: Account) -> bool:
    names = [
        {name.casefold() for p in each.agreement.participants for name in (p.name, *p.aliases)}
        for each in (one, other)
    ]
    return not names[0] or not names[1] or not names[0].isdisjoint(names[1])


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
