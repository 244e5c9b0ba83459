"""What stands on a terminal of 80 columns, kept as snapshots; and what page text may not do there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from conftest import REPOSITORY

TOOK = re.compile(r"\d+[.,]\d\d s$", re.MULTILINE)
WIPED = re.compile(r"[^\n]*\r\x1b\[K")
RUNNING = re.compile(r", \d+ (?=running now|nu lopend)")
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def plain(screen: str) -> str:
    """The screen without colours, wiped bars, and the blanks that pad its lines."""
    screen = WIPED.sub("", screen)
    return "\n".join(line.rstrip() for line in ESCAPE.sub("", screen).splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["list", "--lang", "nl", "--columns", "titel,penvoerder,start"],
        ["search", "jeugdzorg"],
        ["search", "zorg", "--facets", "thema,status,jaar", "--lang", "nl"],
        ["search", "jeugdzorg", "--why", "samen"],
        ["similar", "samen-aan-de-keuken", "-n", "3"],
        ["report", "--lang", "nl"],
        ["report", "--by", "thema", "--per", "status"],
        ["show", "leernetwerk-jeugd"],
        ["show", "schuldenvrije", "--lang", "nl"],
        ["show", "van-bankje"],
        ["validate"],
        ["explain", "schuldenvrije"],
    ],
    ids=" ".join,
)
def test_screen(
    arguments: list[str], screen: Callable[..., str], snapshot: SnapshotAssertion
) -> None:
    shown = TOOK.sub("0.00 s", plain(screen(*arguments, cwd=REPOSITORY)))
    # How many run today depends on the day.
    assert RUNNING.sub(", N ", shown) == snapshot


def test_ingest_screen(
    tmp_path: Path, screen: Callable[..., str], snapshot: SnapshotAssertion
) -> None:
    shutil.copytree(REPOSITORY / "data/raw", tmp_path / "data/raw")
    (tmp_path / "data/structured").mkdir()
    assert plain(screen("ingest")) == snapshot


def test_no_line_is_wider_than_the_terminal(screen: Callable[..., str]) -> None:
    for arguments in (["list"], ["search", "zorg"], ["show", "van-bankje"]):
        shown = plain(screen(*arguments, cwd=REPOSITORY))
        assert max(map(len, shown.splitlines())) <= 80


def test_a_terminal_gets_colour_and_no_color_is_obeyed(screen: Callable[..., str]) -> None:
    coloured = re.compile(r"\x1b\[3[0-9]m")
    assert coloured.search(screen("show", "van-bankje", cwd=REPOSITORY))
    assert not coloured.search(screen("show", "van-bankje", cwd=REPOSITORY, env={"NO_COLOR": "1"}))


HOSTILE = """\
id: hostile
title: "[bold red]rood[/] \\e[31mrood\\a :smile:"
themes: ["\\e]0;titel\\a"]
sections:
- kind: goal
  heading: "[link=file:///etc/passwd]klik[/link]"
  text: "\\e[2J[blink]weg[/]"
