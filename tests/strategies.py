"""Hypothesis strategies: any record that the model allows."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from projectkit.model import record as model
from projectkit.model.slug import slug
from projectkit.model.source import FieldState, How, Source, Trace, ranges


def examples(number: int) -> int:
    """How many examples to try of what is slow: so many, but a third of them in a quick run."""
    return number // 3 if settings.get_current_profile_name() == "quick" else number


# Strings that YAML 1.1 reads as other types, and forms that emitters get wrong.
TRAPS = (
    [
        "no",
        "NO",
        "yes",
        "on",
        "null",
        "~",
        "Null",
        "true",
        "0123",
        "0x1f",
        "1.500",
        "12:30",
        "1e3",
        "1_000",
        ".inf",
        "=",
        "<<",
    ]
    + [
        "2024-01-01",
        "2024-13-01",
        "- x",
        "? x",
        ": x",
        "# x",
        "a: b",
        "a #b",
        "'",
        '"',
        "!tag",
        "&a",
        "*a",
        "%x",
        "@x",
        "`x",
        "|",
        ">",
    ]
    + [
        " voor",
        "achter ",
        "tab\there",
        "\ttab",
        "a\n\nb",
        "a\n",
        "\na",
        "a\n b",
        "a \nb",
        "a\r\nb",
        "\u0085",
        "\u2028",
        "\ufeff",
    ]
    + [
        "😀",
        "a 😀\nb",
        "e\u0301",
        "\u00a0",
        "x" * 3000,
        "woord " * 400,
        "\x00",
        "\x1b[31m",
        "---",
        "...",
        "a\n---\nb",
        "{}",
        "[]",
    ]
)
texts = st.one_of(
    st.sampled_from(TRAPS), st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
)
filled = texts.filter(bool)
optional = st.none() | filled
years = st.integers(1, 9999)
partial_dates = st.one_of(
    years.map(lambda year: f"{year:04}"),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()),
)
amounts = (
    st.none()
    | st.decimals(0, Decimal("9999999999999.99"), places=2)
    | st.integers(0, 10**13 - 1).map(Decimal)
)
ids = texts.map(slug).filter(bool)
line_ranges = st.sets(st.integers(1, 500), min_size=1, max_size=5).map(ranges)
traces = st.builds(
    Trace,
    lines=line_ranges.map(" ".join),
    how=st.sampled_from(How),
    state=st.none() | st.sampled_from(FieldState),
)


def tuples(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, max_size=3).map(tuple)


sources = st.builds(
    Source,
    file=filled,
    url=optional,
    sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    encoding=st.sampled_from(["utf-8", "windows-1252"]),
    layout=st.just("generic"),
    parser=st.sampled_from(["1", "2"]),
    fields=st.dictionaries(st.sampled_from(["/title", "/themes/0", "/persons/0/email"]), traces),
    boilerplate=line_ranges,
    leftover=line_ranges,
    digests=st.dictionaries(st.sampled_from(["title", "themes"]), st.just("abcdefgh")),
)
persons = st.builds(
    model.Person,
    name=filled,
    titles=optional,
    roles=tuples(st.sampled_from(model.PersonRole)),
    role_text=optional,
    organisation=optional,
    email=optional,
    phone=st.none() | st.from_regex(r"\A\+[1-9][0-9]{6,14}\Z"),
    address=optional,
)
organisations = st.builds(
    model.Organisation,
    name=filled,
    role=st.sampled_from(model.OrganisationRole),
    unit=optional,
    ror=st.none() | st.just("https://ror.org/04pp8hn57"),
)
records = st.builds(
    model.Record,
    schema_version=st.just(1),
    id=ids,
    kind=st.sampled_from(model.Kind),
    title=optional,
    alternate_titles=tuples(filled),
    language=st.sampled_from(["nl", "en", "nl-BE"]),
    status=st.none() | st.sampled_from(model.Status),
    start_date=st.none() | partial_dates,
    end_date=st.none() | partial_dates,
    page_date=st.none() | partial_dates,
    progress_percent=st.none() | st.integers(0, 100),
    themes=tuples(filled),
    identifiers=tuples(st.builds(model.Identifier, scheme=filled, value=filled)),
    funding=tuples(
        st.builds(
            model.Funding,
            funder=optional,
            programme=optional,
            call=optional,
            amount=amounts,
            currency=st.sampled_from([None, "EUR"]),
        )
    ),
    organisations=tuples(organisations),
    persons=tuples(persons),
    sections=tuples(
        st.builds(
            model.Section, kind=st.sampled_from(model.SectionKind), heading=optional, text=texts
        )
    ),
    subprojects=tuples(st.builds(model.Subproject, title=filled, text=texts)),
    links=tuples(st.builds(model.Link, url=filled, label=optional)),
    source=st.none() | sources,
)
