"""A record ends in `.yaml`: a `.yml` among the records is never read, and every command says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run

RECORD = "id: zorg\ntitle: Zorg in de wijk\npersons:\n- {name: Anna de Groot}\n"
TOLD = (
    "data/structured/zorg.yml is not read, since records end in .yaml: "
    "`mv data/structured/zorg.yml data/structured/zorg.yaml`\n"
)


@pytest.fixture
def file(catalogue: Path) -> Path:
    path = catalogue / "data/structured/zorg.yml"
    path.write_text(RECORD, "utf-8")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["filter", "titel:zorg"],
        ["ingest"],
        ["validate"],
        ["validate", "data/structured"],
        ["privacy", "find", "Piet Jansen"],
    ],
    ids=" ".join,
)
def test_it_is_told_as_not_read(arguments: list[str], file: Path, run: Run) -> None:
    answer = run(*arguments)
    assert TOLD in answer.err
    assert answer.out == ""
    assert answer.code == 0
    file.rename(file.with_suffix(".yaml"))
    assert "not read" not in run(*arguments).err


@pytest.mark.usefixtures("file")
def test_a_person_in_it_is_found(run: Run) -> None:
    answer = run("privacy", "find", "Anna de Groot")
    assert (answer.code, TOLD in answer.err) == (0, True)
    assert answer.out.startswith("data/structured/zorg.yml\tline 4\t")
    answer = run("privacy", "erase", "Anna de Groot", "--yes")
    assert answer.code == 1
    assert "still in data/structured/zorg.yml: Anna de Groot\n" in answer.err


@pytest.mark.usefixtures("file")
def test_one_that_is_named_is_refused(run: Run) -> None:
    answer = run("validate", "data/structured/zorg.yml")
    assert (answer.code, answer.err) == (2, f"projectkit: {TOLD}")


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("arguments", [["show", "zorg"], ["set", "zorg", "status=gestopt"]])
def test_one_that_is_named_by_its_id_is_refused(run: Run, arguments: list[str]) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.err) == (2, f"projectkit: {TOLD}")


def test_of_many_the_first_are_named(file: Path, run: Run) -> None:
    for number in range(4):
        (file.parent / f"een {number}.yml").write_text(RECORD, "utf-8")
    err = run("list").err
    assert err.count("mv 'data/structured/een ") == 3
    assert "… and 2 more that end in .yml\n" in err
