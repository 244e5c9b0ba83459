"""What people call the fields of a record: apart from the model, so that showing them does not wait for pydantic."""

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
"""The Dutch and the English label of each field, by the name of the model that has it, in the order of the model."""

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


def spoken(field: str, model: str = "Record") -> str:
    """What a field is called in a message: in Dutch its label, in English its name, which is what files have."""
    return label(field, "nl", model).lower() if language() == "nl" else field
