"""What became of a page in a run."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from projectkit.language.translate import plural

# Most runs find that nothing changed.
if TYPE_CHECKING:
    from projectkit.catalogue.merge import Conflict
    from projectkit.parsing.page import ParsedPage
    from projectkit.parsing.suggestion import Suggestion
    from projectkit.parsing.unknown import Unknown


class PageOutcome(StrEnum):
    """What became of a page."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    VANISHED = "vanished"


@dataclass(frozen=True)
class PageResult:
    """One page and what became of it.

    Attributes:
        outcome: what became of it.
        page: the page, relative to the root of the catalogue.
        id: the record, if there is one.
        reason: why it was skipped or failed, or what else there is to say.
        conflicts: fields where the page and an edit by hand differ.
        diff: what changed in the record file, as a unified diff.
        leftover: how many lines of the page were not understood.
        unknown: labels and headings of the page that are not in the vocabulary, if they were asked
            for.
        suggestions: values that are too uncertain for the record, if the page was read.
    """

    outcome: PageOutcome
    page: str
    id: str | None = None
    reason: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    diff: str = ""
    leftover: int = 0
    unknown: tuple[Unknown, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    def as_dict(self) -> dict[str, str | None]:
        """The shape of machine output."""
        return {
            key: value for key, value in asdict(self).items() if key in {"page", "id", "reason"}
        }


def with_evidence(result: PageResult, parsed: ParsedPage, *, unknown: bool) -> PageResult:
    """A result with what else the page told: uncertain values, and what cannot be read."""
    reason = "; ".join(filter(None, (result.reason, _damage(parsed.lost)))) or None
    return replace(
        result,
        reason=reason,
        unknown=parsed.unknown if unknown else (),
        suggestions=parsed.suggestions,
    )


def _damage(lost: int) -> str:
    """What to tell of characters that cannot be read; empty if there are none."""
    if not lost:
        return ""
    return plural(
        "{number} character cannot be read (�)", "{number} characters cannot be read (�)", lost
    ).format(number=lost)
