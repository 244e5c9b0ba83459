from __future__ import annotations

import io
from functools import cache
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from test_cerif import LANG, as_xml_reads, example, parsed, silently_lost, told_by

from conftest import SHARED
from projectkit.export.datacite import datacite_losses, write_datacite
from projectkit.export.format import Loss, Options
from projectkit.model.record import Record
from projectkit.store.stored import plain
from strategies import records

FOLDER = SHARED / "schemas/datacite-4.6-xsd"
NAMESPACE = "http://datacite.org/schema/kernel-4"
BARE = {"id": "x", "start_date": "2019-09"}


@cache
def schema() -> xmlschema.XMLSchema:
    if not FOLDER.is_dir():
        pytest.skip("the schemas of others are not here")
    return xmlschema.XMLSchema(str(FOLDER / "metadata.xsd"), allow="local")


def written(*made: Record) -> str:
    file = io.BytesIO()
    write_datacite(map(plain, made), file, Options())
    return file.getvalue().decode()


def resources(text: str) -> list[ET.Element]:
    root = parsed(text)
    return [root] if root.tag == f"{{{NAMESPACE}}}resource" else list(root)


def faults(text: str) -> list[str]:
    """What the schema finds in each resource alone."""
    alone = (ET.tostring(resource, encoding="unicode") for resource in resources(text))
    return [str(error) for resource in alone for error in schema().iter_errors(resource)]


def elements(record: Record, path: str) -> list[ET.Element]:
    (resource,) = resources(written(record))
    return resource.findall("/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/")))


def texts(record: Record, path: str) -> list[str | None]:
    return [element.text for element in elements(record, path)]


def typed(record: Record, path: str, attribute: str) -> list[tuple[str | None, str | None]]:
    return [(element.get(attribute), element.text) for element in elements(record, path)]


def losses(record: Record) -> list[Loss]:
    return list(datacite_losses(plain(record), Options()))


def bare(**more: object) -> Record:
    return Record.model_validate(BARE | more)


def test_the_schema_refuses_faults() -> None:
    text = written(example())
    assert not faults(text)
    assert faults(text.replace('"Collected"', '"Lived"'))
    assert faults(text.replace("publicationYear", "year"))
    assert faults(text.replace('resourceTypeGeneral="Project"', 'resourceTypeGeneral="Plan"'))


@given(st.lists(records, max_size=3))
def test_any_records_are_valid_and_all_there(made: list[Record]) -> None:
    dated = [record for record in made if record.page_date or record.start_date]
    text = written(*made)
    assert not faults(text)
    found = resources(text)
    assert len(found) == len(dated)
    for resource, record in zip(found, dated, strict=True):
        title = resource.findtext(f"{{{NAMESPACE}}}titles/{{{NAMESPACE}}}title")
        assert title == (as_xml_reads(record.title) or ":unav")
        assert (
            resource.findtext(f"{{{NAMESPACE}}}publicationYear")
            == (record.page_date or record.start_date or "")[:4]
        )
        assert not silently_lost(record, told_by(resource), {loss.field for loss in losses(record)})


def test_one_project_is_a_document_and_others_stand_together() -> None:
    assert parsed(written(bare())).tag == f"{{{NAMESPACE}}}resource"
    assert (parsed(written()).tag, len(parsed(written()))) == ("resources", 0)
    assert [resource.tag for resource in parsed(written(bare(), bare(), bare()))] == [
        f"{{{NAMESPACE}}}resource"
    ] * 3


def test_a_project_without_a_year_is_left_out_and_told() -> None:
    undated = bare(start_date=None, end_date="2021", progress_percent=3)
    assert not resources(written(undated))
    assert parsed(written(undated, bare())).tag == f"{{{NAMESPACE}}}resource"
    assert losses(undated) == [
        Loss("page_date", "DataCite requires a year: the project is left out", is_all=True)
    ]


def test_the_year_is_that_of_the_page_or_else_of_the_start() -> None:
    assert texts(bare(page_date="2021-02-03"), "publicationYear") == ["2021"]
    assert texts(bare(), "publicationYear") == ["2019"]


def test_what_the_schema_demands_and_nobody_told_is_said_to_be_unknown() -> None:
    assert typed(bare(), "identifier", "identifierType") == [("DOI", ":unav")]
    assert texts(bare(), "creators/creator/creatorName") == [":unkn"]
    assert texts(bare(), "titles/title") == [":unav"]
    assert texts(bare(), "publisher") == [":unkn"]
    assert typed(bare(kind="network"), "resourceType", "resourceTypeGeneral") == [
        ("Project", "network")
    ]


def test_a_doi_is_the_identifier_and_others_are_alternates() -> None:
    assert typed(example(), "identifier", "identifierType") == [("DOI", "10.1234/x.1")]
    alternates = typed(
        example(), "alternateIdentifiers/alternateIdentifier", "alternateIdentifierType"
    )
    assert alternates == [("Local", "de-keukentafel"), ("ZonMw", "0744")]
    wrong = bare(
        identifiers=[
            {"scheme": "doi", "value": "no doi"},
            {"scheme": "zonmw", "value": "10.1234/x"},
        ]
    )
    assert texts(wrong, "identifier") == [":unav"]
    assert texts(wrong, "alternateIdentifiers/alternateIdentifier") == ["x", "no doi", "10.1234/x"]


