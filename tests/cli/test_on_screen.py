"""What a person meets on a terminal: widths, the pager, links, quiet, finding, opening, help."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_screens import plain

from conftest import REPOSITORY, Run
from projectkit.cli import pager
from projectkit.cli.progress import ProgressBar

Screen = Callable[..., str]

PAGE = "{title}\n\nStatus: Lopend\nStartdatum: 1 mei 2020\n\nAanleiding\n\nEr is wat aan de hand.\n"


@pytest.fixture
def several(catalogue: Path, write_page: Callable[[str, str], Path], run: Run) -> Path:
    """A catalogue with five records."""
    for name, title in (
        ("a.txt", "Samen aan de slag in de wijk"),
        ("b.txt", "Samen leren"),
        ("c.html", "Zorg om water"),
        ("d.txt", "Zorg & Welzijn"),
        ("e.txt", "Het water stijgt"),
    ):
        text = PAGE.format(title=title)
        write_page(name, f"<html><body><pre>{text}</pre></body></html>" if "html" in name else text)
    assert run("ingest").code == 0
    return catalogue


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_line_is_wider_than_the_terminal(screen: Screen, columns: int, language: str) -> None:
    for arguments in (
        ["list"],
        ["show", "van-bankje"],
        ["list", "--columns", "id,titel,penvoerder,partners,start,eind,bedrag,thema"],
        ["config"],
        ["help"],
        ["help", "export"],
        ["show", "keukentafel"],
        ["export", "-o", "/dev/null", "--format", "cerif"],
    ):
        shown = plain(screen(*arguments, "--lang", language, cwd=REPOSITORY, columns=columns))
        long = [line for line in shown.splitlines() if len(line) > columns]
        # The names of options stand before their help, however long.
        assert [line for line in long if "--with" not in line] == []


@pytest.mark.parametrize("columns", [70, 80, 120])
def test_ids_of_a_table_can_be_pasted(screen: Screen, run: Run, columns: int) -> None:
    shown = plain(screen("list", cwd=REPOSITORY, columns=columns, env={"COLUMNS": str(columns)}))
    ids = re.findall(r"^([a-z][a-z0-9-]+…?)(?: {2,}|$)", shown, re.MULTILINE)
    ids = [each for each in ids if each != "id"]
    assert len(ids) == 11
    assert any(each.endswith("…") for each in ids)
    for each in ids:
        answer = run("show", each, "--json", cwd=REPOSITORY)
        assert answer.json["id"].startswith(each.removesuffix("…"))


def paged(screen: Screen, tmp_path: Path, *arguments: str, **env: str) -> tuple[str, str]:
    """What is on the terminal, and what went to the pager."""
    seen, script = tmp_path / "seen", tmp_path / "pager.sh"
    seen.unlink(missing_ok=True)
    script.write_text(f"#!/bin/sh\nexec head -n {env.pop('most', '9999')} > {seen}\n")
    script.chmod(0o755)
    shown = screen(*arguments, cwd=REPOSITORY, env={"PAGER": str(script), "LINES": "20"} | env)
    return shown, seen.read_text("utf-8") if seen.exists() else ""


def test_what_does_not_fit_goes_to_the_pager_of_the_user(screen: Screen, tmp_path: Path) -> None:
    shown, seen = paged(screen, tmp_path, "list")
    assert shown == ""
    assert "11 projects" in seen
    assert "\x1b[" in seen
    shown, seen = paged(screen, tmp_path, "list", VTE_VERSION="7200")
    assert "11 projects" in seen
    assert "\x1b]8" not in seen
    shown, seen = paged(screen, tmp_path, "list", LINES="300")
    assert "11 projects" in shown
    assert not seen
    for arguments, env in (
        (["list", "--no-pager"], {}),
        (["list"], {"PROJECTKIT_NO_PAGER": "1"}),
        (["list"], {"TERM": "dumb"}),
        (["list"], {"PAGER": "cat"}),
        (["list"], {"PAGER": ""}),
        (["list"], {"PAGER": "no such 'program"}),
        (["ingest", "--dry-run", "--verbose"], {}),
    ):
        shown, seen = paged(screen, tmp_path, *arguments, **env)
        assert shown
        assert not seen


def test_a_pager_can_be_left_early(screen: Screen, tmp_path: Path) -> None:
    shown, seen = paged(screen, tmp_path, "help", most="1")
    assert (shown, seen.count("\n")) == ("", 1)


def test_less_says_how_to_leave_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("stdin", "stdout"):
        stream = io.StringIO()
        stream.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert pager.chosen_pager() == ["less", r"-Psq\: leave, space\: next page, /word\: find"]
    monkeypatch.setenv("PAGER", "less -S")
    assert pager.chosen_pager() == ["less", "-S", r"-Psq\: leave, space\: next page, /word\: find"]
    monkeypatch.setenv("PAGER", "most")
    assert pager.chosen_pager() == ["most"]


def test_links_are_for_terminals_that_know_them(screen: Screen) -> None:
    link = "\x1b]8;;file://"
    for arguments in (["list"], ["show", "oeverplus"]):
        assert link not in screen(*arguments, cwd=REPOSITORY)
        assert link not in screen(*arguments, cwd=REPOSITORY, env={"VTE_VERSION": "4200"})
        assert link in screen(*arguments, cwd=REPOSITORY, env={"VTE_VERSION": "7200"})
        assert link not in screen(
            *arguments, cwd=REPOSITORY, env={"VTE_VERSION": "7200", "TMUX": "x"}
        )


def test_a_link_is_only_made_of_an_address(catalogue: Path, screen: Screen) -> None:
    (catalogue / "data/structured/x.yaml").write_text(
        'id: x\nlinks:\n- {url: "https://a.example/\\e]8;;evil"}\n- {url: "javascript:x"}\n'
        "- {url: 'https://goed.example/a'}\n"
    )
    shown = screen("show", "x", env={"KITTY_WINDOW_ID": "1"})
    assert re.findall("\x1b]8;;([^\x1b]+)", shown) == ["https://goed.example/a"]


def test_quiet_commands_say_what_is_asked_and_what_is_wrong(
    several: Path, run: Run, screen: Screen
) -> None:
    assert run("validate", "-q").err == ""
    assert run("export", "-o", "x.csv", "--quiet").err == ""
    assert run("duplicates", env={"PROJECTKIT_QUIET": "1"}).err == ""
    assert run("set", "samen-leren", "status=afgerond", "-q").err == ""
    assert (run("ingest", "-q").out, run("ingest", "-q").err) == ("", "")
    assert run("show", "nergens", "-q").err.startswith("projectkit: there is no record")
    (several / "data/structured/kapot.yaml").write_text("id: [")
    assert "left out, broken" in run("list", "-q").err
    assert screen("ingest", "-q").splitlines() == [
        "left out, broken: data/structured/kapot.yaml; run `projectkit validate`"
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["samen-l"], "samen-leren"),
        (["samen-l…"], "samen-leren"),
        (["SAMEN-LEREN"], "samen-leren"),
        (["samen-leren.yaml"], "samen-leren"),
        (["Samen", "leren"], "samen-leren"),
        (["Samen leren"], "samen-leren"),
        (["om", "wat"], "zorg-om-water"),
        (["wijk", "samen"], "samen-aan-de-slag-in-de-wijk"),
        (["Zorg & Welzijn"], "zorg-welzijn"),
    ],
)
@pytest.mark.usefixtures("several")
def test_a_record_is_found_by_its_id_or_title(words: list[str], found: str, run: Run) -> None:
    assert run("show", *words, "--json").json["id"] == found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["samen"], "2 ids begin with `samen`: samen-aan-de-slag-in-de-wijk, samen-leren\n"),
        (["aan", "zorg"], "there is no record `aan zorg`"),
        (["samne-leren"], "did you mean `samen-leren`?"),
        (["wijkk"], "did you mean `samen-aan-de-slag-in-de-wijk`?"),
        (["samen-aan-de-slgg"], "did you mean `samen-aan-de-slag-in-de-wijk`?"),
        (["qqq"], "there is no record `qqq`; `projectkit list` shows them all\n"),
    ],
)
@pytest.mark.usefixtures("several")
def test_what_is_near_is_offered(words: list[str], said: str, run: Run) -> None:
    answer = run("show", *words)
    assert answer.code == 2
    assert said in answer.err


@pytest.mark.usefixtures("several")
def test_titles_that_fit_are_listed_with_their_ids(run: Run) -> None:
    assert run("show", "water").err.splitlines() == [
        "projectkit: 2 titles have the words `water`:",
        "  het-water-stijgt  Het water stijgt",
        "  zorg-om-water     Zorg om water",
    ]
    assert "2 ids begin with `zor`" in run("show", "zor").err


def test_a_page_is_of_the_file_as_it_is_now(several: Path, screen: Screen) -> None:
    path = several / "data/structured/samen-leren.yaml"
    assert "1 May 2020" in plain(screen("show", "samen-leren"))
    path.write_text(path.read_text().replace("2020-05-01", "2021-06-02"))
    assert "2 June 2021" in plain(screen("show", "samen-leren"))
    assert "2 June 2021" in plain(screen("show", "samen-leren"))
    path.write_text(path.read_text().replace("2021-06-02", "juni"))
    assert "samen-leren.yaml" in plain(screen("show", "samen-leren"))
    assert "2 June 2021" not in plain(screen("show", "samen-leren"))


@pytest.fixture
def browser(tmp_path: Path) -> tuple[dict[str, str], Callable[[], str]]:
    """An environment with a screen and a browser, and what that was given."""
    seen, script = tmp_path / "opened", tmp_path / "browser.sh"
    script.write_text(f'#!/bin/sh\necho "$@" >> {seen}\n')
    script.chmod(0o755)

    def opened() -> str:
        for _each in range(50):
            if seen.exists() and seen.read_text():
                break
            time.sleep(0.05)
        found = seen.read_text() if seen.exists() else ""
        seen.unlink(missing_ok=True)
        return found.strip()

    return {"DISPLAY": ":7", "BROWSER": f"{script} %s"}, opened


def test_open_hands_the_page_to_the_browser(
    several: Path,
    run: Run,
    screen: Screen,
    browser: tuple[dict[str, str], Callable[[], str]],
) -> None:
    env, opened = browser
    page = several / "data/raw/c.html"
    assert screen("open", "om water", env=env) == ""
    assert opened() == page.as_uri()
    assert run("open", "om water", env=env).out == f"{page}\n"
    assert screen("open", "om water", "--print", env=env).strip() == str(page)
    assert screen("open", "om water").strip() == str(page)
    assert (
        run("open", "om water", "--web").err
        == "projectkit: zorg-om-water has no address on the web\n"
    )
    path = several / "data/structured/zorg-om-water.yaml"
    text = path.read_text()
    path.write_text(text.replace("source:\n", "source:\n  url: https://water.example/p?a=1\n"))
    assert screen("open", "om water", "--web", env=env) == ""
    assert opened() == "https://water.example/p?a=1"
    page.unlink()
    assert run("open", "om water", env=env).out == "https://water.example/p?a=1\n"


@pytest.mark.parametrize(
    "source",
    [
        {"file": "../../etc/passwd"},
        {"file": "/etc/hosts.txt"},
        {"file": "data/raw/uit.html"},
        {"file": "data/raw/script.sh"},
        {"file": "data/raw/weg.txt", "url": "file:///etc/passwd"},
        {"file": "data/raw/weg.txt", "url": "javascript:alert(1)"},
        {"file": "data/raw/weg.txt", "url": "https://a.example/ -x"},
    ],
    ids=str,
)
def test_open_opens_nothing_else(
    source: dict[str, str],
    catalogue: Path,
    screen: Screen,
    browser: tuple[dict[str, str], Callable[[], str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    env, _opened = browser
    outside = tmp_path_factory.mktemp("outside") / "uit.html"
    outside.write_text("<p>uit")
    (catalogue / "data/raw/uit.html").symlink_to(outside)
    (catalogue / "data/raw/script.sh").write_text("#!/bin/sh\n")
    lines = "".join(f"  {key}: '{value}'\n" for key, value in source.items())
    (catalogue / "data/structured/x.yaml").write_text(
        f"id: x\nsource:\n{lines}  sha256: {'0' * 64}\n  parser: '1'\n"
        "  encoding: utf-8\n  layout: generic\n"
    )
    shown = screen("open", "x", env=env)
    assert "projectkit: x has neither a saved page nor an address" in shown
    assert not (catalogue / "opened").exists()


def test_help_explains_commands(run: Run) -> None:
    assert run("help", "show").out == run("show", "--help").out
    assert run("help", "privacy", "find").out == run("privacy", "find", "--help").out
    assert run("help").out == run("--help").out
    answer = run("help", "sjow")
    assert answer.code == 2
    assert answer.err.startswith("projectkit: there is no command `sjow`: did you mean `show`?\n")
    assert run("help", "privacy", "fnd").err.startswith(
        "projectkit: there is no command `fnd`: did you mean `find`?\n"
    )


def test_every_command_is_in_the_help(run: Run) -> None:
    from projectkit.cli.app import _COMMANDS, _GROUPS  # noqa: PLC0415  (imported by none but the command line)

    assert sorted(name for names in _GROUPS.values() for name in names) == sorted(_COMMANDS)
    assert "…" not in run("--help").out
    assert "..." not in run("--help").out.replace("[ARGS]...", "")


def test_config_says_what_holds_and_why(several: Path, run: Run, tmp_path: Path) -> None:
    (several / "projectkit.toml").write_text('lang = "nl"\n[validate]\nignore = ["S002"]\n')
    told = run("config", "--json").json
    assert told["root"] == {
        "value": str(several),
        "from": "deze map, of de eerste erboven die een catalogus is",
    }
    assert told["language"] == {"value": "nl", "from": "projectkit.toml"}
    assert told["settings"]["value"] == "lang, validate"
    assert told["records"]["value"] == "5"
    lines = run("config", "--root", str(several), "--lang", "en", cwd=tmp_path.parent).out
    assert f"root\t{several}\t--root\n" in lines
    assert "language\ten\t--lang\n" in lines
    elsewhere = run("config", cwd=Path("/"))
    assert elsewhere.code == 0
    assert "root\tnone\t" in elsewhere.out


def test_an_ingest_of_many_pages_is_short(
    catalogue: Path, write_page: Callable[[str, str], Path], screen: Screen
) -> None:
    for each in range(30):
        write_page(f"p{each}.txt", PAGE.format(title=f"Titel van {each} en meer"))
        write_page(f"x{each}.txt", "Nieuws\n")
    write_page("kapot.txt", "")
    shown = plain(screen("ingest")).splitlines()
    assert len(shown) < 20
    assert "skipped     30  " in "\n".join(shown)
    assert "and 28 more" in "\n".join(shown)
    assert shown[-1].startswith("30 created, 31 skipped")
    assert len(plain(screen("ingest", "--again", "--verbose")).splitlines()) > 60


def test_a_page_that_was_skipped_is_read_again_when_something_changed(
    catalogue: Path, write_page: Callable[[str, str], Path], run: Run
) -> None:
    page = write_page("x.txt", "Nieuws\n")
    time.sleep(0.05)
    first = run("ingest").out
    assert first.startswith("skipped\tdata/raw/x.txt\t\tnothing but menus and notices\n")
    assert run("ingest").out == first
    assert "niets dan menu" in run("ingest", "--lang", "nl").out
    page.write_text(PAGE.format(title="Een titel"))
    assert run("ingest").out.startswith("created\t")
    page.write_text("Nieuws\n")
    assert "x.txt" in run("ingest").out


def test_a_bar_is_drawn_after_a_moment_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("projectkit.cli.progress.time.monotonic", lambda: now[0])
    monkeypatch.setenv("COLUMNS", "80")
    bar = ProgressBar("pages")
    bar(1, 2000)
    assert stream.getvalue() == ""
    now[0] = 2.0
    bar(1000, 2000)
    bar.wipe()
    assert stream.getvalue() == (
        "\r\x1b[Kpages ━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌ 1,000 of 2,000 · 0:02 left\r\x1b[K"
    )
