from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.model.record import Record
from projectkit.search.documents import documents
from projectkit.search.query import parse
from projectkit.search.query_errors import QueryError
from projectkit.search.select import Conditions
from projectkit.store.index import SearchIndex
from projectkit.store.stored import plain
from strategies import records

RECORDS = [
    Record.model_validate(data)
    for data in (
        {
            "id": "a",
            "title": "Passende zorg voor jeugd",
            "status": "completed",
            "start_date": "2009-09-01",
            "end_date": "2011",
            "themes": ["Jeugdzorg", "Gezondheid en Zorg"],
            "organisations": [
                {"name": "Hogeschool Utrecht", "role": "lead"},
                {"name": "Gemeente Zeist", "role": "partner"},
            ],
            "funding": [{"programme": "RAAK-publiek", "amount": "300000"}],
        },
        {
            "id": "b",
            "title": "Coördinatie in de wijk",
            "status": "active",
            "start_date": "2015",
            "persons": [{"name": "Anna de Groot", "roles": ["lector"]}],
            "sections": [
                {
                    "kind": "goal",
                    "heading": "Doel",
                    "text": "Wat een jeugdzorgprofessional kan met co-creatie.",
                }
            ],
        },
        {"id": "c", "title": None, "kind": "network", "funding": [{"amount": "1500.50"}]},
    )
]


def ids(query: str, among: Sequence[Record] = RECORDS) -> str:
    """The records that fit a query, by an index of them in memory."""
    plains = [plain(record) for record in among]
    index = SearchIndex(None)
    index.update((), documents([(record["id"], record) for record in plains], index))
    conditions = Conditions(parse(query), index)
    return "".join(record["id"] for record in plains if conditions.fits(record["id"], record))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "abc"),
        ("jeugdzorg", "ab"),
        ("JEUGDZORG status:completed", "a"),
        ('"passende zorg"', "a"),
        ('"zorg passende"', ""),
        ("coordinatie", "b"),
        ("cocreatie", "b"),
        ("status:afgerond", "a"),
        ("status:beëindigd", "a"),
        ("soort:netwerk", "c"),
        ("thema:jeugdzorg", "a"),
        ('thema:"gezondheid en zorg"', "a"),
        ("NOT status:active", "ac"),
        ("NOT NOT status:active", "b"),
        ("status:active OR soort:netwerk", "bc"),
        ("(status:active OR status:completed) jeugdzorg", "ab"),
        ("status:active AND jeugdzorg", "b"),
        ("jeugdzorg NOT (status:active OR soort:netwerk)", "a"),
        ("start:2009", "a"),
        ("start:2009-09", "a"),
        ("start:2010..", "b"),
        ("start:..2009-08", ""),
        ("start:2008..2015-03", "ab"),
        ("einddatum:2011-06..2012", "a"),
        ("actief:2010", "a"),
        ("active:2016", "b"),
        ("actief:2012..2014", ""),
        ("bedrag:1000..2000", "c"),
        ("bedrag:300000", "a"),
        ("bedrag:1.500,50", "c"),
        ("bedrag:300.000", "a"),
        ("penvoerder:utrecht", "a"),
        ("partner:zeist", "a"),
        ("partner:utrecht", ""),
        ("persoon:groot", "b"),
        ("rol:lector", "b"),
        ("programma:raak", "a"),
        ("has:title", "ab"),
        ("no:end", "bc"),
        ("sectie:doel", "b"),
        ("https://jeugdzorg", ""),
        ("jeugdzorgpro*", "b"),
        ("zorg*", "a"),
        ("org*", ""),
        ("thema:=jeugdzorg", "a"),
        ("thema:=zorg", ""),
        ("penvoerder:='hogeschool utrecht'", ""),
        ('penvoerder:="hogeschool utrecht"', "a"),
        ("org[name:utrecht role:lead]", "a"),
        ("org[naam:utrecht rol:partner]", ""),
        ('org[name:"gemeente zeist" role:partner] jeugd*', "a"),
        ("persoon[rol:lector]", "b"),
        ("persoon[rol:coördinator]", ""),
        ("org[rol:uitvoerder]", ""),
        ("NOT org[role:lead]", "bc"),
        ("sectie[soort:goal tekst:co-creatie]", "b"),
        ("financiering[programma:raak]", "a"),
        ("sectie.doel:co-creatie", "b"),
        ("section.goal:cocreatie NOT section.results:cocreatie", "b"),
        ("sectie.aanpak:co-creatie", ""),
        ("has:sectie.doel", "b"),
        ("no:section.goal", "ac"),
        ("jaar:2009..2014", "a"),
        ("start > 2009", "b"),
        ("start:>2009-08", "ab"),
        ("start>=2009", "ab"),
        ("start < 2010", "a"),
        ("start:<2009", ""),
        ("start:>9999", ""),
        ("eind <= 2013", "a"),
        ("jaar:>2009", "b"),
        ("bedrag > 300.000", ""),
        ("budget:>=300000", "a"),
        ("NOT budget > 2000 has:budget", "c"),
        ("(start > 2009 OR soort:netwerk)", "bc"),
        ("status = afgerond", "a"),
        ("status=afgerond", "a"),
        ("thema=jeugdzorg", "a"),
        ("startjaar:2009", "a"),
        ('"start year":2009', "a"),
        ("jeugdzorg > aanpak", ""),
        ("has:email", ""),
        ("org[rol:penvoerder]", "a"),
        ("sectie[soort:doel]", "b"),
        ('"zorg"', "a"),
        ('"jeugdzorg"', "a"),
        ("z*", "a"),
        ("wijk - jeugdzorg !", "b"),
        ("soort:netwerk OF status:lopend", "bc"),
        ("NIET status:lopend EN has:title", "a"),
        ("passende/zo*", "a"),
        ("no:telefoon", "abc"),
        ("Wijk: de", "b"),
        ("in de wijk:", "b"),
        ("thema: jeugdzorg", ""),
        ("passende:zorg", "a"),
        ('passende:"zorg voor"', "a"),
        ("zorg:passende", ""),
        ("10:30", ""),
        ("doi:10.1/x", ""),
        ("mailto:a@b.nl", ""),
        ("foo.doel:jeugd", ""),
        ("NOT wijk: status:completed", "a"),
        ("(passende: zorg) OR soort:netwerk", "ac"),
        (":passende", "a"),
    ],
)
def test_queries(query: str, expected: str) -> None:
    assert ids(query) == expected


