"""A second `validate` checks only what changed, and says what a first one would say."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as time_of_day
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Ran, clean_environment
from in_process import run_in_process
from projectkit.catalogue import file_check, program, record_file
from projectkit.catalogue.basis import Basis, from_text
from projectkit.store import database
from projectkit.validation import context
from strategies import examples

RECORD = """\
id: {id}
title: Project {id}
status: active
themes:
- jeugdhulpverlening
organisations:
- name: Hogeschool Duinrand
sections:
- kind: other
  heading: Contact
  text: Bel 06-12345678
source:
  file: data/raw/{id}.txt
  sha256: '{digest}'
  encoding: utf-8
  layout: generic
  parser: '1'
  leftover:
  - 5-9
  fields:
    /title: {{lines: 1-30, how: labelled}}
"""
PAGE = "Project {id}\n\nStatus: Lopend\n"
SETTLED = 0.025
"""Seconds after which a file may be kept: see `projectkit.store.scan`."""


class Place:
    """A catalogue, the folder beside it, and a folder for caches."""

    def __init__(self, folder: Path, caches: Path) -> None:
        self.folder = folder
        self.caches = Path(tempfile.mkdtemp(dir=caches))
        self.root = folder / "catalogue"
        for name in ("a", "b", "c"):
            page = PAGE.format(id=name)
            self.write(f"data/raw/{name}.txt", page)
            digest = hashlib.sha256(page.encode()).hexdigest()
            self.write(f"data/structured/{name}.yaml", RECORD.format(id=name, digest=digest))
        self.write("projectkit.toml", "")

    def path(self, name: str) -> Path:
        return self.root / name

    def write(self, name: str, text: str) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Change a file in place, if it is there."""
        if self.path(name).is_file():
            self.write(name, self.path(name).read_text("utf-8").replace(old, new))

    def move(self, old: str, new: str) -> None:
        if self.path(old).exists() and not self.path(new).exists():
            self.path(new).parent.mkdir(parents=True, exist_ok=True)
            self.path(old).rename(self.path(new))

    def settle(self) -> None:
        """Wait until the last change is old enough."""
        last_change = max(path.lstat().st_ctime for path in self.folder.rglob("*"))
        time.sleep(max(0, last_change + SETTLED - time.time()))

    def validate(self, *options: str, cache: str = "cache", **variables: str) -> Ran:
        """What a check says once files have settled."""
        self.settle()
        environment = clean_environment() | variables
        environment["XDG_CACHE_HOME"] = str(self.caches / cache)
        return Ran(*run_in_process(["validate", *options], self.root, environment))

    def agrees(self, *options: str, **variables: str) -> Ran:
        """What a check says, and would say if nothing had been kept."""
        again = self.validate(*options, **variables)
        shutil.rmtree(self.caches / "fresh", ignore_errors=True)
        assert again == self.validate(*options, cache="fresh", **variables)
        return again


Change = Callable[[Place], object]
A, PAGE_A = "data/structured/a.yaml", "data/raw/a.txt"


def as_before(place: Place, name: str, old: bytes, new: bytes, *, in_place: bool) -> None:
    """Other bytes of the same size, at the same time, in the same file or in another."""
    status = place.path(name).stat()
    content = place.path(name).read_bytes().replace(old, new)
    temporary = name if in_place else f"{name}.new"
    place.path(temporary).write_bytes(content)
    os.utime(place.path(temporary), ns=(status.st_atime_ns, status.st_mtime_ns))
    place.path(temporary).replace(place.path(name))
    assert place.path(name).stat().st_size == status.st_size


def same_size_in_place(place: Place) -> None:
    as_before(place, A, b"Project a", b"         ", in_place=True)


def same_size_replaced(place: Place) -> None:
    as_before(place, A, b"Project a", b"         ", in_place=False)


def same_size_page(place: Place) -> None:
    as_before(place, PAGE_A, b"a", b"x", in_place=False)


def twice_in_a_moment(place: Place) -> None:
    place.change(A, "title: Project a", "title: Project X")
    place.validate()
    place.change(A, "title: Project X", "title: ''       ")


def clock_turned_back(place: Place) -> None:
    ahead = time.time() + 86400
    place.change(A, "title: Project a", "title: Project X")
    os.utime(place.path(A), (ahead, ahead))
    place.validate()
    place.change(A, "title: Project X", "title: ''       ")


def page_is_a_link(place: Place) -> None:
    outside = place.folder / "outside.txt"
    shutil.move(place.path(PAGE_A), outside)
    place.path(PAGE_A).symlink_to(outside)


