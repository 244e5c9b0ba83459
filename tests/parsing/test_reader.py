"""What holds for the learned reader, whatever its weights: spans of the page, thresholds, reasons, the same every time."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.train.annotated import read_annotated
from tools.train.examples import PAGES

from conftest import Run
from projectkit.model.record import Record
from projectkit.model.source import How, numbers
from projectkit.parsing.called import called
from projectkit.parsing.explain import details, explain
from projectkit.parsing.findings.same_person import Addresses, Names
from projectkit.parsing.layout import recognise
from projectkit.parsing.lines.features import line_features
from projectkit.parsing.lines.rows import placed_lines
from projectkit.parsing.models import threshold
from projectkit.parsing.page import ParsedPage, parse_page, read_closely
from projectkit.parsing.value_reasons import reasons
from projectkit.parsing.words.tokens import TokenKind, tokens
from projectkit.reading.blocks import split_blocks
from projectkit.reading.lines import split_lines
from projectkit.reading.page import read_page

SAMPLE = [read_annotated(path) for path in sorted(PAGES.glob("*.page"))[::40]]
PAGE = """\
Buurtmoestuin Zuid

Looptijd: september 2021 t/m augustus 2023
Penvoerder: Hogeschool Rotterdam

In dit project werken we samen met Stichting Groen, ROC Zadkine en de gemeente Rotterdam aan een tuin voor de hele
buurt. Bewoners kiezen zelf wat er groeit, en studenten onderzoeken wat het tuinieren met hen doet. Het project wordt
gefinancierd door ZonMw.

Contact

