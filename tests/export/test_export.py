from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from projectkit.export.csv import COLUMNS, write_csv
from projectkit.export.json import write_json
from projectkit.export.privacy import without_contacts
from projectkit.model.record import Record
from strategies import records

CONTACTS = Record.model_validate(
    {
        "id": "x",
        "organisations": [{"name": "Stichting Zorg (info@stichting.example)"}],
        "persons": [
            {
                "role_text": "lector, 06 55 51 73 29",
                "name": "Anna de Groot",
                "email": "anna@x.example",
                "phone": "+31302529936",
                "address": "Kade 1",
            }
        ],
        "sections": [
            {
                "kind": "contact",
                "text": "Mail anna@x.example of an [at] x [dot] example, of bel 030 252 99 36 (kamer 12). Kadeweg 7, 9747 AS Zuid.",
            }
        ],
        "subprojects": [{"title": "Deel", "text": "Bel 06-55517329."}],
    }
)


def as_csv(*records: Record, with_contacts: bool = False) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(records, stream, with_contacts=with_contacts)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_lists_are_joined_and_columns_are_stable() -> None:
    (row,) = as_csv(Record(id="x", title="Een; twee", themes=("Jeugd", "Zorg")))
    assert list(row) == list(COLUMNS)
    assert (row["title"], row["themes"], row["start_date"]) == ("Een; twee", "Jeugd; Zorg", "")


def test_a_cell_that_a_spreadsheet_would_run_is_defused() -> None:
    for formula in ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1"):
        (row,) = as_csv(Record(id="x", title=formula))
        assert row["title"] == f"'{formula}"


@given(st.lists(records, max_size=3))
def test_csv_is_read_back_row_by_row(made: list[Record]) -> None:
    rows = as_csv(*made)
    assert [row["id"] for row in rows] == [record.id for record in made]


@given(st.lists(records, max_size=3))
def test_json_holds_whole_records_without_their_source(made: list[Record]) -> None:
    stream = io.StringIO()
    write_json(made, stream)
    back = [Record.model_validate(item) for item in json.loads(stream.getvalue())]
    assert back == [record.model_copy(update={"source": None}) for record in made]


def test_contacts_are_left_out_of_fields_and_text() -> None:
    scrubbed = without_contacts(CONTACTS)
    text = scrubbed.model_dump_json()
    assert "anna@" not in text
    assert "info@" not in text
    assert "51 73 29" not in text
    assert "99 36" not in text
    assert "55517329" not in text
    assert scrubbed.persons[0].name == "Anna de Groot"
    assert "an [at]" not in text
    assert "9747" not in text
    assert "Kadeweg" not in text
    assert "kamer 12" in scrubbed.sections[0].text


def test_contacts_are_columns_when_asked_for() -> None:
    (row,) = as_csv(CONTACTS, with_contacts=True)
    assert row["emails"] == "Anna de Groot: anna@x.example"
    assert row["phones"] == "Anna de Groot: +31302529936"
