"""`projectkit learn`, as a user meets it: correct two records, learn, and read the others."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from conftest import Run, clean_environment
from in_process import run_in_process
from learning.zaaigoed import corrections, logbook, save_pages

HEADING = "Hoe de grond erbij lag"


def record_of(root: Path, number: int) -> Path:
    source = f"\n  file: data/raw/zaaigoed-{number}.txt\n"
    found = [
        path
        for path in (root / "data/structured").glob("*.yaml")
        if source in path.read_text("utf-8")
    ]
    assert len(found) == 1
    return found[0]


def data_of(root: Path, number: int) -> dict[str, Any]:
    return parsed(record_of(root, number))


def parsed(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return data


def names(root: Path, number: int, role: str) -> list[str]:
    organisations = data_of(root, number).get("organisations", [])
    return [item["name"] for item in organisations if item["role"] == role]


def correct(root: Path, number: int, **changes: object) -> None:
    path = record_of(root, number)
    data = parsed(path) | corrections(number) | changes
    for section in data["sections"]:
        if section.get("heading") == HEADING:
            section["kind"] = "background"
    source = data.pop("source")
    path.write_text(yaml.safe_dump(data | {"source": source}, allow_unicode=True), "utf-8")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with six pages of one site, of which two records were corrected; read only."""
    root = tmp_path_factory.mktemp("corrected")
    assert run_in_process(["init"], root, clean_environment())[0] == 0
    save_pages(root)
    assert run_in_process(["ingest"], root, clean_environment())[0] == 0
    correct(root, 0)
    correct(root, 1)
    return root


