"""Searching as people do: in Dutch, with typing errors, in a catalogue that changes under their hands."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from conftest import Run, clean_environment
from projectkit.catalogue import records
from projectkit.catalogue.records import RecordFiles
from projectkit.catalogue.root import Catalogue
from projectkit.search.analysis import content_words, grams, parts, stem
from projectkit.search.answer import Question
from projectkit.search.fresh import FreshIndex, Hit
from projectkit.search.passage import passage
from projectkit.search.query import parse
from projectkit.store import store as store_module
from projectkit.store.folder import cache_folder, forget_cache
from projectkit.store.store import ReplacedError, open_store, store_folder

TOPICS = {
    "jeugdzorg": "De jeugdzorgprofessional werkt samen met het gezin aan een veilig thuis.",
    "wijkteam": "In het wijkteam zitten verpleegkundigen en opbouwwerkers bij elkaar.",
    "schuldhulp": "Wie schulden heeft, krijgt van de schuldhulpverlening een plan en een budgetcoach.",
    "mantelzorg": "Mantelzorgers raken overbelast wanneer niemand hun taken overneemt.",
    "waterveiligheid": "Langs de rivieren wordt de dijkversterking met bewoners besproken.",
    "taalonderwijs": "Nieuwkomers leren Nederlands in de schakelklas van de basisschool.",
    "energiearmoede": "Huurders met een hoge energierekening krijgen hulp van een fixteam.",
    "gemeente": "De gemeente meent het goed, zegt zij, en het gezin heeft er zin in.",
}


def write(root: Path, name: str, title: str, text: str = "") -> Path:
    path = root / f"data/structured/{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    section = f"sections:\n- kind: goal\n  text: {text!r}\n" if text else ""
    path.write_text(f"id: {path.stem}\ntitle: {title!r}\n{section}", "utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TOPICS.items():
        write(tmp_path, name, f"Project {name}", text)
    return tmp_path


def found(root: Path, query: str, limit: int | None = None) -> list[str]:
    return [
        answer.hit.record["id"]
        for answer in Question(FreshIndex(RecordFiles(Catalogue(root))), parse(query)).answers(
            limit, with_weak=True
        )
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jeugdzorg", "jeugdzorg"),
        ("JEUGD-ZORG", "jeugdzorg"),
        ("jeugdzrog", "jeugdzorg"),
        ("jeudzorg", "jeugdzorg"),
        ("jeugd zorg", "jeugdzorg"),
        ("wijk teams", "wijkteam"),
        ("wijkteams", "wijkteam"),
        ("wijkverpleegkundige", "wijkteam"),
        ("schuldhulpverleners", "schuldhulp"),
        ("mantel zorger", "mantelzorg"),
        ("mantelzrogers", "mantelzorg"),
        ("versterking van dijken", "waterveiligheid"),
        ("dijkverstrking", "waterveiligheid"),
        ("basis school", "taalonderwijs"),
        ("energie armoede", "energiearmoede"),
        ("budget coach", "schuldhulp"),
        ("de het een", "gemeente"),
        ('"veilig thuis"', "jeugdzorg"),
        ("schuldhulpverl*", "schuldhulp"),
    ],
)
def test_what_is_meant_comes_first(root: Path, query: str, expected: str) -> None:
    assert expected in found(root, query)[:3]


@pytest.mark.parametrize("name", TOPICS)
def test_a_title_with_any_one_typing_error_is_in_the_first_three(root: Path, name: str) -> None:
    for at in range(1, len(name) - 1):
        swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        for wrong in (name[:at] + name[at + 1 :], swapped, name[:at] + "x" + name[at + 1 :]):
            assert name in found(root, wrong)[:3], wrong


def test_exact_words_stand_above_all_others(root: Path) -> None:
    write(root, "zin", "Zin in werk")
    write(root, "gezin", "Het gezin")
    assert found(root, "zin")[0] == "zin"
    assert found(root, "gezin")[0] == "gezin"
    write(root, "meen", "Ik meen het")
    assert found(root, "gemeente")[0] == "gemeente"


def test_a_word_that_begins_with_ge_is_no_participle(root: Path) -> None:
    write(root, "zin", "Zin in leven")
    assert "zin" not in found(root, "gezin")
    assert set(found(root, "gezinnen")[:2]) == {"jeugdzorg", "gemeente"}
    assert "gemeente" not in found(root, "zin")[:1]


def test_a_word_in_quotes_has_to_stand_there(root: Path) -> None:
    write(root, "zorg", "Zorg")
    assert found(root, '"zorg"') == ["zorg"]
    assert found(root, '"jeugdzrog"') == []
    assert found(root, '"jeugdzorg" project') == ["jeugdzorg"]
    assert set(found(root, "veilig/thuis")) >= {"jeugdzorg"}


def test_phrases_and_fields_have_to_be_as_asked(root: Path) -> None:
    assert found(root, '"thuis veilig"') == []
    assert found(root, '"veilig thuis" jeugdzorg') == ["jeugdzorg"]
    assert found(root, "project title:wijkteam") == ["wijkteam"]
    assert sorted(found(root, "project NOT title:wijkteam")) == sorted(set(TOPICS) - {"wijkteam"})
    assert found(root, "project", 2) == found(root, "project")[:2]
    assert found(root, "xyzzy") == []


@pytest.fixture(params=[1000, 0], ids=["small", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Catalogues in which every file is looked at, and those in which only the folders are."""
    for module in (store_module, records):
        monkeypatch.setattr(module, "FEW", request.param)
    return int(request.param)


