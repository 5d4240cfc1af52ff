"""`hudna resolve`, `merge`, `split`, `why` and `review`: which accounts are of one agreement."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from hudna.cli.options import AfterOption, AuthorOption, JsonOption, ReasonOption, RegistryOption
from hudna.cli.output import counted, on_one_line, print_json, print_line

if TYPE_CHECKING:
    from hudna.domain.evidence import Evidence
    from hudna.domain.sameness import (
        CitedFeature,
        Comparison,
        ContestedValue,
        Divergence,
        Explanation,
        Resolution,
        ReviewItem,
        UncertainPair,
    )
    from hudna.domain.views import AccountView, RelationView

_QUOTE_CHARS = 120


class Wanted(StrEnum):
    """What of the review is wanted."""

    NEXT = "next"
    LIST = "list"


def resolve(
    *,
    is_rehearsal: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be joined, and change nothing.")
    ] = False,
    is_whole: Annotated[
        bool,
        typer.Option("--all", help="Compare everything again, not only what is new or changed."),
    ] = False,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the accounts of one agreement, told by several documents, one agreement.

    `hudna read` does so at its end, unless it is told not to. Each joining is kept with its score
    and its reasons, and `hudna why` tells them. What people decided wins. Only accounts that are
    new or changed since are compared; comparing all again comes to the same.

    \b
    Example:
      hudna resolve --dry-run
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app.resolving import resolve as resolve_registry
    from hudna.publish.sameness import to_plain_resolution

    with app.open_registry(registry) as opened:
        resolution = resolve_registry(opened, compares_all=is_whole, is_rehearsal=is_rehearsal)
    if as_json:
        print_json(to_plain_resolution(resolution))
    else:
        _print_resolution(resolution)


def merge(
    first: Annotated[
        str,
        typer.Argument(metavar="ID1", help="The beginning of an agreement's identifier."),
    ],
    second: Annotated[
        str, typer.Argument(metavar="ID2", help="The beginning of the other one's identifier.")
    ],
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    after: AfterOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide that two agreements are one.

    Both identifiers lead to it from then on, and `hudna undo` takes it back.

    \b
    Example:
      hudna merge agr-1a2b agr-3c4d --reason "both tell of the truce of 3 May"
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.cli.deciding import print_decision

    with app.open_registry(registry) as opened:
        decision = opened.merge(
            first, second, reason=reason, author=app.get_author(author), expected=after
        )
    print_decision(decision, as_json=as_json)


def split(
    account: Annotated[
        str, typer.Argument(metavar="ACCOUNT", help="The beginning of an account's identifier.")
    ],
    *,
    reason: ReasonOption,
    apart_from: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ID",
            help="An agreement or account that it is not of; else all it is taken to be one with.",
            show_default=False,
        ),
    ] = None,
    author: AuthorOption = None,
    after: AfterOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide that an account is not of the agreement it is taken to be of.

    With --from also of two that are not taken for one: they will not be.

    \b
    Examples:
      hudna split acc-5e6f --reason "tells of the truce of the year before"
      hudna split acc-5e6f --from agr-1a2b --reason "another district"
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.cli.deciding import print_decision

    with app.open_registry(registry) as opened:
        decision = opened.split(
            account,
            reason=reason,
            author=app.get_author(author),
            apart_from=apart_from,
            expected=after,
        )
    print_decision(decision, as_json=as_json)


def why(
    first: Annotated[
        str,
        typer.Argument(
            metavar="ID1", help="The beginning of an agreement's or account's identifier."
        ),
    ],
    second: Annotated[str, typer.Argument(metavar="ID2", help="That of the other one.")],
    *,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell why two accounts are, or are not, taken to be of one agreement.

    Of agreements with several accounts the two that are most alike are compared. Each line has what
    is compared, how much it speaks for one agreement (+) or for two (-), what either document says,
    and its words. How the one is said to stand to the other comes before them: `extends`.

    \b
    Example:
      hudna why agr-1a2b agr-3c4d
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.publish.plain import to_plain_relation
    from hudna.publish.sameness import to_plain_explanation

    with app.open_registry(registry) as opened:
        explanation = opened.explain(first, second)
        pair = explanation.comparison.first, explanation.comparison.second
        relations = opened.get_relations_between(*pair, vocabulary=app.get_vocabulary())
    if as_json:
        plain = to_plain_explanation(explanation)
        told = [to_plain_relation(each) for each in relations]
        print_json({**plain, "relations": told} if told else plain)
    else:
        _print_lines(_related(explanation, relations))
        _print_lines(_explanation(explanation))


def review(
    wanted: Annotated[
        Wanted,
        typer.Argument(metavar="next|list", help="What comes first, or all in their order."),
    ] = Wanted.NEXT,
    *,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="For list: at most so many.")] = 20,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a person should look at.

    First on what readers of one document differ, such as the rules and a language model; then pairs
    that may be one agreement, then contested values. Of each, what a decision would tell most about
    comes first: of pairs, the more accounts it moves, and the less sure the score is. `next` also
    prints the commands that decide.

    \b
    Example:
      hudna review next
    """  # noqa: D301 - the backspace tells the help where not to wrap
    from hudna import app
    from hudna.app.resolving import iter_review
    from hudna.publish.sameness import to_plain_review

    with app.open_registry(registry) as opened:
        last = opened.get_last_decision()
        most = 1 if wanted is Wanted.NEXT else limit
        items = list(islice(iter_review(opened), most))
    if as_json:
        plain = [to_plain_review(item) for item in items]
        print_json({"last_decision": last, "items": plain})
        return
    if not items:
        print_line("nothing is left to review")
    for item in items:
        _print_lines(_next(item, last) if wanted is Wanted.NEXT else [_in_a_line(item)])


