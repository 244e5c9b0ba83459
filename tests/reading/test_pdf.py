"""What a PDF without tags shows by sizes, gaps and columns becomes headings, lists and tables."""

from __future__ import annotations

import io
from typing import Any

import pytest

pytest.importorskip("pdfminer")
canvas = pytest.importorskip("reportlab.pdfgen.canvas")
platypus = pytest.importorskip("reportlab.platypus")
styles = pytest.importorskip("reportlab.lib.styles")

from projectkit.reading.lines import Line  # noqa: E402
from projectkit.reading.page import read_page  # noqa: E402

SHEET = styles.getSampleStyleSheet()
LONG = (
    "Slaap is een probleem voor veel jongeren in de regio, en de hulp die er is sluit niet aan bij "
    "wat zij zelf vragen en wat hun ouders en docenten in de klas zien gebeuren, dag na dag en week "
    "na week, zonder dat iemand weet wat eraan te doen is. "
)


def text(words: str, style: str = "BodyText") -> Any:
    return platypus.Paragraph(words, SHEET[style])


def made(*parts: Any, header: str = "") -> bytes:
    out = io.BytesIO()
    document = platypus.SimpleDocTemplate(out)

    def margin(page: Any, _: Any) -> None:
        page.setFont("Helvetica", 8)
        page.drawString(72, 800, header)
        page.drawString(72, 30, f"Pagina {page.getPageNumber()}")

    document.build(list(parts), onFirstPage=margin, onLaterPages=margin)
    return out.getvalue()


def read(content: bytes) -> list[Line]:
    return [line for line in read_page(content, "x.pdf").lines if line.text and not line.unread]


def texts(content: bytes) -> list[str]:
    return [line.text for line in read(content)]


def test_letters_that_are_larger_are_headings() -> None:
    content = made(
        text("Slim slapen", "Title"), text(LONG), text("Aanleiding", "Heading2"), text(LONG)
    )
    assert [(line.level, line.text) for line in read(content)] == [
        (1, "Slim slapen"),
        (0, LONG.strip()),
        (2, "Aanleiding"),
        (0, LONG.strip()),
    ]


def test_a_heading_on_two_lines_is_one() -> None:
    long = "Slim slapen met jongeren in de regio: wat ouders, docenten en jongerenwerkers samen kunnen doen"
    assert read(made(text(long, "Title"), text(LONG)))[0].text == long


def test_paragraphs_are_told_by_the_gap_between_them() -> None:
    assert texts(made(text(LONG), text(LONG), text("Kort."))) == [
        LONG.strip(),
        LONG.strip(),
        "Kort.",
    ]


def test_bullets_and_numbers_are_lists() -> None:
    items = [text("Een dagboek bijhouden."), text("Ouders praten mee.")]
    bullets = platypus.ListFlowable(items, bulletType="bullet", start="•")
    assert texts(made(text(LONG), bullets))[1:] == [
        "• Een dagboek bijhouden.",
        "• Ouders praten mee.",
    ]


def test_short_pieces_side_by_side_are_a_table() -> None:
    rows = [
        ["Status", "Lopend"],
        ["Startdatum", "1 januari 2024"],
        ["Penvoerder", "Hogeschool Duinrand"],
    ]
    content = made(
        text("Slim slapen", "Title"), platypus.Table(rows, colWidths=[150, 200]), text(LONG)
    )
    assert [line.cells for line in read(content)[1:4]] == [tuple(row) for row in rows]


@pytest.mark.parametrize("where", ["TOP", "MIDDLE", "BOTTOM"])
def test_cells_of_several_lines_may_be_anywhere_in_their_row(where: str) -> None:
    rows = [["Partners", text(LONG)], ["Doel", text(LONG)], ["Status", "Lopend"]]
    content = made(
        platypus.Table(rows, colWidths=[100, 300], style=[("VALIGN", (0, 0), (-1, -1), where)])
    )
    assert [line.cells for line in read(content)] == [
        ("Partners", LONG.strip()),
        ("Doel", LONG.strip()),
        ("Status", "Lopend"),
    ]


def test_running_text_in_two_columns_is_read_one_column_after_the_other() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.setFont("Helvetica", 10)
    left = [
        "De eerste kolom begint met lopende",
        "tekst die tot aan de rand loopt en op",
        "de volgende regel gewoon verdergaat.",
    ]
    right = [
        "De tweede kolom heeft ook lopende",
        "tekst die tot aan de rand loopt en op",
        "de volgende regel gewoon ophoudt.",
    ]
    for at, (one, two) in enumerate(zip(left, right, strict=True)):
        page.drawString(50, 700 - 12 * at, one)
        page.drawString(260, 700 - 12 * at, two)
    page.save()
    assert " ".join(texts(out.getvalue())) == " ".join([*left, *right])


def drawn(*lines: str, left: float = 50) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.setFont("Courier", 10)
    for at, line in enumerate(lines):
        page.drawString(left, 700 - 12 * at, line)
    page.save()
    return out.getvalue()


WIDE = "Deze regel vult de breedte van de kolom met lopende tekst over x"


@pytest.mark.parametrize(
    ("end", "begin", "whole"),
    [
        ("de samen-", "werking met ouders", "samenwerking"),
        ("zorg-", "en welzijn", "zorg- en welzijn"),
        ("Oost-", "Brabant", "Oost-Brabant"),
        ("0578-", "555199", "0578-555199"),
    ],
)
def test_the_hyphen_of_a_word_that_was_cut_goes_and_others_stay(
    end: str, begin: str, whole: str
) -> None:
    line = f"{WIDE[: -len(end) - 1]} {end}"
    assert whole in " ".join(texts(drawn(WIDE, line, f"{begin} en meer woorden.", WIDE)))


def test_a_hyphen_that_the_document_writes_elsewhere_stays() -> None:
    line = f"{WIDE[:-7]} de mbo-"
    content = drawn(WIDE, line, "docent en meer woorden.", "Een mbo-docent helpt.")
    assert "de mbo-docent en" in " ".join(texts(content))


def test_short_lines_below_each_other_stay_apart() -> None:
    lines = ["Status: Lopend", "Startdatum: 2024", "Anna de Groot", "06-12345678"]
    assert texts(drawn(WIDE, WIDE, "", *lines))[-4:] == lines


def test_what_is_printed_on_every_page_is_not_of_the_page() -> None:
    content = made(*[text(LONG) for _ in range(30)], header="Projectplan Hogeschool Duinrand 2024")
    shown = texts(content)
    assert not [line for line in shown if "Projectplan" in line or "Pagina" in line]
    unread = [line.text for line in read_page(content, "x.pdf").lines if line.unread]
    assert {"Projectplan Hogeschool Duinrand 2024", "Pagina 1", "Pagina 2"} <= set(unread)


def test_a_paragraph_that_goes_on_at_the_next_page_keeps_its_words() -> None:
    shown = " ".join(texts(made(*[text(LONG) for _ in range(30)])))
    assert shown.split() == (LONG * 30).split()


def test_the_address_that_a_link_leads_to_is_read() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(50, 700, "Stuur een bericht")
    page.linkURL("mailto:anna@x.example", (45, 695, 200, 715))
    page.drawString(50, 600, "Naar binnen")
    page.linkURL("javascript:alert(1)", (45, 595, 200, 615))
    page.save()
    assert texts(out.getvalue()) == ["Stuur een bericht: anna@x.example", "Naar binnen"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_turned_keeps_its_words(turned: int) -> None:
    content = drawn(WIDE, "Status: Lopend").replace(b"/Rotate 0", f"/Rotate {turned}".encode())
    assert "Lopend" in " ".join(texts(content))
