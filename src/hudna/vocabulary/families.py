r"""Families: words that say alike, named once and used in the cues of several codes.

`codebook.yaml` lists them under `families`; `{weapons}` in a cue stands for one of the family.
"""

import re
from typing import Any

from hudna.errors import InputError

NAMED = re.compile(r"\{(\w+)\}")
"""Where a cue names a family."""


def with_families(codebook: dict[str, Any]) -> dict[str, Any]:
    """Return a codebook whose cues have the words of the families that they name.

    Raises:
        InputError: A cue names a family that the codebook has not.
    """
    families: dict[str, list[str]] = codebook.get("families", {})
    codes = {
        code: {
            **entry,
            "cues": {
                language: [spelled_out(cue, families) for cue in cues]
                for language, cues in entry.get("cues", {}).items()
            },
        }
        for code, entry in codebook["codes"].items()
    }
    return {**codebook, "codes": codes}


def spelled_out(cue: str, families: dict[str, list[str]]) -> str:
    """Return a cue with the words of the families that it names.

    Raises:
        InputError: It names a family that is none of these.
    """
    return NAMED.sub(lambda name: _words(cue, name, families), cue)


def _words(cue: str, name: re.Match[str], families: dict[str, list[str]]) -> str:
    words = families.get(name[1])
    if words is None:
        raise InputError(
            f"the cue {cue!r} names a family of words that the codebook has not",
            code="input-vocabulary",
            subject=cue,
        )
    joined = "|".join(words)
    is_alternative = name.start() > 0 and cue[name.start() - 1] in "(|"
    return joined if is_alternative and cue[name.end() : name.end() + 1] in "|)" else f"({joined})"
