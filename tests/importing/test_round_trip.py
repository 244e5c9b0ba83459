"""What our own exports of rows say comes back as it was, whatever the values hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from projectkit.catalogue.root import Catalogue
from projectkit.dutch.placeholders import is_placeholder
from projectkit.export.characters import CONTROL, shown
from projectkit.export.format import Options
from projectkit.export.formats import FORMATS
from projectkit.export.run import export
from projectkit.export.tables import joined, parted
from projectkit.importing.run import ImportOutcome, import_records
from projectkit.importing.sources import read_source
from projectkit.model.record import (
    Funding,
    Identifier,
    Kind,
    Link,
    Organisation,
    OrganisationRole,
    Person,
    Record,
    Status,
)
from projectkit.model.record_yaml import record_to_yaml
from projectkit.store.stored import plain
from projectkit.validation.record import errors_of
from strategies import examples, records

OTHERS = [HealthCheck.function_scoped_fixture]
COLUMNS = (
    "id", "title", "alternate_titles", "kind", "status", "start_date", "end_date", "page_date",
    "language", "progress_percent", "themes", "organisations", "lead", "partners", "persons",
    "funder", "programme", "amount", "identifiers", "links", "email", "phone",
)  # fmt: skip
# What tempts a reader of cells: its separators, its quotes, what formulas begin with.
TEMPTING = "ab;\"\n\r,=+-@|'\t "


def says_something(text: str) -> bool:
    """Not blank at its ends, which a cell of one value loses, and no `n.v.t.`, which is nothing."""
    return bool(text.strip()) and not is_placeholder(text) and not CONTROL.search(text)


values = st.one_of(
    st.text(TEMPTING, min_size=1, max_size=12), st.text(min_size=1, max_size=20)
).filter(says_something)
# Names of persons are read, so that titles and roles come apart; these are nothing but names.
names = st.sampled_from(["Anna Bos", "Piet de Wit", "C. (Carla) Boon", "Xu", "J.W. de Vries"])


def several(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=3, unique_by=str).map(tuple)


@st.composite
def organisations(draw: st.DrawFn) -> tuple[Organisation, ...]:
    """Leads, then partners, then others, as the columns have them."""
    found = draw(st.lists(values, max_size=5, unique=True))
    roles = sorted(draw(st.sampled_from(["lead", "partner", "other"])) for _ in found)
    order = {"lead": 0, "partner": 1, "other": 2}
    return tuple(
        Organisation(name=name, role=OrganisationRole(role))
        for name, role in zip(found, sorted(roles, key=order.__getitem__), strict=True)
    )


grants = st.builds(
    Funding,
    funder=st.none() | values,
    programme=st.none() | values,
    amount=st.none() | st.decimals(0, Decimal("9999999999999.99"), places=2),
).filter(lambda grant: grant.funder or grant.programme or grant.amount is not None)
people = st.lists(names, max_size=3, unique=True).flatmap(
    lambda chosen: st.tuples(
        *(
            st.builds(
                Person,
                name=st.just(name),
                email=st.none() | st.just("x@y.example"),
                phone=st.none() | st.just("+31302345678"),
            )
            for name in chosen
        )
    )
)
dates = st.sampled_from([None, "2020", "2020-03", "2020-03-31", "1999-12-01"])
rows = st.builds(
    Record,
    id=st.just("een"),
    title=st.just("Een; titel") | values.map(str.strip),
    alternate_titles=several(values),
    kind=st.sampled_from(Kind),
    status=st.none() | st.sampled_from(Status),
    start_date=dates,
    end_date=dates,
    page_date=dates,
    language=st.sampled_from(["nl", "en"]),
    progress_percent=st.none() | st.integers(0, 100),
    themes=several(values),
    organisations=organisations(),
    persons=people,
    funding=several(grants),
    identifiers=several(st.builds(Identifier, scheme=st.just("project_number"), value=values)),
    links=several(
        st.builds(
            Link, url=st.text('abc;,"=/', min_size=1, max_size=6).map("https://a.example/".__add__)
        )
    ),
).filter(lambda record: not errors_of(record))


def with_currency(record: Record) -> Record:
    """A record whose amounts are in euros, which a cell does not say and an import takes for granted."""
    funding = tuple(
        grant if grant.amount is None else grant.model_copy(update={"currency": "EUR"})
        for grant in record.funding
    )
    return record.model_copy(update={"funding": funding})


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("csv", {}),
        ("csv", {"dialect": "excel-nl"}),
        ("csv", {"raw": True}),
        ("tsv", {}),
        ("tsv", {"dialect": "excel-nl"}),
        ("tsv", {"raw": True}),
        ("xlsx", {}),
        ("xlsx", {"language": "nl"}),
    ],
    ids=str,
)
@given(record=rows)
@example(
    record=Record(
        id="een", title="Een", themes=("zorg; welzijn", "a;b", '"q"', " c", "d\ne", "- f")
    )
)
@example(
    record=Record(
        id="een",
        title="Een",
        funding=(
            Funding(funder="NWO", amount=1),
            Funding(programme="RAAK"),
            Funding(funder="NWO", amount=2),
        ),
    )
)
@settings(suppress_health_check=OTHERS, max_examples=examples(25))
def test_a_row_comes_back_as_the_record_that_it_shows(
    name: str, options: dict[str, object], record: Record, tmp_path: Path
) -> None:
    chosen = Options(columns=COLUMNS, with_contacts=True, **options)  # type: ignore[arg-type]
    path = tmp_path / f"uit.{name}"
    with path.open("wb") as file:
        export([plain(record)], file, FORMATS[name], chosen)
    (tmp_path / "data/structured").mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue(tmp_path)
    read = list(read_source(str(path), {}, raw=chosen.raw))
    (result,) = import_records(catalogue, read, update=False, dry_run=True)
    assert result.outcome is ImportOutcome.CREATED, result.reason
    assert result.after is not None
    assert result.after.record == with_currency(record)


@given(st.lists(st.text(TEMPTING, min_size=1) | st.text(min_size=1), min_size=1))
@settings(max_examples=examples(300))
def test_values_joined_in_a_cell_come_apart_as_they_were(made: list[str]) -> None:
    assert parted(joined(made)) == made


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a;b; c ;", ["a", "b", "c", ""]),
        ('Stichting "De Brug"; "De Brug"', ['Stichting "De Brug"', '"De Brug"']),
        ('"Zorg; welzijn" ;Jeugd', ["Zorg; welzijn", "Jeugd"]),
        ('"Zorg; welzijn" x;"open; y', ['"Zorg', 'welzijn" x', '"open', "y"]),
        ("a\r\nb\nc", ["a", "b", "c"]),
        ("", [""]),
    ],
)
def test_values_as_people_write_them_in_a_cell(cell: str, expected: list[str]) -> None:
    assert parted(cell) == expected


@pytest.mark.parametrize(
    ("name", "options"), [("csv", {"dialect": "excel-nl"}), ("xlsx", {"language": "nl"})], ids=str
)
@given(record=records)
@example(record=Record(id="een", title=" zorg;welzijn ; "))
@settings(suppress_health_check=OTHERS, max_examples=examples(10))
def test_a_row_changes_nothing_in_the_record_that_it_shows(
    name: str, options: dict[str, str], record: Record, tmp_path: Path
) -> None:
    assume(not is_placeholder(record.id))
    # A row shows a control character as a mark.
    bare = plain(record.model_copy(update={"source": None}))
    record = Record.model_validate(shown(bare, CONTROL))
    path = tmp_path / f"uit.{name}"
    with path.open("wb") as file:
        export([plain(record)], file, FORMATS[name], Options(**options))  # type: ignore[arg-type]
    folder = tmp_path / "data/structured"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / f"{record.id}.yaml").write_text(record_to_yaml(record), "utf-8")
    read = list(read_source(str(path), {}, raw=False))
    (result,) = import_records(Catalogue(tmp_path), read, update=True, dry_run=True)
    assert result.outcome is ImportOutcome.UNCHANGED, result.reason