"""


@pytest.mark.parametrize(
    "arguments", [["show", "hostile"], ["list"], ["search", "rood"]], ids=" ".join
)
def test_page_text_is_neither_markup_nor_control(
    arguments: list[str], tmp_path: Path, screen: Callable[..., str]
) -> None:
    folder = tmp_path / "data/structured"
    folder.mkdir(parents=True)
    (folder / "hostile.yaml").write_text(HOSTILE)
    shown = screen(*arguments)
    flat = re.sub(r"\s+", " ", plain(shown))
    assert "[bold red]rood[/]" in flat
    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown
    assert "\x07" not in shown
    assert "\x1b[31mrood" not in shown


def test_ids_that_look_like_paths_lead_nowhere(tmp_path: Path, screen: Callable[..., str]) -> None:
    (tmp_path / "data/structured").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("id: secret\n")
    assert "there is no record" in screen("show", "../../secret")


def test_names_of_files_and_keys_cannot_reach_the_terminal(
    tmp_path: Path, screen: Callable[..., str]
) -> None:
    (tmp_path / "data/structured").mkdir(parents=True)
    (tmp_path / "data/raw").mkdir()
    (tmp_path / "data/raw/a\x1b]0;x\x07.txt").write_text("Titel\n\nStatus: Lopend\n")
    (tmp_path / "data/structured/h.yaml").write_text('id: h\n"\\e]0;pwn\\a\\e[2J": 1\n')
    for arguments in (
        ["show", "h"],
        ["ingest"],
        ["ingest", "--dry-run", "--diff"],
        ["validate"],
        ["list", "--json"],
    ):
        shown = screen(*arguments)
        assert "\x1b]" not in shown
        assert "\x07" not in shown
        assert "\x1b[2J" not in shown


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "jeugdzorg"],
        ["search", "jeugdzorg", "--why", "samen"],
        ["privacy", "find", "Maartje Olde Riekerink"],
        ["import", "docs/examples/projecten.csv", "--dry-run"],
        ["explain", "data/raw/nieuwsoverzicht.txt"],
        ["layout", "test", "docs/examples/duinrand.yaml", "data/raw/nieuwsoverzicht.txt"],
        ["privacy", "--help"],
        ["validate", "--help"],
        ["rule"],
    ],
    ids=" ".join,
)
def test_nothing_is_broken_by_the_edge_of_the_screen(
    arguments: list[str], language: str, screen: Callable[..., str]
) -> None:
    shown = plain(screen(*arguments, "--lang", language, cwd=REPOSITORY))
    assert [line for line in shown.splitlines() if len(line) > 80] == []
    assert not re.search(r"\w\.\.\.$", shown, re.MULTILINE)
    assert "\t" not in shown


def test_figures_and_dates_are_as_the_language_writes_them(screen: Callable[..., str]) -> None:
    found = plain(screen("search", "jeugdzorg", "--lang", "nl", cwd=REPOSITORY))
    assert "lopend · 1 sep 2024–31 aug 2026" in found.replace("\u00a0", " ")
    why = plain(screen("search", "jeugdzorg", "--why", "samen", "--lang", "nl", cwd=REPOSITORY))
    assert "11,092  het heeft" in why


def test_words_are_in_the_language_of_the_user(screen: Callable[..., str]) -> None:
    rules = plain(screen("rule", "--lang", "nl", cwd=REPOSITORY))
    assert re.search(r"^C001 +fout +double-id", rules, re.MULTILINE)
    file = "docs/examples/projecten.csv"
    imported = plain(screen("import", file, "--dry-run", "--lang", "nl", cwd=REPOSITORY))
    assert re.search(r"^anders .* status, organisaties$", imported, re.MULTILINE)
    roles = ("list", "nachtdienst", "--columns", "titel,rol", "--lang")
    assert "Nachtdienst in de leefgroep  Programmaleider\n" in plain(
        screen(*roles, "nl", cwd=REPOSITORY)
    )
    assert "Programmaleider; programme leader\n" in plain(screen(*roles, "en", cwd=REPOSITORY))


def test_a_quiet_search_shows_answers_alone(screen: Callable[..., str]) -> None:
    shown = plain(screen("search", "jeugdzorg", "-q", "--limit", "1", cwd=REPOSITORY))
    assert shown.rstrip().endswith("themes: Jeugdzorg; Gezondheid en Zorg")


def test_what_may_be_meant_is_named_as_the_user_names_it(screen: Callable[..., str]) -> None:
    for written, language, meant in (
        ("thmea:zorg", "nl", "thema"),
        ("perosn:Bos", "nl", "persoon"),
        ("--columns=leider", "nl", "penvoerder"),
        ("einddatm:2020", "nl", "einddatum"),
        ("thmea:zorg", "en", "themes"),
    ):
        shown = plain(screen("list", written, "--lang", language, cwd=REPOSITORY))
        assert f"`{meant}`?" in shown.replace("\n", " "), shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "a.pdf: het bestand is leeg"),
        ("b.pdf", b"%PDF-1.4\nafgebroken", "b.pdf: het is geen PDF, of het bestand is beschadigd"),
        ("c.docx", b"PK\x03\x04half", "c.docx: het is geen Word-document, of het bestand is"),
    ],
)
def test_a_broken_document_is_named_in_the_language_of_the_user(
    name: str, content: bytes, said: str, tmp_path: Path, screen: Callable[..., str]
) -> None:
    (tmp_path / name).write_bytes(content)
    shown = plain(screen("explain", name, "--lang", "nl"))
    assert said in shown.replace("\n", " ")


def test_values_of_config_are_the_same_in_both_languages(screen: Callable[..., str]) -> None:
    def values(language: str) -> list[str]:
        shown = plain(screen("config", "--json", "--lang", language, cwd=REPOSITORY))
        return [line for line in re.findall(r'"value": "(.*)"', shown) if line != language]

    assert values("nl") == values("en")


def test_erasing_nobody_says_so(screen: Callable[..., str]) -> None:
    shown = screen("privacy", "erase", "Jan Niemand", "--dry-run", cwd=REPOSITORY)
    assert plain(shown) == "there is nothing to erase"


def test_a_rule_is_shown_without_markdown(screen: Callable[..., str]) -> None:
    shown = plain(screen("rule", "M004", "--lang", "nl", cwd=REPOSITORY))
    assert shown.startswith("M004 status-against-dates")
    assert "\n    id: buurtkracht" in shown.replace("\r", "")
    assert "```" not in shown


@pytest.mark.parametrize("options", [(), ("--sort", "-start")])
def test_a_table_that_is_cut_says_how_many_there_are(
    screen: Callable[..., str], options: tuple[str, ...]
) -> None:
    shown = plain(screen("list", *options, "-n", "3", "--lang", "nl", cwd=REPOSITORY))
    assert "3 van 11 projecten" in shown
    assert "11 projecten" in plain(screen("list", "-n", "11", "--lang", "nl", cwd=REPOSITORY))


def test_facets_that_are_cut_say_how_many_more_there_are(screen: Callable[..., str]) -> None:
    shown = plain(screen("list", "--facets", "status,persoon", "-n", "2", cwd=REPOSITORY))
    assert shown.count("more") == 1
    assert re.search(r"… \d+ more", shown)
