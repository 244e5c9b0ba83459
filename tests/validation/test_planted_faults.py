"""A catalogue in which faults were planted: exactly these are found, each at its place, whatever else is wrong."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from projectkit.catalogue import cores, record_checks
from projectkit.catalogue.check import Targets, check_catalogue
from projectkit.catalogue.root import Catalogue
from projectkit.validation.context import Context
from projectkit.validation.selection import RuleSelection, select

MARK = "▸"
FAULTS = 200
PARTNER = 9999
PAGE = "Project {n}\n\nStatus: Lopend\n"
SOUND = """\
schema_version: 1
id: project-{n}
kind: project
title: Project nummer {n}
status: completed
start_date: 2019-01
end_date: '2020'
themes:
- Wonen {n}
organisations:
- name: Hogeschool {n}
  role: lead
  ror: https://ror.org/04pp8hn57
persons:
- name: Persoon {n}
  email: persoon{n}@hogeschool.example
  phone: '+31655555555'
identifiers:
- scheme: doi
  value: 10.1234/project-{n}
sections:
- kind: goal
  heading: Doel
  text: |-
    Een doel.

    En nog een.
links:
- url: https://hogeschool.example/{n}
source:
  file: data/raw/{n}.txt
  sha256: {digest}
  encoding: utf-8
  layout: generic
  parser: '1'
  fields:
    /title: {{lines: 1-9, how: positional}}
"""
# What is planted: the code, what stands in a sound record, and what stands there instead.
KINDS = [
    ("Y001", "title: Project", "title: Project▸: deel"),
    ("Y002", "kind: project", "kind: project\n▸kind: project"),
    ("Y003", "title: Project", "title: ▸&a Project"),
    ("Y004", "title: Project", "title: ▸!naam Project"),
    ("Y005", "themes:\n- Wonen", "themes:\n▸\t- Wonen"),
    ("R002", "start_date:", "▸startdatum:"),
    ("R002", "  role: lead", "  ▸rol: lead"),
    ("R003", "status: completed", "status: ▸klaar"),
    ("R003", "end_date: '2020'", "end_date: ▸'20-20'"),
    ("R003", "phone: '+31655555555'", "phone: ▸06-55555555"),
    ("R003", "themes:\n- Wonen", "themes: ▸Wonen"),
    ("R004", "- name: Persoon {n}\n  email", "- ▸email"),
    ("R005", "schema_version: 1", "schema_version: ▸2"),
    ("R006", "start_date: 2019-01", "start_date: ▸2019-13"),
    ("M001", "title: Project nummer {n}", "title: ▸null"),
    ("M002", "end_date: '2020'", "end_date: ▸2018-12"),
    ("M003", "- Wonen {n}", "- Wonen {n}\n- ▸wonen {n}"),
    ("M003", "persons:", "persons:\n- name: Persoon {n}"),
    ("M004", "status: completed", "status: ▸active"),
    ("M005", "links:", "- ▸kind: results\n  heading: Resultaat\nlinks:"),
    ("M006", "'+31655555555'", "▸'+3165555555'"),
    ("M007", "email: persoon{n}@hogeschool.example", "email: ▸persoon{n}.example"),
    ("M008", "url: https://", "url: ▸"),
    ("M009", "https://ror.org/04pp8hn57", "▸https://ror.org/04pp8hn58"),
    ("M010", "value: 10.1234/", "value: ▸doi/"),
    ("C001", "id: project-{n}", "id: ▸project-twee"),
    ("C002", "id: project-{n}", "id: ▸project-x-{n}"),
    ("C003", "file: data/raw/{n}.txt", "file: ▸data/raw/page.txt"),
    ("C004", "- Wonen {n}", "- ▸Volkshuis-vesting"),
    ("C005", "name: Hogeschool {n}", "name: ▸hogeschool duinrand"),
    ("S001", "lines: 1-9, how: positional", "how: manual, state: conflict"),
    ("S002", "sha256: ", "sha256: ▸00"),
    ("S003", "file: data/raw/{n}.txt", "file: ▸data/raw/weg-{n}.txt"),
    ("S004", "  fields:", "  leftover: ▸[20-40]\n  fields:"),
]


def digest_of(number: int) -> str:
    return hashlib.sha256(PAGE.format(n=number).encode()).hexdigest()


def record(number: int) -> str:
    return SOUND.format(n=number, digest=digest_of(number))


def planted(code: str, old: str, new: str, number: int) -> tuple[str, tuple[str, int, int]]:
    """A record with one fault, and the code and place of the finding that it should give."""
    text = record(number).replace(old.format(n=number), new.format(n=number), 1)
    if code == "S002":
        text = re.sub(MARK + r"\w+", f"{MARK}{'0' * 64}", text)
    if code == "C003":
        text = re.sub(r"sha256: \w+", f"sha256: {digest_of(PARTNER)}", text)
    if MARK not in text:  # the double person is the second one, and a conflict stands at its field
        at = (
            text.rindex("name: Persoon")
            if code == "M003"
            else text.index("title: ") + len("title: ")
        )
        text = text[:at] + MARK + text[at:]
    before = text.partition(MARK)[0]
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    return text.replace(MARK, ""), (code, *place)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    for folder in ("raw", "structured"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    return Catalogue(tmp_path)


def plant(catalogue: Catalogue) -> set[tuple[str, str, int, int]]:
    expected = set()
    for number in range(FAULTS):
        text, (code, line, column) = planted(*KINDS[number % len(KINDS)], number)
        name = f"data/structured/project-{number}.yaml"
        if code == "C001":  # the id of the file before it, in a folder of its own
            name = f"data/structured/z/{number}/project-twee.yaml"
        (catalogue.root / name).parent.mkdir(parents=True, exist_ok=True)
        (catalogue.root / name).write_text(text, "utf-8")
        expected.add((code, name, line, column))
        (catalogue.raw / f"{number}.txt").write_text(PAGE.format(n=number), "utf-8")
    return expected


def partners(catalogue: Catalogue) -> None:
    """Sound records that those with a fault across records are compared with; most write a name as is usual."""
    text = record(PARTNER).replace(f"Wonen {PARTNER}", "Volkshuisvesting")
    text = text.replace(f"Hogeschool {PARTNER}", "Hogeschool Duinrand")
    for number in range(10):
        name = f"a{number}" if number else "project-twee"
        page = "page" if number == 1 else name
        own = text.replace(f"id: project-{PARTNER}", f"id: {name}").replace(
            f"raw/{PARTNER}.txt", f"raw/{page}.txt"
        )
        (catalogue.structured / f"{name}.yaml").write_text(own, "utf-8")
        (catalogue.raw / f"{page}.txt").write_text(PAGE.format(n=PARTNER), "utf-8")


@pytest.mark.parametrize("processes", [1, 2])
def test_exactly_the_planted_faults_are_found(
    catalogue: Catalogue, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_checks, "_ALONE", 10)
    monkeypatch.setattr(cores, "cores", lambda: processes)
    expected = plant(catalogue)
    partners(catalogue)
    checked = check_catalogue(
        catalogue, Targets(), RuleSelection(select()), Context(catalogue.root)
    )
    found = {
        (d.code, d.location.file, d.location.line, d.location.column) for d in checked.findings
    }
    assert found == expected
    assert len(checked.findings) == FAULTS
