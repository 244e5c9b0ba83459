"""Write the documentation that is generated from the code, or check that it is up to date.

python tools/reference            # write the files
python tools/reference --check    # list the files that are out of date; exit code 1 if any
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

# Set before the program is imported: the language of its texts, and a width without a terminal.
os.environ["PROJECTKIT_LANG"] = "en"

from api import api_page
from commands import commands_page
from fields import fields_page
from formats import formats_page
from llms import llms_text
from manpage import man_page
from projectkit.model.schema import schema_text
from rules import rules_page
from scripts import scripts_page

ROOT = Path(__file__).resolve().parents[2]
FILES: dict[str, Callable[[], str]] = {
    "docs/man/projectkit.1": man_page,
    "docs/reference/api.md": lambda: api_page(ROOT / "docs/examples/leads.py"),
    "docs/reference/commands.md": commands_page,
    "docs/reference/fields.md": fields_page,
    "docs/reference/formats.md": formats_page,
    "docs/reference/scripts.md": scripts_page,
    "docs/rules.md": lambda: rules_page(ROOT / "docs/rules.md"),
    "docs/llms.txt": lambda: llms_text(ROOT),
    "schema/record.schema.json": schema_text,
}


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` compare them."""
    stale = [name for name, text in FILES.items() if _text(ROOT / name) != text()]
    for name in stale:
        if arguments == ["--check"]:
            sys.stdout.write(f"{name} is not what the code says: run `python tools/reference`\n")
            continue
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(FILES[name](), "utf-8")
        sys.stdout.write(f"{name} written\n")
    return 1 if stale and arguments else 0


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
