from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED
from projectkit.export.cerif import cerif_losses, write_cerif
from projectkit.export.format import Loss, Options
from projectkit.model.record import Record
from projectkit.store.stored import TEXTS, StoredRecord, plain
from strategies import records

FOLDER = SHARED / "schemas/openaire-cerif"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
CERIF = "{https://www.openaire.eu/cerif-profile/1.2/}"
FUNDING_TYPE = "{https://www.openaire.eu/cerif-profile/vocab/OpenAIRE_Funding_Types}Type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Words of our own, which a format says in words of its own.
OUR_WORDS = {"role", "roles", "kind"}
EXAMPLE = {
    "id": "de-keukentafel",
    "title": "De <keuken>tafel & meer",
    "alternate_titles": ["DKT"],
    "language": "nl",
    "status": "completed",
    "start_date": "2019-09-01",
    "end_date": "2021-08",
    "page_date": "2020-05-04",
    "progress_percent": 0,
    "themes": ["Jeugd", "Zorg"],
    "identifiers": [{"scheme": "ZonMw", "value": "0744"}, {"scheme": "DOI", "value": "https://doi.org/10.1234/x.1"}],
    "funding": [
        {
            "funder": "ZonMw",
            "programme": "Wat werkt",
            "call": "Ronde 2",
            "amount": "300000.50",
            "currency": "EUR",
        }
    ],
    "organisations": [
        {"name": "HU", "role": "lead", "unit": "Lectoraat Jeugd", "ror": "https://ror.org/028z9kw20"},
        {"name": "Gemeente Utrecht", "role": "partner"},
        {"name": "Bureau X", "role": "contractor"},
        {"name": "Buurthuis"},
        {"name": "ZonMw", "role": "funder", "ror": "https://ror.org/01yaj9a77"},
        {"name": "Fonds Y", "role": "funder"},
    ],
    "persons": [
        {"name": "Anna de Groot", "titles": "dr. MSc", "roles": ["project_leader", "contact"], "organisation": "HU"},
        {"name": "Bo Bos", "roles": ["researcher"], "role_text": "onderzoeker", "email": "b+o@x.example"},
        {"name": "Cis Cohen", "phone": "+31307001234", "address": "Kade 1"},
    ],
    "sections": [
        {"kind": "background", "heading": "Aanleiding", "text": "Veel gezinnen."},
        {"kind": "summary", "text": "Wat het is."},
    ],
    "subprojects": [{"title": "Deel 1", "text": "Over deel 1."}],
    "links": [{"url": "https://x.example/a?b[c]=1", "label": "Site"}, {"url": "www.x.example"}],
    "source": {"file": "data/raw/x.html", "url": "https://x.example/project", "sha256": "0" * 64, "encoding": "utf-8"}
    | {"layout": "generic", "parser": "1"},
}  # fmt: skip


def example(**changes: Any) -> Record:
    return Record.model_validate(EXAMPLE | changes)


def leaves(value: Any) -> Iterator[str]:
    """The texts and numbers that a value of a record or of JSON is made of."""
    if isinstance(value, dict):
        yield from itertools.chain.from_iterable(
            leaves(part) for key, part in value.items() if key not in OUR_WORDS
        )
    elif isinstance(value, list):
        yield from itertools.chain.from_iterable(map(leaves, value))
    elif value is not None:
        yield str(value)


def silently_lost(record: Record, told: str, losses: set[str]) -> list[str]:
    """The fields with a word that is neither in what a file tells nor in a field that is said to be lost."""
    data = plain(record)
    fields = data.keys() - losses - {"schema_version", "source", "kind", "language"}
    return [
        name
        for name in fields
        for text in leaves(data[name])
        if any(word not in told for word in text.split())
    ]


def told_by(root: ET.Element) -> str:
    """All texts and attributes of a document, as they are and with escapes of addresses undone."""
    said = "\n".join(
        itertools.chain(root.itertext(), *(element.attrib.values() for element in root.iter()))
    )
    return f"{said}\n{unquote(said)}"


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  (what was written just now)


def as_xml_reads(text: str | None) -> str:
    return NOT_IN_XML.sub("", text or "").replace("\r\n", "\n").replace("\r", "\n")


