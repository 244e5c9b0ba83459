"""Changes in a person's words: every field, in either language, as pages and imports say it."""

from __future__ import annotations

import pytest

from projectkit.catalogue.root import CatalogueError
from projectkit.importing.change import changed, read_change
from projectkit.importing.targets import settable
from projectkit.model.record import Record

RECORD = Record.model_validate(
    {
        "id": "een",
        "title": "Een",
        "organisations": [
            {"name": "ZonMw", "role": "funder"},
            {"name": "HAN", "role": "lead", "unit": "Lectoraat A"},
            {"name": "GGD", "role": "partner"},
            {"name": "Gemeente"},
        ],
        "persons": [{"name": "Anna Bos", "roles": ["lector"]}, {"name": "Piet Jansen"}],
        "funding": [{"amount": "100", "currency": "EUR"}],
        "identifiers": [{"scheme": "zonmw", "value": "12"}],
        "links": [{"url": "https://a.nl/x;y", "label": "A"}],
        "sections": [
            {"kind": "goal", "heading": "Het doel", "text": "Een."},
            {"kind": "results", "heading": "Een", "text": "x"},
            {"kind": "results", "heading": "Twee", "text": "y"},
        ],
        "subprojects": [{"title": "Deel 1"}],
    }
)


def after(*texts: str, record: Record = RECORD) -> Record:
    return changed(record, [read_change(text) for text in texts])


def organisations(record: Record) -> list[tuple[str, str]]:
    return [(item.name, item.role.value) for item in record.organisations]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # A lead takes the place of the lead; one who was a partner is that no longer.
        ("penvoerder=HU", ["ZonMw funder", "HU lead", "GGD partner", "Gemeente other"]),
        ("lead=GGD", ["ZonMw funder", "GGD lead", "Gemeente other"]),
        ("penvoerder+=HU", ["ZonMw funder", "HAN lead", "GGD partner", "Gemeente other", "HU lead"]),
        ("penvoerder=", ["ZonMw funder", "GGD partner", "Gemeente other"]),
        ("partner=Gemeente; HU", ["ZonMw funder", "HAN lead", "Gemeente partner", "HU partner"]),
        ("partner-=ggd", ["ZonMw funder", "HAN lead", "Gemeente other"]),
        ("partner-=han", ["ZonMw funder", "HAN lead", "GGD partner", "Gemeente other"]),
        ("organisatie+=gemeente (partner)", ["ZonMw funder", "HAN lead", "GGD partner", "gemeente partner"]),
        ("organisatie+=GGD (Rotterdam)", ["ZonMw funder", "HAN lead", "GGD partner", "Gemeente other", "GGD (Rotterdam) other"]),
        ("organisatie-=HAN; GGD", ["ZonMw funder", "Gemeente other"]),
        ("organisatie=HAN; NWO (financier)", ["HAN lead", "NWO funder"]),
        ("financier=NWO", ["NWO funder", "HAN lead", "GGD partner", "Gemeente other"]),
        ("financier-=zonmw", ["HAN lead", "GGD partner", "Gemeente other"]),
        ("organisatie[gem].rol=uitvoerder", ["ZonMw funder", "HAN lead", "GGD partner", "Gemeente contractor"]),
        ("org[3].naam=GGD Zuid", ["ZonMw funder", "HAN lead", "GGD Zuid partner", "Gemeente other"]),
    ],
)  # fmt: skip
def test_organisations_by_role(text: str, roles: list[str]) -> None:
    assert [" ".join(each) for each in organisations(after(text))] == roles


