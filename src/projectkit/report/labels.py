"""The words of a report in one language, with its dates, numbers and amounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from projectkit.model.labels import value_label

# From this amount, a headline gives millions.
_HEADLINE = 10_000_000
# Of more equals than these, a sentence names none.
_MOST_LEADERS = 3
_MONTH = 2  # parts of a date that has a month


@cache
def _texts() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        files(__package__).joinpath("labels.yaml").read_text("utf-8")
    )
    return loaded


class Labels:
    """The words of a report.

    Attributes:
        language: `nl` or `en`.
    """

    def __init__(self, language: str) -> None:
        """Take the words of a language.

        Raises:
            KeyError: if the report is not available in it.
        """
        self.language = language
        self._texts = _texts()[language]
        self._marks = str.maketrans({",": self("thousands"), ".": self("decimals")})

    def __call__(self, name: str, **values: object) -> str:
        """A text, filled in."""
        return str(self._texts[name]).format_map(values)

    def word(self, group: str, value: str) -> str:
        """What people call a value of a field; the value itself if it has no name."""
        return self("unknown") if value == "unknown" else value_label(group, value, self.language)

    def count(self, name: str, number: int) -> str:
        """A number of things.

        >>> Labels("nl").count("projects", 1200)
        '1.200 projecten'
        """
        form = "one" if number == 1 else "many"
        return str(self._texts[name][form]).format(number=self.number(number))

    def listed(self, names: Sequence[str]) -> str:
        """Names in a sentence.

        >>> Labels("nl").listed(["A", "B", "C"])
        'A, B en C'
        """
        *others, last = names
        return self("listed", others=", ".join(others), last=last) if others else last

    def leading(self, name: str, leaders: Sequence[str], of: int, **values: object) -> str:
        """A sentence about what is most, or least: of equals none stands above the others.

        Args:
            name: the sentence about one; `_few`, `_many`, `_all` and `_one` are the others, as far
                as they differ.
            leaders: what are most, or least.
            of: how many there are.
            values: what else the sentence says.
        """
        forms = [f"{name}_few"] if len(leaders) > 1 else [name]
        if len(leaders) > _MOST_LEADERS:
            forms = [f"{name}_many"]
        if len(leaders) == of:
            forms = [f"{name}_one" if of == 1 else f"{name}_all", *forms]
        form = next((each for each in forms if each in self._texts), name)
        names = self.listed(leaders[:_MOST_LEADERS])
        return self(form, names=names, count=self.number(len(leaders)), **values)

    def number(self, value: Decimal | int) -> str:
        """A number with thousands separators, and cents only if there are any.

        >>> Labels("nl").number(Decimal("1200.50"))
        '1.200,50'
        """
        written = f"{value:,.2f}".removesuffix(".00")
        return written.translate(self._marks)

    def money(self, amount: Decimal, currency: str | None) -> str:
        """An amount of money."""
        sign = "€" if currency == "EUR" else currency or ""
        return f"{sign}\u00a0{self.number(amount)}".strip()

    def about(self, euros: Decimal) -> str:
        r"""An amount in euros, short enough for a headline.

        >>> Labels("nl").about(Decimal(12345678))
        '€\xa012,3\xa0mln'
        """
        if euros < _HEADLINE:
            return self.money(Decimal(round(euros)), "EUR")
        millions = f"{euros / 1_000_000:,.1f}".translate(self._marks)
        return self("millions", number=millions.removesuffix(f"{self('decimals')}0"))

    def day(self, text: str) -> str:
        """A date, as exact as it is known.

        >>> Labels("nl").day("2019-09-01")
        '1 september 2019'
        """
        return self._day(text, "months")

    def month(self, text: str) -> str:
        """A date without its day.

        >>> Labels("en").month("2019-09-01")
        'Sep 2019'
        """
        return self._day(text[:7], "short_months")

    def today(self, today: date) -> str:
        """A full date."""
        return self.day(today.isoformat())

    def period(self, start: str | None, end: str | None, *, exact: bool = False) -> str:
        """A start and an end; empty if neither is known."""
        write = self.day if exact else self.month
        if start and end:
            return self("between", start=write(start), end=write(end))
        if start:
            return self("from", start=write(start))
        return self("until", end=write(end)) if end else ""

    def _day(self, text: str, months: str) -> str:
        parts = text.split("-")
        named = self._texts[months][int(parts[1]) - 1] if len(parts) >= _MONTH else ""
        days = [str(int(part)) for part in parts[_MONTH:]]
        return " ".join([*days, *([named] if named else []), parts[0]])


def capital(text: str) -> str:
    """A text with a capital first letter, the rest unchanged.

    >>> capital("thema's")
    "Thema's"
    """
    return text[:1].upper() + text[1:]


def plain_number(value: Any) -> Decimal | None:
    """An amount as a number; None if there is none."""
    return None if value in {None, ""} else Decimal(str(value))
