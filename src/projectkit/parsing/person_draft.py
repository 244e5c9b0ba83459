"""A person in the making: what the lines read so far say of somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from projectkit.model.source import State
from projectkit.parsing.finding import Detail
from projectkit.parsing.marks import Mark
from projectkit.parsing.phrases import load_vocabulary
from projectkit.parsing.role_words import roles


@dataclass
class Draft:
    """A person in the making."""

    name: str
    titles: str | None
    lines: list[int]
    labelled: bool = False
    unit: str | None = None
    employer: str | None = None
    above: Mark | None = None
    mention: int | None = None
    has_second_role: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Detail] = field(default_factory=dict)

    def add(self, key: str, value: object, mark: Mark, state: State | None = None) -> None:
        """Give the person a value, or the reason why there is none."""
        if value is not None:
            self.values.setdefault(key, value)
        self.details.setdefault(key, Detail((mark.number,), state))
        self.lines.append(mark.number)

    def add_role(self, text: str, number: int) -> None:
        """Give the person the role that these words name."""
        self.values["role_text"] = text
        self.values["roles"] = list(roles(text))
        self.lines.append(number)

    def add_second_role(self, text: str, number: int) -> None:
        """Give the person one more role; `Contactpersoon` says less of somebody than any other words do."""
        words, held, self.has_second_role = self.values.get("role_text"), self.values.get("roles", []), True
        self.add_role(text if words is None or held == ["contact"] else f"{words}, {text}", number)
        self.values["roles"] = _roles_of(held, roles(text))

    def add_contact(self, number: int) -> None:
        """Say that this is whom to ask, whatever else the person does, as a label or a heading on a line tells."""
        self.values["roles"] = _roles_of(self.values.get("roles", []), ("contact",))
        self.details.setdefault("roles", Detail((number,)))

    @property
    def is_certain(self) -> bool:
        """Whether more than the form of the name says that this is a person."""
        return bool(
            self.titles
            or "role_text" in self.values
            or self.labelled
            or self.mention
            or "phone" in self.details
            or ("email" in self.details and not _is_shared(self.values.get("email")))
        )


def _roles_of(*held: Iterable[str]) -> list[str]:
    """Several lists of roles as one; that somebody does something else says nothing beside a role that is known."""
    found = dict.fromkeys(role for each in held for role in each)
    return [role for role in found if role != "other" or len(found) == 1]


def _is_shared(email: str | None) -> bool:
    """Whether an address is that of an office rather than of a person: `info@`."""
    return email is not None and email.partition("@")[0].casefold() in load_vocabulary("contact_names")["shared"]