def test_what_is_known_of_an_item_stays() -> None:
    assert after("penvoerder=HAN; HU").organisations[1].unit == "Lectoraat A"
    assert after("persoon=Anna Bos").persons[0].roles == ("lector",)
    joined = after("persoon+=dr. Anna Bos (projectleider, HAN)").persons[0]
    assert (joined.roles, joined.titles) == (("lector", "project_leader"), "dr.")
    assert len(after("nummer+=zonmw: 12").identifiers) == 1


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("bedrag=€ 125.000", "funding/0/amount", "125000"),
        ("bedrag=drie ton", "funding/0/amount", "300000"),
        ("financiering[1].ronde=Ronde 2", "funding/0/call", "Ronde 2"),
        ("munt=usd", "funding/0/currency", "USD"),
        ("financiering+=financier: NWO; bedrag: 50.000", "funding/1/currency", "EUR"),
        ("nummer+=doi: 10.1/x", "identifiers/1/scheme", "doi"),
        ("nummer+=123", "identifiers/1/scheme", "project_number"),
        ("link+=Rapport: https://b.nl/r; https://c.nl", "links/1/label", "Rapport"),
        ("link+=Rapport: https://b.nl/r; https://c.nl", "links/2/url", "https://c.nl"),
        ("link[A].tekst=B", "links/0/label", "B"),
        ("sectie.doel=Nieuw.", "sections/0/text", "Nieuw."),
        ("section.goal+=Twee.", "sections/0/text", "Een.\n\nTwee."),
        ("sectie.aanpak=Zo.", "sections/3/kind", "approach"),
        ("sectie[doel].kop=Doel", "sections/0/heading", "Doel"),
        ("sectie[Twee].tekst=z", "sections/2/text", "z"),
        ("deelproject[1].tekst=Uitleg", "subprojects/0/text", "Uitleg"),
        ("deelproject+=Deel 2", "subprojects/1/title", "Deel 2"),
        ("persoon[Jansen].e-mail=p@j.nl", "persons/1/email", "p@j.nl"),
        ("persoon[anna].telefoon=06-12345678", "persons/0/phone", "+31612345678"),
        ("persoon[2].rollen=coördinator, contactpersoon", "persons/1/roles/1", "contact"),
        ("persoon[1].rol+=projectleider", "persons/0/roles/1", "project_leader"),
        ("penvoerder.lectoraat=B", "organisations/1/unit", "B"),
        ("startdatum=1 mei 2020", "start_date", "2020-05-01"),
        ("looptijd=mei 2020 t/m 2022", "end_date", "2022"),
        ("voortgang=50%", "progress_percent", "50"),
        ("status=Afgesloten", "status", "completed"),
        ("soort=netwerk", "kind", "network"),
        ("taal=en", "language", "en"),
        ('thema+="Zorg; welzijn"; Jeugd', "themes/0", "Zorg; welzijn"),
        ("acroniem+=EEN", "alternate_titles/0", "EEN"),
        ("publicatiedatum=2021-03", "page_date", "2021-03"),
    ],
)
def test_every_field_can_be_set(text: str, field: str, value: str) -> None:
    found: object = after(text)
    for part in field.split("/"):
        found = found[int(part)] if isinstance(found, tuple) else getattr(found, part)
    assert str(found) == value


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("persoon-=Bos, Anna; piet jansen", "persons"),
        ("bedrag=", "funding"),
        ("nummer-=12", "identifiers"),
        ("link-=https://a.nl/x;y", "links"),
        ("link-=A", "links"),
        ("sectie-=doel; results", "sections"),
        ("deelproject-=deel 1", "subprojects"),
        ("organisaties=", "organisations"),
    ],
)
def test_what_is_taken_away_is_gone(text: str, field: str) -> None:
    assert getattr(after(text), field) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sectie.resultaten=x", "could be more than one; there are: [1] Een; [2] Twee"),
        ("telefoon=0612345678", "there are: [1] Anna Bos; [2] Piet Jansen"),
        ("persoon[9].rol=lector", "is not there"),
        ("persoon[1].rol=baas", "is not one of project leader"),
        ("bron=x", "says which page"),
        ("doel=x", "is not a field"),
        ("status+=lopend", "holds one value"),
        ("startdatum=mei of juni 2020", "says more than one date"),
        ("nummer[1].kleur=rood", "scheme, value"),
        ("=x", "is not a field"),
    ],
)
def test_what_cannot_be_set_is_told_with_what_can(text: str, told: str) -> None:
    with pytest.raises(CatalogueError) as error:
        after(text)
    assert told in str(error.value)


def test_every_name_that_is_offered_is_known_in_both_languages() -> None:
    for names in settable():
        for name in names:
            assert read_change(f"{name}-=x" if "sect" in name else f"{name}=").target.field


def test_a_funder_of_a_grant_is_set_and_taken_away() -> None:
    grant = Record.model_validate({"id": "x", "title": "T", "funding": [{"funder": "NWO"}]})
    assert after("financier=ZonMw", record=grant).funding[0].funder == "ZonMw"
    assert after("financier-=nwo", record=grant).funding == ()
    assert after("bedrag=5", record=Record(id="x", title="T")).funding[0].currency == "EUR"
