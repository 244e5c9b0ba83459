"""Pages say the same in many ways: in the head, in the style, with or without a blank."""

from __future__ import annotations

import pytest

from projectkit.model.record import Record
from projectkit.parsing.page import parse_page

DATES = (("modified", "2023-02-02"), ("issued", "2021-05-04"))


def read(body: str, head: str = "", above: str = "") -> Record:
    page = (
        f"<!DOCTYPE html>{above}<html><head><meta charset='utf-8'>{head}</head><body><main>"
        f"<h1>Buurtmoestuin De Kas</h1><p>Status: Lopend</p>{body}<h2>Aanleiding</h2>"
        "<p>Bewoners willen samen een tuin beginnen, want er is weinig groen.</p></main></body></html>"
    )
    record = parse_page(page.encode(), "page.html", force=True).record
    assert record is not None
    return record


@pytest.mark.parametrize(
    "form",
    ["name='DCTERMS.{}'", "name='dcterms.{}'", "name='DC.date.{}'"],
)
def test_the_day_of_publication_in_the_words_of_dublin_core(form: str) -> None:
    head = "".join(f"<meta {form.format(name)} content='{day}'>" for name, day in DATES)
    assert read("", head).page_date == "2021-05-04"


def test_the_day_of_publication_in_microdata() -> None:
    body = (
        "<meta itemprop='dateModified' content='2023-02-02'>"
        "<meta itemprop='datePublished' content='2021-05-04'>"
    )
    assert read(body).page_date == "2021-05-04"


def test_an_extension_notes_where_it_saved_a_page() -> None:
    url = "https://www.duinrand.example/kas"
    above = f"<!--\n Page saved with SingleFile \n url: {url} \n saved date: Mon Nov 29 2021\n-->"
    record = read("<p><a href='folder.pdf'>Folder</a></p>", above=above)
    assert record.source is not None
    assert record.source.url == url
    assert [each.url for each in record.links] == ["https://www.duinrand.example/folder.pdf"]


def test_a_label_without_a_blank_behind_it_is_a_label() -> None:
    record = read("<p><strong>Penvoerder</strong>Hogeschool Duinrand</p>")
    assert [(each.name, each.role) for each in record.organisations] == [
        ("Hogeschool Duinrand", "lead")
    ]


def test_an_address_that_is_written_from_its_end_is_turned_round() -> None:
    style = "unicode-bidi: bidi-override; direction: rtl"
    record = read(
        "<h2>Contact</h2><p>Anna van der Berg, projectleider "
        f"<span style='{style}'>elpmaxe.dnarniud@greb.a</span></p>"
    )
    assert [each.email for each in record.persons] == ["a.berg@duinrand.example"]


def test_the_mark_of_a_note_may_be_no_superscript() -> None:
    record = read("<p>Penvoerder: Hogeschool Duinrand<span class='footnote'>1</span></p>")
    assert [each.name for each in record.organisations] == ["Hogeschool Duinrand"]


def test_front_matter_may_end_with_dots() -> None:
    page = "---\ntitle: De Kas\nstatus: Lopend\n...\n\nBewoners willen samen een tuin beginnen.\n"
    record = parse_page(page.encode(), "page.md", force=True).record
    assert record is not None
    assert (record.title, record.status) == ("De Kas", "active")
    assert "..." not in "".join(each.text for each in record.sections)