def target_of_page_changes(place: Place) -> None:
    place.move(PAGE_A, "data/raw/real/a.txt")
    place.path(PAGE_A).symlink_to("real/a.txt")
    place.validate()
    place.write("data/raw/real/a.txt", "Iets anders\n")


def pages_are_a_link(place: Place) -> None:
    """The pages are elsewhere, and the same files."""
    place.path("data/raw").rename(place.folder / "raw")
    place.path("data/raw").symlink_to(place.folder / "raw")


def pages_come_back_from_behind_a_link(place: Place) -> None:
    pages_are_a_link(place)
    place.validate()
    place.path("data/raw").unlink()
    (place.folder / "raw").rename(place.path("data/raw"))


def link_leads_elsewhere(place: Place) -> None:
    place.write("data/structured/kept/one.txt", place.path(A).read_text("utf-8"))
    place.write("data/structured/kept/two.txt", "id: a\n")
    place.path(A).unlink()
    place.path(A).symlink_to("kept/one.txt")
    place.validate()
    place.path(A).unlink()
    place.path(A).symlink_to("kept/two.txt")


def link_leads_out(place: Place) -> None:
    target = place.folder / "elsewhere.yaml"
    shutil.move(place.path(A), target)
    place.path(A).symlink_to(target)


def target_of_link_changes(place: Place) -> None:
    place.move(A, "data/structured/a.kept")
    place.path(A).symlink_to("a.kept")
    place.validate()
    place.change("data/structured/a.kept", "title: Project a", "title: ''")


def swapped(place: Place) -> None:
    place.move(A, "data/structured/t.yaml")
    place.move("data/structured/b.yaml", A)
    place.move("data/structured/t.yaml", "data/structured/b.yaml")


def page_comes_back(place: Place) -> None:
    place.move(PAGE_A, "data/away.txt")
    place.validate()
    place.move("data/away.txt", PAGE_A)


def copied(place: Place) -> None:
    shutil.copy2(place.path(A), place.path("data/structured/d.yaml"))


def unreadable(place: Place) -> None:
    place.path("data/structured/c.yaml").unlink(missing_ok=True)
    os.mkfifo(place.path("data/structured/c.yaml"))


def odd_name(place: Place) -> None:
    raw = os.fsencode(place.path("data/structured")) + b"/\xe9.yaml"
    Path(os.fsdecode(raw)).write_text("id: a\ntitle: A\n", "utf-8")


def joined(place: Place) -> None:
    text = "  joined:\n  - id: z\n    file: data/raw/b.txt\n    sha256: '" + "0" * 64 + "'\n"
    place.write(A, place.path(A).read_text("utf-8") + text)
    place.validate()
    place.path("data/raw/b.txt").unlink(missing_ok=True)


def page_named(name: str, then: Change) -> Change:
    """The page is named in a roundabout way, and changes."""

    def change(place: Place) -> None:
        place.change(A, f"file: {PAGE_A}", f"file: {name}")
        place.agrees()
        then(place)

    return change


def other_page(place: Place) -> None:
    place.write(PAGE_A, "Iets anders\n")


def no_page(place: Place) -> None:
    place.path(PAGE_A).unlink()


def setting(text: str) -> Change:
    return lambda place: place.write("projectkit.toml", text)


