"""A text that begins with the address of its page, as people and programs put it above what they save."""

from __future__ import annotations

import pytest

from projectkit.parsing.lines.address import AddressWords
from projectkit.parsing.page import parse_page
from projectkit.reading.page import read_page

ADDRESS = "https://www.zuid.example/projecten/schone-lucht"
BODY = "Schone lucht in de klas\n\nLooptijd: 2021 - 2023\nMeer op https://schonelucht.example\n"


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
@pytest.mark.parametrize("first", [ADDRESS, f"\n {ADDRESS} ", f"<{ADDRESS}>"])
def test_an_address_above_a_text_is_the_address_of_its_page(first: str, name: str) -> None:
    saved = read_page(f"{first}\n\n{BODY}".encode(), name)
    above = next(line for line in saved.lines if line.text)
    assert saved.url == ADDRESS
    assert above.noise
    assert not above.links


@pytest.mark.parametrize(
    "first",
    [
        f"Zie {ADDRESS}",
        f"{ADDRESS} {ADDRESS}",
        "www.zuid.example",
        "https://",
        "https://[zuid.example/p",
        "https://anna:geheim@zuid.example/p",
        "ftp://zuid.example/projecten",
        "Schone lucht",
    ],
)
def test_another_first_line_is_a_line_of_the_page(first: str) -> None:
    saved = read_page(f"{first}\n\n{BODY}{ADDRESS}\n".encode(), "page.txt")
    assert saved.url is None
    assert not any(line.noise for line in saved.lines)


def test_the_address_that_a_page_was_fetched_from_counts_first() -> None:
    fetched = "https://zuid.example/p/1"
    assert read_page(f"{ADDRESS}\n{BODY}".encode(), "page.txt", fetched).url == fetched


def test_the_address_of_a_page_is_not_a_link_of_its_project() -> None:
    record = parse_page(f"{ADDRESS}\n\n{BODY}".encode(), "page.txt", force=True).record
    assert record is not None
    assert record.source is not None
    assert record.source.url == ADDRESS
    assert [link.url for link in record.links] == ["https://schonelucht.example"]


def test_the_first_link_of_a_mail_is_not_its_address() -> None:
    head = "From: a@x.example\nSubject: Project\nMIME-Version: 1.0\nContent-Type: text/plain\n"
    saved = read_page(f"{head}\n{ADDRESS}\n\n{BODY}".encode(), "page.eml")
    assert saved.url is None


@pytest.mark.parametrize(
    ("address", "line", "features"),
    [
        (ADDRESS, "Schone lucht", ["address4", "address4-line4"]),
        (f"{ADDRESS}.html", "Schone lucht in de nieuwe klas", ["address4", "address4-line2"]),
        (f"{ADDRESS}/?cel=1#top", "Lucht", ["address2", "address2-line4"]),
        ("https://x.example/caf%C3%A9-zuid", "Café Zuid", ["address4", "address4-line4"]),
        (ADDRESS, "Water", ["address0", "address0-line0"]),
        (ADDRESS, "–", []),
        ("https://zuid.example/", "Zuid", []),
        (None, "Schone lucht", []),
    ],
)
def test_what_a_line_shares_with_the_address(
    address: str | None, line: str, features: list[str]
) -> None:
    assert AddressWords(address).shared_with(line) == features
