"""Markdown, for the summary of a CI job or a comment on a merge request: counts, then a table."""

from __future__ import annotations

import re
from collections import Counter

from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import rules

_HEADS = {
    "en": ("rule", "findings", "place", "what is wrong"),
    "nl": ("regel", "bevindingen", "plaats", "wat er mis is"),
}
# A comment on GitHub holds 65,536 characters.
_SHOWN = 200
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~])")


def markdown(report: Report) -> str:
    """A table of rules, and one of findings."""
    lines = [f"**{report.summary}**"]
    if report.findings:
        rule, count, place, wrong = _HEADS[report.language]
        counts = Counter(found.code for found in report.findings)
        lines += ["", f"| {rule} | {count} |", "|---|---|"]
        lines += [
            f"| {code} {rules()[code].name} | {number} |" for code, number in counts.most_common()
        ]
        lines += ["", f"| {place} | {rule} | {wrong} |", "|---|---|---|"]
        for found in report.findings[:_SHOWN]:
            lines.append(
                f"| {_cell(str(found.location))} | {found.code} | {_cell(found.message(report.language))} |"
            )
        if len(report.findings) > _SHOWN:
            lines += ["", f"… {len(report.findings) - _SHOWN} +"]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text of others as text: nothing in it is markup, and it stays in its cell."""
    return (
        _MARKUP.sub(r"\\\1", " ".join(text.split()))
        .replace("://", ":\u2060//")
        .replace("@", "@\u2060")
    )