def test_one_argument_and_several_mean_the_same() -> None:
    assert parse("status:active jeugdzorg") == parse(["status:active", "jeugdzorg"])


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("tema:jeugd", "did you mean `thema`?"),
        ("thmea:x", "did you mean `them"),
        ("statsu:afgerond", "did you mean `status`?"),
        ("Penvoeder:x", "did you mean `penvoerder`?"),
        ("sectei.doel:x", "unknown field"),
        ("zorg thema: ", "needs a value"),
        ("(thema:)", "needs a value"),
        ("has:", "needs a field"),
        ("orgg[name:x]", "did you mean `org`?"),
        ("org[plaats:x]", "is not a part of org"),
        ("org[name:x", "has no `]`"),
        ("titel[name:x]", "has no parts"),
        ("has:titl", "did you mean `title`?"),
        ("status:blauw", "one of gepland, lopend"),
        ("start:morgen", "is not a date"),
        ("bedrag:veel", "is not a number"),
        ("bedrag:>veel", "50000.. or ..100000"),
        ("bedrag:nan", "is not a number"),
        ("NOT " * 3000 + "a", "nested deeper"),
        ("(a", "has no `)`"),
        ("a)", "too many"),
        ("NOT", "needs a term"),
        ("OR a", "either side"),
        ("thema:", "`thema:` needs a value"),
        ("titel>b", "`titel` has no order: write titel:b"),
        ("status:afgerondd", "did you mean `afgerond`? – for instance status:afgerond"),
        ("status > afgerond", "has no order"),
        ("start:>morgen", "is not a date"),
        ("thmea:x", "for instance themes:jeugdzorg"),
        ("has:einddatm", "for instance einddatum:2015..2018"),
        ("sectie.dol:x", "did you mean `doel`? – for instance sectie.doel:jeugd"),
        ("org[nam:Utrecht]", "did you mean `name`? – for instance org[name:Utrecht]"),
        ("org[rol:penvorder]", "for instance org[rol:penvoerder]"),
        ("AND a", "either side"),
        ("a AND", "either side"),
        ("a AND AND b", "either side"),
        ("()", "nothing between"),
        ("org[]", "nothing between"),
        ("sectie.doel:", "needs a value"),
        ("sectie.doelen:x", "not a kind of section"),
        ("titel.doel:x", "unknown field"),
        ("start:2018..2015", "2015 comes before 2018"),
        ("bedrag:9..1", "comes before"),
        ('"open', "no second one"),
        ("(" * 100, "nested deeper"),
    ],
)
def test_what_cannot_be_understood_says_why(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        parse(query)


@given(st.text(max_size=60), records)
def test_any_text_is_a_query_or_a_query_error(text: str, record: Record) -> None:
    with contextlib.suppress(QueryError):
        assert ids(text, [record]) in {"", record.id}


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("zorg tema:jeugd", 5),
        ("a (b", 2),
        ("a) b", 1),
        ('een "twee', 4),
        ("a OR", 4),
        ("x NOT", 5),
        ("org[plaats:x] y", 0),
    ],
)
def test_an_error_points_at_its_place(query: str, at: int) -> None:
    with pytest.raises(QueryError) as error:
        parse(query)
    _, shown, caret = str(error.value).split("\n")
    assert (shown, caret) == (f"  {query}", f"  {' ' * at}^")
    assert f"(at character {at + 1})" in str(error.value)


def test_the_caret_stands_below_wide_characters_too() -> None:
    with pytest.raises(QueryError) as error:
        parse("日本 tema:x")
    assert str(error.value).endswith(f"\n  {' ' * 5}^")
