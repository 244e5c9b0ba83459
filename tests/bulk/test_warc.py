"""A record of a WARC file that cannot be read costs no other."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from projectkit.bulk.pages import at_hand, pages
from projectkit.bulk.units import Unit
from projectkit.bulk.warc import LONG_HEADER

LONG = b"X-Long: " + b"a" * 100_000 + b"\r\n"
MANY = b"X-Many: a\r\n" * 20_000


def record(number: int, warc: bytes = b"", http: bytes = b"") -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + http + b"\r\n<h1>Zorg</h1>"
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        + f"WARC-Target-URI: https://x.example/{number}\r\n".encode()
        + b"Content-Type: application/http; msgtype=response\r\n"
        + warc
        + f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


@pytest.mark.parametrize("is_compressed", [True, False])
@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("header", [{"warc": LONG}, {"http": LONG}, {"warc": MANY}, {"http": MANY}])
def test_a_record_with_a_long_header_is_told_and_passed_over(
    tmp_path: Path, header: dict[str, bytes], at: int, *, is_compressed: bool
) -> None:
    made = [record(number, **(header if number == at else {})) for number in range(3)]
    file = tmp_path / ("a.warc.gz" if is_compressed else "a.warc")
    file.write_bytes(b"".join(map(gzip.compress, made) if is_compressed else made))
    with at_hand(Unit("x", "a", "warc", (str(file),))) as unit:
        found = list(pages(unit))
    assert [page.url for page in found if page.content] == [
        f"https://x.example/{number}" for number in range(3) if number != at
    ]
    assert [page.problem for page in found if not page.content] == [LONG_HEADER]


def test_one_member_may_hold_all_records(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(b"".join(map(record, range(3)))))
    with at_hand(Unit("x", "a", "warc", (str(file),))) as unit:
        found = [page.url for page in pages(unit)]
    assert found == [f"https://x.example/{number}" for number in range(3)]


def test_one_member_that_is_cut_off_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(b"".join(map(record, range(3))))[:-9])
    with (
        pytest.raises(ValueError, match="truncated"),
        at_hand(Unit("x", "a", "warc", (str(file),))),
    ):
        pass


def test_an_address_may_stand_in_angle_brackets(tmp_path: Path) -> None:
    file = tmp_path / "a.warc"
    plain = record(1)
    file.write_bytes(plain.replace(b"https://x.example/1", b"<https://x.example/1>"))
    with at_hand(Unit("x", "a", "warc", (str(file),))) as unit:
        (page,) = pages(unit)
    assert page.url == "https://x.example/1"
    assert page.name == "https://x.example/1.html"