def _print_resolution(resolution: "Resolution") -> None:
    verb = "joins" if resolution.is_kept else "would join"
    for joined in resolution.joined:
        print_line(
            f"{_short(joined.second)} {verb} {_short(joined.first)} {joined.score:.2f} "
            f"{on_one_line(_best(joined))}"
        )
    leaves = "leaves" if resolution.is_kept else "would leave"
    for one, other in resolution.parted:
        print_line(f"{_short(one)} {leaves} {_short(other)}")
    counts = (
        counted(resolution.accounts, "account"),
        counted(resolution.agreements, "agreement"),
        f"{counted(resolution.compared, 'pair')} compared",
        f"{len(resolution.joined)} joined",
        f"{len(resolution.parted)} parted",
        f"{resolution.uncertain} to review",
    )
    print_line(", ".join(counts))


def _best(comparison: "Comparison") -> str:
    return ", ".join(each.name for each in comparison.features[:3] if each.weight > 0)


def _explanation(explanation: "Explanation") -> Iterable[str]:
    comparison = explanation.comparison
    for name, agreement, account in zip(
        ("first", "second"),
        (comparison.first, comparison.second),
        explanation.accounts,
        strict=True,
    ):
        yield f"{name:<7} {_short(agreement)}  {_named(account)}"
    yield ""
    verdict = {"same": "one agreement", "uncertain": "uncertain", "different": "two agreements"}
    yield f"{verdict[comparison.sameness.value]}: {on_one_line(explanation.reason)}"
    yield (
        f"score {comparison.score:.2f} by {comparison.resolver}; one agreement from "
        f"{explanation.same_from:.2f} on"
    )
    for step in explanation.by_way_of:
        yield f"  by way of {_short(step.first)} = {_short(step.second)} ({step.score:.2f})"
    for decision in explanation.decisions:
        yield f"  decision {decision.number}: {decision.kind} by {on_one_line(decision.author)}"
    yield ""
    for cited in explanation.features:
        yield from _cited(cited)


def _related(explanation: "Explanation", relations: "Sequence[RelationView]") -> Iterable[str]:
    """Yield how one of two agreements is said to stand to the other."""
    from hudna.cli.page import RELATION_WORDS

    firsts = {explanation.accounts[0].id, explanation.comparison.first}
    for relation in relations:
        is_first = relation.agreement in firsts or relation.value.statement.account in firsts
        one, other = ("first", "second") if is_first else ("second", "first")
        quotes = ", ".join(_quoted(each) for each in relation.value.statement.evidence)
        by = f" (by its words: {on_one_line(relation.because)})" if relation.because else ""
        yield f"the {one}, {RELATION_WORDS[relation.kind][0]} the {other}{by}: {quotes}"
    if relations:
        yield ""


