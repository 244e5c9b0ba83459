"""The page of rules: the output of `projectkit rule ALL`, below a handwritten introduction."""

from __future__ import annotations

from pathlib import Path

from projectkit.diagnostics.rule_text import rule_text
from projectkit.model.diagnostic import rules


def rules_page(path: Path) -> str:
    """The rules in English, below the existing introduction of the page."""
    introduction = path.read_text("utf-8").partition("\n## ")[0]
    known = rules()
    return f"{introduction}\n" + "\n".join(rule_text(known[name], "en") for name in sorted(known))
