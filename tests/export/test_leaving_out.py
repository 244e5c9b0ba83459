"""Leaving out how to reach persons: every spelling, in every place, and nothing that is no contact."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contact_spellings import PLACES, SIGNS, addresses, emails, phones
from projectkit.export.contact_text import LEFT_OUT, is_phone, without_contacts_in
from projectkit.export.privacy import without_contacts
from projectkit.model.record import Record
from projectkit.store.stored import plain


@given(st.sampled_from([*PLACES]), st.one_of(phones(), emails(), addresses()))
@example("label", "06–12345678")
@example("section", "0032 2 123 45 67")
@example("section", "anna at hr.nl")
@example("label", "Kerkstraat 12, 1234 AB Oss")
@example("link", "Kerkstraat+12+1234AB+Oss")
@example("identifier", "06-12345678")
def test_no_spelling_is_shown_in_any_place(place: str, contact: str) -> None:
    record = Record.model_validate({"id": "x", **PLACES[place](contact)})
    told = json.dumps(without_contacts(plain(record)), ensure_ascii=False)
    assert not [sign for sign in SIGNS if sign in told]


@pytest.mark.parametrize(
    "text",
    [
        "2019", "2019-2023", "In 2025 HR en ZonMw", "Agenda 2030 EU", "2014 - 2020 NL", "Call 2023 NL-DK",
        "€ 1.000.000", "€ 0,612345678", "1 000 000 000", "+ 250.000.000 euro", "€ 12.345,67",
        "100.000-200.000", "1500 MW", "3000 TJ", "1234 projecten", "12345678",
        "01-02-2023", "01-02-2023 - 01-03-2024", "01-02-2023-01-03-2024", "01.02.2023 10:00", "2023-01-02T03:04:05",
        "01-2020 – 2024", "01-2020–2024", "06-2019 - 06-2023", "01-2020 / 06-2024", "01/02/2019-03/04/2020",
        "ZonMw 10270032021502", "NWO 024.004.022", "406.20.FR.002", "SVB/RAAK.PUB09.012", "2020/0123456",
        "projectnummer 0123456789", "dossiernr. 01.234.5678", "KvK 01234567", "RSIN 001234567",
        "ISBN 978-0-306-40615-7", "ISBN 0-306-40615-2", "0-306-40615-2", "978 0 306 40615 7", "ISBN: 0306406152",
        "10.1234/0612345678", "https://doi.org/10.1016/S0140-6736(20)30183-5", "0000-0002-1825-0097",
        "NL91 ABNA 0417 1643 00", "BE68 5390 0754 7034", "https://x.nl/0107946917", "weken 01 02 03",
        "available at hr.nl", "more information at www.hr.nl", "https://x.nl/a-at-b.html", "artikel 3 (a) wet. Dan", "zie stap [a] www.hr.nl", "de hogeschool [a] wet.",
    ],
)  # fmt: skip
def test_what_is_no_contact_stays(text: str) -> None:
    assert without_contacts_in(f"Zie {text} en verder.") == f"Zie {text} en verder."


@pytest.mark.parametrize(
    "url",
    [
        "mailto:anna@hr.nl", "TEL:0612345678", "viber://chat?number=%2B31612345678", "facetime:anna@hr.nl",
        "facetime-audio:+31612345678", "skype:anna?chat", "sip:anna@hr.nl", "https://wa.me/31612345678",
        "https://api.whatsapp.com/send?phone=31612345678", "https://t.me/+31612345678", "https://x.nl/06–12345678",
        "https://www.google.com/maps/place/Kerkstraat+12+1234AB+Oss", "HTTPS://WA.ME/31612345678",
        "https://x.nl/t:0612345678", "https://x.nl/?q=m.:%2006-12345678",
    ],
)  # fmt: skip
def test_links_that_reach_persons_are_left_out(url: str) -> None:
    record = Record.model_validate({"id": "x", "links": [{"url": url}]})
    assert without_contacts(plain(record))["links"] == []
    assert url[9:] not in without_contacts_in(f"Zie {url} voor meer")


@pytest.mark.parametrize(
    "url",
    [
        "https://x.nl/0107946917", "https://orcid.org/0000-0002-1825-0097", "https://x.nl/2020/06/12345678",
        "https://x.nl/a-at-b.html", "https://x.nl/look+at+us.html", "https://x.nl/?date=01-02-2023",
        "https://doi.org/10.1016/S0140-6736(20)30183-5", "https://x.nl/01-02-2023-10",
    ],
)  # fmt: skip
def test_other_links_stay(url: str) -> None:
    record = Record.model_validate({"id": "x", "links": [{"url": url}]})
    assert [link["url"] for link in without_contacts(plain(record))["links"]] == [url]


@pytest.mark.parametrize("value", ["0123456789", "024.004.022", "10.1234/0612345678", "2020-0123456", "978-0-306-40615-7", "KGC02.12.345678"])  # fmt: skip
def test_identifiers_that_are_no_phone_numbers_stay(value: str) -> None:
    data = {"id": "x", "identifiers": [{"scheme": "nwo", "value": value}]}
    record = plain(Record.model_validate(data))
    assert without_contacts(record)["identifiers"] == record["identifiers"]
    assert not is_phone(value)


def test_what_is_left_out_is_said() -> None:
    left = without_contacts_in("jan(at)x.nl, 06 12345678, Dorpsstraat 5, 1234 AB Utrecht")
    assert left == ", ".join(LEFT_OUT)
    assert without_contacts_in(left) == left
