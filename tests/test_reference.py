"""The reference matches the code, its links lead somewhere, and the API is as promised."""

from __future__ import annotations

import inspect
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import projectkit
from conftest import REPOSITORY, Ran, clean_environment

MADE_FROM = ("docs", "schema", "tools")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted([*(REPOSITORY / "docs").rglob("*.md"), *REPOSITORY.glob("*.md")])


def reference(root: Path, *arguments: str) -> Ran:
    """Run the command that writes the reference."""
    command = [sys.executable, root / "tools/reference", *arguments]
    done = subprocess.run(
        command, env=clean_environment(), capture_output=True, encoding="utf-8", check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_the_reference_matches_the_code() -> None:
    done = reference(REPOSITORY, "--check")
    assert done.code == 0, done.out + done.err


def test_a_reference_that_is_out_of_date_is_reported_and_written(tmp_path: Path) -> None:
    for name in MADE_FROM:
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    page = tmp_path / "docs/reference/commands.md"
    before = page.read_text("utf-8")
    page.write_text(before.replace("--dry-run", "--wet-run"), "utf-8")
    (tmp_path / "docs/man/projectkit.1").unlink()
    told = reference(tmp_path, "--check")
    assert told.code == 1
    assert re.findall(r"^\S+", told.out, re.MULTILINE) == [
        "docs/man/projectkit.1",
        "docs/reference/commands.md",
    ]
    assert reference(tmp_path).code == 0
    assert page.read_text("utf-8") == before
    assert reference(tmp_path, "--check").code == 0


def test_the_manual_page_has_no_mistakes() -> None:
    groff = shutil.which("groff")
    if not groff:
        pytest.skip("groff is not installed")
    page = REPOSITORY / "docs/man/projectkit.1"
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", page], capture_output=True, encoding="utf-8", check=True
    )
    assert not done.stderr
    assert "data/raw/nieuw.txt --dry-run --diff" in done.stdout


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {re.sub(r"\s", "-", heading.strip()) for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        there = page.parent / target if target else page
        assert there.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(there), f"{page.name}: {target}#{anchor}"


def test_every_page_is_in_the_index() -> None:
    index = REPOSITORY / "docs/README.md"
    linked = {
        (index.parent / target).resolve() for target, _ in LINK.findall(index.read_text("utf-8"))
    }
    assert {page for page in PAGES if page not in {index, REPOSITORY / "README.md"}} <= linked


def test_the_picture_of_the_layers_has_them_all() -> None:
    picture = (REPOSITORY / "docs/images/layers.svg").read_text("utf-8")
    folders = [path.parent.name for path in Path(projectkit.__file__).parent.glob("*/__init__.py")]
    assert len(folders) > 10
    assert [name for name in folders if f">{name}/<" not in picture] == []


def test_the_public_api_is_as_promised() -> None:
    """A change here goes into CHANGELOG.md; a breaking one needs a major version."""
    public = {name: getattr(projectkit, name) for name in projectkit.__all__}
    functions = {
        name: str(inspect.signature(each)).replace("'", "")
        for name, each in public.items()
        if inspect.isfunction(each)
    }
    assert functions == {
        "find_catalogue": "(start: Path) -> Catalogue",
        "load_records": "(catalogue: Catalogue) -> Iterator[tuple[str, Record | None]]",
        "parse_page": "(content: bytes, name: str, *, force: bool = False, layouts: tuple[Layout, ...] = (), recurring: frozenset[str] = frozenset(), url: str | None = None, fetched: str | None = None) -> ParsedPage",
        "record_to_yaml": "(record: Record) -> str",
    }
    classes = {name: each for name, each in public.items() if inspect.isclass(each)}
    assert sorted(classes) == [
        "Catalogue",
        "CatalogueError",
        "ParsedPage",
        "Record",
        "UnreadableError",
    ]
    assert sorted(public) == sorted([*functions, *classes]) == projectkit.__all__
    assert str(inspect.signature(projectkit.Catalogue)) == "(root: 'Path') -> 'None'"
    assert [name for name in dir(projectkit.Catalogue) if name[0] != "_"] == [
        "raw",
        "relative",
        "settings",
        "structured",
    ]
    assert [field.name for field in fields(projectkit.ParsedPage)] == [
        "record",
        "reason",
        "unknown",
        "suggestions",
        "lost",
    ]
    assert issubclass(projectkit.CatalogueError, Exception)
    assert issubclass(projectkit.UnreadableError, ValueError)
    assert list(projectkit.Record.model_fields) == [
        "schema_version", "id", "kind", "title", "alternate_titles", "language", "status", "start_date", "end_date",
        "page_date", "progress_percent", "themes", "identifiers", "funding", "organisations", "persons", "sections",
        "subprojects", "links", "source",
    ]  # fmt: skip


def test_a_name_that_is_not_public_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'parse_pages'"):
        projectkit.parse_pages  # noqa: B018
