"""Rules as text: for `projectkit rule` and for the reference in the documentation."""

from __future__ import annotations

import re

from projectkit.model.diagnostic import Rule

_MARK = "▸"
_WORDS = {
    "en": {
        "bad": "Bad",
        "good": "Good",
        "fix": "What to do",
        "optional": "checked only with --extend-select",
        "fixable": "--fix mends it where that is safe",
        "error": "error",
        "warning": "warning",
        "info": "info",
    },
    "nl": {
        "bad": "Fout",
        "good": "Goed",
        "fix": "Wat te doen",
        "optional": "alleen met --extend-select",
        "fixable": "--fix herstelt het waar dat veilig kan",
        "error": "fout",
        "warning": "waarschuwing",
        "info": "opmerking",
    },
}


def rule_line(rule: Rule, language: str) -> str:
    """A rule on one line."""
    return f"{rule.code}  {rule.severity:7}  {rule.name:22}  {rule_message(rule, language)}"


def rule_message(rule: Rule, language: str) -> str:
    """What a rule says, without the values that it says it of."""
    return _template(rule.message[language])


def severity_in(rule: Rule, language: str) -> str:
    """How bad it is to break a rule; in English the word for it in settings."""
    return _WORDS[language][rule.severity]


def rule_text(rule: Rule, language: str) -> str:
    """A rule in Markdown: what it says, why, what to do, and examples."""
    words = _WORDS[language]
    notes = [
        severity_in(rule, language),
        *(words[flag] for flag in ("optional", "fixable") if getattr(rule, flag)),
    ]
    parts = [
        f"## {rule.code} {rule.name}",
        f"({', '.join(notes)})",
        f"> {rule_message(rule, language)}",
        rule.why[language],
    ]
    if rule.fix:
        parts.append(f"{words['fix']}: {_template(rule.fix[language])}")
    for kind, files in (("bad", rule.bad), ("good", rule.good)):
        if files:
            parts.append(f"{words[kind]}:")
        parts += [_example(name, text, named=len(files) > 1) for name, text in files.items()]
    return "\n\n".join(parts) + "\n"


def _template(text: str) -> str:
    """A message without its values: `…` for `{end}`."""
    return re.sub(r"\{\w+\}", "…", text)


def _example(name: str, text: str, *, named: bool) -> str:
    """An example with a caret under the finding, and symbols for invisible characters."""
    lines: list[str] = []
    for line in text.rstrip("\n").split("\n"):
        shown = line.replace("\t", "→").replace("\0", "␀")
        lines.append(shown.replace(_MARK, ""))
        if _MARK in shown:
            lines.append(" " * shown.index(_MARK) + "^")
    head = f"`{name}`\n\n" if named else ""
    return f"{head}```yaml\n" + "\n".join(lines) + "\n```"