CHANGES: dict[str, Change] = {
    "nothing": lambda _: None,
    "an edit": lambda place: place.change(A, "title: Project a", "title: ''"),
    "an edit of the same size at the same time": same_size_in_place,
    "another file of the same size and time": same_size_replaced,
    "two edits in a moment": twice_in_a_moment,
    "an edit after the clock was turned back": clock_turned_back,
    "a comment that silences": lambda place: place.change(
        A, "  file: data/raw/a.txt", "  file: data/raw/x.txt  # projectkit: ignore S003"
    ),
    "a broken record": lambda place: place.change(A, "title:", "title: ["),
    "an unknown field": lambda place: place.change(A, "themes:", "thema:"),
    "a wrong choice": lambda place: place.change(A, "status: active", "status: bezig"),
    "another page": other_page,
    "another page of the same size and time": same_size_page,
    "no page": lambda place: place.path(PAGE_A).unlink(missing_ok=True),
    "a page that comes back": page_comes_back,
    "a damaged page": lambda place: place.path(PAGE_A).write_bytes(b"Caf\xe9\x81\n"),
    "a folder in the place of a page": lambda place: (
        place.path(PAGE_A).unlink(),
        place.path(PAGE_A).mkdir(),
    ),
    **{
        f"{what} in the place of {name}": page_named(name, then)
        for name in (f"{PAGE_A}/", f"{PAGE_A}/.", "data/raw/missing/../a.txt", "data//raw/./a.txt")
        for what, then in {"another page": other_page, "no page": no_page}.items()
    },
    "a page behind a link": page_is_a_link,
    "another page behind a link": target_of_page_changes,
    "pages behind a link": pages_are_a_link,
    "pages back from behind a link": pages_come_back_from_behind_a_link,
    "a joined page that goes": joined,
    "a record that is a link": target_of_link_changes,
    "a link that leads elsewhere": link_leads_elsewhere,
    "a link that leads out": link_leads_out,
    "another name": lambda place: place.move(A, "data/structured/z.yaml"),
    "another folder": lambda place: place.move(A, "data/structured/sub/a.yaml"),
    "two names swapped": swapped,
    "a copy": copied,
    "a record less": lambda place: place.path(A).unlink(missing_ok=True),
    "a pipe": unreadable,
    "a name that is not text": odd_name,
    "a new spelling": lambda place: place.change(A, "jeugdhulpverlening", "jeugdhulp-verlening"),
    "a larger share left over": setting("[validate]\nleftover-share = 0.9\n"),
    "a smaller share left over": setting("[validate]\nleftover-share = 0.01\n"),
    "an optional rule": setting('[validate]\nextend-select = ["P001"]\n'),
    "a rule less": setting('[validate]\nignore = ["M"]\n'),
    "another severity": setting('[validate.severity]\nM004 = "error"\n'),
    "a lower limit": setting("[limits]\nrecord-mb = 0.0001\n"),
    "another language": setting('lang = "nl"\n'),
}


@pytest.fixture
def place(tmp_path: Path, cache_home: Path) -> Place:
    return Place(tmp_path, cache_home)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are checked."""
    found: list[str] = []
    load = file_check.load_named_file
    monkeypatch.setattr(
        file_check,
        "load_named_file",
        lambda catalogue, path: found.append(path.name) or load(catalogue, path),
    )
    return found


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_any_change_it_says_what_a_first_check_says(change: Change, place: Place) -> None:
    place.agrees()
    change(place)
    place.agrees()
    place.agrees()


# What can be done after any other change.
REPEATED = sorted(set(CHANGES) - {name for name in CHANGES if "link" in name or "place" in name})


@given(names=st.lists(st.sampled_from(REPEATED), min_size=2, max_size=5))
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.too_slow])
def test_after_changes_in_any_order_too(cache_home: Path, names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), cache_home)
        for name in names:
            if all(place.path(each).is_file() for each in (A, PAGE_A)):
                CHANGES[name](place)
            place.agrees()


def test_what_did_not_change_is_not_checked_again(place: Place, checked: list[str]) -> None:
    place.validate()
    assert checked == ["a.yaml", "b.yaml", "c.yaml"]
    checked.clear()
    place.validate()
    assert checked == []
    place.change(A, "title: Project a", "title: ''")
    place.validate()
    place.validate("data/structured/b.yaml")
    assert checked == ["a.yaml"]


def test_a_choice_of_rules_that_are_always_checked_changes_nothing(
    place: Place, checked: list[str]
) -> None:
    place.validate()
    checked.clear()
    place.agrees("--select", "S")
    assert set(checked[:1]) <= {"a.yaml"}
    checked.clear()
    place.validate("--ignore", "S004")
    assert checked == []


def test_a_file_that_changed_a_moment_ago_is_checked_again(
    place: Place, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projectkit.store.scan._YOUNG", 10**15)
    place.validate()
    place.validate()
    assert checked == ["a.yaml", "b.yaml", "c.yaml"] * 2


def test_options_are_part_of_the_question(place: Place) -> None:
    for options in ([], ["--extend-select", "P001"], ["--select", "S"], ["--format", "full"], []):
        place.agrees(*options)
    place.change(A, "status: active", "status: bezig")
    said = {place.agrees(PROJECTKIT_LANG=language).out for language in ("nl", "en", "nl")}
    assert len(said) == 2


def test_pages_and_files_that_are_named_are_read_each_time(place: Place) -> None:
    place.write("los.yaml", "id: a\ntitle: A\n")
    for names in (["data/raw/a.txt"], ["los.yaml"], [A, "data/raw/b.txt"], ["data/structured"]):
        place.agrees(*names)
    place.write("los.yaml", "id: a\n")
    place.agrees("los.yaml")


def test_a_file_that_could_not_be_read_is_read_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(record_file, "read_record_file", fails)
        assert "F001" in place.validate().out
    assert "F001" not in place.agrees().out


def test_what_was_fixed_is_checked_again(place: Place) -> None:
    place.change(A, "status: active", "status: lopend")
    assert place.validate().code == 1
    assert place.validate("--fix").code == 0
    place.agrees()


class Clock:
    """A clock that stands still."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self, tz: tzinfo) -> datetime:
        return datetime.combine(self.day, time_of_day(12), tz)


