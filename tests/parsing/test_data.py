"""The vocabulary and the layouts are data; these tests keep the data sound."""

from __future__ import annotations

from collections import Counter

import pytest

from projectkit.model.record import Kind, PersonRole, SectionKind
from projectkit.parsing.findings.labels import _FIELDS
from projectkit.parsing.layout import layouts
from projectkit.parsing.vocabulary import organisation_words, phrases, role_words
from projectkit.parsing.vocabulary.lookup import vocabulary
from projectkit.parsing.vocabulary.phrases import normalise


def data(name: str) -> dict:
    return phrases.load_vocabulary(name)


def test_no_label_has_two_meanings() -> None:
    names = Counter(
        normalise(name) for names in data("labels").values() for name in set(map(normalise, names))
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_targets_of_labels_are_read_or_known_to_have_no_field() -> None:
    assert set(data("labels")) - set(_FIELDS) == {"place", "other"}


def test_headings_roles_and_kinds_are_those_of_the_model() -> None:
    assert set(data("headings")) - {"fillers", "people", "subprojects"} == set(SectionKind)
    assert set(data("roles")) <= set(PersonRole)
    assert set(data("kinds")) <= set(Kind)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Aanleiding", "background"),
        ("Beoogde resultaten", "results"),
        ("Aanpak/werkwijze", "approach"),
        ("1. Doelstelling:", "goal"),
        ("Wat levert het project op?", "results"),
        ("Het doel van de samenwerking", "goal"),
        ("Voor wie?", "audience"),
        ("Opzet van de module", "approach"),
        ("Netwerk- en projectleden", "partners"),
        ("Meer weten?", "more_info"),
        ("Een titel zonder bekende woorden", None),
        ("Resultaten van Jansen", None),
        ("Welk probleem lost het project op?", "background"),
        ("Waarom het Kadeproject?", "background"),
        ("De noodzaak", "background"),
        ("De vraagstelling van het onderzoek", "goal"),
        ("Op wie richt het project zich?", "audience"),
        ("Specifieke doelgroepen", "audience"),
        ("Hoe wordt er gewerkt?", "approach"),
    ],
)
def test_headings(heading: str, kind: str | None) -> None:
    assert vocabulary().heading(heading) == kind


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Projectleider en penvoerder", ("project_leader", "lead_applicant")),
        ("projectcoördinator", ("coordinator",)),
        ("Programmaleider", ("programme_leader",)),
        ("Contactpersoon SAWA", ("contact",)),
        ("lector Nabijheid in Zorg", ("lector",)),
        ("Gemeente Rotterdam", ()),
    ],
)
def test_roles(text: str, roles: tuple[str, ...]) -> None:
    assert role_words.roles(text) == roles


@pytest.mark.parametrize(
    "text",
    ["Stichting MeSam", "Hogeschool Utrecht", "ROC Zadkine", "Saxion", "Woningcorporatie Vestia"],
)
def test_organisations_by_name(text: str) -> None:
    assert organisation_words.names_organisation(text)


@pytest.mark.parametrize("text", ["Anna de Groot", "projectleider", "Een zin over iets"])
def test_what_names_no_organisation(text: str) -> None:
    assert not organisation_words.names_organisation(text)


def test_every_layout_says_how_it_is_recognised() -> None:
    assert len(layouts()) >= 4
    assert all(layout.recognise for layout in layouts())
