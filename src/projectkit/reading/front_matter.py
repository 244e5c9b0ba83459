"""Reads the front matter of a Markdown page, in YAML or TOML, as labels with values on one line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from projectkit.model import yaml_text

_YAML, _TOML = "---", "+++"
# A key of YAML at the start of a line, and what begins a list or goes on below it.
_KEY = re.compile(r"""(?P<key>[^\W\d_][^:#"'\n]{0,80}|"[^"\n]{1,80}"|'[^'\n]{1,80}'):(?=\s|$)""")
_TOML_KEY = re.compile(r"""\s*(?P<key>[\w-]{1,80}|"[^"\n]{1,80}")\s*=""")
_TOML_TABLE = re.compile(r"\s*\[{1,2}\s*(?P<name>[\w.\"-]{1,200})\s*\]{1,2}\s*(?:#.*)?")
# What names the thing that a mapping describes.
_NAMES = ("naam", "name", "titel", "title", "label")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of front matter with its value as text, and the number of its line."""

    number: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a page.

    Attributes:
        size: its number of lines with the marks around it; 0 if there is none.
        entries: its keys with values.
        unread: the numbers of lines that are text after all.
    """

    size: int = 0
    entries: tuple[Entry, ...] = ()
    unread: tuple[int, ...] = ()


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter that some lines begin with."""
    mark = lines[0].strip() if lines else ""
    if mark not in {_YAML, _TOML}:
        return FrontMatter()
    ends = {_YAML, "..."} if mark == _YAML else {mark}
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() in ends), 0)
    if not end:
        return FrontMatter()
    body = list(enumerate(lines[1:end], 2))
    found = list(_of_yaml(body) if mark == _YAML else _of_toml(body))
    return FrontMatter(
        end + 1,
        tuple(entry for entry in found if isinstance(entry, Entry)),
        tuple(number for number in found if isinstance(number, int)),
    )


def _of_yaml(lines: list[tuple[int, str]]) -> Iterator[Entry | int]:
    """The entries of YAML, key by key: a key that is not sound costs only itself."""
    blocks: list[list[tuple[int, str]]] = []
    for number, line in lines:
        if _KEY.match(line) or not blocks:
            blocks.append([])
        blocks[-1].append((number, line))
    for block in blocks:
        yield from _of_key(block)


def _of_key(block: list[tuple[int, str]]) -> Iterator[Entry | int]:
    number, first = block[0]
    document = yaml_text.read("\n".join(line for _, line in block))
    if not document.problems and isinstance(document.data, dict):
        yield from (Entry(number, str(key), flat(value)) for key, value in document.data.items())
    elif match := _KEY.match(first):
        # `title: Samen: aan de slag` is not YAML, but its writer meant it so.
        value = first[match.end() :].strip().strip("\"'")
        yield Entry(number, match["key"].strip("\"'"), value)
        yield from (number for number, line in block[1:] if line.strip())
    else:
        yield from (number for number, line in block if line.strip().strip("#"))


def _of_toml(lines: list[tuple[int, str]]) -> Iterator[Entry | int]:
    """The entries of TOML; those of a table are entries like others."""
    try:
        data = tomllib.loads("\n".join(line for _, line in lines))
    except tomllib.TOMLDecodeError:
        yield from (number for number, line in lines if line.strip())
        return
    table: Any = data
    for number, line in lines:
        if named := _TOML_TABLE.fullmatch(line):
            table = _table(data, named["name"])
            if isinstance(table, list) and table:
                # One of several: `[[partners]]` with a name and a role of its own.
                yield Entry(number, named["name"].rpartition(".")[2], flat(table.pop(0)))
        elif (key := _TOML_KEY.match(line)) and isinstance(table, dict):
            name = key["key"].strip('"')
            yield from [Entry(number, name, flat(table.pop(name)))] if name in table else []


def _table(data: Any, name: str) -> Any:
    for part in name.split("."):
        data = data.get(part.strip('" ')) if isinstance(data, dict) else None
    return data


def flat(value: Any) -> str:
    """A value of front matter on one line."""
    if isinstance(value, dict):
        return _described(value)
    if isinstance(value, list):
        return "; ".join(filter(None, map(flat, value)))
    if isinstance(value, date):
        return value.isoformat()[:10]
    return "" if value is None else " ".join(str(value).split())


def _described(value: dict[str, Any]) -> str:
    """A mapping as text: `Anna de Groot (projectleider)` for `{naam: …, rol: …}`."""
    naming = next((key for key in _NAMES if flat(value.get(key))), None)
    if naming is None:
        return "; ".join(f"{key} {flat(part)}" for key, part in value.items())
    rest = ", ".join(filter(None, (flat(part) for key, part in value.items() if key != naming)))
    return f"{flat(value[naming])} ({rest})" if rest else flat(value[naming])
