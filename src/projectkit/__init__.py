"""Records of Dutch practice-oriented projects: read from web pages, kept as YAML, queried."""

# Known to type checkers by this name. Nothing is imported here: `python -m projectkit` runs this
# module while the working folder is still on the module path.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from projectkit.catalogue.records import load_records
    from projectkit.catalogue.root import Catalogue, CatalogueError, find_catalogue
    from projectkit.model.record import Record
    from projectkit.model.record_yaml import record_to_yaml
    from projectkit.parsing.page import ParsedPage, parse_page
    from projectkit.reading.decode import UnreadableError

__all__ = [
    "Catalogue",
    "CatalogueError",
    "ParsedPage",
    "Record",
    "UnreadableError",
    "find_catalogue",
    "load_records",
    "parse_page",
    "record_to_yaml",
]
__version__ = "0.1.0"

# The module that defines each public name.
_HOMES = {
    "Catalogue": "catalogue.root",
    "CatalogueError": "catalogue.root",
    "ParsedPage": "parsing.page",
    "Record": "model.record",
    "UnreadableError": "reading.decode",
    "find_catalogue": "catalogue.root",
    "load_records": "catalogue.records",
    "parse_page": "parsing.page",
    "record_to_yaml": "model.record_yaml",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use: start-up time counts."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
