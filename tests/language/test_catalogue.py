"""Every message of the code has a Dutch one, and the compiled catalogue is that of the text."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

import click
import pytest
import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from extractor import messages

import projectkit
from projectkit.language.translate import VARIABLE, _, later, plural

PACKAGE = Path(projectkit.__file__).parent
CLICK = [Path(module.__file__).parent for module in (click, typer)]
FOLDER = PACKAGE / "language/locale/nl/LC_MESSAGES"
# What stands the same in both languages: names, signs and words that Dutch shares.
SAME = {
    "conflict", "dashboard: {address}", "label", "link", "record", "records", "pager", "partner", "lector", "start", "status", "ID", "[CODE]", "[REF]", "SITE", "partners", "{site}: {what}",
    "{number} project", "{number} record", "{number} records", "{file}, document {number}", "{file}, project {number}",
}  # fmt: skip


def in_code() -> set[str | tuple[str, ...]]:
    """The messages of the code, as `pybabel extract` finds them."""
    found = extract_from_dir(PACKAGE, [("**.py", messages)], keywords=DEFAULT_KEYWORDS)
    return {text for _file, _line, text, _comments, _context in found}


def of_domain(domain: str) -> Catalog:
    with (FOLDER / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="nl")


@pytest.fixture(scope="module", params=["projectkit", "click"])
def domain(request: pytest.FixtureRequest) -> str:
    """Our own messages, and those of click and typer."""
    return str(request.param)


@pytest.fixture(scope="module")
def catalogue(domain: str) -> Catalog:
    return of_domain(domain)


def test_every_message_of_the_code_is_in_the_catalogue_and_no_other() -> None:
    catalogue = of_domain("projectkit")
    assert {message.id for message in catalogue if message.id} == in_code()
    assert not catalogue.obsolete


def test_every_message_of_click_is_one_that_it_has() -> None:
    found = {text for folder in CLICK for _, _, text, _, _ in extract_from_dir(folder)}
    assert {message.id for message in of_domain("click") if message.id} <= found


def words(text: str) -> set[tuple[str, str, str]]:
    """The words in braces, with how they are written."""
    parts = Formatter().parse(text)
    return {
        (name, spec or "", conversion or "")
        for _, name, spec, conversion in parts
        if name is not None
    }


def texts(message: Message) -> list[tuple[str, str]]:
    """The pairs of English and Dutch of a message."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))


def test_every_message_is_translated(catalogue: Catalog) -> None:
    for message in catalogue:
        assert not message.fuzzy or not message.id, message.id
        for english, dutch in texts(message) if message.id else []:
            assert dutch.strip(), english
            assert dutch != english or english in SAME, english


def test_a_message_keeps_its_words_in_braces_and_its_blanks(
    catalogue: Catalog, domain: str
) -> None:
    for message in catalogue:
        for english, dutch in texts(message) if message.id else []:
            if domain == "projectkit":
                assert words(english) == words(dutch), english
            # Dutch need not say all that click does, such as its names of types.
            assert words(english) >= words(dutch), english
            assert re.findall(r"`projectkit \w+|--[a-z-]+", english) == re.findall(
                r"`projectkit \w+|--[a-z-]+", dutch
            ), english
            assert [english[:1].isspace(), english[-1:].isspace()] == [
                dutch[:1].isspace(),
                dutch[-1:].isspace(),
            ], english


def test_the_compiled_catalogue_is_that_of_the_text(catalogue: Catalog, domain: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        committed, expected = GNUTranslations(file)._catalog, GNUTranslations(compiled)._catalog
    # The header, under the empty message, names the version of Babel.
    assert {**committed, "": ""} == {**expected, "": ""}


def test_a_library_speaks_english_until_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert _("nothing found") == later("nothing found") == "nothing found"
    assert [plural("{number} project", "{number} projects", number) for number in (0, 1, 2)] == [
        "{number} projects",
        "{number} project",
        "{number} projects",
    ]
    monkeypatch.setenv(VARIABLE, "nl")
    assert (_("nothing found"), _(""), _("no message of ours")) == (
        "niets gevonden",
        "",
        "no message of ours",
    )
    assert [plural("{number} project", "{number} projects", number) for number in (0, 1, 2)] == [
        "{number} projecten",
        "{number} project",
        "{number} projecten",
    ]


def test_no_space_stands_before_a_percent_sign(catalogue: Catalog) -> None:
    texts = [str(text) for message in catalogue for text in (message.id, message.string)]
    assert [text for text in texts if re.search(r"[}\d]\s%(?!\w)", text)] == []
