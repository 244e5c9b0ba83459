"""Which findings count by the settings of a catalogue, and how bad they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatch

from projectkit.language.translate import _
from projectkit.model.diagnostic import Diagnostic, Severity, rules
from projectkit.model.errors import ProjectkitError

ALL = "ALL"
_CODE = re.compile(r"[A-Za-z]\d+")
# `M0041` is like `M004`; `N009` and `Y009` are different rules.
_LIKE_A_CODE = 0.8


class UnknownRuleError(ProjectkitError, LookupError):
    """A setting names a rule that there is not."""

    def __init__(self, name: str) -> None:
        close = _near(name)
        hint = (
            _(": did you mean `{close}`?").format(close=close[0])
            if close
            else _("; `projectkit rule` lists them")
        )
        super().__init__(_("there is no rule `{name}`{hint}").format(name=name, hint=hint))


def _near(name: str) -> list[str]:
    """The rule that is most like a name; of a code, more than its digits have to be alike."""
    if _CODE.fullmatch(name):
        same_number = name[0].upper() + name[1:].lstrip("0").zfill(3)
        if same_number in rules():
            return [same_number]
        return get_close_matches(name.upper(), rules(), 1, _LIKE_A_CODE)
    known = [*rules(), *(rule.name for rule in rules().values())]
    return get_close_matches(name, known, 1) or get_close_matches(name.upper(), known, 1)


def codes_named(names: Iterable[str]) -> frozenset[str]:
    """The codes meant by codes, their beginnings (`M`, `M00`), names (`no-title`) and `ALL`.

    Raises:
        UnknownRuleError: if a name means none.
    """
    found: set[str] = set()
    for name in names:
        meant = {
            rule.code
            for rule in rules().values()
            if name == rule.name or name.upper() == ALL or rule.code.startswith(name.upper())
        }
        if not meant or not name:
            raise UnknownRuleError(name)
        found |= meant
    return frozenset(found)


@dataclass(frozen=True)
class RuleSelection:
    """Which rules count.

    Attributes:
        codes: the rules that are checked.
        severities: how bad a finding is, where that is not what its rule says.
        per_file: rules that are not checked in files that fit a pattern (`data/structured/oud/*`).
    """

    codes: frozenset[str]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def apply(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that count, as bad as they are to be taken, in the order of their places."""
        kept = [
            replace(item, severity=self.severities.get(item.code, item.severity))
            for item in found
            if item.code in self.codes_in(item.location.file)
        ]
        return sorted(kept, key=_place)

    def codes_in(self, file: str) -> frozenset[str]:
        """The rules that count in a file."""
        ignored = (codes for pattern, codes in self.per_file.items() if fnmatch(file, pattern))
        return self.codes.difference(*ignored)


def _place(item: Diagnostic) -> tuple[str, int, int, str]:
    return item.location.file, item.location.line, item.location.column, item.code


def select(
    choose: Iterable[str] = (), extend: Iterable[str] = (), ignore: Iterable[str] = ()
) -> frozenset[str]:
    """The rules to check.

    Args:
        choose: only these; without any, all that are not optional.
        extend: these too.
        ignore: not these.

    Raises:
        UnknownRuleError: if there is no such rule.
    """
    usual = frozenset(rule.code for rule in rules().values() if not rule.optional)
    return ((codes_named(choose) or usual) | codes_named(extend)) - codes_named(ignore)


def optional_among(codes: Iterable[str]) -> frozenset[str]:
    """The rules among some that are checked only when they are asked for."""
    return frozenset(code for code in codes if rules()[code].optional)
