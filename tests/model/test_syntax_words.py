"""What is wrong with YAML and TOML is said in words that say what to do, in the language that is spoken."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from projectkit.catalogue.settings import SettingsError, read_settings
from projectkit.model import yaml_text
from projectkit.model.syntax_words import toml_words, yaml_words


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title: Zorg: thuis\n", 1, "text with one needs quotes"),
        ("title\nid: x\n", 2, "a key above has none"),
        ("title: x\nid\n", 3, "a key needs a colon"),
        ("themes: [zorg, jeugd\nid: x\n", 2, "square brackets are not closed"),
        ("themes: {zorg: x\nid: x\n", 2, "braces are not closed"),
        ("title: 'Zorg\nid: x\n", 3, "never closed"),
        ('title: "Zorg\\q"\n', 1, "write two"),
        ("title: @zorg\n", 1, "needs quotes around it"),
        ("themes:\n  - zorg\n - jeugd\n", 3, "not indented like those above"),
        ("themes: - zorg\n", 1, "on a line of its own"),
        ("- zorg\ntitle: x\n", 2, "not indented like the list"),
        ("title: ,\n", 1, "a value is missing"),
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


def test_what_is_rare_is_told_as_the_parser_says_it() -> None:
    assert yaml_words("something else") == "something else"
    assert toml_words("Something else (at line 3, column 4)") == "line 3, column 4: Something else"
    assert toml_words("no place at all") == "no place at all"


def test_in_dutch(catalogue: Path, run: Run) -> None:
    (catalogue / "data/structured/x.yaml").write_text("title: Zorg: thuis\n", "utf-8")
    assert "hier kan geen dubbele punt staan" in run("validate", "--lang", "nl").out
    (catalogue / "projectkit.toml").write_text("[columns", "utf-8")
    assert "aan het eind: de naam van een tabel is niet gesloten" in run("list", "--lang", "nl").err