def test_creators_are_those_who_lead_and_research() -> None:
    assert typed(example(), "creators/creator/creatorName", "nameType") == [
        ("Personal", "Anna de Groot"),
        ("Personal", "Bo Bos"),
    ]
    assert texts(example(), "creators/creator/affiliation") == ["HU"]
    without = example(persons=[])
    assert typed(without, "creators/creator/creatorName", "nameType") == [("Organizational", "HU")]
    assert texts(without, "creators/creator/nameIdentifier") == ["https://ror.org/028z9kw20"]


def test_contributors_in_each_of_their_roles() -> None:
    kinds = [
        element.get("contributorType")
        for element in elements(example(), "contributors/contributor")
    ]
    assert [
        *zip(kinds, texts(example(), "contributors/contributor/contributorName"), strict=True)
    ] == [
        ("ProjectLeader", "Anna de Groot"),
        ("ContactPerson", "Anna de Groot"),
        ("Researcher", "Bo Bos"),
        ("RelatedPerson", "Cis Cohen"),
        ("ResearchGroup", "Lectoraat Jeugd"),
        ("Other", "Gemeente Utrecht"),
        ("Other", "Bureau X"),
        ("Other", "Buurthuis"),
    ]
    applicant = bare(persons=[{"name": "A", "roles": ["lead_applicant"]}])
    assert not elements(applicant, "contributors")


def test_the_lead_publishes() -> None:
    assert typed(example(), "publisher", "publisherIdentifier") == [
        ("https://ror.org/028z9kw20", "HU")
    ]


def test_titles_subjects_and_texts_have_their_language() -> None:
    assert typed(example(), "titles/title", "titleType") == [
        (None, "De <keuken>tafel & meer"),
        ("AlternativeTitle", "DKT"),
    ]
    assert typed(example(), "subjects/subject", LANG) == [("nl", "Jeugd"), ("nl", "Zorg")]
    assert texts(example(), "language") == ["nl"]
    assert typed(example(), "descriptions/description", "descriptionType") == [
        ("Other", "Aanleiding\n\nVeel gezinnen."),
        ("Abstract", "Wat het is."),
    ]


def test_dates_are_as_exact_as_they_are_known() -> None:
    assert typed(example(), "dates/date", "dateType") == [
        ("Issued", "2020-05-04"),
        ("Collected", "2019-09-01/2021-08"),
    ]
    assert typed(bare(), "dates/date", "dateType") == [("Collected", "2019-09/")]
    assert texts(bare(start_date=None, page_date="2020", end_date="2021"), "dates/date") == [
        "2020",
        "/2021",
    ]


def test_funders_with_their_awards() -> None:
    assert texts(example(), "fundingReferences/fundingReference/funderName") == ["ZonMw", "Fonds Y"]
    assert texts(example(), "fundingReferences/fundingReference/funderIdentifier") == [
        "https://ror.org/01yaj9a77"
    ]
    assert texts(example(), "fundingReferences/fundingReference/awardNumber") == ["0744"]
    assert texts(example(), "fundingReferences/fundingReference/awardTitle") == [
        "Wat werkt / Ronde 2"
    ]
    unknown = bare(funding=[{"call": "C"}, {"amount": "3"}])
    assert texts(unknown, "fundingReferences/fundingReference/funderName") == [":unkn"]


def test_links_and_parts_are_related() -> None:
    assert typed(example(), "relatedIdentifiers/relatedIdentifier", "relatedIdentifierType") == [
        ("URL", "https://x.example/a?b[c]=1")
    ]
    assert [
        item.get("relationType") for item in elements(example(), "relatedItems/relatedItem")
    ] == ["HasPart"]
    assert texts(example(), "relatedItems/relatedItem/titles/title") == ["Deel 1"]


def test_where_a_record_was_read_is_not_told() -> None:
    assert "x.html" not in written(example())
    assert "https://x.example/project" not in written(example())


def test_losses_are_told() -> None:
    assert losses(bare(title="T", end_date="2021", kind="module", themes=["Zorg"])) == []
    told = losses(example(title="a\x00"))
    assert told == [
        Loss("status", "this format has no place for it"),
        Loss("progress_percent", "this format has no place for it"),
        Loss("funding", "an amount of money"),
        Loss(
            "organisations",
            "the role of an organisation that is neither the first lead nor a funder",
        ),
        Loss("persons", "a person's titles"),
        Loss("persons", "a role as written"),
        Loss("persons", "a person's e-mail address"),
        Loss("persons", "a person's phone number"),
        Loss("persons", "a person's address"),
        Loss("subprojects", "the text of a subproject"),
        Loss("links", "a link that is not a web address"),
        Loss("links", "the text of a link"),
        Loss("title", "characters that XML does not allow"),
    ]
    funder = bare(organisations=[{"name": "F", "unit": "U", "role": "funder"}], persons=[])
    assert losses(funder) == [Loss("organisations", "a funder's unit")]
    applicant = bare(persons=[{"name": "A", "roles": ["lead_applicant"]}])
    assert losses(applicant) == [Loss("persons", "the role of lead applicant or programme leader")]
    headed = bare(sections=[{"kind": "summary", "heading": "Kort", "text": "S"}])
    assert losses(headed) == [
        Loss("sections", "the heading of the summary, or of a section without text")
    ]
