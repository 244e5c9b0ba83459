"""The export formats: a new one is a function, and a line here."""

from __future__ import annotations

from projectkit.export.cerif import cerif_losses, write_cerif
from projectkit.export.characters import CONTROL, NUL
from projectkit.export.columns import sheet_losses
from projectkit.export.csv import write_csv, write_tsv
from projectkit.export.datacite import datacite_losses, write_datacite
from projectkit.export.format import Format, no_losses
from projectkit.export.html import write_html
from projectkit.export.json import write_json, write_jsonl
from projectkit.export.jsonld import jsonld_losses, write_jsonld
from projectkit.export.markdown import write_markdown
from projectkit.export.parquet import write_parquet
from projectkit.export.sqlite import write_sqlite
from projectkit.export.xlsx import write_xlsx, xlsx_losses
from projectkit.export.yaml import write_yaml

FORMATS = {
    "csv": Format(write_csv, ("csv",), sheet_losses, hidden=CONTROL),
    "tsv": Format(write_tsv, ("tsv", "tab"), sheet_losses, hidden=CONTROL),
    "xlsx": Format(write_xlsx, ("xlsx",), xlsx_losses, is_text=False),
    "json": Format(write_json, ("json",), no_losses),
    "jsonl": Format(write_jsonl, ("jsonl", "ndjson"), no_losses),
    "yaml": Format(write_yaml, ("yaml", "yml"), no_losses),
    "md": Format(write_markdown, ("md", "markdown"), no_losses, hidden=CONTROL),
    "html": Format(write_html, ("html", "htm"), no_losses, hidden=CONTROL),
    "jsonld": Format(write_jsonld, ("jsonld",), jsonld_losses),
    "cerif": Format(write_cerif, ("cerif.xml",), cerif_losses),
    "datacite": Format(write_datacite, ("datacite.xml",), datacite_losses),
    "sqlite": Format(
        write_sqlite, ("sqlite", "sqlite3", "db"), no_losses, is_text=False, hidden=NUL
    ),
    "parquet": Format(write_parquet, ("parquet",), no_losses, is_text=False),
}


def format_of(name: str) -> str | None:
    """The format with the extension of a file name; None if there is none."""
    for format_, known in FORMATS.items():
        if name.lower().endswith(tuple(f".{ending}" for ending in known.endings)):
            return format_
    return None
