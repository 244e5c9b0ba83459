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
        lines += ["", *_rules(report), "", *_findings(report)]
    left_out = len(report.findings) - _SHOWN
    if left_out > 0:
        lines += ["", f"… {left_out} +"]
    return "\n".join(lines) + "\n"


def _rules(report: Report) -> list[str]:
    rule, count, _, _ = _HEADS[report.language]
    counts = Counter(found.code for found in report.findings)
    rows = [f"| {code} {rules()[code].name} | {number} |" for code, number in counts.most_common()]
    return [f"| {rule} | {count} |", "|---|---|", *rows]


def _findings(report: Report) -> list[str]:
    rule, _, place, wrong = _HEADS[report.language]
    rows = [
        f"| {_cell(str(found.location))} | {found.code} | {_cell(found.message(report.language))} |"
        for found in report.findings[:_SHOWN]
    ]
    return [f"| {place} | {rule} | {wrong} |", "|---|---|---|", *rows]


def _cell(text: str) -> str:
    """A text on one line in which GitHub and GitLab find no markup, link or mention."""
    text = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return text.replace("://", ":\u2060//").replace("@", "@\u2060")