@pytest.fixture
def site(corrected: Path, tmp_path: Path) -> Path:
    """A copy of that catalogue."""
    return shutil.copytree(corrected, tmp_path, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def learned(corrected: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That catalogue after `learn`; read only."""
    root = tmp_path_factory.mktemp("learned")
    shutil.copytree(corrected, root, dirs_exist_ok=True)
    assert run_in_process(["learn"], root, clean_environment())[0] == 0
    return root


@pytest.fixture
def taught(learned: Path, tmp_path: Path) -> Path:
    """A copy of what was learned."""
    return shutil.copytree(learned, tmp_path, dirs_exist_ok=True)


def learned_files(root: Path) -> list[str]:
    folder = root / "layouts"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_other_pages_of_the_site_are_read_as_the_corrected_ones(site: Path, run: Run) -> None:
    assert names(site, 3, "lead") == []
    ran = run("learn")
    assert ran.code == 0
    assert "2 pages" in ran.out
    assert "`hoe de grond erbij lag` is a heading of kind background" in ran.out
    assert run("ingest").code == 0
    assert names(site, 3, "lead") == ["Waterschap Scheldestromen"]
    partners = ["HZ University of Applied Sciences", "Dorpsraad Ellewoutsdijk"]
    assert names(site, 3, "partner") == partners
    headings = {each.get("heading"): each["kind"] for each in data_of(site, 3)["sections"]}
    assert headings[HEADING] == "background"


def test_no_record_changes_before_the_next_ingest(site: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in (site / "data").rglob("*") if path.is_file()}
    assert run("learn").code == 0
    assert {path: path.read_bytes() for path in before} == before


def test_hand_edits_win_and_are_not_a_conflict_with_a_page_that_did_not_change(
    site: Path, run: Run
) -> None:
    correct(site, 1, title="Brug zonder spijkers, deel een")
    assert run("learn").code == 0
    ran = run("ingest", "--json")
    assert ran.json["conflicts"] == []
    assert data_of(site, 1)["title"] == "Brug zonder spijkers, deel een"


def test_an_ingest_after_learning_reads_once_and_then_nothing(taught: Path, run: Run) -> None:
    assert len(run("ingest", "--json").json["updated"]) == 6
    assert len(run("ingest", "--json").json["unchanged"]) == 6


def test_a_dry_run_says_the_same_and_writes_nothing(site: Path, run: Run) -> None:
    told = run("learn", "--dry-run")
    assert not (site / "layouts").exists()
    assert told.out == run("learn").out


def test_the_difference_names_what_other_pages_gain(site: Path, run: Run) -> None:
    ran = run("learn", "--dry-run", "--diff")
    assert "+- name: Waterschap Scheldestromen" in ran.out


def test_what_was_learned_stays_when_it_is_learned_again(taught: Path, run: Run) -> None:
    run("ingest")
    ran = run("learn", "--json")
    (lesson,) = ran.json["sites"]
    assert lesson["pages"] == ["data/raw/zaaigoed-0.txt", "data/raw/zaaigoed-1.txt"]
    assert lesson["changes"] == []


def test_learning_twice_gives_the_same_bytes(taught: Path, run: Run) -> None:
    files = {path: path.read_bytes() for path in (taught / "layouts").rglob("*") if path.is_file()}
    run("learn")
    assert {path: path.read_bytes() for path in files} == files


def test_forgetting_reads_the_pages_as_before(site: Path, run: Run) -> None:
    before = data_of(site, 3)["organisations"]
    run("learn")
    run("ingest")
    (name,) = {file.partition("/")[0].removesuffix(".yaml") for file in learned_files(site)}
    assert run("learn", "--forget", name).code == 0
    assert learned_files(site) == []
    run("ingest")
    assert data_of(site, 3)["organisations"] == before


def test_a_rehearsal_of_forgetting_names_the_files_and_keeps_them(taught: Path, run: Run) -> None:
    files = learned_files(taught)
    ran = run("learn", "--forget", "all", "--dry-run")
    assert ran.code == 0
    assert "card.yaml" in ran.err
    assert learned_files(taught) == files


def test_forgetting_what_was_never_learned_names_what_is_known(site: Path, run: Run) -> None:
    assert "nothing was learned in this catalogue" in run("learn", "--forget", "elders").err
    run("learn")
    ran = run("learn", "--forget", "elders")
    assert ran.code == 2
    assert "zaaigoed" in ran.err


def test_a_layout_file_that_a_person_changed_stays(taught: Path, run: Run) -> None:
    (layout,) = (taught / "layouts").glob("*.yaml")
    layout.write_text(layout.read_text("utf-8") + "\nidentifier_scheme: zaaigoed\n", "utf-8")
    changed = layout.read_bytes()
    layout.write_text(layout.read_text("utf-8").replace("zaaimeester", "zaaier"), "utf-8")
    changed = layout.read_bytes()
    correct(taught, 2)
    assert "is yours" in run("learn").out
    assert layout.read_bytes() == changed
    run("learn", "--forget", "all")
    assert layout.read_bytes() == changed


def test_a_value_that_is_not_on_the_page_is_told(site: Path, run: Run) -> None:
    correct(site, 1, themes=["windmolens"])
    assert "not on its page, so nothing to learn from: themes windmolens" in run("learn").out


def test_a_page_that_changed_or_is_gone_teaches_nothing(site: Path, run: Run) -> None:
    pages = [site / f"data/raw/zaaigoed-{number}.txt" for number in (0, 1)]
    pages[0].write_text(pages[0].read_text("utf-8") + "Nieuw.\n", "utf-8")
    pages[1].unlink()
    ran = run("learn")
    assert ran.code == 0
    assert "its page changed since: run `projectkit ingest` first" in ran.out
    assert "its page is gone or cannot be read" in ran.out
    assert not (site / "layouts").exists()


def test_without_corrections_it_says_what_to_do(catalogue: Path, run: Run) -> None:
    save_pages(catalogue, 2)
    run("ingest")
    assert "no record was corrected" in run("learn").out


def test_a_page_that_is_no_project_is_skipped_from_then_on(site: Path, run: Run) -> None:
    pages = [f"data/raw/logboek-{number}.txt" for number in (1, 2, 4)]
    for page in pages:
        (site / page).write_text(logbook(int(page[-5])), "utf-8")
    assert run("ingest", "--json").json["skipped"] == []
    assert run("learn", "--no-project", pages[0]).code == 0
    skipped = run("ingest", "--json").json["skipped"]
    assert [each["page"] for each in skipped] == pages
    # It is remembered when something else is learned.
    run("learn")
    assert len(run("ingest", "--json").json["skipped"]) == len(pages)


def test_that_a_page_is_no_project_can_be_all_there_is_to_learn(catalogue: Path, run: Run) -> None:
    save_pages(catalogue)
    page = "data/raw/logboek-1.txt"
    (catalogue / page).write_text(logbook(1), "utf-8")
    run("ingest")
    assert run("learn", "--no-project", page).code == 0
    results = run("ingest", "--json").json
    assert [each["page"] for each in results["skipped"]] == [page]
    assert len(results["updated"]) == 6


def test_an_unknown_page_that_is_no_project_is_refused(site: Path, run: Run) -> None:
    ran = run("learn", "--no-project", "data/raw/weg.txt")
    assert ran.code == 2
    assert "data/raw/weg.txt" in ran.err


@pytest.mark.parametrize("file", ["card.yaml", "lines.crfsuite", "words.crfsuite"])
def test_damage_is_told_with_what_to_do(taught: Path, run: Run, file: str) -> None:
    (path,) = (taught / "layouts").glob(f"*/{file}")
    path.write_bytes(b"\x00" + path.read_bytes()[1:])
    ran = run("ingest")
    assert ran.code == 2
    assert "projectkit learn --forget" in ran.err


def test_explain_says_what_corrections_taught(taught: Path, run: Run) -> None:
    ran = run("explain", "data/raw/zaaigoed-3.txt")
    (line,) = [line for line in ran.out.splitlines() if line.endswith("Waterschap Scheldestromen")]
    assert "learned from corrections of" in line
    assert "above it: “zaaimeester”" in line


def test_nothing_of_a_person_is_learned(site: Path, run: Run) -> None:
    for number in range(6):
        page = site / f"data/raw/zaaigoed-{number}.txt"
        page.write_text(
            page.read_text("utf-8") + "\nVragen? Anneke Terpstra, 06-12345678\n", "utf-8"
        )
    run("ingest")
    correct(site, 0)
    run("learn")
    learned = b"".join(
        path.read_bytes().lower() for path in (site / "layouts").rglob("*") if path.is_file()
    )
    assert b"zaaimeester" in learned
    assert b"terpstra" not in learned
    assert b"12345678" not in learned


@pytest.mark.parametrize("file", ["lines.crfsuite", "words.crfsuite"])
def test_damaged_weights_are_learned_anew(taught: Path, run: Run, file: str) -> None:
    (path,) = (taught / "layouts").glob(f"*/{file}")
    sound = path.read_bytes()
    path.write_bytes(sound[: len(sound) // 2])
    assert run("learn").code == 0
    assert path.read_bytes() == sound
    path.unlink()
    assert run("learn").code == 0
    assert run("ingest").code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: ", "versie: "),
        ('version: "', 'version: "../'),
        ("examples:\n", "examples: geen\nvoorbeelden:\n"),
        ("  - {", "  - - {"),
        ("right_now: ", "right_now: -"),
        ("digests:\n", "digests: weg\nvroeger:\n"),
        ("pages:\n", "pages: data/raw\nbladen:\n"),
        ("# ", "[" * 60 + "\n# "),
    ],
)
def test_a_card_of_nonsense_is_told_and_can_be_thrown_away(
    taught: Path, run: Run, old: str, new: str
) -> None:
    (card,) = (taught / "layouts").glob("*/card.yaml")
    text = card.read_text("utf-8")
    assert old in text
    card.write_text(text.replace(old, new, 1), "utf-8")
    for command in ("ingest", "learn"):
        ran = run(command)
        assert ran.code == 2
        assert f"projectkit learn --forget {card.parent.name}" in ran.err
    assert run("learn", "--forget", card.parent.name).code == 0
    assert run("ingest").code == 0


def test_a_layout_file_that_is_gone_comes_back_with_the_next_lesson(taught: Path, run: Run) -> None:
    run("ingest")
    (layout,) = (taught / "layouts").glob("*.yaml")
    text = layout.read_bytes()
    layout.unlink()
    run("ingest")
    assert names(taught, 3, "lead") == []
    assert len(run("ingest", "--json").json["unchanged"]) == 6
    run("learn")
    assert layout.read_bytes() == text


def test_a_lesson_that_was_interrupted_is_learned_again(taught: Path, run: Run) -> None:
    files = {path: path.read_bytes() for path in (taught / "layouts").rglob("*") if path.is_file()}
    (layout,) = (taught / "layouts").glob("*.yaml")
    folder = layout.with_suffix("")
    (folder / "card.yaml").unlink()
    (folder / "words.crfsuite").unlink()
    (folder / ".card.yaml.abcdefgh.tmp").write_bytes(b"half")
    assert "is yours" not in run("learn").out
    # The second time the layout is known to be what was proposed.
    run("learn")
    found = {path: path.read_bytes() for path in (taught / "layouts").rglob("*") if path.is_file()}
    assert found == files


def test_a_layout_that_a_person_wrote_keeps_its_name_and_text(site: Path, run: Run) -> None:
    layout = site / "layouts/eigen.yml"
    layout.parent.mkdir()
    text = "recognise: ['Zaaigoed, proeftuin van de polder']\nnoise: ['kas*']\n"
    layout.write_text(text, "utf-8")
    assert "layouts/eigen.yml is yours" in run("learn").out
    assert layout.read_text("utf-8") == text
    assert (layout.parent / "eigen/card.yaml").is_file()
    run("ingest")
    assert names(site, 3, "lead") == ["Waterschap Scheldestromen"]


def test_a_site_keeps_clear_of_another_of_the_same_name(site: Path, run: Run) -> None:
    for number in range(6):
        note = site / f"data/raw/zaaigoed-{number}.txt.json"
        note.write_text(f'{{"url": "https://all/{number}"}}', "utf-8")
    assert run("learn").code == 0
    assert (site / "layouts/all-2/card.yaml").is_file()
    other = site / "layouts/all-2.yaml"
    other.unlink()
    assert run("learn", "--forget", "all").code == 0
    assert learned_files(site) == []


def test_a_catalogue_without_pages_has_nothing_to_learn(catalogue: Path, run: Run) -> None:
    (catalogue / "data/raw").rmdir()
    ran = run("learn")
    assert ran.code == 0
    assert "no record was corrected" in ran.out


def test_a_page_that_is_too_long_teaches_nothing(site: Path, run: Run) -> None:
    page = site / "data/raw/zaaigoed-1.txt"
    page.write_text(page.read_text("utf-8") + "\nNog een regel." * 5000, "utf-8")
    run("ingest")
    correct(site, 1)
    assert "its page is too long to learn from" in run("learn").out


def test_a_page_that_cannot_be_read_is_refused_as_no_project(site: Path, run: Run) -> None:
    (site / "data/raw/leeg.pdf").write_bytes(b"%PDF-1.4 niets")
    ran = run("learn", "--no-project", "data/raw/leeg.pdf")
    assert ran.code == 2
    assert "data/raw/leeg.pdf is not a page in data/raw that can be read" in ran.err


def test_what_is_not_kept_is_not_shown_as_a_difference(site: Path, run: Run) -> None:
    for number in (0, 1):
        path = record_of(site, number)
        data = yaml.safe_load(path.read_text("utf-8"))
        data["organisations"] = [{"name": "Hoe de grond erbij lag", "role": "funder"}]
        data["title"] = "Wat er opkwam" if number else "Zaaimeester"
        path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    ran = run("learn", "--diff")
    assert "not kept" not in ran.out or "---" not in ran.out


def test_a_broken_record_is_named(site: Path, run: Run) -> None:
    path = record_of(site, 1)
    path.write_text(path.read_text("utf-8").replace("role: lead", "role: baas"), "utf-8")
    assert f"left out, broken: data/structured/{path.name}" in run("learn").err


def test_a_full_disk_is_told_and_leaves_all_as_it_was(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    ran = run("learn")
    assert ran.code == 2
    assert "No space left on device" in ran.err
    assert not (site / "layouts").exists()


def test_a_file_in_the_place_of_the_folder_is_told(site: Path, run: Run) -> None:
    (site / "layouts").write_text("", "utf-8")
    ran = run("learn")
    assert ran.code == 2
    assert "layouts" in ran.err


def test_a_name_without_capitals_is_not_learned_either(site: Path, run: Run) -> None:
    for number in range(6):
        page = site / f"data/raw/zaaigoed-{number}.txt"
        lines = page.read_text("utf-8").replace(
            "Zaaimeester\n", "Zaaimeester\nanneke terpstra van "
        )
        page.write_text(lines, "utf-8")
    run("ingest")
    correct(site, 0)
    correct(site, 1)
    assert run("learn").code == 0
    files = [path for path in (site / "layouts").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"anneke" in path.read_bytes().lower()]


def test_what_another_version_learned_is_not_used_and_told(taught: Path, run: Run) -> None:
    (card,) = (taught / "layouts").glob("*/card.yaml")
    card.write_text(card.read_text("utf-8").replace('parser: "', 'parser: "0'), "utf-8")
    ran = run("ingest")
    assert ran.code == 0
    assert f"what was learned about {card.parent.name} is not used" in ran.err
    assert names(taught, 3, "lead") == []
    run("learn")
    assert "is not used" not in run("ingest").err
    assert names(taught, 3, "lead") == ["Waterschap Scheldestromen"]


def test_a_page_of_which_no_line_tells_its_site_can_be_taken_out(run: Run, catalogue: Path) -> None:
    prose = "In dit project onderzoeken wij met bewoners van drie wijken hoe zij een tuin onderhouden.\n"
    (catalogue / "data/raw/proza.txt").write_text(prose, "utf-8")
    ran = run("learn", "--no-project", "data/raw/proza.txt")
    assert ran.code == 0
    told = " ".join(ran.out.split())
    assert "data/raw/proza.txt: nothing learned" in told
    assert "take a page that is no project out of data/raw" in told
