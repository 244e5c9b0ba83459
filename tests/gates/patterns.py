"""Every regular expression of the package, with the methods that call it and its worst inputs.

Run as a script, it tries them all: `python tests/gates/patterns.py 1000000 0 1`. It prints each
pattern before trying it, and ends itself when one takes so long that it hangs.
"""

from __future__ import annotations

import ast
import faulthandler
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as codes
from re import _parser as parser
from types import FrameType
from typing import Any, NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
METHODS = frozenset({"match", "fullmatch", "search", "sub", "split", "findall", "finditer"})
# How long all inputs of one pattern may take, in seconds; linear patterns take a few.
PATIENCE = 120
MOST_INPUTS = 24
LONGEST_UNIT = 200
# Patterns built here are called in a loop, where the source does not name the pattern.
IN_LOOPS = {"wildcards": frozenset({"fullmatch"}), "_role_first": frozenset({"match"})}
COMMON = [" ", "1", "a", "A", ".", "(", "a ", "a@", "€ 1.", "Jan ", "A.", "http://", "“ ", "\n", " \n", "\t", ", ", "a-"]  # fmt: skip


class Found(NamedTuple):
    """A pattern and how it is used.

    Attributes:
        place: the module and line that built it.
        pattern: the pattern.
        methods: the methods that call it; all of them if that is unknown.
    """

    place: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def collect() -> list[Found]:
    """All patterns that are compiled by importing modules and reading the pages at hand."""
    seen: dict[tuple[Any, int], tuple[str, int]] = {}
    compile_pattern = re._compile

    def spy(pattern: Any, flags: int) -> Any:
        made = compile_pattern(pattern, flags)
        caller = _caller(sys._getframe(1))
        if isinstance(made, re.Pattern) and caller:
            seen.setdefault((made.pattern, made.flags), caller)
        return made

    re._compile = spy
    _exercise()
    re._compile = compile_pattern
    for name in _modules():
        for made, line in _literals(name):
            seen.setdefault((made.pattern, made.flags), (name, line))
    found = (
        Found(f"{name}:{line}", re.compile(pattern, flags), _methods(name, line))
        for (pattern, flags), (name, line) in seen.items()
    )
    return sorted(found, key=lambda each: (each.place, str(each.pattern.pattern)))


def _caller(frame: FrameType | None) -> tuple[str, int] | None:
    """The nearest place in the package, if `re` was called from there."""
    while frame is not None and frame.f_globals.get("__name__") in {"re", "functools"}:
        frame = frame.f_back
    name = frame.f_globals.get("__name__", "") if frame else ""
    return (name, frame.f_lineno) if frame and name.startswith("projectkit") else None


def _modules() -> list[str]:
    return sorted(name for name in sys.modules if name.startswith("projectkit."))


def _exercise() -> None:
    import projectkit  # noqa: PLC0415  (patterns are made when modules are imported)

    for module in pkgutil.walk_packages(projectkit.__path__, "projectkit."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from projectkit.parsing.page import parse_page  # noqa: PLC0415
    from projectkit.reading.kinds import ENDINGS  # noqa: PLC0415

    for name in _modules():
        for made in list(vars(sys.modules[name]).values()):
            if (
                hasattr(made, "cache_info")
                and made.__module__ == name
                and not made.__wrapped__.__code__.co_argcount
            ):
                made()
    pages = [*REPOSITORY.glob("data/raw/*"), *REPOSITORY.glob("tests/g*/**/*")]
    for page in sorted(path for path in pages if path.suffix in ENDINGS):
        parse_page(page.read_bytes(), page.name, force=True)


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(Path(str(sys.modules[module].__file__)).read_text("utf-8"))


def _literals(module: str) -> Iterator[tuple[re.Pattern[Any], int]]:
    """The literal patterns in calls of `re`, including calls that were never made."""
    for node in ast.walk(_tree(module)):
        if not isinstance(node, ast.Call) or not _is_re(node.func):
            continue
        first = next(iter(node.args), None)
        if isinstance(first, ast.Constant):
            yield re.compile(first.value), node.lineno


def _is_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "re"
    )


def _functions_of_re(node: ast.AST, line: int) -> Iterator[str]:
    """The functions of `re` that a statement calls on a line."""
    for call in ast.walk(node):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if _is_re(call.func) and call.lineno <= line <= (call.end_lineno or 0):
            yield call.func.attr


def _methods(module: str, line: int) -> frozenset[str]:
    """The methods that call a pattern built on a line, there or by its name."""
    names = set()
    for node in ast.walk(_tree(module)):
        if not isinstance(node, ast.stmt) or not node.lineno <= line <= (node.end_lineno or 0):
            continue
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        at_once = METHODS.intersection(_functions_of_re(node, line))
        if at_once and not isinstance(node, ast.FunctionDef | ast.ClassDef):
            return at_once
    for name in names & IN_LOOPS.keys():
        return IN_LOOPS[name]
    used = {
        method for name in names for method in _uses(name, module if name.startswith("_") else "")
    }
    return frozenset(used) or METHODS


