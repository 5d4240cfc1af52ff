"""Scoring: how likely two accounts are of one agreement, and what speaks for it and against it.

Each feature adds its weight to a sum that begins at `BIAS`; the score is the logistic function of
the sum, so that a weight of 1 makes it about 2.7 times as likely. The weights are set by hand, from
what is known of how ceasefires are reported, and are the same for every conflict.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import exp

from hudna.domain.codebook import DateKind, Form, Scope, Stage
from hudna.domain.sameness import Feature
from hudna.registry.resolve.naming import OPPOSED, STATE, Side
from hudna.registry.resolve.profiles import Dated, Profile

RESOLVER = "resolver 3"
"""The name and version of what is here: raised whenever the same accounts would score otherwise."""
BIAS = -2.2
"""The sum before any feature: two accounts that share a name and a month are mostly of two."""

_YEAR = 365
_CONCLUDED = (DateKind.SIGNED, DateKind.ANNOUNCED, DateKind.OFFERED)
_BEGUN = (DateKind.START,)
_ONE_ACT = {DateKind.SIGNED, DateKind.ANNOUNCED}
"""Kinds of date that documents rarely tell apart."""
_SHARP_DAYS = 3
_ENDLESS_DAYS = 10_000
_MONTH_DAYS = 35
_DRAFTED, _DRAFTED_DAYS = -1.0, 240
"""What other days weigh at most of an agreement of one name: drafted, finalized, signed, joined."""
_LOCAL = {Scope.LOCAL.value}
_CURRENT = frozenset(
    stage.value
    for stage in (
        Stage.DEMAND,
        Stage.PROPOSAL,
        Stage.NEGOTIATION,
        Stage.DECLARED,
        Stage.AGREED,
        Stage.REJECTED,
    )
)
_OFFERED = frozenset(stage.value for stage in (Stage.PROPOSAL, Stage.NEGOTIATION, Stage.REJECTED))
"""How far an offer has come that nobody accepted."""
_CONCLUDED_STAGES = frozenset(
    stage.value
    for stage in (
        Stage.DECLARED,
        Stage.AGREED,
        Stage.IN_FORCE,
        Stage.SUSPENDED,
        Stage.EXPIRED,
        Stage.COLLAPSED,
    )
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two accounts are of one agreement, and why.

    Attributes:
        score: Between 0 and 1.
        features: What speaks for it and against it, what weighs most first.
    """

    score: float
    features: tuple[Feature, ...]


def compare(first: Profile, second: Profile) -> Likeness:
    """Return how likely two accounts are of one agreement; their order makes no difference."""
    if second.agreement < first.agreement:
        turned = compare(second, first)
        return Likeness(
            turned.score,
            tuple(Feature(f.name, f.weight, f.second, f.first) for f in turned.features),
        )
    features = [f for f in _iter_features(first, second) if f.weight]
    total = BIAS + sum(f.weight for f in features)
    ordered = tuple(sorted(features, key=lambda f: (-abs(f.weight), f.name, f.first)))
    return Likeness(round(1 / (1 + exp(-max(min(total, 30.0), -30.0))), 4), ordered)


def _iter_features(a: Profile, b: Profile) -> Iterator[Feature]:
    yield from _sides(a, b)
    yield from _others(a, b)
    yield from _times(a, b)
    yield from _durations(a, b)
    yield from _where(a, b)
    yield from _kind(a, b)
    yield from _which(a, b)
    yield from _terms(a, b)


# --- Who ---


def likeness_of_sides(a: Side, b: Side) -> float:
    """Return how likely two names mean one side: 1 for one actor, 0 for two."""
    shared = a.keys & b.keys
    if shared - {STATE, OPPOSED}:
        return 1.0
    if a.words and b.words and not (a.is_known and b.is_known):
        common = a.words & b.words
        fewest, most = sorted((len(a.words), len(b.words)))
        if len(common) >= 0.6 * most or (len(common) >= 0.75 * fewest and fewest > 1):
            return 0.8 if any(len(word) > 2 for word in common) else 0.4
    if a.countries and b.countries and not a.countries & b.countries:
        return 0.0
    if shared:
        return 0.5
    if STATE in a.keys or STATE in b.keys:
        return 0.5 if _is_state(a) and _is_state(b) else 0.0
    if OPPOSED in a.keys or OPPOSED in b.keys:
        return 0.0 if _is_state(a) or _is_state(b) else 0.4
    return 0.0


