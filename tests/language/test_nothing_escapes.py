"""What users read is a message of the catalogue, wherever in the code it is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import projectkit

PACKAGE = Path(projectkit.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "language")
# The errors that users are told of: subclasses of `ProjectkitError`.
ERRORS = {
    name
    for path in MODULES
    for name in re.findall(r"class (\w+)\(ProjectkitError\b", path.read_text("utf-8"))
}
# Functions and exceptions whose texts users read, and arguments and variables that hold such texts.
SAID = ERRORS | {
    "BadParameter", "CacheInUseError", "ClusterLostError", "LayoutError", "Loss", "MarkedYAMLError", "__init__",
    "add_column", "add_task", "agreed", "confirmed", "echo", "fail", "prompt", "tell",
}  # fmt: skip
NAMED = {"help", "metavar", "epilog", "reason", "problem"}
TOLD = {"message", "reason", "note", "hint", "question", "remedy", "told", "problem"}
SENTENCE = re.compile("[A-Za-z]{2,}[,:;]? [a-z]{2,}")
MARKED = {"_", "later", "plural"}
# Why a text that looks like one is none, or is said in English to all.
EXCEPTIONS = {
    "bulk/reader.py": "reasons are kept with the records, in English whatever machine read the page",
    "bulk/http_body.py": "the same",
    "bulk/pages.py": "the same",
    "search/fresh.py": "a fault in a file of ours, which is thrown away and not shown",
    "parsing/layout_effect.py": "cannot happen",
    "__init__.py": "for programmers: what Python says of a name that is not there",
}


def text_of(node: ast.expr) -> str:
    """The text of a literal, without what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_prose(node: ast.expr) -> bool:
    """Whether a literal has words for people: more than names of files, and signs between values."""
    words = (word for word in text_of(node).split() if re.search("[A-Za-z]{2}", word))
    return any(not re.search(r"[/.][\w…]|[\w…][/.]$|projectkit|^git:$", word) for word in words)


def name_of(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def literals(node: ast.expr) -> Iterator[ast.expr]:
    """The literals that a text is made of, without those that are marked."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield node
    for part in parts(node):
        yield from literals(part)


def parts(node: ast.expr) -> list[ast.expr]:
    """What a text is made of."""
    match node:
        case ast.Call(func=ast.Attribute(value=text, attr="format")):
            return [text]
        case ast.Call(func=ast.Attribute(attr="join"), args=texts) | ast.BoolOp(values=texts):
            return texts
        case ast.JoinedStr(values=texts):
            return [each.value for each in texts if isinstance(each, ast.FormattedValue)]
        case ast.IfExp(body=first, orelse=second) | ast.BinOp(left=first, right=second):
            return [first, second]
    return []


def said(tree: ast.AST) -> Iterator[ast.expr]:
    """What is handed to a function that says it, or is called a message."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            # The first that a loss tells is the name of a field.
            yield from node.args[name_of(node) == "Loss" :] if name_of(node) in SAID else ()
            yield from (each.value for each in node.keywords if each.arg in NAMED)
        elif (
            isinstance(node, ast.Assign)
            and {getattr(each, "id", "") for each in node.targets} & TOLD
        ):
            yield node.value


def returned(tree: ast.AST) -> Iterator[ast.expr]:
    """The sentences that functions give back: words with blanks between, which no name and no value has."""
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value)
    for literal in (literal for value in values for literal in literals(value)):
        if SENTENCE.search(text_of(literal)) and "<" not in text_of(literal):
            yield literal


def in_sentences(tree: ast.AST) -> list[str]:
    """The sentences of a module that stand outside marks, patterns and docstrings, whatever is done with them."""
    left: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left.add(node.value)
        elif isinstance(node, ast.Call) and name_of(node) in MARKED | {"compile", "example"}:
            left.update(ast.walk(node))
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in left)
    return [text.value for text in texts if SENTENCE.search(str(text.value))]


def escaped(tree: ast.AST) -> list[str]:
    """The texts of a module that should be marked and are not."""
    found = [literal for text in said(tree) for literal in literals(text) if is_prose(literal)]
    return [
        f"line {literal.lineno}: {ast.unparse(literal)}" for literal in (*found, *returned(tree))
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_users_read_is_a_message(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix() not in EXCEPTIONS:
        assert escaped(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").glob("*.py")), ids=lambda path: path.name)
def test_the_command_line_has_no_sentence_that_is_no_message(path: Path) -> None:
    found = in_sentences(ast.parse(path.read_text("utf-8")))
    # Examples of commands are the same in both languages; click has kinds of values with two words.
    assert [
        text
        for text in found
        if not text.startswith("projectkit") and text not in {"integer range", "float range"}
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        "tell(f'{number} pages were read')",
        "message = 'there is no page'\nraise CatalogueError(message)",
        "typer.Option('--json', help='Write JSON.')",
        "raise QueryError('a term' if one else f'{name} and terms')",
        "typer.echo(_('{number} ') + f'pages{more}')",
        "super().__init__(f'unknown field {name}')",
        "tell(f\"{number} {'page' if number == 1 else 'pages'}\")",
        "def why(): return 'the page is empty'",
    ],
)
def test_a_text_that_is_not_marked_is_found(code: str) -> None:
    assert escaped(ast.parse(code))


def test_what_is_marked_or_no_text_is_left_alone() -> None:
    code = "tell(_('there is no {name}').format(name=name))\ntyper.echo(f'{name}: {error}')\nmessage = f'data/{name}.yaml'"
    assert not escaped(ast.parse(code))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_messages_are_literals_that_can_be_found(path: Path) -> None:
    """Neither inside an f-string, where Babel does not look, nor f-strings themselves."""
    tree = ast.parse(path.read_text("utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) in MARKED
    ]
    hidden = [
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
    ]
    for call in calls:
        assert not any(isinstance(argument, ast.JoinedStr) for argument in call.args), call.lineno
        assert call not in hidden or not isinstance(call.args[0], ast.Constant), call.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_function_that_says_something_has_no_variable_of_that_name(path: Path) -> None:
    """`for _, record in …` would take the place of the function `_`."""
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(function, ast.FunctionDef):
            calls = any(
                isinstance(node, ast.Call) and name_of(node) == "_" for node in ast.walk(function)
            )
            inner = {
                id(name)
                for node in ast.walk(function)
                if isinstance(node, ast.comprehension | ast.Lambda)
                for name in ast.walk(node)
            }
            stored = [
                node.lineno
                for node in ast.walk(function)
                if isinstance(node, ast.Name)
                and node.id == "_"
                and isinstance(node.ctx, ast.Store)
                and id(node) not in inner
            ]
            assert not (calls and stored), stored
