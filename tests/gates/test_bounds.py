"""Whatever a page, record, query, setting or import holds, each command takes linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from growing import IMPORTS, PAGES, QUERIES, RECORDS, SETTINGS, Grown, calls, catalogue

FORMATS = ("csv", "xlsx", "json", "yaml", "md", "html", "jsonld", "cerif", "datacite", "sqlite")
ON_RECORDS = {
    "list": ["list"],
    "facets": ["list", "--facets", "thema,persoon,organisatie,status,jaar"],
    "search": ["search", "samen"],
    "filter": ["filter", "samen"],
    "show": ["show", "ID"],
    "similar": ["similar", "ID"],
    "duplicates": ["duplicates"],
    "validate": ["validate"],
    "validate --fix": ["validate", "--fix", "--diff"],
    "set": ["set", "ID", "status=lopend"],
    "report": ["report"],
    "report --html": ["report", "--html", "r.html"],
    **{f"export {name}": ["export", "--format", name, "-o", f"x.{name}"] for name in FORMATS},
    "export --long": ["export", "--long", "all", "-o", "long"],
    "ingest": ["ingest"],
    "privacy find": ["privacy", "find", "Anna de Groot"],
    "privacy erase": ["privacy", "erase", "Anna de Groot", "--yes"],
}
ON_PAGES = {
    "ingest": ["ingest"],
    "ingest --again": ["ingest", "--again"],
    "ingest --unknown": ["ingest", "--unknown"],
    "explain": ["explain", "data/raw/a.txt"],
    "validate": ["validate", "data/raw"],
    "layout test": ["layout", "test", "l.yaml", "data/raw"],
    "privacy find": ["privacy", "find", "Anna de Groot"],
    "privacy erase": ["privacy", "erase", "Anna de Groot", "--yes"],
}
WITH_QUERY = {
    "search": ["search"],
    "search --why": ["search", "--why", "--json"],
    "filter": ["filter"],
    "list": ["list"],
    "facets": ["list", "--facets", "thema"],
    "export": ["export"],
    "report": ["report"],
}
WITH_SETTINGS = {
    "list": ["list"],
    "list --columns": ["list", "--columns", "x"],
    "validate": ["validate"],
    "export --saved": ["export", "--saved", "e1"],
    "ingest": ["ingest"],
}
WITH_FILE = {
    "import": ["import"],
    "import --dry-run": ["import", "--dry-run", "--diff"],
    "import --update": ["import", "--update"],
}
# Titles that are nearly the same are compared with each other.
EXEMPT = {("many records", "duplicates"), ("records alike", "duplicates")}
SIZE = 30
# Of the calls for twice as much input, more than this many times those for the half is not linear.
MOST = 2.6
# Calls that do not count, such as those for a longer list of numbers.
SLACK = 3000


class Case(NamedTuple):
    """Commands that read one kind of input.

    Attributes:
        commands: the commands, by what they are called.
        grow: makes the input of a size.
        more: what to add to a command, for an input of a size.
    """

    commands: dict[str, list[str]]
    grow: Grown
    more: Callable[[int], Sequence[str]] = lambda _: ()


def few(root: Path, _size: int = 0) -> None:
    """A catalogue of a few records, for what grows elsewhere."""
    RECORDS["many records"](root, 5)


def cases() -> Iterator[tuple[str, Case]]:
    for name, grow in RECORDS.items():
        wanted = "r1" if "records" in name else "a"
        commands = {
            command: [wanted if each == "ID" else each for each in arguments]
            for command, arguments in ON_RECORDS.items()
            if (name, command) not in EXEMPT
        }
        yield f"record: {name}", Case(commands, grow)
    for name, grow in PAGES.items():
        yield f"page: {name}", Case(ON_PAGES, _beside_a_layout(grow))
    for name, make in QUERIES.items():
        yield f"query: {name}", Case(WITH_QUERY, few, make)
    for name, text in SETTINGS.items():
        yield f"settings: {name}", Case(WITH_SETTINGS, _with_file("projectkit.toml", text))
    for name, (file, text) in IMPORTS.items():
        commands = {command: [*arguments, file] for command, arguments in WITH_FILE.items()}
        yield f"import: {name}", Case(commands, _with_file(file, text))


def _beside_a_layout(grow: Grown) -> Grown:
    def grown(root: Path, size: int) -> None:
        (root / "l.yaml").write_text('recognise: ["Status"]\n')
        grow(root, size)

    return grown


def _with_file(name: str, make: Callable[[int], str]) -> Grown:
    def grown(root: Path, size: int) -> None:
        few(root)
        (root / name).write_text(make(size), "utf-8")

    return grown


@pytest.mark.growth
@pytest.mark.parametrize(("_name", "case"), [pytest.param(*each, id=each[0]) for each in cases()])
def test_a_command_takes_as_many_times_longer_as_its_input_is(
    tmp_path: Path, _name: str, case: Case
) -> None:
    sizes = (SIZE // 2, SIZE, 2 * SIZE, 4 * SIZE)
    roots = [catalogue(tmp_path / str(size)) for size in sizes]
    for root, size in zip(roots, sizes, strict=True):
        case.grow(root, size)
    grown = {}
    for command, arguments in case.commands.items():
        # The first also loads what the command needs.
        found = [
            calls(root, [*arguments, *case.more(size)])
            for root, size in zip(roots, sizes, strict=True)
        ]
        assert not [errors for _, errors in found if "Traceback" in errors], command
        _, short, middle, long = (count for count, _ in found)
        if long - middle > MOST * max(middle - short, 0) + SLACK:
            grown[command] = (short, middle, long)
    assert not grown
