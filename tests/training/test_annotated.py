"""Annotated pages: the format, and that all pages that the models are made of are sound."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools.train.annotated import AnnotationError, read_annotated
from tools.train.answers import answer_of
from tools.train.examples import KINDS, PAGES, PHRASES, Example, Form, line_labels, load
from tools.train.renamed import renamed
from tools.train.variants import with_variants

PAGE = """\
kind: project
site: hogeschool
---
<noise>Home &gt; Projecten</noise>
<title>Tuin &amp; buurt in de wijk die</title>
<title +>groeit</title>
<l>Looptijd:</l> <start 2021-09>september 2021</start> t/m <end 2023-08>augustus 2023</end>
<role p1>Lector</role> <per p1>Anna Bos</per>, <email p1 a.bos@hs.example>a.bos [at] hs.example</email>
Bos werkt samen met <partner>ROC Eem</partner> en <lead>Hogeschool West</lead>, met <amount 300000>drie ton</amount>.
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    """Every thirtieth annotated page; read only."""
    folder = tmp_path_factory.mktemp("sample")
    for path in sorted(PAGES.glob("*.page"))[::30]:
        shutil.copy(path, folder)
    return load(folder)


def write(folder: Path, text: str) -> Path:
    path = folder / "a-01-tuin.page"
    path.write_text(text, "utf-8")
    return path


def test_a_merge_conflict_is_named_where_it_begins(tmp_path: Path) -> None:
    both = "<<<<<<< HEAD\n<l>Status:</l> loopt\n=======\nStatus: loopt\n>>>>>>> x\n"
    with pytest.raises(AnnotationError, match=r"tuin\.page:10: an unsettled merge conflict"):
        read_annotated(write(tmp_path, PAGE + both))


def test_an_annotated_page_is_a_page_and_its_answer(tmp_path: Path) -> None:
    page = read_annotated(write(tmp_path, PAGE))
    assert (page.author, page.site, page.is_project) == ("a", "hogeschool", True)
    assert page.text.splitlines()[:2] == ["Home > Projecten", "Tuin & buurt in de wijk die"]
    facts = {field: values for field, values in answer_of(page).items() if values}
    assert facts == {
        "kind": {"project"},
        "title": {"tuin & buurt in de wijk die groeit"},
        "start_date": {"2021-09"},
        "end_date": {"2023-08"},
        "persons": {"anna bos"},
        "role_text": {("anna bos", "lector")},
        "email": {("anna bos", "a.bos@hs.example")},
        "partners": {"roc eem"},
        "lead": {"hogeschool west"},
        "amount": {"300000.00"},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Een pagina\n", "no line `---`"),
        ("kind: verhaal\n---\nx\n", "the head needs `kind:`"),
        ("kind: project\n---\n<titel>x</titel>\n", ":3: <titel> is unknown or empty"),
        ("kind: project\n---\n\n<title> </title>\n", ":4: <title> is unknown or empty"),
        ("kind: project\n---\n<title>x\n", "a mark is not closed"),
        ("kind: project\n---\n<l><title>x</title></l>\n", "a mark is not closed"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(AnnotationError) as raised:
        read_annotated(write(tmp_path, text))
    assert message in str(raised.value)


@pytest.mark.gate
def test_every_page_of_the_collection_is_sound_and_found_again_on_its_lines() -> None:
    collection = load()
    assert len(collection) > 1000
    assert {example.page.name for example in collection} == {
        path.stem for path in PAGES.glob("*.page")
    }
    lost = [example.page.name for example in [*collection, *load(PHRASES)] if not example.is_whole]
    assert lost == []


@pytest.mark.gate
def test_pages_of_which_only_the_kind_is_annotated_teach_nothing_else() -> None:
    kinds = load(KINDS)
    assert {example.form for example in kinds} == {Form.KIND}
    assert any(example.page.is_project for example in kinds)
    assert not any(example.teaches_lines or example.is_original for example in kinds)
    assert not any(list(example.page.marked()) for example in kinds)


def test_other_forms_hold_the_answer_in_their_own_way(sample: list[Example]) -> None:
    examples = sample[:60]
    forms = {form: [made for made in with_variants(examples) if made.form is form] for form in Form}
    assert forms[Form.ORIGINAL] == examples
    assert forms[Form.STUB]
    assert forms[Form.WEB]
    assert all(
        any(line.line.level == 1 for line in made.lines)
        for made in forms[Form.WEB]
        if "title" in made.page.text
    )
    assert all(len(made.lines) <= 9 for made in forms[Form.STUB])
    assert all(made.teaches_names and not made.teaches_lines for made in forms[Form.RENAMED])
    assert forms[Form.RENAMED]
    assert not any(made.teaches_words for made in forms[Form.EXCERPT])


def test_a_page_that_is_no_project_has_stubs_of_its_beginning(
    sample: list[Example],
) -> None:
    others = [example for example in sample if not example.page.is_project][:9]
    stubs = [made for made in with_variants(others) if made.form is Form.STUB]
    assert len(stubs) == 3
    whole = [renamed(example.page).text for example in others[::3]]
    assert all(made.page.text.strip() in text for made, text in zip(stubs, whole, strict=True))
    assert all(len(made.lines) <= 7 for made in stubs)


def test_a_line_that_goes_on_with_the_title_is_told_from_the_line_that_begins_it(
    tmp_path: Path,
) -> None:
    page = read_annotated(write(tmp_path, PAGE))
    example = Example(page, "a-01-tuin.txt", page.text.encode())
    assert line_labels(example)[:4] == ["noise", "title", "title-more", "label"]
