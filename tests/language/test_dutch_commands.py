"""The command line in Dutch: chosen in four ways, in help, in errors and in summaries."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from syrupy.assertion import SnapshotAssertion

from conftest import Run, clean_environment
from projectkit.bulk.reader import Reader
from projectkit.cli.app import app

PAGE = "Een titel\n\nStatus: Lopend\nStartdatum: 1 mei 2020\nThema's: Jeugd, Zorg\n\nAanleiding\n\nEr is wat aan de hand.\n"
LOCALE = {"LANG": "nl_NL.UTF-8"}
VARIABLE = {"PROJECTKIT_LANG": "nl"}
SETTING = 'lang = "nl"\n'
DUTCH, ENGLISH = (
    "projectkit: er is geen record `nergens`; `projectkit list` toont ze alle\n",
    "projectkit: there is no record `nergens`; `projectkit list` shows them all\n",
)


@pytest.fixture
def run(run_warm: Run) -> Run:
    """A process speaks one language, from its start."""
    return run_warm


@pytest.fixture(params=["option", "variable", "settings", "locale"])
def dutch(request: pytest.FixtureRequest, catalogue: Path, run: Run) -> Run:
    """Run a command in a catalogue, with Dutch chosen in one of the ways that there are."""
    if request.param == "settings":
        (catalogue / "projectkit.toml").write_text(SETTING)
    env = {"variable": VARIABLE, "locale": LOCALE}.get(request.param)
    option = ["--lang", "nl"] if request.param == "option" else []
    return lambda *arguments: run(*arguments, *option, env=env)


def test_errors_help_and_summaries_are_dutch(
    dutch: Run, write_page: Callable[[str, str], Path]
) -> None:
    write_page("a.txt", PAGE)
    write_page("leeg.txt", "")
    made = dutch("ingest")
    assert "skipped\tdata/raw/leeg.txt\t\tde pagina is leeg\n" in made.out
    assert "1 gemaakt, 1 overgeslagen" in made.err
    assert dutch("search", "niemendal").err == "niets gevonden\n"
    assert dutch("search", "thema:").err == (
        "projectkit: achter `thema:` hoort een waarde; `has:thema` vraagt of het is ingevuld (bij teken 1)\n  thema:\n  ^\n"
    )
    assert (
        dutch("show", "een-titl").err
        == "projectkit: er is geen record `een-titl`: bedoelt u `een-titel`?\n"
    )
    assert dutch("list", "--help").out.startswith(
        "Gebruik: projectkit list [OPTIES] [ZOEKVRAAG]...\n"
    )
    assert "projectkit: er is geen optie `--nergens`" in dutch("list", "--nergens").err
    assert "1 record gecontroleerd: 0 fouten" in dutch("validate").err


@pytest.mark.parametrize(
    ("arguments", "env", "settings", "said"),
    [
        (["--lang", "en"], VARIABLE | LOCALE, SETTING, ENGLISH),
        (["--lang=nl"], {"PROJECTKIT_LANG": "en"}, "", DUTCH),
        ([], {"PROJECTKIT_LANG": "en"} | LOCALE, SETTING, ENGLISH),
        ([], LOCALE, 'lang = "en"\n', ENGLISH),
        ([], LOCALE, '# lang = "en"\n', DUTCH),
        ([], {}, '[export.jaar]\nlang = "nl"\n', ENGLISH),
        ([], {"PROJECTKIT_LANG": ""}, SETTING, DUTCH),
        ([], {"LC_ALL": "en_GB.UTF-8"} | LOCALE, "", ENGLISH),
        ([], {"LC_MESSAGES": "nl_BE.UTF-8", "LANG": "en_GB.UTF-8"}, "", DUTCH),
        ([], {}, "", ENGLISH),
    ],
)
def test_what_stands_nearest_to_the_command_decides(  # noqa: PLR0913, PLR0917  (a case and two fixtures)
    arguments: list[str], env: dict[str, str], settings: str, said: str, catalogue: Path, run: Run
) -> None:
    (catalogue / "projectkit.toml").write_text(settings)
    assert (
        run(*arguments, "show", "nergens", env=env).err
        == run("show", "nergens", *arguments, env=env).err
        == said
    )


def test_what_stands_behind_two_hyphens_is_no_option(catalogue: Path, run: Run) -> None:
    assert run("search", "nergens", "--", "--lang", "nl").err == "nothing found\n"


def test_settings_of_the_catalogue_that_is_named_count(
    catalogue: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (catalogue / "projectkit.toml").write_text(SETTING)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert (
        "er is geen record" in run("show", "nergens", "--root", str(catalogue), cwd=elsewhere).err
    )
    assert (
        "er is geen record"
        in run("show", "nergens", env={"PROJECTKIT_ROOT": str(catalogue)}, cwd=elsewhere).err
    )


@pytest.mark.parametrize("env", [{"PROJECTKIT_LANG": "fr"}, {}])
def test_a_language_that_is_not_spoken_is_refused(
    env: dict[str, str], catalogue: Path, run: Run
) -> None:
    answer = run("search", "zorg", *([] if env else ["--lang", "fr"]), env=env)
    assert answer.code == 2
    assert "there is no `fr`: choose from nl, en" in answer.err


def test_a_saved_export_keeps_its_language_and_messages_that_of_the_reader(
    catalogue: Path, run: Run, write_page: Callable[[str, str], Path]
) -> None:
    write_page("a.txt", PAGE)
    run("ingest")
    (catalogue / "projectkit.toml").write_text(
        '[export.jaar]\nformat = "md"\nlang = "nl"\noutput = "jaar.md"\n'
    )
    assert (
        "1 project written to"
        in run("export", "--saved", "jaar", env={"PROJECTKIT_LANG": "en"}).err
    )
    assert "- **soort**: " in (catalogue / "jaar.md").read_text("utf-8")
    assert "1 project written to" in run("export", "--saved", "jaar", "--lang", "en").err
    assert "- **kind**: " in (catalogue / "jaar.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["qqq"], "projectkit: er is geen opdracht `qqq`\nVoorbeeld: projectkit ingest "),
        (["serach"], "projectkit: er is geen opdracht `serach`: bedoelt u `search`?\nVoorbeeld: projectkit search "),
        (["zoek", "x"], "bedoelt u `search`?"),
        (["show"], "projectkit: ontbrekend argument 'ID'"),
        (["bulk", "x"], "projectkit: ontbrekende optie '--to'"),
        (["list", "--sort"], "projectkit: de optie '--sort' heeft een waarde nodig"),
        (["ingest", "--keep", "x"], "projectkit: de optie '--keep' heeft 2 waarden nodig"),
        (["list", "--json=1"], "projectkit: de optie '--json' krijgt geen waarde"),
        (["merge", "a", "b", "c"], "projectkit: te veel argumenten (c)"),
        (["list", "-n", "x"], "projectkit: ongeldige waarde voor '--limit' / '-n': 'x' is geen geldig getal"),
        (["list", "-n", "-1"], "projectkit: ongeldige waarde voor '--limit' / '-n': -1 kan niet: kies 0 of meer"),
        (["list", "--format", "xml"], "projectkit: ongeldige waarde voor '--format': `xml` bestaat niet: kies uit table, tsv, json"),
        (["export", "--format", "xls"], "`xls` bestaat niet: bedoelt u `xlsx`?\nVoorbeeld: projectkit export "),
        (["list", "--lang", "fr"], "projectkit: ongeldige waarde voor '--lang' / 'PROJECTKIT_LANG': `fr` bestaat niet: kies uit nl, en"),
        (["import", "x", "--mapping", "y"], "projectkit: ongeldige waarde voor '--mapping': 'y' bestaat niet"),
        (["import", "x", "--mapping", "data"], "projectkit: ongeldige waarde voor '--mapping': 'data' is een map, geen bestand"),
        (["import", "x"], "projectkit: ongeldige waarde voor BESTAND: x bestaat niet"),
        (["layout"], "Gebruik: projectkit layout [OPTIES] OPDRACHT [ARGUMENTEN]..."),
        (["list", "-o"], "projectkit: er is geen optie `-o`"),
        (["report", "--html", "data"], "projectkit: "),
    ],
)  # fmt: skip
def test_mistakes_in_the_command_line_are_told_in_dutch(
    arguments: list[str], said: str, catalogue: Path, run: Run
) -> None:
    answer = run(*arguments, env=VARIABLE)
    assert answer.code == 2
    assert said in answer.err
    assert not {"Error", "Usage", "Try", "Invalid", "Missing"} & set(
        answer.err.replace(":", " ").split()
    )


def test_what_was_typed_stays_as_it_is(run: Run) -> None:
    typed = "Error: " * 10_000
    said = run("init", "--lang", "nl", typed, typed).err
    assert said.startswith(f"projectkit: te veel argumenten ({typed})\n")
    assert run("list", "--format", "{x} {0} {", env=VARIABLE).err.count("`{x} {0} {`") == 1


def test_what_the_system_says_is_told_in_dutch(catalogue: Path, run: Run) -> None:
    answer = run("report", "--html", "nergens/rapport.html", env=VARIABLE)
    assert (answer.code, answer.err) == (
        2,
        f"projectkit: {catalogue / 'nergens'}: deze map bestaat niet\n",
    )


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"]], ids=" ".join)
def test_help(arguments: list[str], run: Run, snapshot: SnapshotAssertion) -> None:
    assert run(*arguments, env=VARIABLE).out == snapshot


def commands(group: object, *path: str) -> list[tuple[str, ...]]:
    """The names of all commands, those of groups behind the name of the group."""
    inner = getattr(group, "commands", {})
    return (
        [path]
        if not inner
        else [path, *(name for key, each in inner.items() for name in commands(each, *path, key))]
    )


@pytest.mark.parametrize("command", commands(typer.main.get_command(app)), ids=" ".join)
def test_every_help_is_dutch_to_the_last_word_and_has_the_option(
    command: tuple[str, ...], run: Run
) -> None:
    dutch, english = (
        run(*command, "--help", env={"PROJECTKIT_LANG": lang}).out for lang in ("nl", "en")
    )
    assert "--lang [nl|en]" in dutch
    both = {line.strip() for line in dutch.splitlines()} & {
        line.strip() for line in english.splitlines()
    }
    # Sentences differ; lines of an example, of values to choose from and of names do not.
    assert [
        line
        for line in both
        if re.search(r"[a-z]{2,},? [a-z]{2,}", line) and "projectkit " not in line
    ] == []


def test_json_and_pipes_are_the_same_in_both_languages(demo_root: Path, run: Run) -> None:
    for arguments in (
        ["list"],
        ["list", "--json"],
        ["search", "zorg", "--json"],
        ["list", "--facets", "status"],
        ["schema"],
    ):
        dutch, english = (
            run(*arguments, cwd=demo_root, env={"PROJECTKIT_LANG": lang}) for lang in ("nl", "en")
        )
        assert dutch.out == english.out, arguments


@pytest.mark.parametrize("answer", ["ja", "j", "yes"])
def test_a_question_is_asked_in_dutch_and_answered_in_either_language(
    answer: str, run: Run, screen: Callable[..., str], write_page: Callable[[str, str], Path]
) -> None:
    for name in ("een", "twee"):
        write_page(f"{name}.txt", PAGE.replace("Een titel", f"Titel {name}"))
    run("ingest")
    change = ("set", "--where", "status:lopend", "status=afgerond", "--lang", "nl")
    said = screen(*change, typed=f"misschien\n{answer}\n")
    assert said.count("2 records wijzigen: status=afgerond? [j/N]") == 2
    assert "antwoord ja of nee" in said
    assert "geschreven: data/structured/titel-twee.yaml" in said


def test_reasons_that_are_kept_with_records_are_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROJECTKIT_LANG", "nl")
    with Reader() as reader:
        assert reader.read("leeg.txt", b"").reason == "the page is empty"


@pytest.mark.parametrize(
    "arguments", [["--version"], ["list", "--json"], ["search", "jeugdzorg"], ["nonsense"]]
)
def test_english_does_not_wait_for_the_catalogue(arguments: list[str], demo_root: Path) -> None:
    """Click looks up its own words with gettext; no Dutch is read, and a plain search does without gettext."""
    code = (
        "import sys; from projectkit.cli.start import main\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "from projectkit.language import translate\n"
        "print(translate._dutch.cache_info().misses, 'gettext' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=demo_root,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    misses, has_gettext = done.stderr.splitlines()[-1].split()
    assert misses == "0"
    assert has_gettext == "False" or arguments[0] != "search"
