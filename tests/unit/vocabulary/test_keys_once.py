"""A key that stands twice in a data file: YAML takes the last and says nothing."""

from importlib.resources import files

import pytest
import yaml

DATA = files("hudna.vocabulary") / "data"
NAMES = sorted(each.name for each in DATA.iterdir() if each.name.endswith(".yaml"))
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def doubled(node: yaml.Node) -> list[str]:
    """Return the keys that stand twice in one mapping, each with its line."""
    if isinstance(node, yaml.SequenceNode):
        return [each for item in node.value for each in doubled(item)]
    if not isinstance(node, yaml.MappingNode):
        return []
    found, seen = [], set()
    for key, value in node.value:
        if key.value in seen:
            found.append(f"{key.value}, line {key.start_mark.line + 1}")
        seen.add(key.value)
        found += doubled(value)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_key_stands_once(name: str) -> None:
    root = yaml.compose((DATA / name).read_text("utf-8"), Loader=_LOADER)
    assert root is not None
    assert doubled(root) == []


def test_a_doubled_key_is_found() -> None:
    root = yaml.compose("a: [{b: 1, b: 2}]", Loader=_LOADER)
    assert root is not None
    assert doubled(root) == ["b, line 1"]
