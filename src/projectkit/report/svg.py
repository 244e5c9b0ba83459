"""Charts as SVG: a stored specification filled with values, drawn by Vega, adapted to the page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

from projectkit.export.format import required

# Nobody tabs through more links than these; the table below the chart has the same links.
_MOST_STOPS = 12
_DROPPED = frozenset({
    "aria-hidden", "aria-roledescription", "class", "clip-path", "font-family", "pointer-events",
    "role", "stroke-miterlimit", "style", "version",
})  # fmt: skip
_USELESS = {"opacity": "1", "stroke-width": "1", "transform": "translate(0,0)"}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"(?<!\d)-?\d+\.\d{3,}")


def chart(spec: str, **data: list[dict[str, Any]]) -> str:
    """A chart as SVG that takes its colours and fonts from the page around it.

    Args:
        spec: the name of the specification.
        data: the values of each of its data sets.

    Raises:
        MissingPackageError: if the package that draws it is not installed.
    """
    draw = required("vl_convert", "report")
    data = {name: [_drawable(each) for each in values] for name, values in data.items()}
    filled: dict[str, Any] = json.loads(_spec(spec))
    if isinstance(filled["data"], list):
        filled["data"] = [each | {"values": data[each["name"]]} for each in filled["data"]]
        return _for_page(draw.vega_to_svg(filled, allowed_base_urls=[]))
    filled["datasets"] = data
    return _for_page(draw.vegalite_to_svg(filled, allowed_base_urls=[]))


def _drawable(values: dict[str, Any]) -> dict[str, Any]:
    """Values without characters beyond the first plane: Vega may cut one in half, and then fails.

    The table below each chart has the texts as they are.
    """
    return {
        name: _ASTRAL.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in values.items()
    }


@cache
def _spec(name: str) -> str:
    return files(__package__).joinpath("specs", f"{name}.json").read_text("utf-8")


def _for_page(drawn: str) -> str:
    """Keep shapes and texts, name links, and drop what Vega repeats for each shape."""
    root = ET.fromstring(drawn)  # noqa: S314  (written by Vega, with all text escaped)
    stops = sum(1 for each in root.iter() if each.tag.endswith("}a"))
    _tidy(root, walked=stops <= _MOST_STOPS)
    size = {name: root.get(name, "") for name in ("width", "height", "viewBox")}
    root.attrib.clear()
    root.attrib.update(size | {"focusable": "false"})
    return ET.tostring(root, encoding="unicode")


def _tidy(element: ET.Element, *, walked: bool) -> None:
    element.tag = element.tag.rpartition("}")[2]
    element.attrib = _attributes(element.attrib)
    if element.tag == "a":
        _name_link(element, walked=walked)
    elif element.tag != "path" or not element.get("aria-label"):
        element.attrib.pop("aria-label", None)
    kept: list[ET.Element] = []
    for child in element:
        _tidy(child, walked=walked)
        if child.tag == "g" and not child.attrib:
            # A group without attributes gives way to its contents.
            kept += child
        elif not _is_nothing(child):
            kept.append(child)
    element[:] = kept


def _name_link(link: ET.Element, *, walked: bool) -> None:
    """Name a link for screen readers and as a tooltip."""
    shape = link[0]
    name = shape.attrib.pop("aria-label", "")
    ET.SubElement(shape, "title").text = name
    if link.get("href") == "#":
        # It leads nowhere: a group without attributes, which gives way to its shape.
        link.tag, link.attrib = "g", {}
    else:
        link.attrib.update({"aria-label": name} if walked else {"tabindex": "-1"})


def _attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in attributes.items()
        if name not in _DROPPED and _USELESS.get(name) != value
    }
    target = next((kept.pop(name) for name in list(kept) if name.endswith("href")), None)
    shorter = {
        name: value if name == "aria-label" else _NUMBER.sub(_rounded, value)
        for name, value in kept.items()
    }
    # Vega turns a link within the page into one to a site of its own.
    return shorter if target is None else {"href": f"#{target.partition('#')[2]}", **shorter}


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}"


def _is_nothing(element: ET.Element) -> bool:
    if element.tag == "path":
        return not element.get("d") or not ({"fill", "stroke"} & set(element.attrib))
    return element.tag in {"defs", "rect"} or (element.tag == "g" and not len(element))