@cache
def schema() -> xmlschema.XMLSchema:
    """The schema of OAI-PMH with that of the profile for what stands inside.

    xmlschema overlooks the default namespace that some references to elements declare for themselves: they get a
    prefix that means the same.
    """
    if not FOLDER.is_dir():
        pytest.skip("the schemas of others are not here")
    prefixes = (f"vocabulary{count}" for count in itertools.count())

    def with_prefix(match: re.Match[str]) -> str:
        prefix = next(prefixes)
        return f'<xs:element xmlns:{prefix}="{match[1]}"{match[2]}ref="{prefix}:{match[3]}"'

    text = (FOLDER / "openaire-cerif-profile.xsd").read_text("utf-8")
    text, count = re.subn(r'<xs:element xmlns="([^"]+)"([^>]*)ref="(\w+)"', with_prefix, text)
    assert count == 5
    cached = {"http://www.w3.org/2001/xml.xsd": str(FOLDER / "cached/xml.xsd")}
    profile = xmlschema.XMLSchema(
        text, base_url=str(FOLDER), allow="local", uri_mapper=lambda uri: cached.get(uri, uri)
    )
    profile.add_schema(str(FOLDER / "cached/OAI-PMH.xsd"), build=True)
    (oai,) = profile.maps.namespaces["http://www.openarchives.org/OAI/2.0/"]
    return oai


def faults(text: str) -> list[str]:
    return [str(error) for error in schema().iter_errors(text, use_location_hints=False)]


def written(*made: Record) -> str:
    file = io.BytesIO()
    write_cerif(map(plain, made), file, Options())
    return file.getvalue().decode()


def projects(*made: Record) -> list[ET.Element]:
    return parsed(written(*made)).findall(f".//{OAI}metadata/{CERIF}Project")


def losses(record: Record) -> list[Loss]:
    return list(cerif_losses(plain(record), Options()))


def texts(project: ET.Element, path: str) -> list[str | None]:
    return [
        element.text
        for element in project.findall("/".join(f"{CERIF}{step}" for step in path.split("/")))
    ]


def test_the_schema_takes_the_sample_of_the_profile_and_refuses_faults() -> None:
    assert schema().is_valid(str(FOLDER / "samples/projects.xml"), use_location_hints=False)
    text = written(example())
    assert not faults(text)
    assert faults(text.replace(">2019-09-01<", ">2019<"))
    assert faults(text.replace("#Grant<", "#Allowance<"))
    assert faults(text.replace("<Keyword", "<Theme").replace("</Keyword", "</Theme"))


@given(st.lists(records, max_size=3))
def test_any_records_are_valid_and_all_there(made: list[Record]) -> None:
    text = written(*made)
    assert not faults(text)
    found = parsed(text).findall(f".//{CERIF}Project")
    assert [project.get("id") for project in found] == [f"Projects/{record.id}" for record in made]
    for project, record in zip(found, made, strict=True):
        titles = map(as_xml_reads, (record.title, *record.alternate_titles))
        assert texts(project, "Title") == [title for title in titles if title]
        assert not silently_lost(record, told_by(project), {loss.field for loss in losses(record)})


def test_no_projects_is_what_oai_pmh_calls_no_match() -> None:
    text = written()
    assert not faults(text)
    assert parsed(text).find(f"{OAI}error[@code='noRecordsMatch']") is not None


def test_facts_of_a_project() -> None:
    (project,) = projects(example())
    assert [(title.text, title.get(LANG)) for title in project.findall(f"{CERIF}Title")] == [
        ("De <keuken>tafel & meer", "nl"),
        ("DKT", "nl"),
    ]
    assert [
        (item.text, item.get("type"), item.get("issuerServiceId"))
        for item in project.findall(f"{CERIF}Identifier")
    ] == [
        ("0744", "https://w3id.org/cerif/vocab/IdentifierTypes#ProjectReference", "ZonMw"),
        ("https://doi.org/10.1234/x.1", "https://w3id.org/cerif/vocab/IdentifierTypes#DOI", None),
    ]
    assert (texts(project, "StartDate"), texts(project, "EndDate")) == (["2019-09-01"], [])
    assert texts(project, "Keyword") == ["Jeugd", "Zorg"]
    assert texts(project, "Abstract") == ["Wat het is."]
    assert "x.html" not in written(example())


def test_organisations_stand_by_their_roles_and_units_within_them() -> None:
    (project,) = projects(example())
    assert texts(project, "Consortium/Coordinator/OrgUnit/Name") == ["Lectoraat Jeugd"]
    whole = "Consortium/Coordinator/OrgUnit/PartOf/OrgUnit"
    assert texts(project, f"{whole}/Name") == ["HU"]
    assert texts(project, f"{whole}/RORID") == ["https://ror.org/028z9kw20"]
    assert texts(project, "Consortium/Partner/OrgUnit/Name") == ["Gemeente Utrecht"]
    assert texts(project, "Consortium/Contractor/OrgUnit/Name") == ["Bureau X"]
    assert texts(project, "Consortium/Member/OrgUnit/Name") == ["Buurthuis"]