def _is_state(side: Side) -> bool:
    return any(key.startswith(STATE) for key in side.keys)


def _sides(a: Profile, b: Profile) -> Iterator[Feature]:
    if not a.sides or not b.sides:
        return
    ranked = sorted(
        (
            (-likeness_of_sides(x, y), i, j)
            for i, x in enumerate(a.sides)
            for j, y in enumerate(b.sides)
        ),
    )
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    weight = 0.0
    alike = 0
    for unlike, i, j in ranked:
        if not unlike:
            break
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            is_sure = unlike <= -0.8
            alike += is_sure
            side = a.sides[i]
            weight += (0.9 if _is_state(side) else 1.3) if is_sure else 0.3
    left_a = [s for i, s in enumerate(a.sides) if i not in taken_a]
    left_b = [s for j, s in enumerate(b.sides) if j not in taken_b]
    weight = min(weight, 3.0)
    told = _names(a.sides), _names(b.sides)
    if weight:
        yield Feature("opposing sides" if alike > 1 else "sides", weight, *told)
        own = Form.UNILATERAL.value
        if a.form == b.form == own and len(a.sides) == len(b.sides) == alike == 1:
            yield Feature("the one side of both", 0.4, *told)
    unlike_a = [s for s in left_a if s.is_known and not s.keys & b.others]
    unlike_b = [s for s in left_b if s.is_known and not s.keys & a.others]
    if not taken_a and (_takes_part(a, b) or _takes_part(b, a)):
        yield Feature("side of one takes part in the other", -0.3, *told)
    elif not taken_a:
        is_told = all(side.is_specific for side in (*a.sides, *b.sides))
        yield Feature("no side in common", -2.5 if is_told else -1.2, *told)
    elif unlike_a and unlike_b and alike < 2 and not _share_a_name(a, b):
        yield Feature("other sides", -1.5, _names(unlike_a), _names(unlike_b))


def _takes_part(a: Profile, b: Profile) -> bool:
    """Return whether a side of one account, such as a guarantor, takes part in the other."""
    return any(side.is_known and side.keys & b.others for side in a.sides)


def _names(sides: list[Side] | tuple[Side, ...]) -> str:
    return "; ".join(side.name for side in sides)


def _others(a: Profile, b: Profile) -> Iterator[Feature]:
    shared = a.others & b.others
    if shared:
        told = "; ".join(sorted(key.partition(":")[2] for key in shared))
        yield Feature("others who take part", min(0.4 * len(shared), 0.8), told, told)


# --- When ---


def _times(a: Profile, b: Profile) -> Iterator[Feature]:
    alike, across = _dates_alike(a, b), _dates_across(a, b)
    best = max(
        (*alike, *(each for each in across if not alike or each[0] > 0)), default=None, key=_rank
    )
    if best is None:
        yield from _around(a, b)
    else:
        weight, x, y = best
        if weight < _DRAFTED and _share_a_name(a, b) and _gap(x, y) <= _DRAFTED_DAYS:
            weight = _DRAFTED
        yield Feature("date", weight, _dated(x), _dated(y))
        worst = min(alike, default=best, key=_rank)
        if worst[0] < 0 < weight:
            yield Feature("other date", max(worst[0] / 2, -1.5), _dated(worst[1]), _dated(worst[2]))
        if weight < 0 and _is_each_news(a, x, b, y):
            yield Feature("each the news of its day", -2.6, _dated(x), _dated(y))
    yield from _over_before(a, b)
    end = _best_gap(a.dated(DateKind.END), b.dated(DateKind.END))
    if end is not None:
        weight = 1.5 if not _gap(*end) else 0.5 if _gap(*end) <= 3 else -2.0
        yield Feature("end", weight, _dated(end[0]), _dated(end[1]))
    if a.published is not None and b.published is not None:
        days = abs(a.published - b.published)
        weight = 0.8 if days <= 3 else 0.4 if days <= 14 else 0.0
        if a.position or b.position:
            weight /= 2
        yield Feature("published", weight, _day(a.published), _day(b.published))


