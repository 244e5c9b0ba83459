"""A person is found, and goes, in what the catalogue learned and in notes beside pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.test_learn import correct
from conftest import Run
from learning.zaaigoed import page, save_pages

NAME = "Anneke Terpstra"


@pytest.fixture
def learned(catalogue: Path, run: Run) -> Path:
    """A catalogue that learned about a site; gives the folder of what it learned."""
    save_pages(catalogue)
    run("ingest")
    correct(catalogue, 0)
    correct(catalogue, 1)
    run("learn")
    (card,) = (catalogue / "layouts").glob("*/card.yaml")
    return card.parent


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def files_found(run: Run, name: str = NAME) -> set[str]:
    return {row["file"] for row in run("privacy", "find", name, "--json").json}


def test_nothing_is_found_where_nobody_is_named(learned: Path, run: Run) -> None:
    assert files_found(run) == set()
    run("privacy", "erase", NAME, "--yes")
    assert (learned / "card.yaml").is_file()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("landmarks:\n", 'landmarks:\n  - "~terpstra"\n'),
        ("landmarks:\n", 'landmarks:\n  - "vragen aan ANNEKE…"\n'),
        ("pages:\n", 'pages:\n  - "data/raw/project-anneke-terpstra.html"\n'),
    ],
)
def test_a_card_that_names_a_person_goes_with_its_weights(
    learned: Path, run: Run, old: str, new: str
) -> None:
    change(learned / "card.yaml", old, new)
    assert files_found(run) == {f"layouts/{learned.name}/card.yaml"}
    assert run("privacy", "erase", NAME, "--dry-run").code == 1
    assert (learned / "words.crfsuite").is_file()
    ran = run("privacy", "erase", NAME, "--yes")
    assert ran.code == 0
    assert "Run `projectkit learn` again" in ran.err
    assert not learned.exists()
    assert not learned.with_suffix(".yaml").exists()


def test_weights_that_name_a_person_go(learned: Path, run: Run) -> None:
    weights = learned / "words.crfsuite"
    weights.write_bytes(weights.read_bytes() + b"\x00near=~terpstra\x00")
    assert files_found(run) == {f"layouts/{learned.name}/words.crfsuite"}
    assert run("privacy", "erase", NAME, "--yes").code == 0
    assert not learned.exists()


def test_a_layout_of_a_person_stays_and_is_told(learned: Path, run: Run) -> None:
    layout = learned.with_suffix(".yaml")
    layout.write_text(layout.read_text("utf-8") + f"# Met dank aan {NAME}\n", "utf-8")
    ran = run("privacy", "erase", NAME, "--yes")
    assert ran.code == 1
    assert f"still in layouts/{layout.name}" in ran.err
    assert layout.is_file()


def test_a_name_in_the_address_of_a_page_is_told(learned: Path, run: Run) -> None:
    note = learned.parents[1] / "data/raw/zaaigoed-0.txt.json"
    note.write_text('{"url": "https://x.example/wie/Anneke%20Terpstra/"}', "utf-8")
    assert files_found(run) == {"data/raw/zaaigoed-0.txt.json"}
    ran = run("privacy", "erase", NAME, "--yes")
    assert ran.code == 1
    assert "still in data/raw/zaaigoed-0.txt.json" in ran.err


def test_no_site_is_recognised_by_a_line_with_a_person(catalogue: Path, run: Run) -> None:
    for number in range(4):
        text = page(number).replace("Kas | Akker | Schuur | Kom binnen", f"Contact: {NAME}")
        path = catalogue / f"data/raw/zaaigoed-{number}.txt"
        path.write_text(text.replace("Zaaigoed, proeftuin van de polder\n", ""), "utf-8")
    run("ingest")
    correct(catalogue, 0, persons=[{"name": NAME}])
    correct(catalogue, 1, persons=[{"name": NAME}])
    assert run("learn").code == 0
    learned = [path for path in (catalogue / "layouts").rglob("*") if path.is_file()]
    assert learned
    assert not any(b"terpstra" in path.read_bytes().lower() for path in learned)
