"""Each rule of the catalogue: its bad example gives that finding at that place and nothing else, its good one nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from projectkit.catalogue.check import Targets, check_catalogue
from projectkit.catalogue.root import Catalogue
from projectkit.model.diagnostic import Rule, phrases, rules
from projectkit.validation.context import Context
from projectkit.validation.selection import RuleSelection, select

MARK = "▸"
LANGUAGES = {"en", "nl"}
WITH_EXAMPLE = [rule for rule in rules().values() if rule.bad]


def place_of_mark(files: Mapping[str, str]) -> tuple[str, int, int]:
    for name, text in files.items():
        before, mark, _ = text.partition(MARK)
        if mark:
            return name, before.count("\n") + 1, len(before) - before.rfind("\n")
    message = "no example has a mark"
    raise AssertionError(message)


def write(root: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the files of an example; the pages among them if there is no record to check."""
    paths = []
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace(MARK, "").encode().replace(rb"\xe9", b"\xe9"))
        paths.append(path)
    records = [path for path in paths if path.suffix == ".yaml"]
    return () if records else tuple(paths)


def findings(root: Path, rule: Rule, files: Mapping[str, str]) -> list[tuple[str, str, int, int]]:
    pages = write(root, files)
    targets = Targets(frozenset(), pages) if pages else Targets()
    selection = RuleSelection(select(extend=[rule.code]))
    context = Context(root, optional=selection.codes)
    checked = check_catalogue(Catalogue(root), targets, selection, context)
    return [(d.code, d.location.file, d.location.line, d.location.column) for d in checked.findings]


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=lambda rule: rule.code)
def test_the_bad_example_breaks_the_rule_at_the_mark(rule: Rule, tmp_path: Path) -> None:
    assert findings(tmp_path, rule, rule.bad) == [(rule.code, *place_of_mark(rule.bad))]


@pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=lambda rule: rule.code)
def test_the_good_example_breaks_no_rule(rule: Rule, tmp_path: Path) -> None:
    assert findings(tmp_path, rule, rule.good) == []


def test_only_a_file_that_cannot_be_read_has_no_example() -> None:
    assert {rule.code for rule in rules().values()} - {rule.code for rule in WITH_EXAMPLE} == {
        "F001"
    }


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_every_text_is_there_in_both_languages_with_the_same_values(rule: Rule) -> None:
    for texts in (rule.message, rule.fix, rule.why):
        assert set(texts) in ({*LANGUAGES}, set())
        fields = [
            sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts.values()
        ]
        assert fields[:1] == fields[1:]
    assert rule.message
    assert rule.why


@pytest.mark.parametrize("key", phrases())
def test_every_phrase_is_there_in_both_languages(key: str) -> None:
    assert set(phrases()[key]) == LANGUAGES
