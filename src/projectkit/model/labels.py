"""What people call fields and values of a record; apart from the model, which needs pydantic."""

from __future__ import annotations

from projectkit.language.translate import language

LABELS: dict[str, dict[str, tuple[str, str]]] = {
    "Record": {
        "schema_version": ("versie van het schema", "schema version"),
        "id": ("id", "id"),
        "kind": ("soort", "kind"),
        "title": ("titel", "title"),
        "alternate_titles": ("andere titels", "alternate titles"),
        "language": ("taal", "language"),
        "status": ("status", "status"),
        "start_date": ("startdatum", "start date"),
        "end_date": ("einddatum", "end date"),
        "page_date": ("publicatiedatum", "page date"),
        "progress_percent": ("voortgang", "progress"),
        "themes": ("thema's", "themes"),
        "identifiers": ("projectnummer", "identifiers"),
        "funding": ("financiering", "funding"),
        "organisations": ("organisaties", "organisations"),
        "persons": ("personen", "persons"),
        "sections": ("tekst", "sections"),
        "subprojects": ("deelprojecten", "subprojects"),
        "links": ("links", "links"),
        "source": ("bron", "source"),
    },
    "Identifier": {
        "scheme": ("soort nummer", "scheme"),
        "value": ("nummer", "value"),
    },
    "Funding": {
        "funder": ("financier", "funder"),
        "programme": ("programma", "programme"),
        "call": ("subsidieronde", "call"),
        "amount": ("bedrag", "amount"),
        "currency": ("munt", "currency"),
    },
    "Organisation": {
        "name": ("naam", "name"),
        "role": ("rol", "role"),
        "unit": ("lectoraat of kenniscentrum", "unit"),
        "ror": ("ROR", "ROR"),
    },
    "Person": {
        "name": ("naam", "name"),
        "titles": ("titels", "titles"),
        "roles": ("rollen", "roles"),
        "role_text": ("functie", "role as written"),
        "organisation": ("organisatie", "organisation"),
        "email": ("e-mail", "e-mail"),
        "phone": ("telefoon", "phone"),
        "address": ("adres", "address"),
    },
    "Section": {
        "kind": ("soort", "kind"),
        "heading": ("kop", "heading"),
        "text": ("tekst", "text"),
    },
    "Subproject": {
        "title": ("titel", "title"),
        "text": ("tekst", "text"),
    },
    "Link": {
        "url": ("adres", "URL"),
        "label": ("tekst", "label"),
    },
}
"""The Dutch and English label of each field, by the name of its model and in its order."""

COLUMNS = {
    "start_date": ("start", "start"),
    "end_date": ("eind", "end"),
    "active": ("looptijd", "period"),
    "year": ("startjaar", "start year"),
    "lead": ("penvoerder", "lead"),
    "partners": ("partners", "partners"),
    "unit": ("lectoraat", "unit"),
    "persons_with_roles": ("personen (rol)", "persons (role)"),
    "email": LABELS["Person"]["email"],
    "phone": LABELS["Person"]["phone"],
    "address": LABELS["Person"]["address"],
    "role": LABELS["Organisation"]["role"],
    "funder": LABELS["Funding"]["funder"],
    "programme": LABELS["Funding"]["programme"],
    "amount": LABELS["Funding"]["amount"],
    "url": ("webadres", "URL"),
    "name": LABELS["Person"]["name"],
    "titles": LABELS["Person"]["titles"],
    "ror": LABELS["Organisation"]["ror"],
    "call": LABELS["Funding"]["call"],
    "currency": LABELS["Funding"]["currency"],
    "scheme": LABELS["Identifier"]["scheme"],
    "heading": LABELS["Section"]["heading"],
    "schema_version": LABELS["Record"]["schema_version"],
}
"""Labels of names in queries and tables that the record lacks or labels at more length."""

VALUES: dict[str, dict[str, tuple[str, str]]] = {
    "status": {
        "planned": ("gepland", "planned"),
        "active": ("lopend", "active"),
        "completed": ("afgerond", "completed"),
        "cancelled": ("gestopt", "cancelled"),
    },
    "kind": {
        "project": ("project", "project"),
        "programme": ("programma", "programme"),
        "module": ("module", "module"),
        "network": ("netwerk", "network"),
    },
    "organisation_role": {
        "lead": ("penvoerder", "lead"),
        "partner": ("partner", "partner"),
        "funder": ("financier", "funder"),
        "contractor": ("uitvoerder", "contractor"),
        "other": ("overig", "other"),
    },
    "person_role": {
        "project_leader": ("projectleider", "project leader"),
        "programme_leader": ("programmaleider", "programme leader"),
        "coordinator": ("coördinator", "coordinator"),
        "lead_applicant": ("hoofdaanvrager", "lead applicant"),
        "contact": ("contactpersoon", "contact"),
        "lector": ("lector", "lector"),
        "researcher": ("onderzoeker", "researcher"),
        "member": ("lid", "member"),
        "other": ("overig", "other"),
    },
    "section": {
        "summary": ("Samenvatting", "Summary"),
        "background": ("Achtergrond", "Background"),
        "goal": ("Doel", "Goal"),
        "audience": ("Doelgroep", "Audience"),
        "approach": ("Aanpak", "Approach"),
        "results": ("Resultaten", "Results"),
        "funding": ("Financiering", "Funding"),
        "partners": ("Partners", "Partners"),
        "contact": ("Contact", "Contact"),
        "more_info": ("Meer informatie", "More information"),
        "other": ("Overig", "Other"),
    },
}
"""The Dutch and the English word for each value of a field that takes one of a few."""

PARTS = {
    "identifiers": "Identifier",
    "funding": "Funding",
    "organisations": "Organisation",
    "persons": "Person",
    "sections": "Section",
    "subprojects": "Subproject",
    "links": "Link",
}
"""The model of the items of each list of a record."""


def label(field: str, language: str, model: str = "Record") -> str:
    """What people call a field.

    Args:
        field: the name of the field in the model.
        language: `nl` or `en`.
        model: the name of the part of the record that has the field.

    Raises:
        KeyError: if the model has no such field.
    """
    return LABELS[model][field][language == "en"]


def column_label(name: str, language: str) -> str:
    """What stands above a column.

    Args:
        name: a name in queries and tables.
        language: `nl` or `en`.

    Raises:
        KeyError: if there is no such name.
    """
    return (COLUMNS.get(name) or LABELS["Record"][name])[language == "en"]


def value_label(group: str, value: str, language: str) -> str:
    """What people call a value of a field; the value itself if it has no word.

    Args:
        group: what the values are of, such as `status`.
        value: the value.
        language: `nl` or `en`.
    """
    words = VALUES[group].get(value)
    return words[language == "en"] if words else value


def spoken(field: str, model: str = "Record") -> str:
    """What a message calls a field: in Dutch its label, in English its name, as in files."""
    return label(field, "nl", model).lower() if language() == "nl" else field