def _is_each_news(a: Profile, x: Dated, b: Profile, y: Dated) -> bool:
    """Return whether two documents each tell what was made on the day of their own publication."""
    return (
        all(
            profile.published is not None
            and dated.width <= 1
            and abs(profile.published - dated.first) <= 1
            for profile, dated in ((a, x), (b, y))
        )
        and _gap(x, y) > 1
    )


def _share_a_name(a: Profile, b: Profile) -> bool:
    return bool(a.own_names & b.own_names)


def _over_before(a: Profile, b: Profile) -> Iterator[Feature]:
    """Yield that one account's agreement was over before the other's was made."""
    for one, other, is_first in ((a, b, True), (b, a, False)):
        ends = one.dated(DateKind.END)
        made = other.dated(*_CONCLUDED, *_BEGUN)
        if not ends or not made or not one.stages & _OVER:
            continue
        end = max(ends, key=lambda d: (d.last, d.text))
        first = min(made, key=lambda d: (d.first, d.text))
        if end.last < first.first:
            told = _dated(end), _dated(first)
            yield Feature("over before the other", -2.6, *(told if is_first else told[::-1]))


_OVER = frozenset({Stage.COLLAPSED.value, Stage.EXPIRED.value})
_Told = tuple[float, Dated, Dated]
"""The weight of two dates, and the dates."""


def _rank(told: _Told) -> tuple[float, str, str]:
    return told[0], told[1].text, told[2].text


def _dates_alike(a: Profile, b: Profile) -> list[_Told]:
    """Return the nearest dates of each kind that both tell."""
    found = []
    for kind in (*_CONCLUDED, *_BEGUN):
        nearest = _best_gap(a.dated(kind), b.dated(kind))
        if nearest is not None:
            found.append((_same_kind_weight(nearest), *nearest))
    return found


def _dates_across(a: Profile, b: Profile) -> list[_Told]:
    """Return all dates of different kinds: documents tell one of the act, another of its effect."""
    return [
        (_across_weight((x, y)), x, y)
        for x in a.dated(*_CONCLUDED, *_BEGUN)
        for y in b.dated(*_CONCLUDED, *_BEGUN)
        if x.kind is not y.kind
    ]


def _dated(dated: Dated) -> str:
    return f"{dated.kind} {dated.text}"


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _gap(a: Dated, b: Dated) -> int:
    """Return how many days lie between two dates; 0 where they may share one."""
    return max(a.first - b.last, b.first - a.last, 0)


def _best_gap(a: tuple[Dated, ...], b: tuple[Dated, ...]) -> tuple[Dated, Dated] | None:
    """Return the two dates that lie nearest, the sharpest first; None where one has none."""
    pairs = [(x, y) for x in a for y in b]
    return min(
        pairs,
        key=lambda p: (_gap(*p), max(p[0].width, p[1].width), p[0].text, p[1].text),
        default=None,
    )


def _same_kind_weight(pair: tuple[Dated, Dated]) -> float:
    gap, width = _gap(*pair), max(pair[0].width, pair[1].width)
    if not gap:
        return 3.0 if width <= _SHARP_DAYS else 2.0 if width <= 35 else 0.8
    if gap <= 1:
        return 2.0
    if gap <= 4:
        return -0.5
    if gap <= 10:
        return -1.5
    return -3.0 if gap <= 45 else -4.5


def _across_weight(pair: tuple[Dated, Dated]) -> float:
    gap, width = _gap(*pair), max(pair[0].width, pair[1].width)
    if {pair[0].kind, pair[1].kind} == _ONE_ACT and gap <= 10:
        return min(_same_kind_weight(pair), 2.5)
    if gap <= 4:
        return 1.8 if width <= _SHARP_DAYS else 1.0 if width <= 35 else 0.4
    if gap <= 14:
        return 0.5
    return -0.5 if gap <= 45 else -3.0 if gap <= 120 else -4.5


