"""Stages: the lifecycle facts that a document's stage stands for, and the norms of a modality.

The tables are those of `docs/calculus.md`; `hudna codebook --calculus` prints them.
"""

from dataclasses import dataclass

from hudna.domain.codebook import Act, DateKind, Modality, Stage
from hudna.rules.norms import NormKind


@dataclass(frozen=True, slots=True)
class StageFact:
    """An act that a stage stands for.

    Attributes:
        act: The act.
        by: Whose it is: `parties`, `invitees`, or `nobody` in particular.
        dated_by: The dates of the account that give its day, the first that is stated.
        at_latest_by: The dates that only say until when it had happened.
        opens_window: Whether it had happened by the first day of the window to answer.
        precedes_start: Whether it had happened by the first day that its stated start may mean.
    """

    act: Act
    by: str
    dated_by: tuple[DateKind, ...] = ()
    at_latest_by: tuple[DateKind, ...] = ()
    opens_window: bool = False
    precedes_start: bool = False


_OFFERED = StageFact(Act.OFFERED, "parties", (DateKind.OFFERED,), opens_window=True)
_AGREED = StageFact(
    Act.AGREED, "parties", (DateKind.SIGNED,), (DateKind.ANNOUNCED,), precedes_start=True
)
_DECLARED = StageFact(
    Act.DECLARED, "parties", (DateKind.ANNOUNCED, DateKind.SIGNED), precedes_start=True
)

STAGE_FACTS: dict[Stage, tuple[StageFact, ...]] = {
    Stage.DEMAND: (_OFFERED,),
    Stage.PROPOSAL: (_OFFERED,),
    Stage.NEGOTIATION: (),
    Stage.DECLARED: (_DECLARED,),
    Stage.AGREED: (_AGREED,),
    Stage.IN_FORCE: (_AGREED, StageFact(Act.BEGAN, "nobody", (DateKind.START,))),
    Stage.SUSPENDED: (_AGREED, StageFact(Act.SUSPENDED, "nobody")),
    Stage.REJECTED: (_OFFERED, StageFact(Act.REJECTED, "invitees")),
    Stage.EXPIRED: (_AGREED, StageFact(Act.EXPIRED, "nobody", (DateKind.END,))),
    Stage.COLLAPSED: (_AGREED,),
}
"""What a stage stands for. An act that no date gives had happened when the document was known."""

MODALITY_NORMS: dict[Modality, NormKind] = {
    Modality.OBLIGATION: NormKind.OBLIGATION,
    Modality.PROHIBITION: NormKind.PROHIBITION,
    Modality.PERMISSION: NormKind.PERMISSION,
    Modality.POWER: NormKind.POWER,
    Modality.DECLARATION: NormKind.COUNTS_AS,
    Modality.INTENTION: NormKind.INTENTION,
}
"""The kind of norm that a modality gives, where the code is no rule of the lifecycle."""
