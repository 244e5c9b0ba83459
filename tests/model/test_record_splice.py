"""A record changed in the text of a person: what did not change stays to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projectkit.model.record import Record
from projectkit.model.record_splice import splice
from projectkit.model.record_yaml import record_to_yaml
from projectkit.validation.shape import load_record
from strategies import records

TEXT = """\
# Nagekeken door Sjef
id: een-titel
title: Een titel  # zo heet het

# Wat er op de pagina staat:
status: active
themes:
- Zorg   # klopt
# nog niet zeker
- Wonen
sections:
- kind: summary
  text: |-
    # geen opmerking
    Een tekst.
schema_version: 1
"""


def record(text: str) -> Record:
    loaded = load_record(text, "x.yaml")
    assert loaded.record is not None, loaded.diagnostics
    return loaded.record


def changed(text: str, **values: object) -> str:
    before = record(text)
    after = Record.model_validate({**before.model_dump(exclude_unset=True), **values})
    new = splice(text, before, after)
    assert new is not None
    assert record(new) == after
    return new


def test_only_the_lines_of_the_field_change() -> None:
    assert changed(TEXT, status="completed") == TEXT.replace("status: active", "status: completed")


def test_a_comment_stays_on_the_line_of_what_it_is_about() -> None:
    new = changed(TEXT, themes=["Zorg", "Werk"])
    assert new == TEXT.replace(
        "themes:\n- Zorg   # klopt\n# nog niet zeker\n- Wonen\n",
        "# nog niet zeker\nthemes:\n- Zorg   # klopt\n- Werk\n",
    )


MANY = """\
id: a
title: Een titel
status: active # projectkit: ignore M004
themes: [zorg, wonen]  # op volgorde
organisations: # drie
- name: HU
  role: lead # klopt
- role: partner  # eerst
  name: HR # projectkit: ignore C005
- name: GGZ # weg
  role: partner
sections:
- kind: goal
  text: |-  # projectkit: ignore P001
    Een # geen
    twee
"""
HU, HR, GGZ = (
    {"name": name, "role": role}
    for name, role in (("HU", "lead"), ("HR", "partner"), ("GGZ", "partner"))
)


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"status": "planned"}, ["status: planned # projectkit: ignore M004"]),
        ({"themes": ["zorg"]}, ["themes:  # op volgorde", "- zorg"]),
        (
            {"organisations": [GGZ, HU, HR]},
            ["organisations: # drie", "- name: GGZ # weg", "  role: partner", "- name: HU",
             "  role: lead # klopt", "- name: HR # projectkit: ignore C005", "  role: partner  # eerst"],
        ),
        (
            {"organisations": [HR, {"name": "HU", "role": "lead", "unit": "Slaap"}]},
            ["# weg", "organisations: # drie", "- name: HR # projectkit: ignore C005",
             "  role: partner  # eerst", "- name: HU", "  role: lead # klopt", "  unit: Slaap"],
        ),
        ({"organisations": []}, ["# klopt", "# eerst", "# projectkit: ignore C005", "# weg", "organisations: [] # drie"]),
        (
            {"sections": [{"kind": "goal", "text": "Een # geen\ndrie"}]},
            ["sections:", "- kind: goal", "  text: |-  # projectkit: ignore P001", "    Een # geen", "    drie"],
        ),
        (
            {"sections": [{"kind": "goal", "text": "Anders"}]},
            ["sections:", "- kind: goal", "  text: Anders  # projectkit: ignore P001"],
        ),
    ],
)  # fmt: skip
def test_comments_follow_their_values(values: dict[str, object], lines: list[str]) -> None:
    assert "\n".join(lines) + "\n" in changed(MANY, **values)


def test_a_comment_never_becomes_text() -> None:
    new = changed("id: a\ntitle: A # b\nthemes: [c]\n", title="D\n  e ")
    assert "# b" in new


def test_a_field_that_is_not_there_comes_where_it_belongs() -> None:
    new = changed(TEXT, start_date="2020")
    assert new.index("status: active") < new.index("start_date: '2020'") < new.index("themes:")


def test_several_fields_that_are_not_there_come_in_their_order() -> None:
    new = changed(TEXT, start_date="2020", end_date="2021", themes=["Werk"])
    assert (
        "status: active\nstart_date: '2020'\nend_date: '2021'\n# klopt\n# nog niet zeker\nthemes:\n- Werk\n"
        in new
    )


def test_what_looks_like_a_comment_in_a_text_is_text() -> None:
    new = changed(TEXT, sections=[{"kind": "summary", "text": "Anders."}])
    assert "geen opmerking" not in new


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_breaks_and_byte_order_marks_stay(newline: str, mark: str) -> None:
    text = mark + TEXT.replace("\n", newline)
    before = record(text.removeprefix("\ufeff"))
    after = before.model_copy(update={"title": "Anders", "status": "planned"})
    new = splice(text.removeprefix("\ufeff"), before, after)
    assert new is not None
    assert new.count("\r\n") == (new.count("\n") if newline == "\r\n" else 0)


@pytest.mark.parametrize("text", ["{id: x, title: T}\n", "? id\n: x\n? title\n: T\n"])
def test_a_layout_without_lines_for_each_field_is_left_alone(text: str) -> None:
    before = record(text)
    new = splice(text, before, before.model_copy(update={"title": "U"}))
    assert new is None or record(new).title == "U"


COMMENTS = st.lists(st.sampled_from(["# een", "  # twee", ""]), max_size=4)


@given(records, records, COMMENTS)
def test_any_record_becomes_any_other(before: Record, after: Record, comments: list[str]) -> None:
    lines = record_to_yaml(before).split("\n")
    keys = [number for number, line in enumerate(lines) if line[:1].isalpha() and ": |" not in line]
    for number, comment in zip(reversed(keys), comments, strict=False):
        lines.insert(number, comment)
    text = "\n".join(lines)
    assert record(text) == before
    new = splice(text, before, after)
    assert new is not None
    assert record(new) == after
    for comment in comments[: len(keys)]:
        assert comment.strip() in new


def test_a_comment_on_the_first_line_of_a_block_is_kept() -> None:
    text = "id: a\ntitle: A\nsections:\n- kind: goal\n  text: |-  # nakijken met Jan\n    Een # geen\n    twee\n"
    loaded = load_record(text, "").record
    assert loaded is not None
    section = loaded.sections[0].model_copy(update={"text": "Anders"})
    new = splice(text, loaded, loaded.model_copy(update={"sections": (section,)}))
    assert new == "id: a\ntitle: A\nsections:\n- kind: goal\n  text: Anders  # nakijken met Jan\n"


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_field_is_added_at_the_end_without_a_gap(end: str) -> None:
    text = f"id: a\ntitle: A{end}"
    loaded = load_record(text, "").record
    assert loaded is not None
    assert (
        splice(text, loaded, loaded.model_copy(update={"themes": ("Zorg",)}))
        == f"id: a\ntitle: A\nthemes:\n- Zorg{end}"
    )