def _around(a: Profile, b: Profile) -> Iterator[Feature]:
    """Yield what is to be said where one of two accounts tells no date: when it was published."""
    events_a = a.dated(*_CONCLUDED, *_BEGUN)
    events_b = b.dated(*_CONCLUDED, *_BEGUN)
    if not events_a and not events_b:
        yield from _before_its_time(a, b)
        if a.published is None or b.published is None:
            return
        days = abs(a.published - b.published)
        weight = 1.0 if days <= 3 else 0.5 if days <= 21 else 0.0 if days <= 90 else -1.0
        if days > 365:
            weight = -2.0
        if a.position or b.position:
            weight /= 2
        yield Feature("published, no dates told", weight, _day(a.published), _day(b.published))
        return
    events, other = (events_a, b) if events_a else (events_b, a)
    if other.published is None:
        return
    nearest = min(events, key=lambda d: (abs(other.published - d.first), d.text))  # type: ignore[operator]
    after = other.published - nearest.last
    is_current = bool(other.stages & _CURRENT)
    if after < -45:
        weight = -2.5
    elif after < -7:
        weight = 0.0
    elif after <= 21:
        weight = 0.3 if other.position else 1.0
    elif after <= 90:
        weight = 0.0 if not is_current else -0.7
    else:
        weight = -0.3 if not is_current else -1.5
    told = _dated(nearest), f"published {_day(other.published)}"
    yield Feature("date and publication", weight, *(told if events_a else told[::-1]))


def _before_its_time(a: Profile, b: Profile) -> Iterator[Feature]:
    """Yield that a document was published a year and more before a deadline of the other."""
    for one, other, is_first in ((a, b, True), (b, a, False)):
        deadline = min(one.dated(DateKind.DEADLINE), key=lambda d: d.first, default=None)
        if deadline is None or other.published is None or other.published > deadline.first - _YEAR:
            continue
        told = _dated(deadline), f"published {_day(other.published)}"
        yield Feature("published before its time", -2.5, *(told if is_first else told[::-1]))


def _durations(a: Profile, b: Profile) -> Iterator[Feature]:
    if not a.durations or not b.durations:
        return
    told = "; ".join(a.durations.values()), "; ".join(b.durations.values())
    alike = any(
        min(x, y) >= 0.85 * max(x, y) for x in a.durations for y in b.durations if max(x, y)
    )
    is_open = any(days >= _ENDLESS_DAYS for days in (*a.durations, *b.durations))
    yield Feature("duration", 1.2 if alike else -1.0 if is_open else -2.5, *told)


# --- Where ---


def _where(a: Profile, b: Profile) -> Iterator[Feature]:
    if a.countries and b.countries and not a.countries & b.countries:
        told = "; ".join(sorted(a.countries)), "; ".join(sorted(b.countries))
        yield Feature("countries", -3.0, *told)
    elif _is_one_national_truce(a, b):
        told = "; ".join(sorted(a.countries)), "; ".join(sorted(b.countries))
        yield Feature("one truce of a whole country", 0.6, *told)
    mine = [p for p in a.places if not p.is_country]
    yours = [p for p in b.places if not p.is_country]
    shared = [p for p in mine if any(p.keys & q.keys for q in yours)]
    told = "; ".join(p.name for p in mine), "; ".join(p.name for p in yours)
    is_local = a.scope in _LOCAL or b.scope in _LOCAL
    if mine and yours:
        if shared:
            share = len(shared) / min(len(mine), len(yours))
            weight = min(1.0 + 0.7 * len(shared), 3.8) * (0.5 + 0.5 * share)
            yield Feature("places", weight, *told)
            unlike = abs(len(mine) - len(yours))
            if is_local and min(len(mine), len(yours)) == 1 and unlike > 2:
                yield Feature("one place of several", -1.5, *told)
        else:
            is_wide = a.scope is not None and b.scope is not None and not is_local
            yield Feature("places", -3.0 if is_local else -0.5 if is_wide else -1.2, *told)
    elif is_local and (mine or yours) and a.scope and b.scope and a.scope != b.scope:
        yield Feature("places", -0.8, *told)


def _is_one_national_truce(a: Profile, b: Profile) -> bool:
    """Return whether both are of the whole of one country, and begin on days that may be one."""
    national = Scope.NATIONAL.value
    fewest, most = sorted((a.countries, b.countries), key=len)
    if a.scope != national or b.scope != national or len(fewest) != 1 or not fewest <= most:
        return False
    starts = _best_gap(a.dated(DateKind.START), b.dated(DateKind.START))
    return (
        starts is not None
        and not _gap(*starts)
        and max(starts[0].width, starts[1].width) <= _MONTH_DAYS
    )


