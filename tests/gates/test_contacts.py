"""No output for others has contact data, whatever its format and wherever a record holds it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from conftest import Run, clean_environment
from contact_spellings import PLACES, SIGNS, addresses, emails, phones
from in_process import run_in_process
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml

FORMATS = ("csv", "tsv", "json", "jsonl", "yaml", "md", "html", "jsonld", "cerif", "datacite", "sqlite", "xlsx", "parquet")  # fmt: skip
OUTPUTS: dict[str, list[list[str]]] = {
    "export to a file": [["export", "--format", name, "-o", f"out/x.{name}"] for name in FORMATS],
    "export in a pipe": [["export", "--format", name] for name in FORMATS[:10]],
    "export of lists": [["export", "--long", "all", "-o", "out/long"]],
    "export of columns": [["export", "--columns", "titel,thema,organisatie,persoon,link,samenvatting"]],
    "report": [["report", "--format", name] for name in ("table", "md", "csv", "json")],
    "report by field": [["report", "--by", name] for name in ("thema", "penvoerder", "programma")],
    "report page": [["report", "--html", "out/r.html"]],
    "list": [["list"], ["list", "--json"], ["list", "--format", "table"]],
    "list of columns": [["list", "--columns", "titel,thema,organisatie,persoon,link,samenvatting"]],
    "facets": [["list", "--facets", "thema,organisatie,persoon,programma"]],
    "search": [["search", "samen"], ["search", "samen", "--json"], ["search", "samen", "--format", "table"]],
    "search with reasons": [["search", "samen", "--why"], ["search", "samen", "--why", "--json"]],
    "search of contacts": [["search", "vraag"], ["search", "vraag", "--json"]],
    "filter": [["filter", "samen"], ["filter", "samen", "--json"]],
    "similar": [["similar", "a"], ["similar", "a", "--json"], ["similar", "a", "--format", "table"]],
}  # fmt: skip
# So many digits at the end tell a phone number.
LONG = 8
contacts = st.one_of(phones(), emails(), addresses())


def record_with(contact: str, place: str, name: str) -> str:
    """The text of a record with a contact in a place, and words to be found by."""
    data = PLACES[place](contact)
    said = {"kind": "goal", "text": f"Samen wonen in de wijk. Vraag {contact} voor meer."}
    data["sections"] = [*data.get("sections", ()), said]
    return record_to_yaml(Record.model_validate({"id": name, "title": f"Samen {name}", **data}))


def written(folder: Path) -> Iterator[str]:
    """What an export wrote, as text."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.suffix == ".sqlite":
            yield "\n".join(sqlite3.connect(path).iterdump())
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from (book.read(name).decode() for name in book.namelist())
        elif path.suffix == ".parquet":
            yield str(pyarrow.parquet.read_table(path).to_pylist())
        elif path.is_file():
            yield path.read_text("utf-8")


@pytest.mark.gate
@pytest.mark.parametrize("output", OUTPUTS)
@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
@given(st.lists(st.tuples(contacts, st.sampled_from([*PLACES])), min_size=2, max_size=6))
def test_no_output_has_contact_data(
    output: str,
    tmp_path_factory: pytest.TempPathFactory,
    held: list[tuple[str, str]],
) -> None:
    root = tmp_path_factory.mktemp("all")
    (root / "data/structured").mkdir(parents=True)
    (root / "projectkit.toml").touch()
    (root / "out").mkdir()
    for number, (contact, place) in enumerate(held):
        name = "a" if not number else f"b{number}"
        text = record_with(contact, place, name)
        (root / "data/structured" / f"{name}.yaml").write_text(text, "utf-8")
    signs = [_sign(contact) for contact, _ in held]
    environment = clean_environment() | {"XDG_CACHE_HOME": str(root / "cache")}
    for arguments in OUTPUTS[output]:
        _, out, err = run_in_process(arguments, root, environment)
        for text in (out, err, *written(root / "out")):
            shown = [found[0] for sign in signs if (found := sign.search(text))]
            assert not shown, arguments
    # The index may still be merging its files, in a thread of its own.
    shutil.rmtree(root, ignore_errors=True)


def _sign(contact: str) -> re.Pattern[str]:
    """A pattern for what shows that a text has a contact: the end of its number, or a word of it."""
    digits = re.sub(r"\D", "", contact)
    if len(digits) >= LONG:
        return re.compile(r"[^\d\n]{0,4}".join(digits[-LONG:]))
    words = [sign for sign in SIGNS if len(sign) >= len("hr.nl") and sign in contact]
    return re.compile("|".join(map(re.escape, words)) or r"(?i)(?:1234|2012)\s?ab")


@pytest.mark.gate
def test_the_signs_are_there_where_contacts_are_asked_for(catalogue: Path, run: Run) -> None:
    for number, contact in enumerate(["06–1234 5678", "anna at hr.nl", "Dorpsstraat 5, 1234 AB"]):
        text = record_with(contact, "theme", f"r{number}")
        (catalogue / "data/structured" / f"r{number}.yaml").write_text(text, "utf-8")
        assert _sign(contact).search(run("export", "--format", "json", "--with-contacts").out)
        assert not _sign(contact).search(run("export", "--format", "json").out)
