"""What comments in a record silence: `# projectkit: ignore M004`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from projectkit.model.diagnostic import Diagnostic, Location, diagnostic
from projectkit.model.record_splice import block_lines, comments
from projectkit.validation.selection import UnknownRuleError, codes_named

_SILENCE = re.compile(
    r"#\s*projectkit:\s*ignore\s+(?P<codes>[\w-]+(?:\s*,\s*[\w-]+)*)", re.IGNORECASE
)


@dataclass(frozen=True)
class Silences:
    """What the comments of a file silence.

    Attributes:
        lines: the rules that are silenced on each line.
        findings: comments that name a rule that there is not.
    """

    lines: Mapping[int, frozenset[str]] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


def silences(text: str, file: str) -> Silences:
    """What comments such as `# projectkit: ignore M004` silence.

    A comment on the first line of a text in a literal block holds for all its lines.

    Args:
        text: the text of a file that is sound YAML.
        file: its name.
    """
    if "projectkit:" not in text:
        return Silences()
    lines = text.split("\n")
    found: dict[int, frozenset[str]] = {}
    unknown: list[Diagnostic] = []
    blocks = block_lines(text)
    for number, comment in comments(text).items():
        for name in _silenced(comment):
            try:
                codes = codes_named([name])
            except UnknownRuleError:
                column = lines[number].rindex(comment) + comment.index(name) + 1
                unknown.append(diagnostic("Y007", Location(file, number + 1, column), name=name))
                continue
            for line in range(number + 1, max(number + 1, blocks.get(number, 0)) + 1):
                found[line] = found.get(line, frozenset()) | codes
    return Silences(found, tuple(unknown))


def _silenced(comment: str) -> list[str]:
    """The names of rules in a comment; it may hold several, since two lines may become one."""
    found = _SILENCE.finditer(comment)
    return [name for match in found for name in re.findall(r"[\w-]+", match["codes"])]
