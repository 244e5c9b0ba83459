"""Tables that people filled in: headings, placeholders, dates, amounts, persons, and rows that do not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Ran, Run


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    (tmp_path / "data/structured").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def record(catalogue: Path, run: Run) -> Any:
    """Imports a table of one row, and gives the record."""

    def made(*lines: str) -> dict[str, Any]:
        (catalogue / "in.csv").write_text("\n".join(lines) + "\n", "utf-8")
        answer = run("import", "in.csv")
        assert answer.code == 0, answer
        return run("show", "een", "--json").json

    return made


def imported(catalogue: Path, run: Run, text: str, name: str = "in.csv") -> Ran:
    (catalogue / name).write_text(text, "utf-8")
    return run("import", name)


@pytest.mark.parametrize(
    "nothing",
    ["n.v.t.", "-", "nog niet bekend", "onbekend", "#N/B", "TBD", "N. v. t.", "(leeg)", "???", "volgt nog", "#VERW!", "nader te bepalen"],
)  # fmt: skip
def test_a_placeholder_is_no_value(record: Any, nothing: str) -> None:
    names = "titel;status;start;eind;thema;penvoerder;partners;financier;bedrag;personen;projectnummer;link;voortgang"
    made = record(names, "Een" + f";{nothing}" * names.count(";"))
    assert made["title"] == "Een"
    kept = {name: value for name, value in made.items() if value not in (None, [])}
    assert kept.keys() <= {"schema_version", "id", "kind", "title", "language"}


def test_a_placeholder_in_a_grant_keeps_its_place(record: Any) -> None:
    made = record("titel;financier;bedrag", 'Een;"NWO; onbekend; ZonMw";"-; 500; 300"')
    assert [(each["funder"], each["amount"]) for each in made["funding"]] == [
        ("NWO", None),
        (None, 500),
        ("ZonMw", 300),
    ]


@pytest.mark.parametrize("title", ["X", "Na", "1", "NB"])
def test_a_short_title_is_a_title(catalogue: Path, run: Run, title: str) -> None:
    assert imported(catalogue, run, f"titel\n{title}\n").err == "1 created\n"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("€ 100.000", 100_000), ("100.000 euro", 100_000), ("100 000", 100_000),
        ("€ 100.000,=", 100_000), ("100\u202f000", 100_000), ("100\u00a0000 EUR", 100_000),
        ("€100k", 100_000), ("1,2 miljoen", 1_200_000), ("drie ton", 300_000), ("1'000'000", 1_000_000),
        ("62.140,-", 62_140), ("100,000.00", 100_000), ("12.50", 12.5), ("0,50", 0.5), ("0", 0),
        ("100 euro's", 100), ("9999999999999,99", 9999999999999.99),
    ],
)  # fmt: skip
def test_an_amount_as_people_write_it(record: Any, written: str, amount: float) -> None:
    (grant,) = record("titel;bedrag", f"Een;{written}")["funding"]
    assert (grant["amount"], grant["currency"]) == (amount, "EUR")


@pytest.mark.parametrize(
    "written",
    ["0.500", "100,000", "€ 100.000 per jaar", "-100", "1E+05", "$ 100", "0500", "€ 50.000 + € 20.000", "12.5000"],
)  # fmt: skip
def test_what_may_be_another_amount_is_refused_and_told(
    catalogue: Path, run: Run, written: str
) -> None:
    answer = imported(catalogue, run, f"titel;Budget (€)\nEen;{written}\nTwee;5\n")
    assert answer.code == 1
    assert f"failed\tin.csv, row 2\t\t`Budget (€)`: `{written}` is not an amount" in answer.out
    assert "created\tin.csv, row 3\ttwee" in answer.out


def test_a_currency_that_a_record_has_stays(catalogue: Path, run: Run) -> None:
    path = catalogue / "data/structured/a.yaml"
    path.write_text("id: a\ntitle: A\nfunding:\n- {funder: NSF, amount: 1000, currency: USD}\n")
    (catalogue / "in.csv").write_text("id;bedrag\na;2000\n")
    run("import", "in.csv", "--update")
    (grant,) = run("show", "a", "--json").json["funding"]
    assert (grant["amount"], grant["currency"]) == (2000, "USD")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("1 febr. 2021", "2021-02-01"), ("1-mei-2021", "2021-05-01"), ("1-mei-21", "2021-05-01"),
        ("2020-05-01 00:00:00", "2020-05-01"), ("2020-05-01T00:00:00", "2020-05-01"),
        ("maart, 2030", "2030-03"), ("mrt-22", "2022-03"), ("maandag 1 maart 2021", "2021-03-01"),
        ("1-3-2021 0:00", "2021-03-01"), ("1/3/21", "2021-03-01"), ("2021", "2021"),
    ],
)  # fmt: skip
def test_a_date_as_pages_read_it(record: Any, written: str, date: str) -> None:
    made = record("titel;begindatum;einddatum", f"Een;{written};{written}")
    assert (made["start_date"], made["end_date"]) == (date, date)


def test_more_than_a_date_is_told(catalogue: Path, run: Run) -> None:
    answer = imported(catalogue, run, "titel;start;eind\nEen;1 maart–1 mei 2021;begin 2023\n")
    made = run("show", "een", "--json").json
    assert (made["start_date"], made["end_date"]) == ("2021-03-01", "2023")
    assert (
        "not imported: start_date of 1 project: more than a date: `1 maart–1 mei 2021`"
        in answer.err
    )
    assert "`begin 2023`" in answer.err


@pytest.mark.parametrize("written", ["besluit 2019, start 2021", "zomer", "44256", "31-02-2021"])
def test_what_is_no_date_is_refused(catalogue: Path, run: Run, written: str) -> None:
    answer = imported(catalogue, run, f'titel;start\nEen;"{written}"\n')
    assert (answer.code, "`start`: " in answer.out) == (1, True)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [("2020-2023", "2020", "2023"), ("1 mei 2020 t/m 31 december 2022", "2020-05-01", "2022-12-31"), ("2020-03..2021", "2020-03", "2021"), ("vanaf 2020", "2020", None)],
)  # fmt: skip
def test_a_column_with_periods(record: Any, period: str, start: str, end: str | None) -> None:
    made = record("titel;Looptijd", f"Een;{period}")
    assert (made["start_date"], made["end_date"]) == (start, end)


HEADINGS = (
    "Projectnaam;Projectstatus;Begindatum;Thema(’s);Trekker;Partners (kommagescheiden);Partner 2;"
    "Subsidieverstrekker;Subsidieregeling;Budget (€);Dossiernummer;Website"
)


def test_headings_of_spreadsheets(record: Any) -> None:
    made = record(
        HEADINGS,
        "Een;Lopend;2020;Zorg;Hogeschool Veen;Gemeente A, Stichting B;Bureau C;NWO;KIEM;5000;012.3;https://a.example",
    )
    assert (made["status"], made["start_date"], made["themes"]) == ("active", "2020", ["Zorg"])
    assert [(each["name"], each["role"]) for each in made["organisations"]] == [
        ("Hogeschool Veen", "lead"),
        ("Gemeente A", "partner"),
        ("Stichting B", "partner"),
        ("Bureau C", "partner"),
    ]
    (grant,) = made["funding"]
    assert (grant["funder"], grant["programme"], grant["amount"]) == ("NWO", "KIEM", 5000)
    assert made["identifiers"][0]["value"] == "012.3"
    assert made["links"][0]["url"] == "https://a.example"


def test_lines_and_bullets_in_a_cell(record: Any) -> None:
    made = record("titel;thema's;partners", 'Een;"- Zorg\n- Wonen";"A BV\nB BV\n"')
    assert made["themes"] == ["Zorg", "Wonen"]
    assert [each["name"] for each in made["organisations"]] == ["A BV", "B BV"]


@pytest.mark.parametrize(
    "heading", ["Budget (x € 1.000)", "Bedrag (k€)", "Bedrag in duizenden", "Bedrag ($)", "Budget (%)", "Omzet", "Startdatum (mm-dd-jjjj)"]
)  # fmt: skip
def test_a_heading_that_says_something_else_is_asked_about(
    catalogue: Path, run: Run, heading: str
) -> None:
    answer = imported(catalogue, run, f"titel;{heading}\nEen;5\n")
    assert (answer.code, f"the column `{heading}` is not a field" in answer.err) == (2, True)


def persons(made: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (each["name"], each["roles"], each["role_text"], each["organisation"])
        for each in made["persons"]
    ]


def test_columns_of_persons_keep_their_roles(record: Any) -> None:
    made = record(
        "titel;Projectleider;Contactpersoon;Onderzoekers;Adviseurs;E-mail;Telefoonnummer projectleider",
        'Een;dr. Anna Bos;Anna Bos;"Piet de Wit; Xu Li (Saxion)";Jan Smit;anna@x.nl;030-2345678',
    )
    assert persons(made) == [
        ("Anna Bos", ["project_leader", "contact"], "projectleider", None),
        ("Piet de Wit", ["researcher"], None, None),
        ("Xu Li (Saxion)", ["researcher"], None, None),
        ("Jan Smit", ["other"], "adviseur", None),
    ]
    assert made["persons"][0]["titles"] == "dr."
    assert (made["persons"][0]["email"], made["persons"][0]["phone"]) == (
        "anna@x.nl",
        "+31302345678",
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Anna Bos (projectleider); Piet de Wit", [("Anna Bos", ["project_leader"], "projectleider", None), ("Piet de Wit", [], None, None)]),
        ("Anna Bos, lector; Piet de Wit", [("Anna Bos", ["lector"], "lector", None), ("Piet de Wit", [], None, None)]),
        ("projectleider: Anna Bos", [("Anna Bos", ["project_leader"], "projectleider", None)]),
        ("Anna Bos (lector, Hogeschool Duinrand)", [("Anna Bos", ["lector"], "lector", "Hogeschool Duinrand")]),
        ("Anna Bos, Piet de Wit", [("Anna Bos", [], None, None), ("Piet de Wit", [], None, None)]),
        ("Berg, Anna van der", [("Anna van der Berg", [], None, None)]),
        ("Xu (tot 2022)", [("Xu (tot 2022)", [], None, None)]),
        ("Team Onderzoek", [("Team Onderzoek", [], None, None)]),
    ],
)  # fmt: skip
def test_persons_in_a_cell(record: Any, cell: str, expected: list[tuple[Any, ...]]) -> None:
    assert persons(record("titel;personen", f'Een;"{cell}"')) == expected


def test_a_heading_of_persons_or_organisations(record: Any) -> None:
    made = record(
        "titel;Hoofdaanvrager;Uitvoerder", "Een;Piet Bos (Hogeschool Duinrand);Bureau Vorm"
    )
    assert persons(made) == [
        ("Piet Bos", ["lead_applicant"], "hoofdaanvrager", "Hogeschool Duinrand")
    ]
    assert [(each["name"], each["role"]) for each in made["organisations"]] == [
        ("Bureau Vorm", "lead")
    ]


def test_an_address_of_nobody_is_refused(catalogue: Path, run: Run) -> None:
    answer = imported(catalogue, run, 'titel;personen;e-mail\nEen;"Anna Bos; Piet Vos";a@x.nl\n')
    assert (answer.code, "write the name of the person" in answer.out) == (1, True)
    refused = imported(catalogue, run, "titel;e-mail\nEen;a@x.nl\n")
    assert (refused.code, "needs another with the names" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("in.csv", "titel,bedrag\nEen,100\nTwee,100,extra\nDrie,5\n"),
        ("in.csv", "titel,bedrag\nEen,100,\nTwee,veel\nDrie,5,,\n"),
        ("in.tsv", "titel\tbedrag\nEen\t1\nTwee\t1\tx\ty\nDrie\t5\n"),
        ("in.jsonl", '{"title": "Een"}\n{"title": \n{"title": "Drie"}\n'),
        ("in.json", '[{"title": "Een"}, 7, {"title": "Drie"}]'),
        ("in.json", '[{"title": "Een"}, {"title": "Twee", "title": "2"}, {"title": "Drie"}]'),
        ("in.json", '[{"title": "Een"}, {"title": "2", "persons": [{"name": "A", "name": "B"}]}, {"title": "Drie"}]'),
        ("in.json", '[{"title": "Een"}, {"title": "Twee", "themes": ' + "[" * 200 + "]" * 200 + '}, {"title": "Drie"}]'),
        ("in.yaml", "title: Een\n---\ntitle: &x 1\n---\ntitle: Drie\n"),
        ("in.yaml", "title: Een\n---\n- title: Twee\n---\ntitle: Drie\n"),
    ],
)  # fmt: skip
def test_one_that_does_not_fit_keeps_no_other_out(
    catalogue: Path, run: Run, name: str, text: str
) -> None:
    answer = imported(catalogue, run, text, name)
    assert (answer.code, answer.err) == (1, "2 created, 1 failed\n")
    assert {path.stem for path in (catalogue / "data/structured").iterdir()} == {"een", "drie"}
    assert answer.out.count(name) == 3


def test_one_wrong_row_of_tables_together(catalogue: Path, run: Run) -> None:
    folder = catalogue / "tabellen"
    folder.mkdir()
    (folder / "projects.csv").write_text("id,title\na,A\nb,B\nc,C,x\n")
    (folder / "themes.csv").write_text("id,item,themes\na,1,Zorg\nb,1,Zorg,x\nb,twee,Zorg\n")
    answer = run("import", "tabellen")
    assert (answer.code, answer.err) == (1, "1 created, 2 failed\n")
    assert "themes.csv, row 3: more cells" in answer.out
    assert "themes.csv, row 4: `twee` is not a position" in answer.out


def test_all_that_is_wrong_is_told_at_once_with_a_mapping_to_start_from(
    catalogue: Path, run: Run
) -> None:
    text = "Naam;Trekkerr;;Opmerking: intern;bedrag;Jaar;Status\nEen;Bureau Vorm;los;y;0.500;2020;blauw\nTwee;;;;;;;te veel\n"
    answer = imported(catalogue, run, text)
    assert answer.code == 2
    assert not list((catalogue / "data/structured").iterdir())
    for said in ("`Trekkerr` is not a field: did you mean `lead`?", "column C has no heading", "`Opmerking: intern` is not a field", "`Jaar` cannot be read back"):  # fmt: skip
        assert said in answer.err
    assert "row 2\t\t`bedrag`: `0.500` is not an amount" in answer.out
    assert "`Status`: `blauw` is not one of" in answer.out
    assert "row 3\t\tmore cells than columns (8 cells and 7 columns)" in answer.out
    mapping = answer.err.partition("\n\n")[2]
    (catalogue / "mapping.yaml").write_text(mapping, "utf-8")
    (catalogue / "in.csv").write_text(
        text.replace("0.500", "500").replace("blauw", "loopt"), "utf-8"
    )
    again = run("import", "in.csv", "--mapping", "mapping.yaml")
    assert again.err == "1 created, 1 failed\n"
    made = run("show", "een", "--json").json
    assert (made["organisations"][0]["name"], made["status"]) == ("Bureau Vorm", "active")


def test_two_columns_of_one_field(catalogue: Path, run: Run) -> None:
    answer = imported(catalogue, run, "titel;bedrag;Totale kosten;titel\nEen;1;2;x\n")
    assert "two columns are called `titel`" in answer.err
    assert "several columns are `amount`: bedrag, Totale kosten" in answer.err


def test_a_row_is_counted_as_a_spreadsheet_counts_it(catalogue: Path, run: Run) -> None:
    answer = imported(catalogue, run, '\n\ntitel;bedrag\n"Een\ntwee";1\n\nDrie;veel\n')
    assert "failed\tin.csv, row 6" in answer.out


def test_a_quote_that_is_never_closed(catalogue: Path, run: Run) -> None:
    answer = imported(catalogue, run, 'titel;bedrag\nEen;5\n"Twee;7\nDrie;8\n')
    assert (answer.code, "in.csv, row 3: the double quotes" in answer.err) == (2, True)
    assert not list((catalogue / "data/structured").iterdir())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("in.json", '[{"title": "Een\\u0000\\u001b[31m", "themes": ["Zo\\u0007rg"]}]'),
        ("in.csv", "titel;thema's\nEen\0\x1b[31m;Zo\x07rg\n"),
    ],
)
def test_control_characters_are_left_out_and_told(
    catalogue: Path, run: Run, name: str, text: str
) -> None:
    answer = imported(catalogue, run, text, name)
    assert "not imported: title of 1 project: control characters were left out" in answer.err
    assert "themes of 1 project: control characters" in answer.err
    made = run("show", "een", "--json").json
    assert (made["title"], made["themes"]) == ("Een[31m", ["Zorg"])
    assert run("import", name).err.startswith("1 unchanged")


@pytest.mark.parametrize(
    ("word", "status"),
    [("klaar", "completed"), ("loopt", "active"), ("gereed", "completed"), ("gestopt", "cancelled"), ("lopend", "active"), ("in uitvoering", "active"), ("nog niet gestart", "planned"), ("Beëindigd", "completed"), ("on hold", None)],
)  # fmt: skip
def test_one_list_of_words_for_a_status(
    catalogue: Path, run: Run, word: str, status: str | None
) -> None:
    answer = imported(catalogue, run, f"id;titel;status\na;Een;{word}\n")
    asked = run("filter", f'status:"{word}"')
    if status is None:
        assert (answer.code, asked.code) == (1, 2)
        return
    assert run("show", "a", "--json").json["status"] == status
    assert asked.out.startswith("a\t")
    run("set", "a", "status=")
    assert run("set", "a", f"status={word}").code == 0
    assert run("show", "a", "--json").json["status"] == status
