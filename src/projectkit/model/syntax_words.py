"""What parsers of YAML and TOML complain of, in words that say what to do, in both languages."""

from __future__ import annotations

import re

from projectkit.language.translate import _, later

# Parts of messages, with the words to use instead; the first that fits counts.
_YAML = {
    "mapping values are not allowed": later(
        "a colon cannot stand here: text with one needs quotes around it, or a key above has none"
    ),
    "could not find expected ':'": later("a key needs a colon and a space behind it"),
    "did not find expected key": later(
        "this line is not indented like those above it, "
        "or quotes end too soon: write an apostrophe in them twice"
    ),
    "block sequence entries are not allowed": later(
        "an item of a list begins on a line of its own"
    ),
    "did not find expected '-' indicator": later(
        "this line is not indented like the list above it"
    ),
    "cannot start any token": later("text that begins with this character needs quotes around it"),
    "did not find expected ',' or ']'": later(
        "square brackets are not closed, or a comma is missing between them"
    ),
    "did not find expected ',' or '}'": later(
        "braces are not closed, or a comma is missing between them"
    ),
    "found unexpected end of stream": later("quotes or brackets that were opened are never closed"),
    "found unknown escape character": later(
        "a backslash between double quotes: write two, or use single quotes"
    ),
    "did not find expected node content": later("a value is missing here"),
    "invalid leading UTF-8": later("this is not UTF-8"),
}
_TOML = {
    "Expected '=' after a key": later("a name needs `=` and a value behind it"),
    "Invalid statement": later("a line should be `name = value` or `[table]`"),
    "Invalid value": later(
        "a value is text between quotes, a number, true, false or a list in square brackets"
    ),
    "Expected ']' at the end of a table": later("the name of a table is not closed with `]`"),
    "Expected newline or end": later("there is more on the line than one value"),
    "Unclosed inline table": later("braces are not closed, or a comma is missing between them"),
    "Unclosed array": later("a list is not closed with `]`, or a comma is missing"),
    'Expected "\'"': later("quotes that were opened are never closed"),
    "Unterminated string": later("quotes that were opened are never closed"),
    "Illegal character '\\n'": later("quotes that were opened are not closed on the same line"),
    "Unescaped '\\'": later("a backslash between double quotes: write two, or use single quotes"),
    "Cannot overwrite": later("the same name stands here twice"),
    "Cannot declare": later("the same table stands here twice"),
    "Invalid initial character": later(
        "a name is made of letters, digits, `-` and `_`; others need quotes around it"
    ),
}
_PLACE = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def yaml_words(said: str) -> str:
    """What is wrong with YAML; as the parser says it where that is rare."""
    return next((_(words) for part, words in _YAML.items() if part in said), said)


def toml_words(said: str) -> str:
    """What is wrong with TOML, and where; as the parser says it where that is rare."""
    place = _PLACE.fullmatch(said)
    if place is None:
        return said
    problem, line, column = place.groups()
    words = next((_(words) for part, words in _TOML.items() if part in problem), problem)
    if line is None:
        return _("at the end: {said}").format(said=words)
    return _("line {line}, column {column}: {said}").format(line=line, column=column, said=words)
