"""The tables of the calculus as plain data: what stages stand for, what modalities give."""

from typing import Any

from hudna.rules.stages import MODALITY_NORMS, STAGE_FACTS, StageFact


def to_plain_calculus() -> dict[str, Any]:
    """Return the acts that each stage stands for, and the kind of norm of each modality."""
    return {
        "stages": [
            {"stage": stage.value, "facts": [_to_plain_fact(each) for each in facts]}
            for stage, facts in STAGE_FACTS.items()
        ],
        "modalities": [
            {"modality": modality.value, "norm": kind.value}
            for modality, kind in MODALITY_NORMS.items()
        ],
    }


def _to_plain_fact(fact: StageFact) -> dict[str, str]:
    dates = [*(kind.value for kind in fact.dated_by)]
    if fact.opens_window:
        dates.append("at the latest the first day of the window to answer")
    dates += [f"at the latest {kind.value}" for kind in fact.at_latest_by]
    dates.append("at the latest the document")
    return {"act": fact.act.value, "by": fact.by, "dated_by": ", else ".join(dates)}
