"""One independent reader per kind of value; a new kind is a new file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from projectkit.parsing.findings.facts import find_facts
from projectkit.parsing.findings.finding import Finding, Page
from projectkit.parsing.findings.labels import find_labelled
from projectkit.parsing.findings.links import find_links
from projectkit.parsing.findings.money import find_money
from projectkit.parsing.findings.organisations import find_organisations
from projectkit.parsing.findings.persons import find_persons
from projectkit.parsing.findings.subprojects import find_subprojects
from projectkit.parsing.findings.title import find_title

READERS: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    find_title,
    find_labelled,
    find_facts,
    find_organisations,
    find_money,
    find_persons,
    find_subprojects,
    find_links,
)
