"""One finder per kind of value; none knows another. A new kind of value is a new file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from projectkit.parsing.finders.collaboration import find_collaboration
from projectkit.parsing.finders.contacts import find_contacts
from projectkit.parsing.finders.identifiers import find_identifiers
from projectkit.parsing.finders.kind import find_kind
from projectkit.parsing.finders.labels import find_labelled
from projectkit.parsing.finders.links import find_links
from projectkit.parsing.finders.money import find_money
from projectkit.parsing.finders.named_people import find_named_people
from projectkit.parsing.finders.organisations import find_organisations
from projectkit.parsing.finders.page_date import find_page_date
from projectkit.parsing.finders.periods import find_periods
from projectkit.parsing.finders.programme import find_programme
from projectkit.parsing.finders.status_line import find_status_line
from projectkit.parsing.finders.subprojects import find_subprojects
from projectkit.parsing.finders.theme_list import find_theme_list
from projectkit.parsing.finders.title import find_title
from projectkit.parsing.finding import Finding, Page

FINDERS: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    find_title,
    find_kind,
    find_labelled,
    find_page_date,
    find_programme,
    find_organisations,
    find_contacts,
    find_subprojects,
    find_status_line,
    find_theme_list,
    find_periods,
    find_money,
    find_identifiers,
    find_collaboration,
    find_named_people,
    find_links,
)
