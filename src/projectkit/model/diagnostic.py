"""One kind of problem report for the whole tool, and the catalogue of what can be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from projectkit.language.translate import language as spoken
from projectkit.model.yaml_quick import read_quickly

_RULES = Path(__file__).parent / "rules"
_PHRASES = "phrases.yaml"


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a message that is said in the language of the reader.

    Attributes:
        key: its entry among the phrases of the catalogue.
        values: what its words in braces stand for.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be wrong, as the catalogue describes it; texts are by language (`en`, `nl`).

    Attributes:
        code: what it is called in output and settings; stable for ever.
        name: what people call it.
        severity: how bad it is, unless the settings of a catalogue say otherwise.
        message: what is wrong, with values in braces.
        fix: what to do about it.
        why: why it is a rule.
        bad: files that break it, by name, with ▸ before the place of the finding.
        good: files that do not.
        optional: whether it is checked only when selected.
        fixable: whether `--fix` can mend it, at least in part.
    """

    code: str
    name: str
    severity: Severity
    message: Mapping[str, str]
    fix: Mapping[str, str]
    why: Mapping[str, str]
    bad: Mapping[str, str]
    good: Mapping[str, str]
    optional: bool = False
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, and where; the catalogue has the words for it.

    Attributes:
        code: the rule that is broken.
        location: where.
        id: the record it is about, when known.
        values: what the words in braces of the rule stand for; `says_fix` tells that one of them
            says what to do.
        severity: how bad it is here.
    """

    code: str
    location: Location
    id: str | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    severity: Severity = Severity.ERROR

    def message(self, language: str | None = None) -> str:
        """What is wrong, in a language; without one, in that which is spoken."""
        return self._said(rules()[self.code].message, language) or ""

    def fix(self, language: str | None = None) -> str | None:
        """What to do about it, if there is anything to say that the message does not."""
        if self.values.get("says_fix"):
            return None
        return self._said(rules()[self.code].fix, language)

    def as_dict(self, language: str | None = None) -> dict[str, Any]:
        """The shape of machine output: flat, with `file`, `line` and `column`."""
        head = {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message(language),
        }
        return {**head, **asdict(self.location), "id": self.id, "fix": self.fix(language)}

    def _said(self, texts: Mapping[str, str], language: str | None) -> str | None:
        if not texts:
            return None
        chosen = language or spoken()
        return texts[chosen].format(**_worded({"id": self.id, **self.values}, chosen))


def said(words: Phrase | str, language: str | None = None) -> str:
    """A part of a message in a language; without one, in that which is spoken."""
    if isinstance(words, str):
        return words
    chosen = language or spoken()
    return phrases()[words.key][chosen].format(**_worded(words.values, chosen))


def _worded(values: Mapping[str, object], language: str) -> dict[str, object]:
    return {
        key: said(value, language) if isinstance(value, Phrase) else value
        for key, value in values.items()
    }


def diagnostic(
    code: str,
    location: Location,
    *,
    id: str | None = None,  # noqa: A002  (the name of the field)
    **values: object,
) -> Diagnostic:
    """Make a diagnostic as bad as its rule says.

    Args:
        code: a code of the catalogue.
        location: where it is.
        id: the record it is about, when known.
        **values: what the templates of the rule ask for.

    Raises:
        KeyError: if there is no such code.
    """
    return Diagnostic(code, location, id, values, rules()[code].severity)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, in order."""
    found = {
        code: _rule(code, entry)
        for path in _RULES.glob("*.yaml")
        if path.name != _PHRASES
        for code, entry in _data(path).items()
    }
    return dict(sorted(found.items()))


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Parts of messages by their key, in each language."""
    return _data(_RULES / _PHRASES)


def _data(path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8")
    if data := read_quickly(text):
        return data
    from projectkit.model import yaml_text  # noqa: PLC0415  (the rules are in a form that needs no parser)

    return yaml_text.load_data(text)  # type: ignore[no-any-return]


def _rule(code: str, entry: dict[str, Any]) -> Rule:
    message, fix, why = (entry.get(kind, {}) for kind in ("message", "fix", "why"))
    bad, good = (_example(entry.get(kind, {})) for kind in ("bad", "good"))
    optional, fixable = (entry.get(flag) == "true" for flag in ("optional", "fixable"))
    return Rule(
        code,
        entry["name"],
        Severity(entry["severity"]),
        message,
        fix,
        why,
        bad,
        good,
        optional,
        fixable,
    )


def _example(example: Any) -> dict[str, str]:
    """The files of an example; a single text is that of the record `buurtkracht`."""
    return {"data/structured/buurtkracht.yaml": example} if isinstance(example, str) else example
