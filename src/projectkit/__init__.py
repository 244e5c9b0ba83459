"""Descriptions of Dutch practice-oriented projects: read from web pages, kept as YAML, asked from the shell."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The public functions, imported when they are asked for: start-up counts."""
    if name == "parse_page":
        from projectkit.parsing.page import parse_page  # noqa: PLC0415

        return parse_page
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