@pytest.mark.parametrize("days", [-4000, -400, -1, 0, 1, 300, 364, 365, 366, 367, 4000])
def test_another_day_may_give_another_answer(
    place: Place, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2024, 6, 1)
    for name, end in (("a", "2024-06"), ("b", "2023-06-01"), ("c", "2023-06-02")):
        place.change(f"data/structured/{name}.yaml", "themes:", f"end_date: {end}\nthemes:")
    found = set()
    for day in (today, today + timedelta(days)):
        monkeypatch.setattr(context, "datetime", Clock(day))
        found.add(place.agrees().out.count("M004"))
    assert len(found) == 1 + (days != 0)


def test_another_version_checks_all_files(
    place: Place, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.validate()
    checked.clear()
    monkeypatch.setattr("projectkit.__version__", "9.9")
    place.validate()
    assert checked == ["a.yaml", "b.yaml", "c.yaml"]


def test_another_file_of_the_program_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules/meaning.yaml"
    rule.write_text("M001: 1\n", "utf-8")
    monkeypatch.setattr("projectkit.__path__", [str(tmp_path)])
    before = list(program.program_stamps())
    assert list(program.program_stamps()) == before
    rule.write_text("M001: 2\n", "utf-8")
    assert list(program.program_stamps()) != before


# Trouble with what is kept.


def kept_in(place: Place) -> Path:
    (found,) = (place.caches / "cache").rglob("checks-*/store.sqlite")
    return found


def test_damage_costs_only_time(place: Place, checked: list[str]) -> None:
    place.validate()
    kept_in(place).write_bytes(b"no database" * 1000)
    place.agrees()
    with sqlite3.connect(kept_in(place)) as connection:
        connection.execute("UPDATE files SET record = replace(record, 'S004', 'S003')")
    place.agrees()
    checked.clear()
    place.validate()
    assert checked == []


def test_what_is_kept_of_another_kind_is_not_believed(place: Place) -> None:
    place.validate()
    with sqlite3.connect(kept_in(place)) as connection:
        connection.execute("UPDATE files SET stamp = 'x' WHERE file LIKE '%a.yaml'")
        connection.execute("DELETE FROM files WHERE file LIKE '%b.yaml'")
    place.agrees()


@pytest.mark.parametrize(
    "stamp",
    [
        "[broken",
        "[1,2]",
        "[1,2,3,4,5]",
        '["", "a", 3000000, "", {}]',
        '["", 0, 3000000, "", ["x"]]',
        '["", 0, 3000000, "", {"x": 1}]',
        '{"a": 1}',
        "[" * 100_000,
        "7",
        b"[\xff\0",
        None,
    ],
)
def test_a_damaged_stamp_is_not_believed(
    place: Place, checked: list[str], stamp: str | bytes | None
) -> None:
    place.validate()
    with sqlite3.connect(kept_in(place)) as connection:
        connection.execute("UPDATE files SET stamp = ?", [stamp])
    place.agrees()
    checked.clear()
    place.validate()
    assert checked == []


@pytest.mark.parametrize(
    "part", [{"since": "a"}, {"until": None}, {"record": 1}, {"pages": ["x"]}, {"pages": {"x": 1}}]
)
def test_a_stamp_with_a_part_of_another_type_is_not_a_basis(part: dict[str, object]) -> None:
    sound = Basis("rules", 1, 2, "stamp", {"page": "stamp"})
    assert from_text(sound.to_text()) == sound
    assert from_text(sound._replace(**part).to_text()) is None  # type: ignore[arg-type]


def test_without_a_cache_every_file_is_checked(place: Place, checked: list[str]) -> None:
    (place.caches / "cache").write_text("not a folder", "utf-8")
    place.agrees()
    checked.clear()
    place.validate()
    assert checked == ["a.yaml", "b.yaml", "c.yaml"]


def test_a_cache_that_is_in_use_is_done_without(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.validate()
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    place.change(A, "title: Project a", "title: ''")
    with sqlite3.connect(kept_in(place)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        place.agrees()
    place.agrees()


def test_two_at_the_same_time_say_the_same(place: Place) -> None:
    environment = clean_environment() | {"XDG_CACHE_HOME": str(place.caches / "cache")}
    command = [sys.executable, "-m", "projectkit", "validate"]
    running = [
        subprocess.Popen(
            command, cwd=place.root, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        for _ in range(3)
    ]
    said = {process.communicate(timeout=60)[0] for process in running}
    assert said == {place.agrees().out}
