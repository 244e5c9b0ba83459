"""What the XML formats share: only characters that XML allows, and elements with a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from projectkit.export.characters import NOT_XML
from projectkit.export.format import Loss
from projectkit.language.translate import _
from projectkit.model.plain import PlainOrganisation, PlainRecord, texts_in, value_of
from projectkit.store.stored import TEXTS

LANGUAGE = "xml:lang"


def for_xml(record: PlainRecord) -> PlainRecord:
    """A record without the characters that XML does not allow.

    A text with nothing else becomes None, and disappears from a list.
    """
    allowed = {field: _allowed(value_of(record, field)) for field in (*record, *TEXTS)}
    return cast("PlainRecord", allowed)


def xml_losses(record: PlainRecord, elsewhere: Iterable[str]) -> Iterator[Loss]:
    """The fields with characters that XML does not allow, except those with a loss already."""
    for field in dict.fromkeys((*record, *TEXTS)):
        if field not in {"source", *elsewhere} and _has_forbidden(value_of(record, field)):
            yield Loss(field, _("characters that XML does not allow"))


def _allowed(value: Any) -> Any:
    if isinstance(value, str):
        return NOT_XML.sub("", value) or None
    if isinstance(value, list):
        return [kept for part in value if (kept := _allowed(part)) is not None]
    if isinstance(value, dict):
        return {key: _allowed(part) for key, part in value.items()}
    return value


def _has_forbidden(value: Any) -> bool:
    return any(map(NOT_XML.search, texts_in(value)))


def xml_text(element: Element) -> str:
    """An element as indented XML, without the declaration."""
    indent(element)
    return tostring(element, encoding="unicode")


def add(
    parent: Element, tag: str, text: str | None, attributes: dict[str, str] | None = None
) -> None:
    """Add an element with a text, if there is one."""
    if text:
        SubElement(parent, tag, attributes or {}).text = text


def in_role(record: PlainRecord, role: str) -> list[PlainOrganisation]:
    """The organisations in a role whose names XML allows."""
    return [item for item in record["organisations"] if item["role"] == role and item["name"]]