def _uses(name: str, module: str) -> Iterator[str]:
    for each in [module] if module else _modules():
        for node in ast.walk(_tree(each)):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                made = node.value.func if isinstance(node.value, ast.Call) else node.value
                if getattr(made, "id", getattr(made, "attr", "")) == name:
                    yield node.attr


def inputs(pattern: re.Pattern[Any], size: int) -> Iterator[Any]:
    """Texts of about a size that may be slow: a pattern's repetitions, after their prefix."""
    pumps: dict[tuple[str, str], None] = {}
    whole = _example(parser.parse(pattern.pattern, pattern.flags), "", pumps)
    units = {pump: None for pump in (("", whole), *pumps) if pump[1]}
    units |= {("", before + unit): None for before, unit in pumps if before}
    chosen = sorted(
        (unit for unit in units if len(unit[1]) <= LONGEST_UNIT),
        key=lambda unit: len(unit[0] + unit[1]),
    )
    step = -(-len(chosen) // MOST_INPUTS) or 1
    for before, unit in [*chosen[::step], *(("", each) for each in COMMON)]:
        text = before + unit * (size // len(unit)) + "\x01!"
        yield text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text


def _example(tree: Any, before: str, pumps: dict[tuple[str, str], None]) -> str:
    """A text that matches a part of a pattern; the pumps gain its repetitions and prefixes."""
    text = ""
    for code, value in tree:
        if code is codes.LITERAL:
            text += chr(value)
        elif code in {codes.NOT_LITERAL, codes.ANY}:
            text += "b" if value == ord("a") else "a"
        elif code is codes.IN:
            text += next(_members(value), "")
        elif code is codes.BRANCH:
            examples = [_example(part, before + text, pumps) for part in value[1]]
            text += examples[0]
        elif code is codes.SUBPATTERN:
            text += _example(value[3], before + text, pumps)
        elif code is codes.ATOMIC_GROUP:
            text += _example(value, before + text, pumps)
        elif code in {codes.ASSERT, codes.ASSERT_NOT}:
            _example(value[1], before + text, pumps)
        elif code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            text += _repeated(value, before + text, pumps)
    return text


def _repeated(value: Any, before: str, pumps: dict[tuple[str, str], None]) -> str:
    least, most, part = value
    unit = _example(part, before, pumps)
    pumps[before, unit] = None
    if len(part) == 1 and part[0][0] is codes.IN:
        pumps.update(dict.fromkeys((before, char) for char in _members(part[0][1])))
    elif len(part) == 1 and part[0][0] in {codes.ANY, codes.NOT_LITERAL}:
        pumps.update(dict.fromkeys((before, char) for char in " 1.("))
    return unit * max(least, min(most, 1))


def _members(items: Any) -> Iterator[str]:
    """Some characters of a character set."""
    compiled = re.compile("[" + "".join(_written(item) for item in items) + "]")
    usual = [char for char in "a1 A.,(:-/'\"\t" if compiled.fullmatch(char)]
    yield from usual
    for code, value in items:
        if code is codes.LITERAL and chr(value) not in usual and compiled.fullmatch(chr(value)):
            yield chr(value)
        elif code is codes.RANGE and compiled.fullmatch(chr(value[0])):
            yield chr(value[0])


_CLASSES = {
    codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_NOT_DIGIT: r"\D", codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S", codes.CATEGORY_WORD: r"\w", codes.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _written(item: tuple[Any, Any]) -> str:
    code, value = item
    if code is codes.NEGATE:
        return "^"
    if code is codes.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CLASSES[value] if code is codes.CATEGORY else re.escape(chr(value))


def use(found: Found, text: Any) -> None:
    """Call a pattern on a text with each of its methods."""
    for method in sorted(found.methods):
        if method == "finditer":
            for _ in found.pattern.finditer(text):
                pass
        elif method == "sub":
            found.pattern.sub(text[:0], text)
        else:
            getattr(found.pattern, method)(text)


def main() -> None:
    """Try one share of the patterns on all inputs: `patterns.py SIZE SHARE SHARES`."""
    size, share, shares = map(int, sys.argv[1:])
    found = collect()
    for each in found[share::shares]:
        told = f"{each.place} {'/'.join(sorted(each.methods))}: {each.pattern.pattern!r}"
        print(told[:300], flush=True)  # noqa: T201
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        for text in inputs(each.pattern, size):
            use(each, text)
        faulthandler.cancel_dump_traceback_later()
    print(f"{len(found)} patterns")  # noqa: T201


if __name__ == "__main__":
    main()
