"""Sameness: whether two agreements of the registry are one, how sure that is, and why."""

from dataclasses import dataclass
from enum import StrEnum

from hudna.domain.evidence import Evidence
from hudna.domain.identifiers import AgreementId
from hudna.domain.statements import Decision
from hudna.domain.views import AccountView, AgreementView, Value
from hudna.errors import InputError

KEPT_FROM = 0.2
"""From which score on a comparison is kept: below, it counts as nothing."""


class Sameness(StrEnum):
    """What comparing two agreements came to."""

    SAME = "same"
    """They are taken for one."""
    UNCERTAIN = "uncertain"
    """They may be one: a person should look."""
    DIFFERENT = "different"
    """They are taken for two."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for or against two accounts being of one agreement.

    Attributes:
        name: What is compared: `sides`, `start`, `places`, …
        weight: How much it speaks for it; below zero, against it.
        first: What the first account says.
        second: What the second account says.
    """

    name: str
    weight: float
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two agreements, as they were minted, compared.

    Attributes:
        first: The one that was minted first.
        second: The other.
        score: How likely they are one, between 0 and 1.
        features: Why, what weighs most first.
        sameness: What was made of it.
        resolver: What compared them: its name and version.
    """

    first: AgreementId
    second: AgreementId
    score: float
    features: tuple[Feature, ...]
    sameness: Sameness
    resolver: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What resolving a registry came to.

    Attributes:
        resolver: What compared the accounts: its name and version.
        accounts: How many agreements, as they were minted, were looked at.
        compared: How many pairs of them were compared.
        agreements: How many agreements that comes to.
        uncertain: How many pairs a person should look at.
        joined: What was not one before: the agreement that stands for the group, and the one that
            joined it.
        parted: What was one before and is not now: an agreement, and the one it was part of.
        is_kept: Whether the registry holds it; a rehearsal changes nothing.
    """

    resolver: str
    accounts: int
    compared: int
    agreements: int
    uncertain: int
    joined: tuple[Comparison, ...]
    parted: tuple[tuple[AgreementId, AgreementId], ...]
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What scores have to come to.

    Attributes:
        same_from: From which score on two accounts are taken for one agreement's.
        review_from: From which score on a person should look.

    Raises:
        InputError: They are not in order.
    """

    same_from: float = 0.7
    review_from: float = 0.4

    def __post_init__(self) -> None:
        if not KEPT_FROM <= self.review_from <= self.same_from <= 1:
            raise InputError(
                f"accounts cannot be joined from {self.same_from} on and reviewed from "
                f"{self.review_from} on: it has to be {KEPT_FROM} <= review <= same <= 1",
                code="input-setting",
                subject="HUDNA_SAME_FROM",
            )


@dataclass(frozen=True, slots=True)
class CitedFeature:
    """A feature with the words that it rests on.

    Attributes:
        feature: What speaks for it or against it.
        first: The quotes of the first account.
        second: Those of the second.
    """

    feature: Feature
    first: tuple[Evidence, ...]
    second: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two accounts are, or are not, taken to be of one agreement.

    Attributes:
        comparison: The two, compared as they are now.
        accounts: What each tells, the account that counts of each.
        features: Why, with the words.
        reason: What was made of it and why, in a sentence.
        decisions: What people decided on the two.
        by_way_of: Where the two are one because of others: the comparisons that lead from the
            first to the second.
        same_from: From which score on accounts are taken for one agreement's.
    """

    comparison: Comparison
    accounts: tuple[AccountView, AccountView]
    features: tuple[CitedFeature, ...]
    reason: str
    decisions: tuple[Decision, ...]
    by_way_of: tuple[Comparison, ...]
    same_from: float


@dataclass(frozen=True, slots=True)
class UncertainPair:
    """Two agreements that may be one, for a person to look at.

    Attributes:
        explanation: The two accounts of them that are most alike, compared.
        agreements: The agreements that would become one.
        accounts: How many accounts the decision moves.
        information: How much a decision would tell: the more accounts it moves and the less the
            score tells beforehand.
    """

    explanation: Explanation
    agreements: tuple[AgreementId, AgreementId]
    accounts: int
    information: float


@dataclass(frozen=True, slots=True)
class ContestedValue:
    """A value of one agreement on which its sources differ and nobody decided.

    Attributes:
        agreement: The agreement.
        property: The value's name.
        values: What the sources say.
        information: How many accounts the agreement has.
    """

    agreement: AgreementView
    property: str
    values: tuple[Value, ...]
    information: float


@dataclass(frozen=True, slots=True)
class Divergence:
    """What readers of one document say differently of one agreement, and nobody decided.

    Attributes:
        agreement: The agreement.
        account: What the document tells of it.
        facet: In what they differ: `agreement` where one has not found it at all, else `stage`,
            `role`, `code` and so on.
        readers: Who read the document.
        found_by: Those of them who found the agreement.
        values: The values that not all of them gave; of an agreement not found by all, one.
        information: How many values they differ on.
    """

    agreement: AgreementView
    account: AccountView
    facet: str
    readers: tuple[str, ...]
    found_by: tuple[str, ...]
    values: tuple[Value, ...]
    information: float

    @property
    def is_contradiction(self) -> bool:
        """Return whether several readers gave values, rather than one alone."""
        return len({value.readers for value in self.values}) > 1


ReviewItem = Divergence | UncertainPair | ContestedValue
"""What a person may look at next."""
