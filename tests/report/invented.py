"""Invented projects: as many as wanted, a bit longer than those of the demo catalogue; and those of an attacker."""

from __future__ import annotations

from random import Random
from typing import Any

from projectkit.model.record import Record
from projectkit.store.stored import plain

PLACES = [
    "Duinrand",
    "Veenkant",
    "Bollenrand",
    "Vaartwijk",
    "Zuidenveld",
    "Waterkwartier",
    "Stroinkslanden",
    "Noordoever",
    "Lindeveld",
    "Heuvelzoom",
    "Merelbeek",
    "Zeezicht",
    "Rietland",
    "Oosterwolde",
    "Keizersveen",
]
KINDS = [
    "Hogeschool",
    "Gemeente",
    "ROC",
    "Stichting Welzijn",
    "Zorggroep",
    "Bibliotheek",
    "Jeugdzorg",
    "Provincie",
    "Wijkteam",
    "Museum",
]
THEMES = [
    "Jeugdzorg",
    "Gezondheid en Zorg",
    "Energietransitie",
    "Onderwijs en Talentontwikkeling",
    "Schulden",
    "Circulaire economie",
    "Wonen",
    "Kunstmatige intelligentie",
    "Veiligheid",
    "Sport en Bewegen",
    "Taal en Lezen",
    "Landbouw, water en voedsel",
    "Erfgoed",
    "Mobiliteit",
]
PROGRAMMES = [
    "RAAK-publiek",
    "RAAK-mkb",
    "RAAK-PRO",
    "Wat werkt voor de jeugd",
    "Onbeperkt meedoen",
    "SPRONG",
]
SUBJECTS = [
    "Samen leren",
    "Praten over geld",
    "De warme wijk",
    "Een plek om te blijven",
    "Lezen aan tafel",
    "Slim meten",
    "Water in de straat",
    "Buurt aan zet",
    "Nachtdienst",
    "De eerste stap",
    "Zorg op afstand",
    "Oogsten in de stad",
]
ABOUT = [
    "met jongeren die thuis wonen",
    "voor mantelzorgers in het buitengebied",
    "in kleine bedrijven",
    "op de basisschool",
    "bij het ouder worden",
    "na een verhuizing",
    "in de eerste duizend dagen",
    "zonder papierwerk",
]
FIRST = [
    "Annelies",
    "Rachid",
    "Dilara",
    "Jan-Willem",
    "Sjoukje",
    "Marga",
    "Thérèse",
    "Fatiha",
    "Gerdien",
    "Maartje",
    "Özgür",
    "Bram",
]
LAST = [
    "van den Brakel",
    "Verhoeff",
    "Olde Riekerink",
    "Algra",
    "Özgül",
    "Brouwershaven",
    "Löwik",
    "Zuidgeest",
    "Benomar",
    "van Swieten",
]
SENTENCES = [
    "Professionals merken dat zij laat worden betrokken en dat gezinnen hun verhaal steeds opnieuw moeten vertellen.",
    "In dit praktijkonderzoek ontwerpen onderzoekers, studenten en medewerkers samen een werkwijze die in het werk past.",
    "De teams komen elke maand bijeen en leggen vast wat er anders moest.",
    "Na een jaar gebruikten vier van de zes teams de werkwijze nog steeds.",
    "De vraag is hoe hulpverleners contact leggen zonder dat bewoners zich gecontroleerd voelen.",
    "Het project levert een handreiking op, een training van twee dagdelen en een film waarin deelnemers zelf vertellen.",
]  # fmt: skip


def projects(number: int) -> list[dict[str, Any]]:
    """As many different projects as asked, the same ones every time."""
    chance = Random(number)  # noqa: S311  (no secrets)
    return [plain(_project(chance, each)) for each in range(number)]


def _text(chance: Random, paragraphs: int) -> str:
    made = [" ".join(chance.choices(SENTENCES, k=3)) for _ in range(paragraphs)]
    return "\n\n".join([*made, "\n".join(f"- {chance.choice(SENTENCES)}" for _ in range(2))])


def _project(chance: Random, number: int) -> Record:
    start = chance.randint(2008, 2026)
    status = (
        "completed"
        if start < 2022
        else chance.choice(["active", "active", "active", "planned", "cancelled"])
    )
    home = chance.choice(PLACES)
    roles = ["lead", *["partner"] * chance.randint(1, 6)]
    names = [
        f"{chance.choice(KINDS)} {home if chance.random() < 0.6 else chance.choice(PLACES)}"
        for _ in roles
    ]
    people = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(chance.randint(1, 3))]
    texts = [("summary", None, 2), ("goal", "Doel", 1), ("results", "Resultaten", 1)]
    return Record.model_validate({
        "id": f"project-{number}",
        "title": f"{chance.choice(SUBJECTS)} {chance.choice(ABOUT)} in {home} ({number})",
        "status": status,
        "start_date": chance.choice([f"{start}", f"{start}-09", f"{start}-03-01"]),
        "end_date": chance.choice([None, f"{start + 2}-08-31", f"{start + chance.randint(1, 4)}"]),
        "themes": chance.sample(THEMES, k=chance.randint(1, 3)),
        "identifiers": [{"scheme": "project_number", "value": f"RAAK.PUB{number:05}"}],
        "funding": [{"funder": "Regieorgaan SIA", "programme": chance.choice(PROGRAMMES), "amount": str(chance.randint(50, 700) * 1000), "currency": "EUR"}],
        "organisations": [{"name": name, "role": role} for name, role in zip(names, roles, strict=True)],
        "persons": [{"name": name, "roles": ["researcher"], "role_text": "Onderzoeker", "organisation": names[0]} for name in people],
        "sections": [{"kind": kind, "heading": heading, "text": _text(chance, size)} for kind, heading, size in texts],
        "links": [{"url": f"https://www.sia.example/projecten/{number}", "label": "Projectpagina"}],
    })  # fmt: skip


ATTACKS = [
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "</title></style><svg onload=window.hacked=1>",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><a href='javascript:window.hacked=1'>x</a>",
    "&lt;b&gt; & 'x' \u202e om",
    "\x00\x0b\ufffe",
]
ADDRESSES = ["javascript:window.hacked=1", "JaVaScRiPt://x/%0aalert(1)", "data:text/html,<script>1</script>", " vbscript:x", "//x.example", "file:///etc/passwd", "https://", "http://[", "mailto:a@b.example"]  # fmt: skip


def hostile() -> list[dict[str, Any]]:
    """Projects whose every text is an attack."""
    return [
        plain(
            Record.model_validate({
                "id": f"kwaad-{number}", "title": attack, "alternate_titles": [attack], "status": "active",
                "start_date": "2025", "themes": [attack],
                "identifiers": [{"scheme": attack, "value": attack}],
                "funding": [{"funder": attack, "programme": attack, "call": attack, "amount": "1000", "currency": "EUR"}],
                "organisations": [{"name": attack, "role": "lead", "unit": attack}, {"name": f"Samen {attack}", "role": "partner"}],
                "persons": [{"name": attack, "titles": attack, "role_text": attack, "organisation": attack}],
                "sections": [{"kind": "goal", "heading": attack, "text": f"{attack}\n\n- {attack}\n\n1. {attack}"}],
                "subprojects": [{"title": attack, "text": attack}],
                "links": [{"url": url, "label": attack} for url in ADDRESSES] + [{"url": f"https://x.example/{attack}"}],
            })
        ) | {"source": {"file": attack, "url": "javascript:window.hacked=1"}}
        for number, attack in enumerate(ATTACKS)
    ]  # fmt: skip
