"""Inputs that grow, the commands that read them, and how many calls each takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from unittest.mock import patch

from conftest import clean_environment
from in_process import run_in_process

Grown = Callable[[Path, int], None]
"""Writes an input of a size into a catalogue."""

HEAD = "id: a\ntitle: Samen wonen\n"


def _record(make: Callable[[int], str], *, head: str = HEAD) -> Grown:
    """One record file whose text grows."""
    return lambda root, size: _write(root, "a", head + make(size))


def _records(make: Callable[[int], str]) -> Grown:
    """As many record files as the size, of which each has a number."""

    def grow(root: Path, size: int) -> None:
        for number in range(size):
            _write(root, f"r{number}", f"id: r{number}\n{make(number)}")

    return grow


def _write(root: Path, name: str, text: str) -> None:
    (root / "data/structured" / f"{name}.yaml").write_text(text, "utf-8")


def _items(field: str, item: str) -> Grown:
    """A list with as many items as the size; `#` is the number of each."""
    return _record(
        lambda size: f"{field}:\n" + "".join(item.replace("#", str(n)) for n in range(size))
    )


def _section(make: Callable[[int], str]) -> Grown:
    """A record with one text that grows."""
    return _record(lambda size: f"sections:\n- kind: goal\n  text: '{make(size)}'\n")


def word(size: int) -> str:
    """A word of a length, with letters as text has them."""
    return "".join("abcdefghijklmnopqrstuvwxyz"[n * n % 25 + n % 2] for n in range(size))


RECORDS: dict[str, Grown] = {
    "many records": _records(
        lambda n: (
            f"title: Samen wonen {n}\nstart_date: '{1990 + n % 30}'\nthemes: [Wonen, thema {n}]\n"
            f"organisations:\n- name: Stichting {n}\n  role: lead\npersons:\n- name: Anna de Groot\n"
            f"  email: a{n}@x.example\nsections:\n- kind: goal\n  text: Samen met buurt {n} aan de slag.\n"
        )
    ),
    "records alike": _records(lambda _: "title: Samen wonen in de wijk\nstart_date: '2020'\n"),
    "records broken": _records(lambda n: f"titel: Samen {n}\nstart_datum: '2020'\noops: [\n"),
    "records with unknown fields": _records(lambda n: f"titel: Samen {n}\nstart_datum: '2020'\n"),
    "long text": _section(lambda n: "Samen aan de slag in de buurt. " * n),
    "long word": _section(lambda n: word(n * 20)),
    "many words": _section(lambda n: " ".join(f"woord{i}" for i in range(n))),
    "contacts in a text": _section(lambda n: "Bel 06-12345678 of mail anna@hr.nl, Anna de Groot. " * n),
    "paragraphs": _section(lambda n: "- Samen\n\n  # Kop\n\n" * n),
    "sections": _items("sections", "- kind: goal\n  heading: Kop #\n  text: Samen #\n"),
    "empty sections": _items("sections", "- kind: goal\n  text: ''\n"),
    "sections alike": _items("sections", "- kind: goal\n  heading: Kop\n  text: Samen #\n"),
    "persons": _items("persons", "- name: Anna de Groot #\n  email: a#@x.example\n  phone: '+3165551732#'\n"),
    "persons alike": _items("persons", "- name: Anna de Groot\n  email: a#@x.example\n"),
    "organisations": _items("organisations", "- name: Stichting De Brug #\n  role: partner\n"),
    "organisations alike": _items("organisations", "- name: Stichting De Brug\n  role: partner\n"),
    "themes": _items("themes", "- Thema #\n"),
    "themes on one line": _record(lambda n: "themes: [" + ", ".join(f"Thema {i // 2}" for i in range(n)) + "]\n"),
    "identifiers": _items("identifiers", "- scheme: nwo\n  value: '024.004.#'\n"),
    "funding": _items("funding", "- funder: ZonMw #\n  amount: 1#\n  currency: EUR\n"),
    "subprojects": _items("subprojects", "- title: Deel #\n  text: Samen #\n"),
    "links": _items("links", "- url: https://x.example/#\n  label: Bel 06-12345678 #\n"),
    "links alike": _items("links", "- url: https://x.example/\n"),
    "alternate titles": _items("alternate_titles", "- Samen wonen #\n"),
    "comments": _items("themes", "- Thema #  # Anna de Groot, projectkit: ignore M003\n"),
    "silences": _items("themes", "- Thema  # projectkit: ignore M003\n"),
    "unknown fields": _record(lambda n: "".join(f"veld{i}: x\n" for i in range(n))),
    "misspelt fields": _items("persons", "- nam: Anna #\n  emial: a@x.example\n"),
    "wrong values": _items("organisations", "- name: A #\n  role: penvoerder\n"),
    "keys twice": _record(lambda n: "title: A\n" * n),
    "tabs": _items("sections", "-\tkind: goal\n\ttext: x\n"),
    "aliases": _record(lambda n: "themes: &a [" + "*a, " * n + "*a]\n"),
    "nested": _record(lambda n: "themes: " + "[" * n + "]" * n + "\n"),
    "odd breaks": _items("themes", "- Thema\u2028 #\u0085\n"),
    "beyond the plane": _items("themes", "- Thema 😀 #\n"),
    "source": _record(
        lambda n: "themes: [" + ", ".join(f"t{i}" for i in range(n)) + "]\nsource:\n"
        f"  file: data/raw/a.txt\n  sha256: {'0' * 64}\n  encoding: utf-8\n  layout: generic\n"
        "  parser: '1'\n  fields:\n"
        + "".join(f"    /themes/{i}: {{lines: [{i + 1}], how: label}}\n" for i in range(n))
    ),
}  # fmt: skip
"""What records may hold."""


def _pages(root: Path, size: int) -> None:
    for number in range(size):
        _page(root, f"Aanpak\n\nIn buurt {number} gaan we samen aan de slag.\n", f"p{number}")


def _page(root: Path, text: str, name: str = "a") -> None:
    head = f"Titel van project {name}\n\nStatus: Lopend\nStartdatum: 2020\n\n"
    (root / f"data/raw/{name}.txt").write_text(head + text, "utf-8")


PAGES: dict[str, Grown] = {
    "many pages": _pages,
    "long page": lambda root, size: _page(
        root, "Aanpak\n\n" + "Anna de Groot belt 06-12345678 in de buurt.\n\n" * size
    ),
    "labels": lambda root, size: _page(
        root, "".join(f"Programma: RAAK {n}\nPartner: Stichting {n}\n" for n in range(size))
    ),
    "page of one line": lambda root, size: _page(root, "Partners: " + "Stichting De Brug, " * size),
    "names in a row": lambda root, size: _page(
        root, "Wij doen dit samen met " + ", ".join(f"Stichting A{n}" for n in range(size)) + ".\n"
    ),
    "page of one word": lambda root, size: _page(root, "Aanpak\n\n" + word(size * 20)),
}
"""What pages may hold."""

QUERIES: dict[str, Callable[[int], list[str]]] = {
    "many words": lambda n: ["samen"] * n,
    "different words": lambda n: [f"woord{i}" for i in range(n)],
    "many terms": lambda n: [f"thema:t{i}" for i in range(n)],
    "alternatives": lambda n: " OR ".join(f"thema:t{i}" for i in range(n)).split(),
    "not": lambda n: ["NOT"] * n + ["samen"],
    "brackets": lambda n: ["(" * n + "samen" + ")" * n],
    "open brackets": lambda n: ["(" * n],
    "quotes": lambda n: ['"samen wonen" ' * n],
    "long phrase": lambda n: ['"' + "samen wonen " * n + '"'],
    "long word": lambda n: [word(20 * n)],
    "wildcards": lambda n: ["thema:" + "*a" * n],
    "ranges": lambda n: ["start:2010..2020"] * n,
    "colons": lambda n: ["a:" * n],
}
"""Queries that grow."""

SETTINGS: dict[str, Callable[[int], str]] = {
    "sets of columns": lambda n: "[columns]\n" + "".join(f"s{i} = ['titel']\n" for i in range(n)),
    "columns": lambda n: f"[columns]\nx = {['titel'] * n}\n",
    "exports": lambda n: "".join(f"[export.e{i}]\noutput = 'e{i}.csv'\n" for i in range(n)),
    "ignores": lambda n: f"[validate]\nignore = {['M003'] * n}\n",
    "severities": lambda n: "[validate.severity]\n" + "".join(f"M{i} = 'error'\n" for i in range(n)),
    "ignores per file": lambda n: (
        "[validate.per-file-ignores]\n" + "".join(f"'data/x{i}/*' = ['M003']\n" for i in range(n))
    ),
    "unknown settings": lambda n: "".join(f"lnag{i} = 'x'\n" for i in range(n)),
}  # fmt: skip
"""Settings that grow."""

IMPORTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "rows": ("in.csv", lambda n: "id,title\n" + "".join(f"i{i},Titel {i}\n" for i in range(n))),
    "rows alike": ("in.csv", lambda n: "title\n" + "Titel\n" * n),
    "columns": ("in.csv", lambda n: "title," + ",".join(f"c{i}" for i in range(n)) + "\nA" + ",x" * n + "\n"),
    "wrong rows": ("in.csv", lambda n: "id,title,status\n" + "".join(f"i{i},T,raar\n" for i in range(n))),
    "long cell": ("in.csv", lambda n: "title,summary\nA," + "samen wonen " * n + "\n"),
    "parts of a cell": ("in.csv", lambda n: 'title,themes\nA,"' + "; ".join(f"t{i}" for i in range(n)) + '"\n'),
    "records": ("in.jsonl", lambda n: "".join(f'{{"id": "i{i}", "title": "T {i}"}}\n' for i in range(n))),
    "items": ("in.json", lambda n: '[{"id": "i", "title": "T", "themes": [' + ", ".join(f'"t{i}"' for i in range(n)) + "]}]"),
    "nested": ("in.json", lambda n: "[" * n + "]" * n),
    "documents": ("in.yaml", lambda n: "".join(f"- id: i{i}\n  title: T\n" for i in range(n))),
}  # fmt: skip
"""Files to import that grow."""


def catalogue(root: Path) -> Path:
    """An empty catalogue."""
    for folder in ("data/raw", "data/structured"):
        (root / folder).mkdir(parents=True)
    (root / "projectkit.toml").touch()
    return root


def calls(root: Path, arguments: Iterable[str]) -> tuple[int, str]:
    """How many functions a command calls, on one core; and what it says of errors."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    environment = clean_environment() | {"XDG_CACHE_HOME": str(root / "cache")}
    before = sys.getprofile()
    with patch.object(os, "sched_getaffinity", lambda _: {0}):
        sys.setprofile(counted)
        try:
            _code, _out, errors = run_in_process([*arguments], root, environment)
        finally:
            sys.setprofile(before)
    return count, errors
