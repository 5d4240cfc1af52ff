"""The JSON Schema of a reading, derived from the dataclasses and checked in under `docs/schema`."""

import inspect
from typing import Any

from hudna.domain import agreements, evidence, readings
from hudna.domain.readings import SCHEMA
from hudna.publish.jsonl import adapter

SCHEMA_ID = "urn:hudna:schema:hudna.reading/1"
"""A name, not an address."""


def to_reading_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that every printed reading satisfies.

    Fields may be added to the contract, so that unknown ones are allowed. What is absent is not
    stated; nothing is null.
    """
    described = _without_null(adapter().json_schema())
    described["properties"]["schema"] = {"const": SCHEMA, "type": "string"}
    described["required"] = ["schema", *described["required"], "agreements", "facts", "warnings"]
    definitions = described.pop("$defs")
    for name, definition in definitions.items():
        _describe(name, definition)
    _describe("Reading", described)
    definitions["Evidence"]["properties"]["start"]["minimum"] = 0
    definitions["Evidence"]["properties"]["end"]["minimum"] = 1
    for name in ("Agreement", "Participant", "DateValue", "PlaceValue", "Term", "Claim", "Fact"):
        if "evidence" in definitions[name]["properties"]:
            definitions[name]["properties"]["evidence"]["minItems"] = 1
    definitions["ReadDocument"]["properties"]["id"]["pattern"] = "^sha256:[0-9a-f]{64}$"
    definitions["ReadDocument"]["properties"]["rendition"]["pattern"] = "^sha256:[0-9a-f]{64}$"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **described,
        "title": "What one reader makes of one document",
        "$defs": dict(sorted(definitions.items())),
    }


def _without_null(node: Any) -> Any:
    """Return a schema in which an optional value is absent rather than null."""
    if isinstance(node, list):
        return [_without_null(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _without_null(each)
        for key, each in node.items()
        if not (key == "default" and each is None)
    }
    if "anyOf" in kept:
        choices = [each for each in kept.pop("anyOf") if each != {"type": "null"}]
        kept = {**choices[0], **kept} if len(choices) == 1 else {**kept, "anyOf": choices}
    return kept


def _describe(name: str, definition: dict[str, Any]) -> None:
    """Give a definition the first sentence, and its fields the lines, of its docstring."""
    kind = next(
        (found for module in (readings, agreements, evidence) if (found := _find(module, name))),
        None,
    )
    if kind is None:
        return
    lines = inspect.cleandoc(kind.__doc__ or "").splitlines()
    definition["description"] = lines[0]
    for field, words in _iter_attributes(lines):
        if field in definition.get("properties", {}):
            definition["properties"][field]["description"] = words


def _find(module: object, name: str) -> type | None:
    found = getattr(module, name, None)
    return found if isinstance(found, type) else None


def _iter_attributes(lines: list[str]) -> list[tuple[str, str]]:
    """Return the names and descriptions of a docstring's section `Attributes`."""
    if "Attributes:" not in lines:
        return []
    found: list[tuple[str, str]] = []
    for line in lines[lines.index("Attributes:") + 1 :]:
        if line and not line.startswith(" "):
            break
        if line.startswith("        ") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif ": " in line:
            name, _, words = line.strip().partition(": ")
            found.append((name, words))
    return found