def _cited(cited: "CitedFeature") -> Iterable[str]:
    feature = cited.feature
    if feature.first == feature.second:
        yield f"{feature.weight:+5.2f}  {feature.name}: {on_one_line(feature.first)}"
    else:
        first, second = (on_one_line(told) or "–" for told in (feature.first, feature.second))
        yield f"{feature.weight:+5.2f}  {feature.name}: {first}  |  {second}"
    for name, quotes in (("first", cited.first), ("second", cited.second)):
        if quotes:
            yield f"         {name}: {', '.join(_quoted(each) for each in quotes)}"


def _quoted(evidence: "Evidence") -> str:
    words = on_one_line(evidence.quote)
    shown = words if len(words) <= _QUOTE_CHARS else f"{words[:_QUOTE_CHARS]}…"
    return f"“{shown}” [{evidence.start}:{evidence.end}]"


def _next(item: "ReviewItem", last: int) -> Iterable[str]:
    from hudna.domain.sameness import UncertainPair

    if isinstance(item, UncertainPair):
        yield from _explanation(item.explanation)
        yield ""
        yield from _commands(item, last)
        return
    yield _in_a_line(item)
    yield from _values(item)
    yield ""
    yield f"hudna decide accept STATEMENT --after {last} --reason …"
    yield f"hudna decide reject STATEMENT --after {last} --reason …"


def _commands(item: "UncertainPair", last: int) -> Iterable[str]:
    one, other = (_short(account.id) for account in item.explanation.accounts)
    yield f"one: hudna merge {one} {other} --after {last} --reason …"
    yield f"two: hudna split {other} --from {one} --after {last} --reason …"


def _values(item: "ContestedValue | Divergence") -> Iterable[str]:
    from hudna.domain.sameness import Divergence

    for value in item.values:
        quotes = ", ".join(_quoted(each) for each in value.statement.evidence[:1])
        told_by = ", ".join(value.readers) if isinstance(item, Divergence) else value.document.name
        yield (
            f"  {on_one_line(value.value)}  [{_short(value.statement.id)}]  "
            f"{on_one_line(told_by)}: {quotes}"
        )


def _in_a_line(item: "ReviewItem") -> str:
    from hudna.domain.sameness import Divergence, UncertainPair

    if isinstance(item, Divergence):
        return _divergence_in_a_line(item)
    if isinstance(item, UncertainPair):
        one, other = item.agreements
        labels = " | ".join(on_one_line(account.label) for account in item.explanation.accounts)
        score = item.explanation.comparison.score
        return f"pair\t{_short(one)}\t{_short(other)}\t{score:.2f}\t{item.accounts}\t{labels}"
    values = " / ".join(dict.fromkeys(on_one_line(value.value) for value in item.values))
    name = on_one_line(item.agreement.label)
    return f"value\t{_short(item.agreement.id)}\t{item.property}\t{values}\t{name}"


def _divergence_in_a_line(item: "Divergence") -> str:
    from hudna.registry.diverging import FOUND

    said = (
        f"found by {', '.join(item.found_by)} alone, of {', '.join(item.readers)}"
        if item.facet == FOUND
        else " / ".join(dict.fromkeys(on_one_line(value.value) for value in item.values))
    )
    name = on_one_line(f"{item.account.label}  –  {item.account.document.name}")
    return f"readers\t{_short(item.agreement.id)}\t{item.facet}\t{on_one_line(said)}\t{name}"


def _named(account: "AccountView") -> str:
    document = account.document
    published = document.metadata.published
    told_in = on_one_line(document.name) + (f" ({published})" if published else "")
    return f"{_short(account.id)}  {on_one_line(account.label)}  –  {told_in}"


def _short(identifier: str) -> str:
    from hudna.domain.identifiers import shortened

    return shortened(identifier)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print_line(line)
