"""Precision, recall and F1 per field, and what was invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tools.train.answers import Facts

PROJECT = "is_project"
"""The name under which it is counted whether pages are projects."""


@dataclass
class Score:
    """What was read right and wrong, summed over pages.

    Attributes:
        right: values that the page states and the record holds, by field.
        wrong: values that the record holds and the page does not state.
        missed: values that the page states and the record does not hold.
        invented: values of fields for which the page states nothing.
        pages: pages measured.
        projects: of these, those that describe a project.
        lost: projects that became no record.
        none: pages that do not describe a project.
        skipped: of these, those that became no record.
        errors: page, field, what is wrong, and the value.
    """

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: int = 0
    pages: int = 0
    projects: int = 0
    lost: int = 0
    none: int = 0
    skipped: int = 0
    errors: list[tuple[str, str, str, object]] = field(default_factory=list)

    def add(self, name: str, answer: Facts | None, found: Facts | None) -> None:
        """Count one page.

        Args:
            name: its name.
            answer: what it states; None if it does not describe a project.
            found: what its record states; None if there is none.
        """
        self.pages += 1
        if answer is None:
            self.none += 1
            self.skipped += found is None
            (self.right if found is None else self.wrong)[PROJECT] += 1
            return
        self.projects += 1
        self.lost += found is None
        self._compare(name, answer, found or {})

    def _compare(self, name: str, answer: Facts, found: Facts) -> None:
        for field_name in sorted({*answer, *found}):
            wanted, got = answer.get(field_name, set()), found.get(field_name, set())
            if field_name == "title" and not wanted:
                continue  # no line of the page is its title
            self.right[field_name] += len(wanted & got)
            self.wrong[field_name] += len(got - wanted)
            self.missed[field_name] += len(wanted - got)
            self.invented += 0 if wanted else len(got)
            self.errors += [(name, field_name, "missed", value) for value in wanted - got]
            self.errors += [
                (name, field_name, "wrong" if wanted else "invented", value)
                for value in got - wanted
            ]

    def fields(self) -> list[str]:
        """The fields that any page states or any record holds."""
        counted = self.right + self.wrong + self.missed
        return sorted(name for name, count in counted.items() if count)

    def precision(self, name: str) -> float:
        """How many of the values found are right."""
        return _share(self.right[name], self.right[name] + self.wrong[name])

    def recall(self, name: str) -> float:
        """How many of the values stated were found."""
        return _share(self.right[name], self.right[name] + self.missed[name])

    def f1(self, name: str) -> float:
        """The harmonic mean of precision and recall."""
        return _share(
            2 * self.right[name], 2 * self.right[name] + self.wrong[name] + self.missed[name]
        )

    @property
    def macro_f1(self) -> float:
        """The mean of F1 over the fields."""
        names = self.fields()
        return _share(sum(map(self.f1, names)), len(names))

    def table(self) -> Iterable[str]:
        """The score as lines of text."""
        head = f"{'field':18} {'prec':>6} {'recall':>6} {'F1':>6}"
        yield f"{head}   {'right':>5} {'wrong':>5} {'missed':>6}"
        for name in self.fields():
            figures = f"{self.precision(name):6.3f} {self.recall(name):6.3f} {self.f1(name):6.3f}"
            counts = f"{self.right[name]:5} {self.wrong[name]:5} {self.missed[name]:6}"
            yield f"{name:18} {figures}   {counts}"
        yield (
            f"macro F1 {self.macro_f1:.3f}; invented {self.invented} on {self.projects} projects; "
            f"projects lost {self.lost}; no projects skipped {self.skipped} of {self.none}"
        )


def total(scores: Iterable[Score]) -> Score:
    """The sum of several scores."""
    whole = Score()
    for score in scores:
        whole.right += score.right
        whole.wrong += score.wrong
        whole.missed += score.missed
        whole.errors += score.errors
        for name in ("invented", "pages", "projects", "lost", "none", "skipped"):
            setattr(whole, name, getattr(whole, name) + getattr(score, name))
    return whole


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
