"""What is wrong with YAML and TOML is said in words that say what to do, in the language that is spoken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from conftest import Run
from projectkit.catalogue.settings import SettingsError, read_settings
from projectkit.model import yaml_text
from projectkit.model.syntax_words import toml_words, yaml_words


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title: Zorg: thuis\n", 1, "text with one needs quotes"),
        ("title\nid: x\n", 2, "a key above has none"),
        ("title: x\nid\n", 2, "a key needs a colon"),
        ("themes: [zorg, jeugd\nid: x\n", 2, "square brackets are not closed"),
        ("themes: {zorg: x\nid: x\n", 2, "braces are not closed"),
        ("title: 'Zorg\nid: x\n", 1, "never closed"),
        ('title: "Zorg\\q"\n', 1, "write two"),
        ("title: @zorg\n", 1, "needs quotes around it"),
        ("themes:\n  - zorg\n - jeugd\n", 3, "not indented like those above"),
        ("themes: - zorg\n", 1, "on a line of its own"),
        ("- zorg\ntitle: x\n", 2, "not indented like the list"),
        ("title: ,\n", 1, "a value is missing"),
        ("id: a\ntitle: | Tekst\n", 2, "begins on the next line, indented"),
        ("id: a\ntitle: >50 deelnemers\n", 2, "begins on the next line, indented"),
        ("title: |0\n  x\n", 1, "a number from 1 to 9"),
        ("title: ? wat\n", 1, "begins with a question mark needs quotes"),
        ("title: !<x y\n", 1, "begins with ! needs quotes"),
        ("title: !a!b x\n", 1, "begins with ! needs quotes"),
        ("%titel: x\nid: a\n", 1, "begins with % needs quotes"),
        ("%YAML 3.0\n---\nid: a\n", 1, "remove it"),
        ('title: "\\xZZ"\n', 1, "write two"),
        ('title: "\\uD800"\n', 1, "write two"),
        ('id: a\ntitle: "x\n---\ny"\n', 3, "indent it"),
        (" id: a\ntitle: b\n", 2, "begin it where the lines above begin"),
    ],
)
def test_yaml(text: str, line: int, said: str) -> None:
    (problem,) = yaml_text.read(text).problems
    assert (problem.code, problem.mark.line) == ("Y001", line)
    assert said in problem.values["problem"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lang", "at the end: a name needs `=`"),
        ("lang = nl", "line 1, column 8: a value is text between quotes"),
        ("lang = 'nl", "at the end: quotes that were opened are never closed"),
        (
            'lang = "n\nl"',
            "line 1, column 10: quotes that were opened are not closed on the same line",
        ),
        ('lang = "\\q"', "write two"),
        ("lang = 'nl' x", "line 1, column 13: there is more on the line"),
        ("lang = 'nl'\nlang = 'nl'", "the same name stands here twice"),
        ("[columns", "at the end: the name of a table is not closed"),
        ("[columns]\n[columns]", "line 2, column 9: the same table stands here twice"),
        ("[columns]\na = ['x'", "at the end: a list is not closed"),
        ("[columns]\na = {x = 1", "at the end: braces are not closed"),
        ("taal! = 1", "line 1, column 5: a name needs `=`"),
        ("= 1", "line 1, column 1: a line should be"),
        ("a. = 1", "line 1, column 4: a name is made of letters"),
    ],
)
def test_toml(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "projectkit.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError) as found:
        read_settings(tmp_path / "projectkit.toml")
    assert said in str(found.value)


def test_what_is_rare_is_never_told_in_the_words_of_the_parser() -> None:
    assert yaml_words("did not find expected tag URI").startswith("this line cannot be read")
    assert toml_words("Something else (at line 3, column 4)").startswith(
        "line 3, column 4: this cannot be read as TOML"
    )
    assert toml_words("no place at all") == "no place at all"


# What libyaml and PyYAML say of texts that people write; each begins with what they meant.
WRITTEN = [
    "title: *nieuw* begin", "title: **vet**", "title: * ster", "title: & co", "title: | Tekst", "title: > 50",
    "title: ? wat", "title: !<x", "title: !é", "title: %50", "title: `x`", "title: @x", "title: ]", "title: - x",
    "title: 'foto's'", 'title: "Zeg "hoi""', 'title: "C:\\dir"', "title: [a] b", "title: {a} b", "%titel: x",
    "title: 'open", "title: [open", "title: {open", "title\n", "title: a: b", "title: x\n}", "\ttitle: x",
    "title:\u00a0x", "? [a]\n: b", "title: x\n...\ny", "title: x\n---\ny: z", "title: |0\n x", 'title: "\\xZ"',
]  # fmt: skip


@pytest.mark.parametrize("line", WRITTEN)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_no_word_of_a_parser_gets_through(
    line: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_text, "LOADER", getattr(yaml, loader))
    for problem in yaml_text.read(f"id: a\n{line}\n").problems:
        said = problem.values.get("problem", "")
        assert not re.search(r"found|expected|context|scanning|token", said), said


def test_in_dutch(catalogue: Path, run: Run) -> None:
    (catalogue / "data/structured/x.yaml").write_text("title: Zorg: thuis\n", "utf-8")
    assert "hier kan geen dubbele punt staan" in run("validate", "--lang", "nl").out
    (catalogue / "projectkit.toml").write_text("[columns", "utf-8")
    assert "aan het eind: de naam van een tabel is niet gesloten" in run("list", "--lang", "nl").err
