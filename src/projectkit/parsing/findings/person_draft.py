"""A person under construction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from projectkit.model.source import FieldState, How
from projectkit.parsing.findings.finding import Detail
from projectkit.parsing.vocabulary.role_words import OTHER_WORK, roles
from projectkit.parsing.words.spans import Span


@dataclass
class PersonDraft:
    """A person under construction: the mentions of one name, and what is said about it."""

    spans: list[Span]
    name: str
    titles: str | None
    role: Span | None = None
    values: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Detail] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    is_certain_enough: bool = True

    @property
    def first(self) -> Span:
        """The first mention in full, unlike `Bos, A.` in a list of publications."""
        return next((span for span in self.spans if self.name in span.text), self.spans[0])

    def add(
        self,
        key: str,
        value: object,
        number: int,
        state: FieldState | None = None,
        how: How | None = None,
    ) -> None:
        """Add a value, or the reason why there is none; the first one counts."""
        if key in self.values or (key in self.details and value is None):
            return
        if value is not None:
            self.values[key] = value
        self.details[key] = Detail((number,), state, how)
        self.lines.add(number)

    def add_role(self, words: str, number: int) -> None:
        """Add the role that these words name; the first one counts."""
        held = self.values.get("roles", [])
        if "role_text" in self.values and held != ["contact"]:
            self.add_roles(words, number)
            return
        words = words.rstrip(".") if words.endswith("..") else words  # dots up to the name
        # Being the contact says less than any other role.
        self.values |= {"role_text": words, "roles": _together(roles(words), held)}
        self.lines.add(number)

    def add_roles(self, words: str, number: int) -> None:
        """Add roles by words about several persons; only `contact` is added to other roles."""
        held, said = self.values.get("roles", []), list(roles(words))
        if held and "contact" not in said:
            return
        self.values["roles"] = _together(held, said)
        self.details["roles"] = Detail((number,), how=How.DERIVED)
        self.lines.add(number)


def _together(*lists: Iterable[str]) -> list[str]:
    """Join lists of roles; `other` is dropped beside any known role."""
    found = dict.fromkeys(role for each in lists for role in each)
    return [role for role in found if role != OTHER_WORK or len(found) == 1]
