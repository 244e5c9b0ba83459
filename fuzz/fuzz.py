"""Coverage-guided fuzzing: `python fuzz/fuzz.py TARGET [SEEDS…]`, after `pip install atheris`.

TARGET is page, record, layout or query. It runs until you stop it or an unexpected exception is
raised.
"""

from __future__ import annotations

import contextlib
import sys

import atheris

with atheris.instrument_imports(include=["projectkit"]):
    from projectkit.parsing.layout import LayoutError, make_layout
    from projectkit.parsing.page import parse_page
    from projectkit.reading.decode import UnreadableError
    from projectkit.search.query import parse
    from projectkit.search.query_errors import QueryError
    from projectkit.validation.shape import load_record


def page(content: bytes) -> None:
    """A page, in the format that its first byte selects."""
    ending = (".txt", ".html", ".md")[content[0] % 3] if content else ".txt"
    with contextlib.suppress(UnreadableError):
        parse_page(content[1:], f"a{ending}", force=True)


def record(content: bytes) -> None:
    """A record file."""
    loaded = load_record(content.decode("utf-8", "replace"), "a.yaml")
    if not (loaded.record or loaded.diagnostics):
        message = "neither a record nor a reason"
        raise AssertionError(message)


def layout(content: bytes) -> None:
    """A layout."""
    with contextlib.suppress(LayoutError):
        make_layout("a", content.decode("utf-8", "replace"))


def query(content: bytes) -> None:
    """A query."""
    with contextlib.suppress(QueryError):
        parse(content.decode("utf-8", "replace"))


TARGETS = {target.__name__: target for target in (page, record, layout, query)}

if __name__ == "__main__":
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(__doc__)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()
