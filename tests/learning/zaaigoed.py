"""Pages of an invented site whose layout says nothing to a reader who does not know it."""

from __future__ import annotations

from pathlib import Path

_PROJECTS = (
    ("Broei onder glas", "Coöperatie Kasgroen", ("Aeres Hogeschool", "gemeente Westland"), "Kern met Pit"),
    ("Brug zonder spijkers", "Stichting Houtverbond", ("Hogeschool Rotterdam", "Bouwmensen Delft"), "Regio Deal Zuid"),
    ("Soep van de buren", "Buurthuis De Ketel", ("Hogeschool Inholland", "Voedselbank Haarlem"), "Oranje Fonds"),
    ("Dijk in het hoofd", "Waterschap Scheldestromen", ("HZ University of Applied Sciences", "Dorpsraad Ellewoutsdijk"), "Provincie Zeeland"),
    ("Stille fietsen", "Fietscollectief Drenthe", ("NHL Stenden", "gemeente Emmen"), "VSBfonds"),
    ("Het derde raam", "Woningcorporatie De Poort", ("Saxion", "Bewonersvereniging Poortwijk"), "Rabo Dichtbij Fonds"),
)  # fmt: skip


def page(number: int) -> str:
    """The text of a page of the site."""
    title, lead, partners, funder = _PROJECTS[number]
    return f"""Zaaigoed, proeftuin van de polder
Kas | Akker | Schuur | Kom binnen

{title}

Veel mensen in de polder merken dat het anders moet, maar niet waar zij kunnen beginnen. In deze
proef zoeken studenten en vakmensen dat samen uit, op de plek zelf en met wat daar al ligt.

Zaaimeester
{lead}
Medezaaiers
{partners[0]} + {partners[1]}
Mest van
{funder}

Hoe de grond erbij lag
Er was een schuur, een sleutel en een lijst met dertien namen. De eerste vergadering ging over koffie.

Wat er opkwam
Elf proeven, waarvan er vier zijn blijven staan. De andere zeven staan beschreven in het logboek.

Zaaigoed is van iedereen die meedoet. Polderweg 1, Nieuw-Vossemeer
"""


def logbook(number: int) -> str:
    """The text of a page of the site that is not a project: a day in its logbook."""
    title, lead, partners, _funder = _PROJECTS[number]
    return f"""Zaaigoed, proeftuin van de polder
Kas | Akker | Schuur | Kom binnen

Uit het logboek van {title}

Vandaag kwamen {lead} en {partners[0]} langs in de schuur. Samen met {partners[1]} werken zij van
2024 tot 2026 aan dit project, en vandaag was de dag waarop alles tegelijk misging.

Wat er die dag gebeurde
De pomp viel uit, de soep was op en de sleutel lag thuis. Toch zijn er drie proeven gezaaid, waarvan
er een al boven de grond staat. Het doel is dat er volgend jaar tien proeven zijn.

Terug naar het logboek
Zaaigoed is van iedereen die meedoet. Polderweg 1, Nieuw-Vossemeer
"""


def corrections(number: int) -> dict[str, object]:
    """What a person makes of the record of a page, by field."""
    _title, lead, partners, funder = _PROJECTS[number]
    return {
        "organisations": [
            {"name": lead, "role": "lead"},
            *({"name": name, "role": "partner"} for name in partners),
            {"name": funder, "role": "funder"},
        ],
        "funding": [{"funder": funder}],
    }


def save_pages(root: Path, count: int = len(_PROJECTS)) -> list[Path]:
    """Save pages of the site in a catalogue."""
    paths = [root / f"data/raw/zaaigoed-{number}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(page(number), "utf-8")
    return paths
