"""Texts on a terminal: wrapped between words, in columns, ids that can be pasted, in a language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.catalogue.record_names import CUT, short_ids
from projectkit.cli.screen import Styled, TableColumn, cut, table, width_of, wrapped
from projectkit.language.figures import day, money, number

words = st.lists(st.text("abcé-/護" + "́", min_size=1, max_size=40), max_size=12)
ids = st.lists(st.from_regex(r"[a-c]{1,4}(-[a-c]{1,4}){0,8}", fullmatch=True), max_size=30)


@given(words, st.integers(4, 60))
def test_lines_fit_and_lose_nothing(parts: list[str], width: int) -> None:
    lines = wrapped(" ".join(parts), width)
    assert max(map(width_of, lines)) <= width
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(parts).replace("-", "")


@given(words, st.integers(4, 60))
def test_only_a_word_that_is_longer_than_a_line_is_broken(parts: list[str], width: int) -> None:
    lines = wrapped(" ".join(parts), width)
    shown = [word for line in lines for word in line.split(" ")]
    assert [word for word in parts if width_of(word) <= width] == [
        word for word in shown if word in parts and width_of(word) <= width
    ] or any(width_of(word) > width for word in parts)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("een woord", ["een", "woord"]),
        ("samenwerkingspartners", ["samenw-", "erking-", "spartn-", "ers"]),
        ("data/raw/a-b.txt", ["data/", "raw/a-", "b.txt"]),
        ("€ 125.000", ["€", "125.000"]),
        ("€ 1.000", ["€ 1.000"]),
        ("a\n\nb", ["a", "", "b"]),
    ],
)
def test_where_a_line_ends(text: str, lines: list[str]) -> None:
    assert wrapped(text, 7) == lines


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("kort", 4, "kort"), ("langer", 4, "lan…"), ("aan de", 5, "aan…"), ("護護護", 4, "護…")],
)
def test_what_is_cut_has_a_sign(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@given(ids, st.integers(2, 20))
def test_a_cut_id_begins_no_other(every: list[str], room: int) -> None:
    for record_id, shown in short_ids(every, every, room).items():
        beginning = shown.removesuffix(CUT)
        assert record_id.startswith(beginning)
        assert (shown == record_id) or [
            each for each in set(every) if each.startswith(beginning)
        ] == [record_id]


def test_an_id_is_cut_behind_a_word() -> None:
    every = ["samen-aan-de-keukentafel", "samen-aan-de-slag", "oeverplus"]
    assert short_ids(every, every, 20) == {
        "samen-aan-de-keukentafel": "samen-aan-de-keuken…",
        "samen-aan-de-slag": "samen-aan-de-slag",
        "oeverplus": "oeverplus",
    }
    assert short_ids(["samen-leven-in-de-wijk"], every, 14) == {
        "samen-leven-in-de-wijk": "samen-leven…"
    }


def test_columns_that_do_not_fit_become_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    columns = [TableColumn(f"kolom {each}", whole=True) for each in range(6)]
    lines = list(table(columns, [[Styled("waarde" * 2)] * 6, [Styled("")] * 5 + [Styled("x")]]))
    assert lines[:2] == ["kolom 0  waardewaarde", "kolom 1  waardewaarde"]
    assert lines[6:] == ["", "kolom 5  x"]


@pytest.mark.parametrize("width", [30, 50, 80, 120])
def test_a_table_is_no_wider_than_the_screen(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    columns = [
        TableColumn("id", whole=True),
        TableColumn("titel"),
        TableColumn("aantal", right=True),
    ]
    row = [
        Styled("een-id"),
        Styled("Een titel die nog wel even doorgaat over samenwerking"),
        Styled("1"),
    ]
    lines = list(table(columns, [row]))
    assert max(map(width_of, lines)) <= width
    assert "samenwerking" in " ".join(lines)


@pytest.mark.parametrize(
    ("date", "language", "short", "said"),
    [
        ("2021-03-01", "nl", False, "1 maart 2021"),
        ("2021-03-01", "en", False, "1 March 2021"),
        ("2021-12-31", "nl", True, "31 dec 2021"),
        ("2021-03", "nl", True, "mrt 2021"),
        ("2021", "nl", False, "2021"),
    ],
)
def test_dates(date: str, language: str, short: bool, said: str) -> None:  # noqa: FBT001  (a case)
    assert day(date, language, short=short) == said


def test_numbers_and_amounts() -> None:
    assert number(1234567, "nl") == "1.234.567"
    assert number(Decimal("0.5"), "en") == "0.50"
    assert money(Decimal(125000), "EUR", "nl") == "€\u00a0125.000"
    assert money(Decimal("99.95"), "USD", "en") == "USD\u00a099.95"
    assert money(Decimal(5), None, "nl") == "5"
