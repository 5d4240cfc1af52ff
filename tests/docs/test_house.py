"""What the repository promises of itself: no machine's paths, no dead links, files that agree."""

import re
import subprocess
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
import yaml

import hudna

ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not hold what it looks for.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
    )
)
FOLDERS = tuple(f"/{name}/" for name in ("work", "farm", "root"))
MACHINE = re.compile("|".join(re.escape(words) for words in (*HOSTS, *FOLDERS)))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the repository, as git knows them."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return tuple(p for name in listed.stdout.split("\0") if name and (p := ROOT / name).is_file())


def texts() -> dict[Path, str]:
    found = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path] = content.decode("utf-8", "surrogateescape")
    return found


def test_no_tracked_file_names_a_package_host_or_a_path_of_a_machine() -> None:
    named = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in texts().items()
        for match in MACHINE.finditer(text)
    }
    assert named == set()


def test_every_relative_link_leads_somewhere() -> None:
    dead = {
        f"{path.relative_to(ROOT)} -> {target}"
        for path, text in texts().items()
        if path.suffix == ".md"
        for target in LINK.findall(text)
        if "://" not in target and not (path.parent / target).exists()
    }
    assert dead == set()


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {project["version"], citation["version"]} == {hudna.__version__}


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("base.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line.strip()]
        assert lines
        assert all("==" in line and "--hash=sha256:" in line for line in lines)


def test_the_build_backend_is_pinned_where_the_build_asks_for_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = (ROOT / "requirements" / "base.txt").read_text("utf-8")
    assert all(f"{needed} \\\n" in pins for needed in project["build-system"]["requires"])


def test_every_file_of_the_vocabulary_is_on_its_page() -> None:
    page = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
    cells = re.findall(r"(?m)^\| ((?:`[a-z_]+(?:\.[a-z]+)+`(?:, )?)+) \|", page)
    listed = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    files = resources.files("hudna.vocabulary") / "data"
    assert listed == {file.name for file in files.iterdir()}


def test_every_term_of_the_glossary_stands_in_the_order_of_the_alphabet() -> None:
    terms = re.findall(r"(?m)^([a-z ]+)\n: ", (ROOT / "docs" / "glossary.md").read_text("utf-8"))
    assert terms == sorted(terms)
    assert len(terms) > 30


def test_every_benchmark_is_in_their_readme() -> None:
    listed = set(
        re.findall(r"(?m)^\| `(\w+\.py)` \|", (ROOT / "bench/README.md").read_text("utf-8"))
    )
    there = {p.name for p in (ROOT / "bench").glob("*.py") if not p.name.startswith("_")}
    assert listed == there