# --- What ---


def _kind(a: Profile, b: Profile) -> Iterator[Feature]:
    if a.form and b.form:
        one_sided = {Form.UNILATERAL.value, Form.IMPOSED.value}
        if (a.form in one_sided) != (b.form in one_sided):
            yield Feature("form", -1.0, a.form, b.form)
        elif a.form == b.form:
            yield Feature("form", 0.2, a.form, b.form)
    if a.scope and b.scope:
        reach = [s.value for s in Scope]
        steps = abs(reach.index(a.scope) - reach.index(b.scope))
        if steps > 1 and _LOCAL & {a.scope, b.scope}:
            yield Feature("scope", -1.0, a.scope, b.scope)
        elif not steps:
            yield Feature("scope", 0.2, a.scope, b.scope)
    if a.stages and b.stages:
        told = "; ".join(sorted(a.stages)), "; ".join(sorted(b.stages))
        demanded, rejected = Stage.DEMAND.value, Stage.REJECTED.value
        for one, other in ((a.stages, b.stages), (b.stages, a.stages)):
            if one <= {demanded} and other & _CONCLUDED_STAGES:
                yield Feature("stage", -1.5, *told)
            elif one <= {rejected} and other & _CONCLUDED_STAGES:
                yield Feature("stage", -1.2, *told)
        if a.stages & b.stages & {demanded, rejected}:
            yield Feature("stage", 0.5, *told)
    if a.authenticity and a.authenticity == b.authenticity and a.authenticity in _DOUBTED:
        yield Feature("authenticity", 0.5, a.authenticity, b.authenticity)


_EVERY_TRUCE = frozenset({"hostilities.cease"})
"""What nearly every agreement says, so that sharing it tells little."""
_TOLD_IN_FULL = 5
"""How many codes both tell where their terms are told so fully that other terms are another one."""
_OTHER_TERMS = 0.15
"""Which share of the codes two agreements have in common at most that are two."""
_DOUBTED = frozenset({"contested", "denied", "alleged"})


def _which(a: Profile, b: Profile) -> Iterator[Feature]:
    if _share_a_name(a, b):
        yield Feature("own name", 2.5, *("; ".join(sorted(p.own_names)) for p in (a, b)))
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        yield Feature("ordinal", -2.0, "; ".join(sorted(a.ordinals)), "; ".join(sorted(b.ordinals)))
    if a.is_extension != b.is_extension:
        told = tuple("an extension" if p.is_extension else "" for p in (a, b))
        yield Feature("extension", -1.2, told[0], told[1])
    elif a.is_extension and all(p.stages and p.stages <= _OFFERED for p in (a, b)):
        yield Feature("extension", 1.2, "an extension that is offered", "one that is offered")
    elif a.is_extension:
        yield Feature("extension", 0.5, "an extension", "an extension")
    if not a.position and not b.position:
        yield Feature("told first", 0.4, "told first in its document", "told first in its document")
    elif not a.position or not b.position:
        yield Feature(
            "told first",
            -0.3,
            f"told as number {a.position + 1}",
            f"told as number {b.position + 1}",
        )


def _terms(a: Profile, b: Profile) -> Iterator[Feature]:
    if a.codes and b.codes:
        shared = (a.codes & b.codes) - _EVERY_TRUCE
        every = (a.codes | b.codes) - _EVERY_TRUCE
        share = len(shared) / len(every) if every else 0.3
        weight = round(1.2 * share + min(0.1 * len(shared), 0.5) - 0.2, 3)
        fewest = min(len(a.codes - _EVERY_TRUCE), len(b.codes - _EVERY_TRUCE))
        if fewest >= _TOLD_IN_FULL and share < _OTHER_TERMS:
            weight = -1.0
        told = "; ".join(sorted(a.codes)), "; ".join(sorted(b.codes))
        yield Feature("terms", weight, *told)
    if a.shingles and b.shingles:
        common = len(a.shingles & b.shingles)
        if common >= 2:
            share = common / min(len(a.shingles), len(b.shingles))
            told_words = f"{common} runs of five words"
            yield Feature("same words", min(0.5 + 3 * share, 3.0), told_words, told_words)
