"""What parsers of YAML and TOML complain of, in words that say what to do, in both languages."""

from __future__ import annotations

import re

from projectkit.language.translate import _, later

_ESCAPE = later("a backslash between double quotes: write two, or use single quotes")
_BLOCK = later(
    "text behind `|` or `>` begins on the next line, indented; "
    "text that begins with one of these needs quotes around it"
)
# Parts of messages, with the words to use instead; the first that fits counts.
_YAML = {
    "mapping keys are not allowed": later(
        "text that begins with a question mark needs quotes around it"
    ),
    "mapping values are not allowed": later(
        "a colon cannot stand here: text with one needs quotes around it, or a key above has none"
    ),
    "expected comment or line break": _BLOCK,
    "indentation indicator": later("behind `|` or `>` may stand a number from 1 to 9, or nothing"),
    "chomping or indentation": _BLOCK,
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
    "found unknown escape character": _ESCAPE,
    "hexdecimal number": _ESCAPE,
    "hexadecimal numbers": _ESCAPE,
    "invalid Unicode character escape": _ESCAPE,
    "unexpected document indicator": later(
        "a line within quotes cannot begin with `---` or `...`: indent it"
    ),
    "document start": later(
        "a record is one document, and this line does not belong to it: "
        "begin it where the lines above begin"
    ),
    "incompatible YAML document": later(
        "a line that begins with % needs another version of YAML: remove it"
    ),
    "did not find expected node content": later("a value is missing here"),
    "invalid leading UTF-8": later("this is not UTF-8"),
}
# What the parser was reading, where that says more than what it complains of.
_YAML_CONTEXTS = {
    "scanning a directive": later("text that begins with % needs quotes around it"),
    "scanning a %": later("text that begins with % needs quotes around it"),
    "a tag": later("text that begins with ! needs quotes around it"),
    "parsing a node": later("text that begins with ! needs quotes around it"),
}
_NOT_KNOWN = later(
    "this line cannot be read: text with special characters needs quotes around it, "
    "and a line begins where those it belongs to begin"
)
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
_NOT_KNOWN_TOML = later(
    "this cannot be read as TOML: write `name = value`, with text between quotes"
)
_PLACE = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def yaml_words(said: str, context: str = "") -> str:
    """What is wrong with YAML, and what to do.

    Args:
        said: what the parser complains of.
        context: what it was reading.
    """
    known = [words for part, words in _YAML_CONTEXTS.items() if part in context]
    known += [words for part, words in _YAML.items() if part in said]
    return _([*known, _NOT_KNOWN][0])


def toml_words(said: str) -> str:
    """What is wrong with TOML, and where; what does not come from its parser stays as it is."""
    place = _PLACE.fullmatch(said)
    if place is None:
        return said
    problem, line, column = place.groups()
    words = _(next((words for part, words in _TOML.items() if part in problem), _NOT_KNOWN_TOML))
    if line is None:
        return _("at the end: {said}").format(said=words)
    return _("line {line}, column {column}: {said}").format(line=line, column=column, said=words)
