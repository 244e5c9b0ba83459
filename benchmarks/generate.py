"""Writes any number of invented project pages, as text or HTML, the same ones on every run.

python benchmarks/generate.py FOLDER [--pages 10000] [--html]
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

PLACES = [
    "Almen",
    "Borne",
    "Dalfsen",
    "Eext",
    "Gouda",
    "Hengelo",
    "Joure",
    "Kampen",
    "Lienden",
    "Meppel",
    "Nuenen",
    "Oss",
    "Putten",
    "Rheden",
    "Soest",
]
THEMES = [
    "jeugdzorg",
    "schulden",
    "eenzaamheid",
    "energietransitie",
    "taalonderwijs",
    "waterberging",
    "mantelzorg",
]
FIRST = [
    "Anna",
    "Bram",
    "Carlijn",
    "Daan",
    "Esra",
    "Fenna",
    "Gijs",
    "Hanna",
    "Ibrahim",
    "Jolien",
    "Karim",
    "Lotte",
    "Mila",
    "Noor",
    "Otto",
    "Pien",
]
LAST = [
    "de Groot",
    "Bakker",
    "van der Meer",
    "Yilmaz",
    "Hendriks",
    "El Amrani",
    "ten Brink",
    "Vos",
    "Jansen-Kuiper",
]
SCHOOLS = [
    "Hogeschool Rijnwijk",
    "Hogeschool Oosterveld",
    "Waterlandse Hogeschool",
    "Hogeschool De Linde",
]
PARTNERS = [
    "gemeente {place}",
    "Stichting Thuis in {place}",
    "Woningcorporatie {place}",
    "Zorggroep {place}",
]
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
PROGRAMMES = ["RAAK-publiek", "RAAK-mkb", "KIEM GoCI", "SIA Postdoc"]
TITLES = ["Samen sterk met", "Werken aan", "Grip op", "Anders kijken naar"]
SENTENCES = [
    (
        "In {place} groeit het aantal inwoners dat met {theme} te maken krijgt, "
        "en de aanpak ervan loopt vast."
    ),
    "Professionals vragen om handvatten die in de dagelijkse praktijk bruikbaar zijn.",
    (
        "Studenten, docenten en bewoners ontwikkelen samen een werkwijze "
        "en proberen die in drie wijken uit."
    ),
    "Het project levert een training, een handreiking en een lessenreeks over {theme} op.",
    "De uitkomsten worden gedeeld met opleidingen en met andere gemeenten in de regio.",
    (
        "Eerder onderzoek liet zien dat losse cursussen weinig veranderen "
        "wanneer teams er niet samen over praten."
    ),
]
MENU = ["Ga naar de inhoud", "Onderzoek", "Onderwijs", "Over ons", "Nieuws en agenda", "Zoeken"]
FOOTER = [
    "Blijf op de hoogte",
    "Volg ons op LinkedIn",
    "Werken bij",
    "Privacy en cookies",
    "© Kenniscentrum",
]


def _page(number: int) -> list[tuple[str, str]]:
    """One page, as pairs of an element and its text."""
    draw = random.Random(number)  # noqa: S311  (invented pages need no secrets)
    place, theme = draw.choice(PLACES), draw.choice(THEMES)

    def prose(count: int) -> str:
        return " ".join(
            draw.choice(SENTENCES).format(place=place, theme=theme) for _ in range(count)
        )

    year, person = draw.randint(2012, 2024), f"{draw.choice(FIRST)} {draw.choice(LAST)}"
    address = f"{person.split(maxsplit=1)[0].lower()}.{number}@voorbeeld.nl"
    partners = [partner.format(place=place) for partner in draw.sample(PARTNERS, 3)]
    start = f"{draw.randint(1, 28)} {draw.choice(MONTHS)} {year}"
    return [
        *(("nav", text) for text in MENU),
        ("h1", f"{draw.choice(TITLES)} {theme} in {place} {number}"),
        ("p", prose(2)),
        ("label", f"Status: {draw.choice(['Lopend', 'Afgerond'])}"),
        ("label", f"Looptijd: {start} t/m {draw.choice(MONTHS)} {year + draw.randint(1, 4)}"),
        ("label", f"Programma: {draw.choice(PROGRAMMES)}"),
        ("label", f"Subsidie: € {draw.randint(50, 700)}.000,-"),
        ("label", f"Penvoerder: {draw.choice(SCHOOLS)}"),
        ("h2", "Aanleiding"),
        ("p", prose(5)),
        ("h2", "Doel"),
        ("p", prose(3)),
        ("h2", "Aanpak"),
        ("p", prose(6)),
        ("h2", "Samenwerkingspartners"),
        *(("li", partner) for partner in partners),
        ("h2", "Contact"),
        ("p", person),
        ("p", "Projectleider"),
        ("p", address),
        ("p", _mobile(draw)),
        *(("footer", text) for text in FOOTER),
    ]


def _mobile(draw: random.Random) -> str:
    groups = [draw.randint(10, 59), *(draw.randint(10, 99) for _ in range(3))]
    return " ".join(["06", *map(str, groups)])


def as_text(number: int) -> str:
    """One page as plain text."""
    rows: list[str] = []
    for element, text in _page(number):
        rows += [""] if element in {"h1", "h2"} else []
        rows += [f"• {text}" if element == "li" else text]
        rows += [""] if element in {"h1", "h2"} and text != "Contact" else []
    return "\n".join(rows) + "\n"


def as_html(number: int) -> str:
    """The same page as a web page."""
    wrapped = {
        "label": "<p>{}</p>",
        "nav": '<nav><a href="#">{}</a></nav>',
        "footer": "<footer>{}</footer>",
    }
    rows = [
        wrapped.get(element, f"<{element}>{{}}</{element}>").format(text)
        for element, text in _page(number)
    ]
    body = "\n".join(rows).replace("</li>\n<li>", "</li><li>")
    head = '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><title>x</title></head>'
    return f"{head}<body>{body}</body></html>\n"


def write_pages(folder: Path, count: int, *, html: bool = False) -> None:
    """Write pages to a folder, creating it if needed."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = as_html(number) if html else as_text(number)
        (folder / f"project-{number:06}{'.html' if html else '.txt'}").write_text(text, "utf-8")


def main() -> None:
    """Write the pages that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--html", action="store_true")
    options = parser.parse_args()
    write_pages(options.folder, options.pages, html=options.html)


if __name__ == "__main__":
    main()
