"""Nothing is lost: every line of a page ends in a field, a section, the boilerplate or the leftover list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPOSITORY, SHARED
from projectkit.dutch.words import words as dutch_words
from projectkit.model.record import Record
from projectkit.model.source import numbers
from projectkit.parsing.page import parse_page
from projectkit.parsing.vocabulary.phrases import load_vocabulary
from projectkit.reading.decode import UnreadableError, decode
from projectkit.reading.lines import split_lines

PAGES = [
    *sorted((REPOSITORY / "data/raw").glob("*.txt")),
    *sorted((REPOSITORY / "tests/golden").glob("*.txt")),
    *sorted((SHARED / "seeds").glob("*.txt")),
    *sorted((SHARED / "pages").glob("*.txt")),
]


def lines_of(content: bytes) -> dict[int, str]:
    return {line.number: line.text for line in split_lines(decode(content).text) if line.text}


def accounted(record: Record) -> set[int]:
    assert record.source is not None
    spans = [trace.lines for trace in record.source.fields.values()]
    return {
        number
        for span in (*spans, *record.source.boilerplate, *record.source.leftover)
        for number in numbers(span)
    }


def check_accounts(content: bytes) -> Record:
    record = parse_page(content, "page.txt", force=True).record
    assert record is not None
    assert accounted(record) == set(lines_of(content))
    return record


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_line_of_a_page_is_accounted_for(page: Path) -> None:
    check_accounts(page.read_bytes())


@pytest.mark.parametrize("width", [60, 76])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_line_of_a_page_that_is_cut_at_a_width_is_accounted_for(
    page: Path, width: int
) -> None:
    lines = decode(page.read_bytes()).text.splitlines()
    check_accounts("\n".join(cut for line in lines for cut in wrap(line, width) or [""]).encode())


CUT = """\
De gemeente werkt in dit project samen met de huisartsen in de wijk en
praktijken aan huis in de buurt waar mensen wonen en elkaar vaak zien op
straat, zodat de zorg dichter bij de mensen komt en zij langer thuis zijn.

"""


@pytest.mark.parametrize(
    "text",
    [
        "Looptijd: 1 januari 2021 tot 31 december 2023. Financier: ZonMw en 12\nmei 2024\n",
        (
            "Zwolle, gemeente Zwolle en Veilig Thuis IJsselland. Mirjam Heetebrij\n"
            "was projectleider van het geheel en Bas Timmer hield het logboek bij als\nonderzoeker\n"
        ),
    ],
)
def test_a_joined_line_without_words_of_a_value_is_accounted_for(text: str) -> None:
    check_accounts(f"Buurtmoestuin Zuid\n\n{CUT}{text}".encode())


def vocabulary_words() -> set[str]:
    """Words that stand for what a record holds in another form: labels, months, statuses, notices."""
    lists = [
        load_vocabulary(name)
        for name in ("labels", "headings", "contact", "noise", "subprojects", "roles")
    ]
    return words(" ".join(strings([*lists, dutch_words()]))) | {"at"}


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from strings([*value, *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    else:
        yield str(value)


def words(text: str) -> set[str]:
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])", " ", text)  # a label glued to its value
    return set(re.findall(r"[^\W\d_]+", apart.casefold()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_word_of_a_page_is_lost(page: Path) -> None:
    """Each word stands in the record, or on a line that is listed as left over or as boilerplate."""
    content = page.read_bytes()
    record = check_accounts(content)
    assert record.source is not None
    elsewhere = {
        n for span in (*record.source.boilerplate, *record.source.leftover) for n in numbers(span)
    }
    values = " ".join(strings(record.model_dump(mode="json", exclude={"source"})))
    # One line may write `InHolland`, another `Inholland`.
    kept = words(values) | words(values.casefold()) | vocabulary_words()
    for number, line in lines_of(content).items():
        assert number in elsewhere or "spambots" in line or words(line) <= kept, line


LINES = st.sampled_from(
    [
        "Status",
        "Lopend",
        "Startdatum",
        "1 mei 2020",
        "Thema's",
        "Jeugd, Zorg",
        "Looptijd: 100%",
        "2020",
        "Projectleider:",
    ]
    + [
        "dr. Jan de Vries",
        "Jan de Vries",
        "Contact",
        "Contactpersoon",
        "E: a@b.example",
        "06 12 34 56 78",
        "",
        "",
        "",
        " ",
    ]
    + [
        "Doel: iets bereiken",
        "Aanleiding",
        "Dit is een zin van meer dan tien woorden die over het project gaat en eindigt.",
    ]
    + [
        "Werkgroep 1: Naam",
        "- Project ‘X’ is een deel",
        "• punt",
        "1. eerst",
        "Partners: A, B en C",
        "Menu",
        "Nieuwsbrief",
    ]
    + [
        "Penvoerder",
        "Hogeschool Rotterdam",
        "Lectoraat Zorg",
        "Budget: € 1.000,-",
        "Dit e-mailadres wordt beveiligd tegen spambots.",
    ]
)


@given(
    st.lists(
        st.one_of(
            LINES,
            LINES,
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
        ),
        max_size=25,
    )
)
def test_every_line_of_any_page_is_accounted_for(lines: list[str]) -> None:
    check_accounts("\n".join(lines).encode())


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_unreadable(content: bytes) -> None:
    try:
        parse_page(content, "page.txt", force=True)
    except UnreadableError:
        pass


@given(st.lists(LINES, max_size=25))
def test_reading_twice_gives_the_same_record(lines: list[str]) -> None:
    content = "\n".join(lines).encode()
    assert parse_page(content, "x.txt", force=True) == parse_page(content, "x.txt", force=True)