def test_persons_stand_by_their_roles_under_their_whole_name() -> None:
    (project,) = projects(example())
    assert texts(project, "Team/PrincipalInvestigator/DisplayName") == ["dr. Anna de Groot MSc"]
    assert texts(project, "Team/PrincipalInvestigator/Affiliation/OrgUnit/Name") == ["HU"]
    assert texts(project, "Team/Contact/DisplayName") == ["dr. Anna de Groot MSc"]
    assert texts(project, "Team/Member/DisplayName") == ["Bo Bos", "Cis Cohen"]
    assert texts(project, "Team/Member/Person/ElectronicAddress") == [
        "mailto:b+o@x.example",
        "tel:+31307001234",
    ]


def test_a_grant_is_part_of_a_call_that_is_part_of_a_programme() -> None:
    (project,) = projects(example())
    assert texts(project, "Funded/By/OrgUnit/Name") == ["ZonMw", "Fonds Y"]
    assert texts(project, "Funded/By/OrgUnit/RORID") == ["https://ror.org/01yaj9a77"]
    types = [element.text for element in project.iter(FUNDING_TYPE)]
    assert [text and text.rpartition("#")[2] for text in types] == [
        "Grant",
        "Call",
        "FundingProgramme",
    ]
    amount = project.find(f"{CERIF}Funded/{CERIF}As/{CERIF}Funding/{CERIF}Amount")
    assert amount is not None
    assert (amount.text, amount.get("currency")) == ("300000.50", "EUR")
    assert texts(project, "Funded/As/Funding/PartOf/Funding/Name") == ["Ronde 2"]
    assert texts(project, "Funded/As/Funding/PartOf/Funding/PartOf/Funding/Name") == ["Wat werkt"]


def test_an_amount_of_nothing_is_an_amount_and_money_without_facts_is_none() -> None:
    (project,) = projects(
        example(funding=[{"amount": "0", "currency": "EUR"}, {"amount": "5"}], organisations=[])
    )
    assert texts(project, "Funded/As/Funding/Amount") == ["0"]
    assert len(project.findall(f"{CERIF}Funded")) == 1


def test_texts_that_are_fetched_late_are_written() -> None:
    data = plain(example())
    texts_of_it = {name: data.pop(name) for name in TEXTS}
    file = io.BytesIO()
    write_cerif([StoredRecord(data, lambda: texts_of_it)], file, Options())
    assert "Wat het is." in file.getvalue().decode()


def test_losses_are_told() -> None:
    assert (
        losses(Record.model_validate({"id": "x", "title": "T", "start_date": "2020-01-31"})) == []
    )
    assert losses(example(kind="network", title="a\x00b", end_date="2021")) == [
        Loss("status", "this format has no place for it"),
        Loss("page_date", "this format has no place for it"),
        Loss("progress_percent", "this format has no place for it"),
        Loss("subprojects", "this format has no place for it"),
        Loss("links", "this format has no place for it"),
        Loss("kind", "CERIF describes projects only"),
        Loss("end_date", "a year where CERIF wants a day"),
        Loss(
            "sections",
            "only the summary, or else the first text, has a place; other texts and headings have none",
        ),
        Loss("persons", "a role other than project leader, contact or member"),
        Loss("persons", "a role as written"),
        Loss("persons", "a person's address"),
        Loss("title", "characters that XML does not allow"),
    ]
    assert Loss("end_date", "a month where CERIF wants a day") in losses(example())


def test_money_that_the_schema_cannot_hold_is_told() -> None:
    told = losses(
        example(funding=[{"amount": "5"}, {"funder": "F", "currency": "EUR"}], status=None)
    )
    assert [loss.reason for loss in told if loss.field == "funding"] == [
        "an amount without a currency",
        "a currency without an amount",
    ]


def test_a_scheme_that_is_too_long_is_left_out_and_told() -> None:
    record = example(identifiers=[{"scheme": "x" * 129, "value": "1"}])
    (project,) = projects(record)
    assert [item.get("issuerServiceId") for item in project.findall(f"{CERIF}Identifier")] == [None]
    assert Loss("identifiers", "a scheme longer than 128 characters") in losses(record)


def test_characters_that_xml_forbids_are_gone() -> None:
    (project,) = projects(example(title="a\x00\x1bb\ufffe😀", themes=["\x00", "Zorg"]))
    assert texts(project, "Title") == ["ab😀", "DKT"]
    assert texts(project, "Keyword") == ["Zorg"]
