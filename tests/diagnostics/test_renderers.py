"""Each format of findings: as it was looked at and approved, and as its own schema wants it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from conftest import SHARED
from projectkit.diagnostics.formats import FORMATS
from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic, Location, Phrase, Severity, diagnostic

SOURCE = [
    "id: a",
    "title: 'Één: twee'  # 100%",
    "status: afgerond",
    "themes: [Zorg, 護理, zorg, " + "x" * 300 + "]",
]
SCHEMAS = SHARED / "schemas"
has_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the schemas of others are not in this repository"
)


def report(
    findings: list[Diagnostic],
    language: str = "en",
    files: tuple[str, ...] = ("data/structured/a.yaml", "b,c:d.yaml"),
) -> Report:
    def source_line(file: str, number: int) -> str | None:
        return SOURCE[number - 1] if file.endswith("a.yaml") and number <= len(SOURCE) else None

    return Report(
        findings,
        files,
        len(files),
        language,
        source_line,
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


def some() -> list[Diagnostic]:
    file = "data/structured/a.yaml"
    meant = Phrase(
        "enum", {"expected": "'completed'", "meant": Phrase("did you mean", {"close": "completed"})}
    )
    return [
        diagnostic("M001", Location(file, 2, 8), id="a"),
        diagnostic("R003", Location(file, 3, 9), id="a", field="status", problem=meant),
        diagnostic("M003", Location(file, 4, 20), id="a", what=Phrase("themes"), value="zorg"),
        diagnostic("M008", Location(file, 4, 200), id="a", value="50% <b>|*x*\n::error::y\x1b[2J"),
        diagnostic("F001", Location("b,c:d.yaml"), problem="Permission denied"),
        Diagnostic(
            "S002", Location("b,c:d.yaml", 7), "b", {"page": "data/raw/é.txt"}, Severity.INFO
        ),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_looks_as_approved(name: str, snapshot: SnapshotAssertion) -> None:
    assert FORMATS[name](report(some())) == snapshot


@pytest.mark.parametrize("name", ["full", "concise", "markdown"])
def test_a_format_looks_as_approved_in_dutch(name: str, snapshot: SnapshotAssertion) -> None:
    assert FORMATS[name](report(some(), "nl")) == snapshot


@pytest.mark.parametrize("name", FORMATS)
def test_no_findings_are_a_sound_report_too(name: str, snapshot: SnapshotAssertion) -> None:
    assert FORMATS[name](report([])) == snapshot


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
findings = st.lists(
    st.builds(
        lambda value, file, line, column: diagnostic(
            "M008", Location(file, line, column), value=value
        ),
        texts,
        texts.filter(bool),
        st.integers(1, 6),
        st.integers(1, 400),
    ),
    max_size=3,
)


@has_schemas
@given(found=findings)
def test_sarif_is_what_its_schema_wants(found: list[Diagnostic]) -> None:
    import jsonschema  # noqa: PLC0415  (slow to import, and needed here alone)

    schema = json.loads((SCHEMAS / "sarif-2.1.0.schema.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    validator.validate(json.loads(FORMATS["sarif"](report([*some(), *found]))))


@has_schemas
@given(found=findings)
def test_junit_is_what_its_schema_wants(found: list[Diagnostic]) -> None:
    schema = _junit_schema()
    schema.validate(FORMATS["junit"](report([*some(), *found])))
    schema.validate(FORMATS["junit"](report(found, files=("a.yaml",))))


def _junit_schema(cache: list = []) -> object:  # noqa: B006  (read once)
    import xmlschema  # noqa: PLC0415

    if not cache:
        cache.append(xmlschema.XMLSchema(str(SCHEMAS / "junit.xsd")))
    return cache[0]


@given(found=findings)
def test_github_gets_one_command_a_line_and_none_from_the_text(found: list[Diagnostic]) -> None:
    lines = FORMATS["github"](report([*some(), *found])).split("\n")
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len(some()) + len(found)
    assert all(
        line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in commands
    )
    assert lines[-2].startswith("2 records checked: ")


def test_github_shows_ten_of_each_and_lists_the_rest() -> None:
    many = [diagnostic("M001", Location("a.yaml", line), id="a") for line in range(1, 40)]
    lines = FORMATS["github"](report(many)).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert lines[10] == "::group::projectkit validate"
    assert len(lines) == 10 + 1 + 39 + 1 + 1
    assert lines[-1] == "2 records checked: 39 errors, 0 warnings"


def test_a_fingerprint_stays_when_lines_move_and_tells_alike_findings_apart() -> None:
    def prints(line: int) -> list[str]:
        found = [diagnostic("M001", Location("a.yaml", line + more), id="a") for more in (0, 5)]
        return [item["fingerprint"] for item in json.loads(FORMATS["gitlab"](report(found)))]

    assert prints(1) == prints(9)
    assert len(set(prints(1))) == 2


def test_formats_are_those_of_the_command() -> None:
    from projectkit.cli.validate import FindingFormat  # noqa: PLC0415  (the command line is a layer of its own)

    assert [str(name) for name in FindingFormat] == list(FORMATS)


def test_what_to_do_is_said_once_for_findings_in_a_row() -> None:
    def lacks(file: str, what: str) -> Diagnostic:
        return diagnostic("N003", Location(file), id="a", what=Phrase(f"lacks {what}"))

    found = [lacks("a.txt", "start_date"), lacks("a.txt", "status"), lacks("b.txt", "start_date")]
    first, second, third, *_ = FORMATS["full"](report(found)).split("\n\n")
    assert "   = fill it in" not in first
    assert "   = fill it in" in second
    assert "   = fill it in" in third
