"""`projectkit validate` and `projectkit rule`, as people and CI systems use them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import Ran, Run
from projectkit.model.diagnostic import rules

BAD = {
    "a.yaml": "id: a\ntitle: A\nstart_datum: '2020'\n",
    "b.yaml": "id: a\ntitle: B\nthemes: [Zorg, zorg]\n",
    "c.yaml": b"id: c\ntitle: caf\xe9\n",
}


@pytest.fixture
def broken(catalogue: Path) -> Path:
    for name, text in BAD.items():
        content = text if isinstance(text, bytes) else text.encode()
        (catalogue / "data/structured" / name).write_bytes(content)
    return catalogue


def write(catalogue: Path, name: str, text: str) -> Path:
    path = catalogue / "data/structured" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def codes(answer: Ran) -> list[str]:
    return [line.split()[1] for line in answer.out.splitlines()]


def test_every_finding_of_every_file_is_one_line(broken: Path, run: Run) -> None:
    answer = run("validate")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "data/structured/a.yaml:3:1: R002 unknown field `start_datum`: did you mean `start_date`?",
        "data/structured/b.yaml:1:5: C001 the id `a` is also used by data/structured/a.yaml",
        "data/structured/b.yaml:1:5: C002 the file is called b.yaml, but the id is `a`",
        "data/structured/b.yaml:3:16: M003 the theme `zorg` occurs twice here",
        "data/structured/c.yaml:2:11: Y006 the file is not UTF-8 text: byte 0xe9",
    ]
    assert answer.err == "3 records checked: 3 errors, 2 warnings\n"
    assert run("validate", "nowhere").code == 2


def test_json_has_the_fields_of_the_contract(broken: Path, run: Run) -> None:
    found = run("validate", "--json").json
    assert found == run("validate", "--format", "json").json
    assert list(found[0]) == ["code", "severity", "message", "file", "line", "column", "id", "fix"]
    assert [item["code"] for item in found] == ["R002", "C001", "C002", "M003", "Y006"]


def test_findings_are_told_in_dutch(broken: Path, run: Run) -> None:
    answer = run("validate", "--lang", "nl")
    assert "onbekend veld `start_datum`: bedoelt u `start_date`?" in answer.out
    assert answer.err == "3 records gecontroleerd: 3 fouten, 2 waarschuwingen\n"


def test_files_are_named_from_where_you_stand(broken: Path, run: Run, tmp_path: Path) -> None:
    folder = broken / "data"
    assert run("validate", cwd=folder).out.startswith("structured/a.yaml:3:1: ")
    (tmp_path / "elsewhere").mkdir()
    answer = run("validate", "--root", str(broken), cwd=tmp_path / "elsewhere")
    assert answer.out.startswith("../data/structured/a.yaml:3:1: ")


def test_only_what_is_named_is_checked_but_beside_all_others(catalogue: Path, run: Run) -> None:
    write(catalogue, "a.yaml", "id: a\ntitle: A\n")
    write(catalogue, "b.yaml", "id: a\ntitle: B\nstatus: bezig\n")
    write(catalogue, "c.yaml", "id: a\ntitle: C\n")
    write(catalogue, "d.yaml", "id: d\n")
    answer = run("validate", "data/structured/c.yaml")
    assert codes(answer) == ["C001", "C002"]
    assert answer.err.startswith("1 record checked")
    # The findings stand in the other files, but they are about this one too.
    assert [
        line.partition(" the")[0]
        for line in run("validate", "data/structured/a.yaml").out.splitlines()
    ] == [
        "data/structured/b.yaml:1:5: C001",
        "data/structured/c.yaml:1:5: C001",
    ]
    assert codes(run("validate", "data/structured/b.yaml")) == ["C001", "C002", "R003"]


def test_a_file_outside_any_catalogue_can_be_checked(tmp_path: Path, run: Run) -> None:
    (tmp_path / "los.yaml").write_text("id: los\n")
    answer = run("validate", "los.yaml")
    assert (answer.code, answer.out) == (1, "los.yaml:1:1: M001 the record has no title\n")
    assert run("validate").code == 2


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--select", "M"], ["M003"]),
        (["--select", "theme-spelling,C002"], ["C002"]),
        (["--ignore", "C,Y006"], ["R002", "M003"]),
        (["--select", "ALL", "--ignore", "R"], ["C001", "C002", "M003", "Y006"]),
    ],
)
def test_rules_are_chosen_by_code_beginning_or_name(
    broken: Path, run: Run, options: list[str], expected: list[str]
) -> None:
    assert codes(run("validate", *options)) == expected


def test_a_rule_that_there_is_not_is_an_error_with_a_suggestion(broken: Path, run: Run) -> None:
    answer = run("validate", "--select", "M99")
    assert (answer.code, answer.out) == (2, "")
    assert "there is no rule `M99`" in answer.err
    assert "did you mean `no-title`?" in run("validate", "--ignore", "no-titel").err


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_what_makes_the_exit_code_1_can_be_chosen(
    catalogue: Path, run: Run, fail_on: str, code: int
) -> None:
    write(catalogue, "a.yaml", "id: a\ntitle: A\nthemes: [Zorg, zorg]\n")
    assert run("validate", "--fail-on", fail_on).code == code


def test_the_settings_of_a_catalogue_count(broken: Path, run: Run) -> None:
    (broken / "projectkit.toml").write_text(
        '[validate]\nignore = ["Y006"]\nfail-on = "info"\n[validate.severity]\nM003 = "error"\n'
        '[validate.per-file-ignores]\n"data/structured/a*" = ["R"]\n'
    )
    answer = run("validate", "--json")
    assert [(item["code"], item["severity"]) for item in answer.json] == [
        ("C001", "error"),
        ("C002", "warning"),
        ("M003", "error"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[validate]\nignor = []\n",
            "there is no setting `validate.ignor`: did you mean `ignore`?",
        ),
        ("[validate]\nfail-on = 'ever'\n", "`validate.fail-on` should be error or warning or info"),
        (
            "[validate]\nleftover-share = 2\n",
            "`validate.leftover-share` should be a number from 0 to 1",
        ),
        ("[validate]\nignore = 'M001'\n", "`validate.ignore` should be a list"),
        ("[validate.severity]\nM001 = 'bad'\n", "`validate.severity.M001` should be"),
        ("[validate.severity]\nM9 = 'error'\n", "projectkit.toml: there is no rule `M9`"),
        (
            "[validate.per-file-ignores]\n'*' = ['S999']\n",
            "projectkit.toml: there is no rule `S999`",
        ),
        ("validate = 1\n", "`validate` should be a table"),
        ("[validate]\nper-file-ignores = 1\n", "should be a table"),
    ],
)
def test_wrong_settings_are_told(catalogue: Path, run: Run, text: str, message: str) -> None:
    (catalogue / "projectkit.toml").write_text(text)
    answer = run("validate")
    assert answer.code == 2
    assert message in answer.err


def test_a_comment_silences_a_finding_on_its_line(catalogue: Path, run: Run) -> None:
    write(
        catalogue,
        "a.yaml",
        "id: a\ntitle: A\nstatus: active  # projectkit: ignore M004\nend_date: '2009'\nthemes:\n- Zorg\n- zorg\n"
        "sections:\n- kind: contact\n  text: |-  # projectkit: ignore P001, M005\n    Mail\n    anna@buurt.example\n"
        "- kind: other\n  text: piet@buurt.example\n",
    )
    answer = run("validate", "--extend-select", "P001")
    assert [line.split(": ")[0] for line in answer.out.splitlines()] == [
        "data/structured/a.yaml:7:3",
        "data/structured/a.yaml:14:9",
    ]


def test_leftovers_above_the_share_of_the_settings_are_told(catalogue: Path, run: Run) -> None:
    text = rules()["S004"].bad["data/structured/a.yaml"].replace("▸", "")
    write(catalogue, "a.yaml", text)
    assert "S004 6 of the 9 lines" in run("validate", "--select", "S004").out
    (catalogue / "projectkit.toml").write_text("[validate]\nleftover-share = 0.7\n")
    assert run("validate", "--select", "S004").out == ""


def test_what_is_wrong_with_the_shape_hides_nothing_else(catalogue: Path, run: Run) -> None:
    write(catalogue, "a.yaml", "id: a\ntitle: A\n")
    write(
        catalogue,
        "x/a.yaml",
        "id: a\ntitle: B\nstatus: actve\nstart_date: 2005\nend_date: 2001\nlinks: [{url: www.x}]\n",
    )
    answer = run("validate")
    assert codes(answer) == ["C001", "R003", "M002", "M008"]
    assert "did you mean `active`?" in answer.out
    assert codes(run("validate", "--ignore", "R")) == ["C001", "M002", "M008"]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("id: a\ntitle: A\nstart_date:\u00a02020\n", "id: a\ntitle: A\nstart_date: 2020\n"),
        (
            "id: a\ntitle: A\nstart_date:\u00a01 maart\u00a02020\nend_date:\u00a02021\n",
            "id: a\ntitle: A\nstart_date: '2020-03-01'\nend_date: 2021\n",
        ),
        (
            "id: a\ntitle: A\norganisations:\n\u00a0\u00a0- name: B\n\u00a0\u2003\u00a0\u00a0role: lead\n",
            "id: a\ntitle: A\norganisations:\n  - name: B\n    role: lead\n",
        ),
        ("\u200bid: a\ntitle: A\nstatus: active\u200b\n", "id: a\ntitle: A\nstatus: active\n"),
        ("id: a\ntitle: A\nthemes:\n\t- b\n\t- c\n", "id: a\ntitle: A\nthemes:\n  - b\n  - c\n"),
        ("id: a\ntitle:\u00a0A\u00a0B\n", "id: a\ntitle: A\u00a0B\n"),
    ],
)
def test_what_only_looks_like_a_space_becomes_one(
    catalogue: Path, run: Run, text: str, fixed: str
) -> None:
    path = write(catalogue, "a.yaml", text)
    assert run("validate").code == 1
    answer = run("validate", "--fix")
    assert (answer.code, path.read_text("utf-8")) == (0, fixed)


SILENCED = "status: active # projectkit: ignore M004"


def test_a_comment_that_silences_stays_on_its_line(
    catalogue: Path, run: Run, write_page: Callable
) -> None:
    write_page("a.txt", "Buurttuin\n\nStatus: Lopend\nEinddatum: 2009\nThema's: Wonen\n")
    run("ingest")
    (path,) = (catalogue / "data/structured").iterdir()
    text = path.read_text("utf-8").replace("status: active", SILENCED)
    text = text.replace("- Wonen", "- Wonen  # nagekeken\n- wonen\n- Zorg # ook")
    path.write_text(text, "utf-8")
    assert codes(run("validate")) == ["M003"]
    run("validate", "--fix")
    run("set", path.stem, "themes+=Werk", "title=Buurttuin Noord")
    lines = path.read_text("utf-8").splitlines()
    assert {SILENCED, "- Wonen  # nagekeken", "- Zorg # ook", "- Werk"} <= {*lines}
    write_page("a.txt", "Buurttuin\n\nStatus: Gepland\nEinddatum: 2009\nThema's: Wonen\n")
    assert "updated" in run("ingest").out
    lines = path.read_text("utf-8").splitlines()
    assert SILENCED.replace("active", "planned") in lines
    assert {"- Wonen  # nagekeken", "- Zorg # ook"} <= {*lines}
    assert "M004" not in codes(run("validate"))


def test_fixing_moves_the_places_in_the_source_along(catalogue: Path, run: Run) -> None:
    head = "id: a\ntitle: A\npersons:\n- name: Jan\n- name: jan\n- name: Piet\n"
    fields = "".join(f"    /persons/{at}: {{lines: {at + 1}, how: labelled}}\n" for at in range(3))
    source = f"source:\n  file: a.txt\n  sha256: '{'0' * 64}'\n  encoding: utf-8\n  layout: generic\n  parser: '1'\n  fields:\n{fields}"
    write(catalogue, "a.yaml", head + source)
    run("validate", "--fix")
    record = run("show", "a", "--json").json
    assert [person["name"] for person in record["persons"]] == ["Jan", "Piet"]
    assert {at: trace["lines"] for at, trace in record["source"]["fields"].items()} == {
        "/persons/0": "1",
        "/persons/1": "3",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "source: {file: a.txt, sha256: x, encoding: utf-8, layout: generic, parser: '1', fields: {title: {how: manual}}}",
            "R003",
        ),
        (
            f'source: {{file: "data/raw/\\0a.txt", sha256: {"0" * 64}, encoding: u, layout: g, parser: "1"}}',
            "S003",
        ),
        (
            f"source: {{file: {'x' * 300}, sha256: {'0' * 64}, encoding: u, layout: g, parser: '1'}}",
            "S003",
        ),
        (
            f"source: {{file: lus.txt, sha256: {'0' * 64}, encoding: u, layout: g, parser: '1'}}",
            "S003",
        ),
        (
            f"source: {{file: a.txt, sha256: {'0' * 64}, encoding: u, layout: g, parser: '1', leftover: [1-999999999]}}",
            "S004",
        ),
        ("organisations: [{name: A, ror: 'https://ror.org/04ppohn57'}]", "R003"),
    ],
)
def test_no_record_ends_the_run(catalogue: Path, run: Run, text: str, code: str) -> None:
    (catalogue / "lus.txt").symlink_to("lus.txt")
    (catalogue / "data/structured/lus.yaml").symlink_to("lus.yaml")
    os.mkfifo(catalogue / "data/structured/pijp.yaml")
    write(catalogue, "a.yaml", f"id: a\ntitle: A\n{text}\n")
    write(catalogue, "z.yaml", "id: z\n")
    found = codes(run("validate"))
    assert code in found
    assert found[-1] == "M001"
    assert found.count("F001") == 2


@pytest.mark.parametrize(
    "name", ["full", "concise", "json", "gitlab", "sarif", "junit", "github", "markdown"]
)
def test_a_name_that_is_not_utf_8_can_be_written(catalogue: Path, run: Run, name: str) -> None:
    (catalogue / os.fsdecode(b"data/structured/j\xff.yaml")).write_text("id: j\n")
    assert run("validate", "--format", name).code == 1
    assert run("validate", "--format", name, "-o", "uit").code == 1
    assert (
        "j\\xff.yaml" in (catalogue / "uit").read_text().replace("\\\\", "\\").replace("%5C", "\\")
        or name == "markdown"
    )


@pytest.mark.parametrize("break_", ["\r", "\u2028", "\x85"])
def test_lines_are_counted_as_an_editor_does(catalogue: Path, run: Run, break_: str) -> None:
    path = write(
        catalogue,
        "a.yaml",
        f'id: a\ntitle: "a{break_}b{break_}c"\nthemes:\n- Zorg\n- zorg # projectkit: ignore C\nstatus: klaar\n',
    )
    lines = [line.split(" ")[0] for line in run("validate").out.splitlines()]
    assert lines == ["data/structured/a.yaml:5:3:", "data/structured/a.yaml:6:9:"]
    before = path.read_bytes()
    assert run("validate", "--fix").code == 1
    assert path.read_bytes() == before


def test_places_in_running_text_are_exact(catalogue: Path, run: Run) -> None:
    write(
        catalogue,
        "a.yaml",
        "id: a\ntitle: A\nsections:\n- kind: other\n  text: mail jan@x.nl of an@x.nl\n"
        "- kind: other\n  text: |2-  # projectkit: ignore M\n     mail\n\n    jan@x.nl of an@x.nl\n",
    )
    found = [line.split(" ")[0] for line in run("validate", "--select", "P001").out.splitlines()]
    assert found == [
        f"data/structured/a.yaml:{place}:" for place in ("5:14", "5:26", "10:5", "10:17")
    ]


def test_pages_that_went_and_pages_that_are_new_are_checked_too(
    catalogue: Path, run: Run, write_page: Callable[[str, str], Path]
) -> None:
    page = write_page("l'ete: x.txt", rules()["N001"].good["data/raw/a.txt"])
    run("ingest")
    git(catalogue, "init", "--quiet", "--initial-branch=main")
    assert run("validate", "--changed").err.startswith("1 record checked")
    git(catalogue, "add", ".")
    git(catalogue, "commit", "--quiet", "--message=1")
    git(catalogue, "checkout", "--quiet", "-b", "tak")
    page.rename(page.with_name("anders.txt"))
    write_page("nieuw.txt", "")
    answer = run("validate", "--changed")
    assert codes(answer) == ["N002", "S003"]
    assert answer.err.startswith("1 record, 2 pages checked")
    git(catalogue, "checkout", "--quiet", "main")
    (catalogue / "data/raw/nieuw.txt").unlink()
    write(catalogue, "later.yaml", "id: later\n")
    git(catalogue, "add", ".")
    git(catalogue, "commit", "--quiet", "--message=2")
    git(catalogue, "checkout", "--quiet", "tak")
    # What others did on the other branch since is not ours.
    assert run("validate", "--changed", "main").err.startswith("0 records")


def test_new_pages_are_read_and_refused(
    catalogue: Path, run: Run, write_page: Callable[[str, str], Path]
) -> None:
    good = write_page("goed.txt", rules()["N001"].good["data/raw/a.txt"])
    bad = write_page("slecht.txt", "")
    odd = write_page(
        "half.txt", "Buurtkracht\n\nStatus: Afgerond\nStartdatum: 2020\nEinddatum: 2010\n"
    )
    assert (run("validate", str(good)).code, run("validate", str(good)).err) == (
        0,
        "1 page checked: 0 errors, 0 warnings\n",
    )
    answer = run("validate", "data/raw")
    assert answer.code == 1
    assert [line.split(" ")[0] for line in answer.out.splitlines()] == [
        "data/raw/half.txt:1:1:",
        "data/raw/half.txt:1:1:",
        "data/raw/half.txt:5:1:",
        "data/raw/slecht.txt:1:1:",
    ]
    assert codes(answer) == ["N003", "N003", "M002", "N002"]
    assert answer.err == "3 pages checked: 2 errors, 2 warnings\n"
    assert run("validate", str(bad)).code == 1
    assert run("validate", str(odd), "--ignore", "M002").code == 0
    assert run("list").out == ""


def git(folder: Path, *arguments: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def test_only_what_git_says_changed_is_checked(
    catalogue: Path, run: Run, write_page: Callable[[str, str], Path]
) -> None:
    page = write_page("a.txt", rules()["N001"].good["data/raw/a.txt"])
    run("ingest")
    for name in ("b", "c", "d"):
        write(catalogue, f"{name}.yaml", f"id: {name}\n")
    git(catalogue, "init", "--quiet", "--initial-branch=main")
    git(catalogue, "add", ".")
    git(catalogue, "commit", "--quiet", "--message=1")
    assert run("validate", "--changed").err == "0 records checked: 0 errors, 0 warnings\n"
    write(catalogue, "c.yaml", "id: b\n")
    write(catalogue, "nieuw.yaml", "id: nieuw\n")
    (catalogue / "data/structured/d.yaml").unlink()
    page.write_text(page.read_text() + "\nNog iets.\n")
    answer = run("validate", "--changed")
    assert [line.split(" ")[:2] for line in answer.out.splitlines()] == [
        ["data/structured/buurtkracht.yaml:27:11:", "S002"],
        ["data/structured/c.yaml:1:1:", "M001"],
        ["data/structured/c.yaml:1:5:", "C001"],
        ["data/structured/c.yaml:1:5:", "C002"],
        ["data/structured/nieuw.yaml:1:1:", "M001"],
    ]
    assert answer.err.startswith("3 records checked")
    git(catalogue, "add", ".")
    git(catalogue, "commit", "--quiet", "--message=2")
    assert run("validate", "--changed").err.startswith("0 records")
    assert run("validate", "--changed", "HEAD~1", "--select", "M001").err.startswith("3 records")
    assert run("validate", "--changed", "HEAD~1", "data/structured/nieuw.yaml").err.startswith(
        "1 record "
    )
    assert run("validate", "--changed", "data/structured/nieuw.yaml").err.startswith("0 records")
    assert "there is no commit or branch `nobody`" in run("validate", "--changed", "nobody").err


def test_changes_can_be_asked_only_under_git(catalogue: Path, run: Run) -> None:
    answer = run("validate", "--changed", env={"GIT_CEILING_DIRECTORIES": str(catalogue.parent)})
    assert answer.code == 2
    assert "not a git repository" in answer.err


FIXES = [
    ("startdatum: '2020'\n", "start_date: '2020'\n"),
    ("'star_date': 2020 # weet ik\n", "start_date: 2020 # weet ik\n"),
    ("status: afgerond  # zie pagina\n", "status: completed  # zie pagina\n"),
    ("start_date: '1 mei 2020'\n", "start_date: '2020-05-01'\n"),
    (
        "persons:\n- {name: A, phone: 06 55555555}\n",
        "persons:\n- {name: A, phone: '+31655555555'}\n",
    ),
    (
        "organisations:\n- name: A\n  ror: ror.org/04pp8hn57\n",
        "organisations:\n- name: A\n  ror: https://ror.org/04pp8hn57\n",
    ),
    ("themes:\n\t- A\n", "themes:\n  - A\n"),
    ("themes:\n- A\n- a  # nog eens\n- B\n", "themes:\n- A\n# nog eens\n- B\n"),
    (
        "sections:\n- kind: other\n- kind: goal\n  text: Doel\n",
        "sections:\n- kind: goal\n  text: Doel\n",
    ),
    (
        "themes: [A, 'B'] # c\nlinks: [{url: https://a.example}, {url: https://A.example}] # d\n",
        "themes: [A, 'B'] # c\nlinks: [{url: https://a.example}] # d\n",
    ),
    (
        "organisations:\n- {name: A}\n- name: B # b\n- {name: A} # a\n",
        "organisations:\n- {name: A}\n- name: B # b\n# a\n",
    ),
    (
        "persons:\n- {name: A, email: a@b.example}\n- {name: a}\n",
        "persons:\n- {name: A, email: a@b.example}\n",
    ),
    ("startdatum: 1 mei 2020\n", "start_date: '2020-05-01'\n"),
    ("status: null\nstatuss: klaar\n", "status: completed\n"),
    ("organisations:\n- {naam: A, rol: penvoerder}\n", "organisations:\n- {name: A, role: lead}\n"),
    (
        "persons:\n- name: A\n  rollen: [projectleider]\n",
        "persons:\n- name: A\n  roles: [project_leader]\n",
    ),
    # What is not sure is left to a person.
    ("start_date: morgen\n", None),
    ("start_datum: '2020'\nstart_date: '2021'\n", None),
    ("persons:\n- {name: a}\n- {name: A, email: a@b.example}\n", None),
    ("persons:\n- {name: A, phone: 06-1234567}\n", None),
    ("datum: 2019-03-01\n", None),
    ("persons:\n- {name: A, tel: 010-7946917}\n", None),
    ("themes:\n- A\n- a  # projectkit: ignore M003\n", None),
    ("iets: anders\n", None),
]


@pytest.mark.parametrize(("text", "expected"), FIXES)
def test_what_is_safe_is_mended(catalogue: Path, run: Run, text: str, expected: str | None) -> None:
    head = "# van mij\nid: a\ntitle: A\n"
    path = write(catalogue, "a.yaml", head + text)
    shown = run("validate", "--fix", "--diff")
    assert path.read_text() == head + text
    answer = run("validate", "--fix")
    assert path.read_text() == head + (expected or text)
    assert ("written: data/structured/a.yaml" in answer.err) == bool(expected)
    assert shown.out.startswith("--- a/data/structured/a.yaml\n") == bool(expected)
    assert answer.code == (
        1 if expected is None and not text.startswith(("persons:\n- {name: a}", "themes")) else 0
    )


def test_mending_keeps_to_what_is_selected(catalogue: Path, run: Run) -> None:
    path = write(catalogue, "a.yaml", "id: a\ntitle: A\nthemes: [A, a]\n")
    run("validate", "--fix", "--ignore", "M003")
    assert "[A, a]" in path.read_text()


def test_rules_can_be_asked_for(run: Run) -> None:
    assert len(run("rule").out.splitlines()) == len(rules())
    answer = run("rule", "status-against-dates")
    assert answer.out.startswith("## M004 status-against-dates\n")
    assert "status: active\n        ^\n" in answer.out
    assert "de status is" in run("rule", "M004", "--lang", "nl").out
    assert run("rule", "Q1").code == 2


def test_the_reference_of_the_rules_is_that_of_the_program(run: Run, demo_root: Path) -> None:
    reference = (demo_root / "docs/rules.md").read_text("utf-8")
    assert reference.partition("\n## ")[2] == run("rule", "ALL", "--lang", "en").out.removeprefix(
        "## "
    )


def test_a_hook_of_pre_commit_refuses_a_broken_record(
    catalogue: Path, run: Run, demo_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pre_commit = pytest.importorskip("pre_commit", reason="pre-commit is a development tool")
    assert pre_commit
    hooks = tmp_path_factory.mktemp("hooks")
    # As users get it, but with the projectkit that is installed here: nothing is fetched.
    text = (
        (demo_root / ".pre-commit-hooks.yaml")
        .read_text()
        .replace("language: python", "language: system")
    )
    (hooks / ".pre-commit-hooks.yaml").write_text(text)
    git(hooks, "init", "--quiet")
    git(hooks, "add", ".")
    git(hooks, "commit", "--quiet", "--message=1")
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"],  # noqa: S607
        cwd=hooks,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.strip()
    config = {
        "repos": [{"repo": str(hooks), "rev": revision, "hooks": [{"id": "projectkit-validate"}]}]
    }
    (catalogue / ".pre-commit-config.yaml").write_text(json.dumps(config))
    git(catalogue, "init", "--quiet")
    write(catalogue, "goed.yaml", "id: goed\ntitle: Goed\n")
    git(catalogue, "add", ".")
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(hooks / "home"),
        "PATH": f"{Path(os.sys.executable).parent}:{os.environ['PATH']}",
    }

    def commit() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pre-commit", "run"],  # noqa: S607
            cwd=catalogue,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    assert commit().returncode == 0, commit().stdout
    write(catalogue, "fout.yaml", "id: fout\nstatus: bezig\n")
    git(catalogue, "add", ".")
    answer = commit()
    assert answer.returncode == 1
    assert "data/structured/fout.yaml:2:9: R003" in answer.stdout


NEWS = "Nieuws\n\nDe zomer is begonnen. Lees alles over het weer en de files van vandaag.\n"


def hook(demo_root: Path) -> dict[str, str]:
    (found,) = yaml.safe_load((demo_root / ".pre-commit-hooks.yaml").read_text())
    return found


def test_the_hook_passes_over_a_page_that_ingest_skips(
    catalogue: Path, run: Run, demo_root: Path, write_page: Callable
) -> None:
    write_page("nieuws.txt", NEWS)
    _program, *arguments = hook(demo_root)["entry"].split()
    assert run("ingest").code == 0
    assert run("validate", "data/raw/nieuws.txt").code == 1
    assert run(*arguments, "data/raw/nieuws.txt").code == 0
    (catalogue / "data/raw/leeg.txt").write_bytes(b"\x00\x01")
    assert run(*arguments, "data/raw/nieuws.txt", "data/raw/leeg.txt").code == 1


def test_the_action_passes_over_a_page_that_ingest_skips(
    catalogue: Path, run: Run, demo_root: Path, write_page: Callable
) -> None:
    git(catalogue, "init", "--quiet")
    git(catalogue, "commit", "--quiet", "--allow-empty", "--message=1")
    write_page("nieuws.txt", NEWS)
    step = yaml.safe_load((demo_root / "action.yml").read_text())["runs"]["steps"][-1]
    calls = re.findall(r"projectkit (validate .*)", step["run"])
    assert len(calls) == 2
    for call in calls:
        line = call.replace('${CHANGED:+"--changed=$CHANGED"}', "--changed=HEAD")
        line = line.replace('"$FAIL_ON"', "error").partition(" >>")[0]
        answer = run(*line.split())
        assert (answer.code, "1 page checked: 0 errors" in answer.err) == (0, True), answer
    write_page("leeg.txt", "")
    (catalogue / "data/raw/leeg.txt").write_bytes(b"\x00\x01")
    assert run(*line.split()).code == 1


@pytest.mark.parametrize(
    ("file", "is_checked"),
    [
        ("data/raw/a.txt", True),
        ("projecten/data/raw/b/a.html", True),
        ("data/structured/a.yaml", True),
        ("data/raw/._a.txt", False),
        ("._a/data/raw/a.txt", False),
        ("data/raw/a_files/b.html", False),
        ("data/raw/a_bestanden/b.html", False),
        ("data/raw/.DS_Store", False),
        ("data/raw/bestanden/b.html", True),
    ],
)
def test_which_files_the_hook_checks(demo_root: Path, file: str, *, is_checked: bool) -> None:
    wanted = hook(demo_root)
    found = re.search(wanted["files"], file) and not re.search(wanted["exclude"], file)
    assert bool(found) is is_checked


def test_the_action_and_the_example_for_gitlab_run_commands_that_exist(
    run: Run, demo_root: Path, catalogue: Path
) -> None:
    action = yaml.safe_load((demo_root / "action.yml").read_text())
    scripts = [
        step["run"]
        for step in action["runs"]["steps"]
        if "projectkit validate" in step.get("run", "")
    ]
    gitlab = yaml.safe_load((demo_root / "docs/examples/gitlab-ci.yml").read_text())
    scripts += [
        line for job in gitlab.values() if isinstance(job, dict) for line in job.get("script", [])
    ]
    calls = [
        call for script in scripts for call in re.findall(r"projectkit validate[^\n|;&]*", script)
    ]
    assert len(calls) >= 3
    for call in calls:
        plain = re.sub(r"\$\{[^}]*\}|>>.*", "", call).replace('"$FAIL_ON"', "never")
        assert run(*plain.split()[1:]).code == 0, call


def test_mending_never_follows_an_alias(catalogue: Path, run: Run) -> None:
    path = write(catalogue, "a.yaml", "id: a\nthemes: &a [*a]\n")
    assert run("validate", "--fix").code == 1
    assert path.read_text() == "id: a\nthemes: &a [*a]\n"


MANY = [
    ("sections", "- kind: goal\n  text: ''\n" * 300, "- kind: goal\n  text: ''\n"),
    ("themes", "- A\n" + "- a  # dubbel\n" * 150, "- A\n" + "# dubbel\n" * 150),
    ("organisations", "- name: P#\n  role: penvoerder\n", "- name: P#\n  role: lead\n"),
]


def numbered(items: str) -> str:
    """A list item with a number in it, three hundred times; other items as they are."""
    if "#\n" not in items or "# " in items:
        return items
    return "".join(items.replace("#", str(number)) for number in range(300))


@pytest.mark.parametrize(("field", "items", "expected"), MANY)
def test_all_that_can_be_mended_is_mended_at_once(
    catalogue: Path, run: Run, field: str, items: str, expected: str
) -> None:
    head = f"id: a\ntitle: A\n{field}:\n"
    path = write(catalogue, "a.yaml", head + numbered(items))
    assert run("validate", "--fix").code == 0
    assert sorted(path.read_text().splitlines()) == sorted((head + numbered(expected)).splitlines())


def test_two_misspelt_fields_do_not_become_one_twice(catalogue: Path, run: Run) -> None:
    path = write(catalogue, "a.yaml", "id: a\ntitel: A\ntitels: B\n")
    run("validate", "--fix")
    assert path.read_text().count("title:") == 1
    assert "titels: B" in path.read_text()


def test_an_indent_of_odd_blanks_is_mended_on_every_line_at_once(catalogue: Path, run: Run) -> None:
    items = "- name: A#\n  role: partner\n"
    head = "id: a\ntitle: A\norganisations:\n"
    odd = numbered(items).replace("  role", "\u00a0\u00a0role").replace("- name", "\u200b- name")
    path = write(catalogue, "a.yaml", head + odd)
    assert run("validate", "--fix").code == 0
    assert path.read_text() == head + numbered(items)


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("N009", "; `projectkit rule` lists them"),
        ("C0001", ": did you mean `C001`?"),
        ("M04", ": did you mean `M004`?"),
        ("m4", ": did you mean `M004`?"),
        ("M0014", ": did you mean `M014`?"),
        ("M99", "; `projectkit rule` lists them"),
        ("no-titel", ": did you mean `no-title`?"),
    ],
)
def test_a_rule_of_another_letter_is_not_offered(run: Run, code: str, hint: str) -> None:
    assert f"there is no rule `{code}`{hint}" in run("rule", code).err
