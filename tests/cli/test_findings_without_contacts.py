"""No format of findings shows contact data, whatever value a message quotes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run
from projectkit.cli.validate import FindingFormat
from projectkit.diagnostics.guard import masked

RECORDS = {
    "a": (
        "id: a\ntitle: Tuin\nthemes: [Mail anna@hr.example, 'mail anna@hr.example']\n"
        "organisations:\n- name: Hogeschool Duinrand 06–12345678\n- name: hogeschool duinrand 06–12345678\n"
        "persons:\n- name: Anna Bos\n  phone: '+3165555555'\n  email: anna@buurt\n"
        "links:\n- url: mailto:anna@hr.example\n- url: tel:0612345678\n"
        "identifiers:\n- scheme: kvk\n  value: 06-12345678\n"
        "sections:\n- kind: goal\n  heading: Bel 0031 6 1234 5678\n"
    ),
    "b": "id: b\ntitle: Hof\norganisations:\n- name: Hogeschol Duinrand 06–12345678\n",
}
SECRET = ["12345678", "1234 5678", "5555555", "anna@", "@hr"]


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", FindingFormat)
def test_no_finding_shows_contact_data(
    catalogue: Path, run: Run, name: FindingFormat, lang: str
) -> None:
    for stem, text in RECORDS.items():
        (catalogue / f"data/structured/{stem}.yaml").write_text(text, "utf-8")
    answer = run("validate", "--format", name.value, "--lang", lang)
    found = {
        code for code in ("M003", "M005", "M006", "M007", "M008", "M010") if code in answer.out
    }
    assert len(found) == 6
    assert [each for each in SECRET if each in answer.out + answer.err] == []


def test_neither_does_a_conflict(catalogue: Path, run: Run, write_page: Callable) -> None:
    page = "Tuin\n\nStatus: Lopend\nProjectleider: Anna Bos\nE-mail: {}\n\nDoel\n\nBewoners tuinieren samen.\n"
    write_page("a.txt", page.format("anna@hr.example"))
    run("ingest")
    path = catalogue / "data/structured/tuin.yaml"
    assert "anna@hr.example" in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("anna@hr.example", "anna@hu.example"), "utf-8")
    write_page("a.txt", page.format("bos@hr.example"))
    answers = [run("ingest"), run("ingest"), run("validate")]
    assert all("persons" in answer.out and "example" not in answer.out for answer in answers)
    assert "anna@hu.example" in run("show", "tuin").err


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("title: Tuin", "title: Tuin"),
        ("- name: HU 06-12345678", "- name: HU •••••••••••"),
        ("a@hr.nl of b@hr.nl.", "••••••• of •••••••."),
        ("  email: anna@buurt", "  email: ••••••••••"),
        ("- phone: '+31655'", "- phone: ••••••••"),
        ("bel 06 12345678 (Anna), mail a@hr.nl", "bel ••••••••••• (Anna), mail •••••••"),
    ],
)
def test_a_masked_line_keeps_its_columns(line: str, shown: str) -> None:
    assert masked(line) == shown
