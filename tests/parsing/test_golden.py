"""Every page of tests/golden becomes the record beside it; see the README there."""

from __future__ import annotations

from pathlib import Path

import pytest

from projectkit.model.record_yaml import record_to_yaml
from projectkit.parsing.page import parse_page

FOLDER = Path(__file__).parent.parent / "golden"
PAGES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_becomes_its_record(page: Path, request: pytest.FixtureRequest) -> None:
    parsed = parse_page(page.read_bytes(), page.name)
    ending, made = (
        (".reason", f"{parsed.reason}\n")
        if parsed.record is None
        else (".yaml", record_to_yaml(parsed.record))
    )
    expected = page.with_suffix(ending)
    if request.config.getoption("--regenerate"):
        for old in (page.with_suffix(".reason"), page.with_suffix(".yaml")):
            old.unlink(missing_ok=True)
        expected.write_text(made, "utf-8")
    assert expected.read_text("utf-8") == made


def test_no_expected_record_is_left_without_its_page() -> None:
    expected = {path.stem for path in FOLDER.iterdir() if path.suffix in {".yaml", ".reason"}}
    assert expected == {page.stem for page in PAGES}
