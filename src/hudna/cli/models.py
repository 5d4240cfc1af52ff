"""What a command says of a language model: where documents go, and what asking came to."""

from typing import TYPE_CHECKING, TextIO

from hudna.cli.output import counted, print_line

if TYPE_CHECKING:
    from hudna.endpoint import ModelCoder


def print_model(coder: "ModelCoder", file: TextIO) -> None:
    """Say where documents are sent, if they leave the machine."""
    if coder.client is not None and not coder.client.endpoint.is_local:
        print_line(f"documents are sent to {coder.client.endpoint.host}", file)


def print_usage(coder: "ModelCoder", file: TextIO) -> None:
    """Say how often a model was asked, and what that took."""
    usage = coder.usage
    parts = [
        f"{coder.model}: {counted(usage.asked, 'answer')}",
        f"{usage.kept:,} from those kept",
        f"{usage.repeated:,} asked again",
        f"{usage.tokens_in:,} tokens sent",
        f"{usage.tokens_out:,} received",
    ]
    cost = None if coder.client is None else usage.find_cost(coder.client.endpoint)
    if cost is not None:
        parts.append(f"cost {cost:.4f}")
    print_line(", ".join(parts), file)