@pytest.mark.usefixtures("size")
def test_what_was_saved_a_moment_ago_is_found_as_it_is_now(root: Path) -> None:
    assert found(root, "jeugdzorg")[0] == "jeugdzorg"
    other = write(root, "nieuw", "Windmolens")
    assert found(root, "windmolens") == ["nieuw"]
    temporary = other.with_name(".tijdelijk")
    temporary.write_text("id: nieuw\ntitle: Zonnepanelen\n")
    temporary.rename(other)
    assert found(root, "windmolens") == []
    assert found(root, "zonnepanelen") == ["nieuw"]
    other.rename(other.with_name("anders.yaml"))
    assert found(root, "zonnepanelen") == ["nieuw"]
    other.with_name("anders.yaml").unlink()
    assert found(root, "zonnepanelen") == []
    write(root, "map/diep/inner", "Getijden")
    assert found(root, "getijden") == ["inner"]
    shutil.rmtree(root / "data/structured/map")
    assert found(root, "getijden") == []


def test_an_edit_in_place_is_never_answered_as_it_was(root: Path, size: int) -> None:
    found(root, "jeugdzorg")
    path = root / "data/structured/jeugdzorg.yaml"
    before = path.stat()
    path.write_text("id: jeugdzorg\ntitle: Zeewieren\n" + "# " + "x" * (before.st_size - 38) + "\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "jeugdzorg" not in [name for name in found(root, "jeugdzorgprofessional") if size]
    if size:
        assert found(root, "zeewieren") == ["jeugdzorg"]
    else:
        # In a large catalogue it shows once it would have been answered as it was.
        found(root, "jeugdzorg")
        assert found(root, "zeewieren") == ["jeugdzorg"]


def test_broken_records_are_left_out_and_told(root: Path, run: Run) -> None:
    path = root / "data/structured/jeugdzorg.yaml"
    path.write_text("id: [")
    answer = run("search", "jeugdzorg", "--json")
    assert "jeugdzorg" not in [hit["id"] for hit in answer.json]
    assert "left out, broken: data/structured/jeugdzorg.yaml" in answer.err
    write(root, "jeugdzorg", "Weer heel", "jeugdzorg")
    assert run("search", "jeugdzorg", "--json").json[0]["title"] == "Weer heel"


@pytest.mark.parametrize("damage", ["words", "rows", "both", "version", "folder", "gone"])
def test_a_damaged_index_is_made_again(root: Path, damage: str) -> None:
    expected = found(root, "jeugdzorg")
    folder = store_folder(root, "records")
    if damage in {"words", "both"}:
        for path in (folder / "words").iterdir():
            path.write_bytes(b"damaged" * 100)
    if damage in {"rows", "both"}:
        (folder / "store.sqlite").write_bytes(b"damaged" * 1000)
    if damage == "version":
        shutil.rmtree(folder / "words")
    if damage == "folder":
        shutil.rmtree(folder)
        folder.write_text("no folder")
    if damage == "gone":
        (folder / "store.sqlite").unlink()
    assert found(root, "jeugdzorg") == expected
    assert found(root, "jeugdzorg") == expected


@pytest.mark.parametrize(
    "name", ["store.sqlite", "*.term", "*.idx", "*.pos", "*.store", "meta.json"]
)
@pytest.mark.gate
def test_damage_anywhere_is_told_or_mended_and_gone_the_next_time(
    root: Path, run_warm: Run, name: str
) -> None:
    questions = (
        ["list", "keuken"],
        ["search", "jeugdzorg", "--json"],
        ["filter", "sectie:gezin"],
        ["list"],
    )
    expected = [run_warm(*question).out for question in questions]
    for start in range(4):
        (path,) = store_folder(root, "records").rglob(name)
        content = bytearray(path.read_bytes())
        at = len(content) * start // 4
        content[at : at + 500] = b"\xa5" * len(content[at : at + 500])
        path.write_bytes(content)
        for question in questions:
            answer = run_warm(*question)
            assert answer.code in {0, 2}
        assert [run_warm(*question).out for question in questions] == expected


@pytest.mark.parametrize("damage", ["flipped", "zeroed", "cut", "gone"])
@pytest.mark.parametrize(
    "name", ["*.term", "*.idx", "*.pos", "*.store", "*.fieldnorm", "*.fast", "meta.json"]
)
def test_damage_to_the_index_is_noticed_and_mended(root: Path, name: str, damage: str) -> None:
    expected = scores(root, "jeugdzorg project")
    (path,) = (store_folder(root, "records") / "words").glob(name)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    if damage == "flipped":
        content[middle] ^= 1
    elif damage == "zeroed":
        content[middle : middle + 64] = bytes(len(content[middle : middle + 64]))
    elif damage == "cut":
        del content[middle:]
    path.unlink()
    if damage != "gone":
        path.write_bytes(content)
    assert scores(root, "jeugdzorg project") == expected


def scores(root: Path, query: str) -> list[tuple[str, float]]:
    index = FreshIndex(RecordFiles(Catalogue(root)))
    return [
        (each.hit.file, each.hit.score)
        for each in Question(index, parse(query)).answers(with_weak=True)
    ]


def test_an_index_whose_files_were_only_copied_is_kept(root: Path) -> None:
    found(root, "jeugdzorg")
    folder = store_folder(root, "records") / "words"
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    before = {path.name for path in folder.iterdir()}
    assert found(root, "jeugdzorg")[0] == "jeugdzorg"
    assert {path.name for path in folder.iterdir()} == before


def test_an_answer_is_whole_while_every_record_is_rewritten(root: Path) -> None:
    waiting = Question(FreshIndex(RecordFiles(Catalogue(root))), parse("project")).answers(
        None, with_weak=True
    )
    answered = [next(waiting).hit.file]
    for name, text in TOPICS.items():
        write(root, name, f"Ander project {name}", text)
    # Another question is asked meanwhile, which brings the store up to date.
    assert len(found(root, "project")) == len(TOPICS)
    answered += [answer.hit.file for answer in waiting]
    assert len(set(answered)) == len(answered) == len(TOPICS)


@pytest.mark.parametrize("few", [1000, 0])
def test_records_that_are_rewritten_between_look_and_answer_are_answered(
    root: Path, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `ingest` does to a search that runs beside it."""
    for module in (store_module, records):
        monkeypatch.setattr(module, "FEW", few)
    found(root, "project")
    index = FreshIndex(RecordFiles(Catalogue(root)))
    search = index._search

    def rewritten_first(*arguments: Any) -> list[Hit]:
        for name, text in TOPICS.items():
            write(root, name, f"Project {name} {time.time_ns()}", text)
        return search(*arguments)

    monkeypatch.setattr(index, "_search", rewritten_first)
    assert len(list(Question(index, parse("project")).answers(with_weak=True))) == len(TOPICS)


def test_a_long_word_costs_no_more_than_a_short_one(root: Path) -> None:
    key = "".join(random.Random(1).choices("0123456789abcdef", k=100_000))  # noqa: S311  (no secret)
    write(root, "sleutel", "Sleutel", f"Wij delen de sleutel: {key} met elkaar.")
    tracemalloc.start()
    try:
        assert found(root, "jeugdzorg")[0] == "jeugdzorg"
        assert found(root, key) == found(root, key[:100]) == ["sleutel"]
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_what_was_thrown_away_meanwhile_is_not_written_to(root: Path) -> None:
    index = FreshIndex(RecordFiles(Catalogue(root)))
    forget_cache(cache_folder(root))
    with pytest.raises(ReplacedError), index._store._writing():
        pass
    write(root, "nieuw", "Windmolens")
    assert found(root, "windmolens") == ["nieuw"]


def test_a_record_that_breaks_while_it_is_answered_has_no_texts(root: Path) -> None:
    catalogue = Catalogue(root)
    waiting = Question(FreshIndex(RecordFiles(catalogue)), parse("project")).answers(
        None, with_weak=True
    )
    next(waiting)
    for name in TOPICS:
        (root / f"data/structured/{name}.yaml").write_text("id: [")
    open_store(RecordFiles(catalogue), all_files=True)
    titles = {f"title: Project {name}" for name in TOPICS}
    assert {answer.passage.text for answer in waiting} <= {"", *titles, *TOPICS.values()}


def test_a_file_whose_name_is_no_text_is_told_as_broken(root: Path, run: Run) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/data/structured/caf\xe9.yaml")).write_text("id: cafe\n")
    answer = run("list", "--columns", "id")
    assert answer.out.split() == sorted(TOPICS)
    assert "left out, broken" in answer.err
    assert run("search", "jeugdzorg").out


@pytest.mark.parametrize(
    "query", ["a" * 5000 + "*", "a" * 5000, "jeugd" * 300, "thema:" + "x" * 3000]
)
def test_words_of_any_length_can_be_asked_for(root: Path, run: Run, query: str) -> None:
    assert run("list", query).code == run("search", query).code == 0


@pytest.mark.parametrize(
    "query",
    [
        "thema:x " * 4000,
        " ".join(f"thema:x{number}" for number in range(4000)),
        " ".join(f"title:=x{number}" for number in range(4000)),
        "NOT thema:jeugd " * 4000,
        " ".join(f"w{number}:x" for number in range(2000)),
    ],
    ids=["same", "different", "equals", "not", "colons"],
)
def test_many_terms_take_no_time(root: Path, run: Run, query: str) -> None:
    assert run("list").code == 0
    began = time.process_time()
    assert run("filter", query).code == 0
    assert time.process_time() - began < 4


def test_without_a_place_for_the_index_it_answers_all_the_same(root: Path, run: Run) -> None:
    environment = {"XDG_CACHE_HOME": "/dev/null/nowhere"}
    assert run("search", "jeugdzrog", "--json", env=environment).json[0]["id"] == "jeugdzorg"


def test_the_index_is_for_its_owner_alone_and_goes_when_somebody_is_erased(
    root: Path, run: Run
) -> None:
    path = write(root, "anna", "Iets", "Anna de Groot belt aan.")
    run("search", "anna")
    folder = cache_folder(root)
    assert folder.stat().st_mode & 0o077 == 0
    assert list(folder.rglob("*.store"))
    run("privacy", "erase", "Anna de Groot", "--yes")
    assert "Anna" not in path.read_text()
    assert not list(folder.rglob("*.store"))


def test_a_plain_search_is_that_of_the_command(root: Path, run: Run) -> None:
    for words in (["jeugdzorg"], ["wijk teams"], ["project", "title:wijkteam"], ["xyzzy"]):
        for plain, typed in (
            (["--json"], ["--format", "json"]),
            ([], ["--format", "tsv"]),
            (["--json", "-n", "2"], ["--format", "json", "-n", "2"]),
        ):
            quick, slow = run("search", *plain, "--", *words), run("search", *typed, "--", *words)
            assert (quick.code, quick.out, quick.err) == (slow.code, slow.out, slow.err)
    assert run("search", "tema:x").code == 2
    assert "did you mean" in run("search", "tema:x").err
    assert run("search", "jeugd", cwd=Path("/")).code == 2
    assert run(
        "search", "jeugdzorg", "--json", cwd=Path("/"), env={"PROJECTKIT_ROOT": str(root)}
    ).json


def test_several_at_once_all_answer(root: Path) -> None:
    command = [sys.executable, "-m", "projectkit", "search", "jeugdzorg", "--json"]
    runs = [
        subprocess.Popen(
            command,
            cwd=root,
            env=clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(6)
    ]
    told = [run.communicate() for run in runs]
    assert {run.returncode for run in runs} == {0}
    assert len({out for out, _ in told}) == 1
    assert {err for _, err in told} == {b""}


def test_a_compound_is_taken_apart_at_its_seams() -> None:
    known = {"jeugd", "zorg", "jeugdzorg", "professional", "veiligheid", "diensten"}.__contains__
    assert list(parts("jeugdzorgprofessional", known)) == ["jeugdzorg", "professional"]
    assert list(parts("veiligheidsdiensten", known)) == ["veiligheid", "diensten"]
    assert list(parts("zorg", known)) == []
    assert stem("gemeenten") == stem("gemeente")
    assert set(grams("zorg")) < set(grams("zorgen"))
    assert content_words("de zorg in het gezin") == ["zorg", "gezin"]
    assert content_words("de het") == ["de", "het"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["zorg"], "zorg"),
        (["cocreatie"], "co-creatie"),
        (["zorgen"], "zorg"),
        (["coordinatie"], "Coördinatie"),
        (["nergens"], ""),
    ],
)
def test_the_passage_shows_the_words_that_answer(asked: list[str], expected: str) -> None:
    filler = " ".join(itertools.repeat("lorem", 60))
    shown = passage(["Een begin.", f"{filler} Coördinatie van zorg met co-creatie {filler}"], asked)
    marked = [shown.text[start:end] for start, end in shown.marks]
    assert marked == ([expected] if expected else [])
    assert len(shown.text) < 180


@pytest.mark.parametrize(
    "text", ["a" * 10**6, "jeu" * 300_000, "é" * 10**6, "zorg" * 250_000, "-'" * 500_000]
)
def test_a_word_of_a_million_letters_is_no_hindrance(text: str) -> None:
    assert len(passage([text], ["jeugdzorg"]).text) < 200


def test_nothing_that_a_plain_search_does_not_need_is_imported(root: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "projectkit", "search", "jeugdzorg"],
        cwd=root,
        env=clean_environment(),
        check=True,
        capture_output=True,
    )
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "projectkit", "search", "jeugdzorg", "--json"],
        cwd=root,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "tantivy" in names
    assert not names & {
        "typer",
        "rich",
        "pydantic",
        "yaml",
        "tomllib",
        "filelock",
        "dataclasses",
        "inspect",
    }
