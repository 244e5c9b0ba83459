"""`llms.txt`: what an agent reads first, made from the documentation (llmstxt.org)."""

from __future__ import annotations

import re
from pathlib import Path

from commands import commands
from projectkit.cli.exit_codes import EXIT_CODES

_FOLDERS = """\
Records are YAML files in `data/structured`, one per project; saved pages are in `data/raw`. \
People edit records, and no command overwrites an edit."""
_FOLDERS = """\
Records are YAML files in `data/structured`, one per project; saved pages are in `data/raw`. \
People edit records, and no command overwrites an edit."""
_RULES = """\
- Add `--json` to any command: one JSON document on stdout, and an error as one JSON object on the \
last line of stderr.
- Exit codes: {codes}.
- `projectkit schema --commands` prints every command, option, exit code, error and shape of JSON; \
`projectkit schema` the JSON Schema of a record.
- Look first with `--dry-run`, change with `--yes`, take back with `projectkit undo`.
- The package `projectkit` on PyPI is another program: install from a checkout."""
_ONE = re.compile(r"\[(?P<title>[^\]]+)\]\((?P<target>[^)#]+)\)")
# A paragraph of a list item that goes on on the next line.
_WRAPPED = re.compile(r"\n {2,}(?=\S)")


def llms_text(root: Path) -> str:
    """The whole file.

    Args:
        root: the folder of the repository.
    """
    parts = ["# projectkit", f"> {commands()[0].summary}", _FOLDERS, _rules()]
    return "\n\n".join([*parts, "## Commands", _commands(), *_sections(root)]) + "\n"


def _rules() -> str:
    codes = "; ".join(f"{number}: {meaning.rstrip('.')}" for number, meaning in EXIT_CODES.items())
    return _RULES.format(codes=codes)


def _commands() -> str:
    listed = (each for each in commands()[1:] if not each.is_group)
    return "\n".join(f"- `{each.example}`: {each.summary}" for each in listed)


def _sections(root: Path) -> list[str]:
    """The parts of the index of the documentation, with links from the root of `docs`."""
    index = _WRAPPED.sub(" ", (root / "docs/README.md").read_text("utf-8"))
    parts = [f"## {part}" for part in index.split("\n## ")[1:]]
    found: list[str] = []
    for part in parts:
        title, *lines = part.splitlines()
        links = [_entry(line) for line in lines if line.startswith("- [")]
        if links:
            found.append("\n\n".join((title, "\n".join(links))))
    return found


def _entry(line: str) -> str:
    """A line of the index: its first link, and what it says of it."""
    link = _ONE.search(line)
    if link is None:
        raise ValueError(line)
    first = f"- [{link['title']}]({link['target']})"
    told = line.partition("): ")[2] or line[link.end() :].strip()
    return f"{first}: {told}" if told else first
