"""The page of rules: what `projectkit rule ALL` says, below the introduction that stands there."""

from __future__ import annotations

from pathlib import Path

from projectkit.diagnostics.rule_text import rule_text
from projectkit.model.diagnostic import rules


def rules_page(path: Path) -> str:
    """The rules in English, with the introduction of the page as it is."""
    introduction = path.read_text("utf-8").partition("\n## ")[0]
    known = rules()
    return f"{introduction}\n" + "\n".join(rule_text(known[name], "en") for name in sorted(known))
