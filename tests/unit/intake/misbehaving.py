"""Parsers that misbehave, for a child process to call in place of `take_in`."""

import os
import time
from typing import Any

from hudna.domain.documents import Metadata
from hudna.intake import Intaken, take_in


def misbehave(original: bytes, name: str, **options: Any) -> Intaken:
    """Do what the name says, or take the document in."""
    match name.partition(".")[0]:
        case "hang":
            while True:
                time.sleep(60)
        case "spin":
            while True:
                pass
        case "exit":
            os._exit(7)
        case "abort":
            os.abort()
        case "bug":
            raise ZeroDivisionError("a bug of the parser")
        case "gorge":
            return Intaken(bytes(10**11), *(None, None))  # type: ignore[arg-type] # never made
        case "print":
            os.write(1, b"noise" * 1000)
            print("more noise")  # noqa: T201
    return take_in(original, name, **{"metadata": Metadata(), **options})
