from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from test_cerif import example, leaves, silently_lost

from projectkit.export.format import Loss, Options
from projectkit.export.jsonld import jsonld_losses, write_jsonld
from projectkit.export.record_parts import is_web_address
from projectkit.model.record import Record
from projectkit.store.stored import plain
from strategies import records

SCHEMA_ORG = "https://schema.org/"
BASE = "https://catalogue.example/"
# What matters of schema.org's own context, which is on the web: its words, and those that hold addresses.
ADDRESSES = ("url", "sameAs", "relatedLink")
CONTEXT = {
    "@vocab": SCHEMA_ORG,
    **{name: {"@id": f"schema:{name}", "@type": "@id"} for name in ADDRESSES},
}
CONTEXT |= {"schema": SCHEMA_ORG}


def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """Answer for schema.org only: the tests stay off the network."""
    assert url == SCHEMA_ORG
    document = {"@context": CONTEXT}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


OPTIONS = {"documentLoader": load, "base": BASE}


def written(*made: Record) -> str:
    file = io.BytesIO()
    write_jsonld(map(plain, made), file, Options())
    return file.getvalue().decode()


def project(record: Record) -> dict[str, Any]:
    (found,) = json.loads(written(record))["@graph"]
    return dict(found)


def losses(record: Record) -> list[Loss]:
    return list(jsonld_losses(plain(record), Options()))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The nodes of a document in expanded form, at whatever depth."""
    parts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    if isinstance(value, dict) and "@value" not in value:
        yield value
    yield from itertools.chain.from_iterable(map(nodes, parts))


@given(st.lists(records, max_size=3))
def test_any_records_are_linked_data_and_all_there(made: list[Record]) -> None:
    text = written(*made)
    expanded = jsonld.expand(json.loads(text), OPTIONS)
    assert [node["@id"] for node in expanded] == [f"{BASE}#{record.id}" for record in made]
    for node in nodes(expanded):
        # A node has a type or is no more than an address; all its words are those of schema.org.
        assert "@type" in node or node.keys() == {"@id"}
        assert all(name.startswith((SCHEMA_ORG, "@")) for name in node)
    graph = json.loads(text)["@graph"]
    for found, record in zip(graph, made, strict=True):
        assert found.get("name") == record.title
        assert found.get("foundingDate") == record.start_date
        amounts = [
            node["amount"].get("value", "") for node in found.get("funding", []) if "amount" in node
        ]
        told = "\n".join([*leaves(found), *(f"{amount:.2f}" for amount in amounts if amount != "")])
        assert not silently_lost(record, told, {loss.field for loss in losses(record)})


@given(st.lists(records, max_size=3))
def test_a_project_per_line_that_may_stand_in_a_web_page(made: list[Record]) -> None:
    text = written(*made)
    lines = text.split("\n")
    assert [json.loads(line.rstrip(","))["@id"] for line in lines[1:-2] if line] == [
        f"#{record.id}" for record in made
    ]
    assert "</" not in text
    assert "<!--" not in text


def test_texts_that_end_a_script_element_are_read_back() -> None:
    title = "</script><!-- <script> <\\/ "
    text = written(example(title=title))
    assert "</script" not in text
    assert "<!--" not in text
    assert project(example(title=title))["name"] == title


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    file = io.BytesIO()
    write_jsonld([plain(example()) | {"title": "a\udc80"}], file, Options())
    assert json.loads(file.getvalue())["@graph"][0]["name"] == "a\udc80"


def test_no_projects_is_an_empty_graph() -> None:
    assert json.loads(written()) == {"@context": SCHEMA_ORG, "@graph": []}


def test_a_project_in_the_words_of_schema_org() -> None:
    def organisation(name: str, **more: Any) -> dict[str, Any]:
        return {"@type": "Organization", "name": name, **more}

    def in_role(member: dict[str, Any], *roles: str) -> dict[str, Any]:
        return {"@type": "OrganizationRole", "roleName": [*roles], "member": member}

    unit = organisation("Lectoraat Jeugd")
    anna = {
        "@type": "Person",
        "name": "Anna de Groot",
        "honorificPrefix": "dr.",
        "honorificSuffix": "MSc",
    }
    assert project(example()) == {
        "@type": "ResearchProject",
        "@id": "#de-keukentafel",
        "url": "https://x.example/project",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "ZonMw", "value": "0744"},
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "https://doi.org/10.1234/x.1"},
        ],
        "name": "De <keuken>tafel & meer",
        "alternateName": ["DKT"],
        "description": "Wat het is.",
        "foundingDate": "2019-09-01",
        "dissolutionDate": "2021-08",
        "keywords": ["Jeugd", "Zorg"],
        "funder": [
            organisation("ZonMw", sameAs="https://ror.org/01yaj9a77"),
            organisation("Fonds Y"),
        ],
        "funding": [
            {
                "@type": "MonetaryGrant",
                "name": "Wat werkt / Ronde 2",
                "funder": organisation("ZonMw"),
                "amount": {"@type": "MonetaryAmount", "value": 300000.5, "currency": "EUR"},
            }
        ],
        "member": [
            in_role(
                organisation("HU", sameAs="https://ror.org/028z9kw20", department=unit), "lead"
            ),
            in_role(organisation("Gemeente Utrecht"), "partner"),
            in_role(organisation("Bureau X"), "contractor"),
            organisation("Buurthuis"),
            in_role(anna | {"affiliation": organisation("HU")}, "project leader", "contact"),
            in_role(
                {"@type": "Person", "name": "Bo Bos", "email": "b+o@x.example"},
                "researcher",
                "onderzoeker",
            ),
            {
                "@type": "Person",
                "name": "Cis Cohen",
                "telephone": "+31307001234",
                "address": "Kade 1",
            },
        ],
        "subOrganization": [
            {"@type": "ResearchProject", "name": "Deel 1", "description": "Over deel 1."}
        ],
        "mainEntityOfPage": {
            "@type": "WebPage",
            "url": "https://x.example/project",
            "inLanguage": "nl",
            "datePublished": "2020-05-04",
            "relatedLink": ["https://x.example/a?b[c]=1"],
        },
    }


def test_facts_are_statements_of_linked_data() -> None:
    triples = jsonld.to_rdf(
        json.loads(written(example())), {**OPTIONS, "format": "application/n-quads"}
    )
    subject = f"<{BASE}#de-keukentafel>"
    assert f'{subject} <{SCHEMA_ORG}foundingDate> "2019-09-01" .' in triples
    assert f"{subject} <{SCHEMA_ORG}url> <https://x.example/project> ." in triples
    assert f"<{SCHEMA_ORG}sameAs> <https://ror.org/028z9kw20> ." in triples


def test_money_without_an_amount_is_a_grant_and_without_facts_nothing() -> None:
    money = [{"programme": "P"}, {}, {"amount": "12.00", "currency": "EUR"}]
    assert project(example(funding=money))["funding"] == [
        {"@type": "Grant", "name": "P"},
        {
            "@type": "MonetaryGrant",
            "amount": {"@type": "MonetaryAmount", "value": 12, "currency": "EUR"},
        },
    ]


def test_where_a_record_was_read_is_told_only_if_it_is_on_the_web() -> None:
    source = example().source
    assert source is not None
    saved = example().model_copy(
        update={"source": source.model_copy(update={"url": "file:///home/anna/x.html"})}
    )
    assert "anna" not in written(saved)
    assert "x.html" not in written(example())
    assert "url" not in project(example(source=None))


def test_what_is_an_address_on_the_web() -> None:
    for address in (
        "https://x.example",
        "HTTP://x.example/a(b)?c=d#é",
        "https://x.example/?tx[uid]=3",
    ):
        assert is_web_address(address), address
    for other in (
        "www.x.example",
        "mailto:a@x.example",
        "https://",
        "https:///x",
        "https://x.example/a b",
        "http://[x",
    ):
        assert not is_web_address(other), other
    for other in (
        'https://x.example/"',
        "https://x.example/\n",
        "javascript:alert(1)//https://x.example",
    ):
        assert not is_web_address(other), other


def test_losses_are_told() -> None:
    summary = {"id": "x", "title": "T", "sections": [{"kind": "summary", "text": "S"}]}
    assert losses(Record.model_validate(summary | {"links": [{"url": "https://x.example"}]})) == []
    assert losses(example(kind="network")) == [
        Loss("status", "this format has no place for it"),
        Loss("progress_percent", "this format has no place for it"),
        Loss("kind", "schema.org describes projects only"),
        Loss(
            "sections",
            "only the summary, or else the first text, has a place; other texts and headings have none",
        ),
        Loss("links", "a link that is not a web address"),
        Loss("links", "the text of a link: schema.org's relatedLink is just an address"),
    ]


def test_without_a_summary_the_first_text_tells_what_it_is() -> None:
    sections = [
        {"kind": "goal", "heading": "Doel"},
        {"kind": "approach", "text": "Zo."},
        {"kind": "other", "text": "!"},
    ]
    assert project(example(sections=sections))["description"] == "Zo."
    assert [loss.field for loss in losses(example(sections=sections))].count("sections") == 1
    assert "sections" not in [loss.field for loss in losses(example(sections=sections[1:2]))]
