"""Addresses that a page keeps from robots are decoded, or withheld without losing the person."""

from __future__ import annotations

import base64
import codecs

import pytest

from projectkit.model.source import FieldState
from projectkit.parsing.page import parse_page

PAGE = (
    "<main><h1>Buurtmoestuin De Kas</h1><p>Status: Lopend</p><h2>Contact</h2>"
    "<p>Anna van der Berg, projectleider<br>{}</p><h2>Aanleiding</h2>"
    "<p>Bewoners willen samen een tuin beginnen, want er is weinig groen.</p>"
)
EMAIL = "anna@b.example"
HEX = "5a" + "".join(f"{ord(char) ^ 0x5A:02x}" for char in EMAIL)
SHIFTED = "nbjmup+boobAc/fybnqmf"


@pytest.mark.parametrize(
    "markup",
    [
        f"<a href='/cdn-cgi/l/email-protection#{HEX}'><span data-cfemail='{HEX}'>[email&#160;protected]</span></a>",
        f"<a href='/cdn-cgi/l/email-protection#{HEX}'>Stuur een bericht</a>",
        f"<a href='#' data-email='{base64.b64encode(EMAIL.encode()).decode()}'>Mail</a>",
        f"<a href=\"javascript:linkTo_UnCryptMailto('{SHIFTED}');\">anna(at)b.example</a>",
        f"<a href='#' onclick=\"location='{codecs.encode(f'mailto:{EMAIL}', 'rot13')}'\">Mail</a>",
        f"<span data-mail='{EMAIL}'></span>",
    ],
)
def test_an_encoded_address_is_decoded(markup: str) -> None:
    record = parse_page(PAGE.format(markup).encode(), "x.html").record
    assert record is not None
    assert [(person.name, person.email) for person in record.persons] == [
        ("Anna van der Berg", EMAIL)
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<a data-meel='a.berg|b.example'></a>",
        "<span data-mail-user='a.berg' data-mail-host='b.example'></span>",
        "<script>document.write('<a href=\"mailto:' + 'a' + '@' + 'b.example\">')</script>",
    ],
)
def test_an_address_that_a_script_makes_is_withheld(markup: str) -> None:
    record = parse_page(PAGE.format(markup).encode(), "x.html").record
    assert record is not None
    assert [(person.name, person.email) for person in record.persons] == [
        ("Anna van der Berg", None)
    ]
    assert record.source is not None
    assert record.source.fields["/persons/0/email"].state is FieldState.WITHHELD
