"""What is wrong with the text of a file is told in the words of the user, and nothing of it comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run

CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n"


@pytest.mark.parametrize(
    ("name", "before", "sides"),
    [
        ("in.csv", "titel;status\n", ("A;lopend", "A;afgerond")),
        ("in.json", "[\n", ('{"title":"A"}', '{"title":"B"}')),
        ("in.jsonl", '{"title":"C"}\n', ('{"title":"A"}', '{"title":"B"}')),
        ("in.yaml", "title: C\n", ("status: active", "status: planned")),
    ],
)
def test_a_merge_conflict_is_named(
    catalogue: Path, run: Run, name: str, before: str, sides: tuple[str, str]
) -> None:
    (catalogue / name).write_text(before + CONFLICT.format(*sides), "utf-8")
    answer = run("import", name)
    assert answer.code == 2
    assert f"{name}: line 2, column 1: an unsettled merge conflict" in answer.err
    assert not list((catalogue / "data/structured").iterdir())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{bad}", "de naam van een veld"),
        ('{"title" "x"}', "een dubbele punt"),
        ('{"title": "x" "y"}', "een komma of een haak"),
        ('{"title": "x}', "nooit gesloten"),
        (r'{"title": "\q"}', "een backslash"),
        ('{"title": }', "een waarde"),
        ('{"title": "x"} y', "achter het einde"),
        ('{"title": "x", "progress_percent": ' + "9" * 5000 + "}", "een getal is te lang"),
    ],
)
@pytest.mark.parametrize("name", ["in.json", "in.jsonl"])
def test_what_is_wrong_with_json_is_told_in_the_language_of_the_user(
    catalogue: Path, run: Run, name: str, text: str, said: str
) -> None:
    (catalogue / name).write_text(text, "utf-8")
    answer = run("import", name, "--lang", "nl")
    told = answer.out + answer.err
    assert said in told
    assert not any(word in told for word in ("Expecting", "Invalid", "Extra", "Exceeds"))
    assert "JSON op regel 1" not in told or name == "in.json"


def test_half_a_character_is_left_out_and_told(catalogue: Path, run: Run) -> None:
    (catalogue / "in.json").write_text(r'[{"title": "a\ud800b"}]', "utf-8")
    answer = run("import", "in.json")
    assert answer.code == 0
    assert "control characters were left out" in answer.out + answer.err
    assert "title: ab" in (catalogue / "data/structured/ab.yaml").read_text("utf-8")
