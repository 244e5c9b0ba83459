"""A few bytes that are not UTF-8 cost those characters, not the page, and the page is said to hold them."""

from __future__ import annotations

from pathlib import Path

import pytest

from projectkit.catalogue.ingest import Ingest
from projectkit.catalogue.root import Catalogue
from projectkit.reading.decode import Decoded, UnreadableError, decode
from projectkit.reading.page import read_page

TEXT = "Café Zoë – één"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (TEXT.encode() + b" \xff", f"{TEXT} \ufffd"),
        (b"\xe9 " + TEXT.encode(), f"\ufffd {TEXT}"),
        (b"\xef\xbb\xbf" + TEXT.encode() + b"\x80", f"{TEXT}\ufffd"),
        (TEXT.encode() + b"\xe2\x82", f"{TEXT}\ufffd"),
        (b"Alleen Caf\xc3", "Alleen Caf\ufffd"),
        # More bytes that are wrong than letters that are right.
        ("Zoë".encode() + b" \xe9 \xe8", "Zoë \ufffd \ufffd"),
        ("Zoë".encode() + b" \xed\xa0\x80", "Zoë \ufffd\ufffd\ufffd"),
    ],
)
def test_utf8_with_a_wrong_byte_stays_utf8(content: bytes, text: str) -> None:
    assert decode(content) == Decoded(text, "utf-8")


def test_a_file_cut_inside_a_character_of_utf16_is_read() -> None:
    assert decode(TEXT.encode("utf-16")[:-1]).text == f"{TEXT[:-1]}\ufffd"
    with pytest.raises(UnreadableError):
        decode(b"\xff\xfea\x00\x00\xd8a\x00" * 8)


@pytest.mark.parametrize("text", [TEXT, "één", "“CAFÉ” één", "Ã¼ber – één, twee, coöperatie"])
def test_windows_1252_stays_what_it_is(text: str) -> None:
    assert decode(text.encode("cp1252")).encoding == "windows-1252"


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html"])
def test_a_page_says_how_many_characters_are_lost(name: str) -> None:
    assert read_page(TEXT.encode() + b" \xff \xfe", name).lost == 2
    assert read_page(TEXT.encode(), name).lost == 0


def test_ingest_says_so(tmp_path: Path) -> None:
    (tmp_path / "projectkit.toml").touch()
    page = tmp_path / "data/raw/p.txt"
    page.parent.mkdir(parents=True)
    page.write_bytes("Tuin Zoë\n\nStatus: Lopend\nStart: 2021\nVan caf\xe9.\n".encode() + b"\xff\n")
    (result,) = Ingest(Catalogue(tmp_path)).run([page])
    assert (result.outcome, result.reason) == ("created", "1 character cannot be read (�)")