Piet Jansen, onderzoeker
p.jansen@hr.example
"""


def read(text: str) -> ParsedPage:
    return parse_page(text.encode(), "page.txt", force=True)


def record_of(text: str) -> Record:
    record = read(text).record
    assert record is not None
    return record


@given(st.text(alphabet=st.sampled_from("aB é.,-'’()/@:€0189\t&"), max_size=80))
def test_tokens_are_the_line_in_order_without_its_spaces(text: str) -> None:
    found = tokens(text)
    assert all(token.text == text[token.start : token.end] and token.text for token in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    covered = {place for token in found for place in range(token.start, token.end)}
    assert {place for place, letter in enumerate(text) if not letter.isspace()} <= covered


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dr. A.B. de Vries-Bos (lector)", ["dr.", "A.B.", "de", "Vries-Bos", "(", "lector", ")"]),
        ("Bouwbedrijf ’t Huis B.V., Ede.", ["Bouwbedrijf", "’t", "Huis", "B.V.", ",", "Ede", "."]),
        ("1 mei 2020 – 3-4-2021", ["1 mei 2020", "–", "3-4-2021"]),
        ("€ 300.000,- of drie ton", ["€ 300.000,-", "of", "drie ton"]),
        (
            "Zie tuin.example/zuid, of bel 030 252 99 36.",
            ["Zie", "tuin.example/zuid", ",", "of", "bel", "030 252 99 36", "."],
        ),
        ("a.bos [at] hs.example", ["a.bos [at] hs.example"]),
    ],
)
def test_what_is_one_token(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


def test_kinds_of_tokens() -> None:
    found = tokens(
        "Op 1 mei 2020 kreeg Anna € 5.000, zie www.x.example of a@x.example of 030 252 99 36"
    )
    assert [token.kind for token in found if token.kind is not TokenKind.WORD] == [
        TokenKind.DATE, TokenKind.AMOUNT, TokenKind.URL, TokenKind.EMAIL, TokenKind.PHONE,
    ]  # fmt: skip


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_every_learned_name_stands_on_its_lines(page: object) -> None:
    """Nothing is invented: the words of a name that the model found stand on one line of the page.

    In the order of the page, unless the surname stands first there, as in `Bos, A.`
    """
    text = page.text  # type: ignore[attr-defined]
    record = record_of(text)
    assert record.source is not None
    lines = {line.number: line.text for line in split_lines(text)}
    names = {f"/organisations/{at}": item.name for at, item in enumerate(record.organisations)}
    names |= {f"/persons/{at}": item.name for at, item in enumerate(record.persons)}
    names |= {
        f"/funding/{at}": item.funder for at, item in enumerate(record.funding) if item.funder
    }
    for pointer, name in names.items():
        trace = record.source.fields[pointer]
        assert trace.lines is not None
        on = [" ".join(lines[number] for number in numbers(span)) for span in trace.lines.split()]
        is_inverted = any(f"{name.rpartition(' ')[2]}, " in text for text in on)
        parts = name.split() if is_inverted else [name]
        assert any(all(part in text for part in parts) for text in on), (pointer, name)


@pytest.mark.parametrize("page", SAMPLE, ids=lambda page: page.name)
def test_what_is_learned_says_how_certain_it_is_and_what_is_too_uncertain_is_no_value(
    page: object,
) -> None:
    parsed = read(page.text)  # type: ignore[attr-defined]
    assert parsed.record is not None
    assert parsed.record.source is not None
    for pointer, trace in parsed.record.source.fields.items():
        whole = pointer.count("/") <= 2
        assert (trace.certainty is not None) == (trace.how is How.LEARNED and whole), pointer
    held = {(item.role, item.name) for item in parsed.record.organisations}
    assert not held & {(found.field, found.value) for found in parsed.suggestions}
    assert all(20 <= found.certainty <= 100 for found in parsed.suggestions)


def test_a_title_over_several_lines_is_one_and_what_follows_it_is_not_of_it() -> None:
    text = (
        "Home\nProjecten\n\nStraathoekwerk zonder slagboom: wat Rotterdamse en Antwerpse\n"
        "straathoekwerkers van elkaar kunnen leren\n\n"
        "In dit project lopen straathoekwerkers uit twee steden een half jaar met elkaar mee. Zij schrijven op\n"
        "wat zij zien, en maken er met Hogeschool Rotterdam een leergang van.\n\nLooptijd: 2021 - 2023\n"
    )
    record = record_of(text)
    assert record.title == (
        "Straathoekwerk zonder slagboom: wat Rotterdamse en Antwerpse straathoekwerkers van elkaar kunnen leren"
    )
    assert record.source is not None
    assert record.source.fields["/title"].lines == "4-5"


def test_what_running_text_calls_the_project_speaks_for_its_title() -> None:
    text = (
        "Met de fuik op de vijand\nKreeft op de kaart: tellen in de sloot\n\n"
        "In het project Kreeft op de kaart zoeken vissers en studenten van Hogeschool Leiden uit waar de rivierkreeft "
        "zit, en wat een vangst kost. Kreeft op de kaart loopt sinds maart 2021.\n"
    )
    lines = placed_lines(split_blocks(split_lines(text)), recognise(split_lines(text)))
    motto, name, *_prose = line_features(lines, recognise(split_lines(text)))
    assert "mentioned-name2-words" in name
    assert "mentioned-behind=project" in name
    assert "mentioned-whole0-words" in motto


def test_a_label_makes_a_value_certain_and_running_text_does_not() -> None:
    record = record_of(PAGE)
    assert record.source is not None
    found = {
        item.name: record.source.fields[f"/organisations/{at}"]
        for at, item in enumerate(record.organisations)
    }
    assert (found["Hogeschool Rotterdam"].how, found["Hogeschool Rotterdam"].certainty) == (
        How.LABELLED,
        None,
    )
    assert found["ROC Zadkine"].how is How.LEARNED
    assert (found["ROC Zadkine"].certainty or 0) >= 100 * threshold("partner")


def test_an_explanation_says_what_spoke_for_a_value() -> None:
    content = PAGE.encode()
    reading = read_closely(content, "page.txt")
    assert reading.parsed.record is not None
    lines = explain(
        reading.parsed.record,
        read_page(content, "page.txt").lines,
        details(reading.page, reading.resolved),
    )
    told = {line.line.number: line.told for line in lines}
    assert "lead Hogeschool Rotterdam (labelled)" in told[4]
    assert any(
        words.startswith("partner ROC Zadkine (learned, ") and "%: " in words for words in told[6]
    )


def test_an_explanation_gives_each_value_its_own_words_and_reasons() -> None:
    text = (
        "Zorg om de hoek\n\nIn dit project werken we samen met Zorgpartners Midden-Holland, Hogeschool Leiden en Gemeente "
        "Gouda aan zorg in de wijk. Het project loopt van maart 2021 tot juni 2023 en kreeg € 300.000 van ZonMw.\n"
    )
    reading = read_closely(text.encode(), "page.txt")
    assert reading.parsed.record is not None
    lines = explain(
        reading.parsed.record, split_lines(text), details(reading.page, reading.resolved)
    )
    told = next(line.told for line in lines if line.line.number == 3)
    values = [words.partition(" (")[0] for words in told if "%: " in words]
    assert values == [
        "start maart 2021",
        "end juni 2023",
        "funder ZonMw",
        "amount € 300.000",
        "partner Zorgpartners Midden-Holland",
        "partner Hogeschool Leiden",
        "partner Gemeente Gouda",
    ]


def test_a_row_of_names_is_a_reason() -> None:
    text = "Zorg om de hoek\n\nDit onderzoek doen we samen met Cosun, Kennisland en Mijzo in twee wijken.\n"
    reading = read_closely(text.encode(), "page.txt", force=True)
    told = reasons(reading.page, reading.page.spans)
    cosun = next(span for span in told if span.text == "Cosun")
    assert "in a row of names behind “met”" in told[cosun]


def test_a_reason_is_no_ending_that_says_nothing() -> None:
    found = [
        reason
        for page in SAMPLE
        for reading in [read_closely(page.text.encode(), "page.txt", force=True)]
        for told in reasons(reading.page, reading.page.spans).values()
        for reason in told
    ]
    assert found
    endings = [re.search("that ends in “(.+)”", reason) for reason in found]
    assert [ending[1] for ending in endings if ending and len(ending[1]) <= 3] == []


def test_a_page_is_read_the_same_by_every_thread() -> None:
    texts = [page.text for page in SAMPLE[:8]]
    alone = [read(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, texts)) == alone


def test_one_person_comes_back_in_several_forms() -> None:
    names: Names[str] = Names()
    names.add("Anna van der Berg", "anna")
    names.add("Jan Bos", "jan")
    forms = [
        "Anna",
        "van der Berg",
        "Berg",
        "A. van der Berg",
        "ANNA VAN DER BERG",
        "J. Bos",
        "P. Bos",
        "Piet",
    ]
    assert [names.find(form) for form in forms] == [
        "anna",
        "anna",
        "anna",
        "anna",
        "anna",
        "jan",
        None,
        None,
    ]


def test_whose_name_stands_in_an_address() -> None:
    people: Addresses[str] = Addresses()
    people.add("Anna de Groot", "anna")
    people.add("Jan Oude Kotte", "jan")
    addresses = [
        "a.degroot@x.example",
        "agroot@x.example",
        "anna@x.example",
        "j.oudekotte@x.example",
        "info@x.example",
    ]
    assert [people.owners(address) for address in addresses] == [
        ["anna"],
        ["anna"],
        ["anna"],
        ["jan"],
        [],
    ]


def test_suggestions_are_shown_where_pages_are_read(
    catalogue: object, run: Run, write_page: object
) -> None:
    texts = (page.text for page in SAMPLE)
    text = next(
        text
        for text in texts
        if (parsed := parse_page(text.encode(), "a.txt")).record and parsed.suggestions
    )
    write_page("a.txt", text)  # type: ignore[operator]
    first = parse_page(text.encode(), "a.txt").suggestions[0]
    told = run("ingest", "--json").json["suggestions"]
    assert {key: told[0][key] for key in ("page", "field", "value", "lines", "certainty")} == {
        "page": "data/raw/a.txt", "field": first.field, "value": first.value,
        "lines": list(first.lines), "certainty": first.certainty,
    }  # fmt: skip
    assert (
        f"maybe: {first.field} {first.value}, {first.certainty}%"
        in run("explain", "data/raw/a.txt").out
    )
    (catalogue / "b.txt").write_text(text, "utf-8")  # type: ignore[operator]
    said = run("validate", "b.txt").out.replace("\n", " ")
    assert f"N004 maybe: {called(first.field)} {first.value}" in said


def test_a_sentence_that_names_a_labelled_person_stays_in_its_section() -> None:
    record = record_of(
        "Project Zilt\n\nProjectleider: Anna Bos\n\nAanpak\nIn de eerste fase onderzoekt Anna Bos met boeren hoe zilte "
        "gewassen beter kunnen groeien op de arme grond van het eiland.\n"
    )
    assert "onderzoekt Anna Bos met boeren" in " ".join(section.text for section in record.sections)
    assert record.source is not None
    assert not record.source.leftover


def test_what_a_label_calls_a_partner_is_no_lead_because_a_sentence_says_so() -> None:
    record = record_of(
        "Project Zilt\n\nPartner: Stichting Zilt\n\nOver ons\nStichting Zilt is penvoerder van dit project en voert het "
        "samen uit met Hogeschool Utrecht.\n"
    )
    assert [item.role for item in record.organisations if item.name == "Stichting Zilt"] == [
        "partner"
    ]


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        (
            "Anna Bos\na.bos@hu.example\n\nMail a.bos@hu.example of bel Bob Smit, projectleider.\n",
            {"a.bos@hu.example"},
        ),
        ("Anna Bos (secretariaat: p.jansen@hu.example)\n", set()),
        ("Anna Bos, projectleider\na.bos@hu.example\n", {"a.bos@hu.example"}),
    ],
)
def test_an_address_goes_to_the_person_that_it_names(text: str, emails: set[str]) -> None:
    record = record_of(f"Project Zilt\n\nContact\n\n{text}")
    assert {person.email for person in record.persons if person.email} <= emails
    assert len([person for person in record.persons if person.email]) == len(emails)


def test_an_item_of_a_list_is_no_title() -> None:
    record = record_of(
        "Project Zilt\n\nDeelprojecten\n- MijnPad: een app voor jongeren\n- JouwWeg: een cursus voor ouders\n\n"
        "Werkgroep 1: MijnPad\nDeze groep maakt een app voor jongeren die hun weg zoeken.\n"
    )
    assert not (record.title or "").startswith("- ")


def test_an_organisation_of_the_next_sentence_employs_nobody_of_this_one() -> None:
    record = record_of(
        "Voeding op wijkniveau\n\nIn dit project werkt docent-onderzoeker Yusuf Aydın samen met promovenda Sanne Hart. "
        "Namens de gemeente Amersfoort denkt beleidsadviseur Karel de Wit mee over de uitkomsten voor de wijk.\n"
    )
    assert [person.name for person in record.persons if person.organisation] == []
