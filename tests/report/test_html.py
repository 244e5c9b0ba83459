"""The report as a web page: whole, safe, the same in both languages, and small enough."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

pytest.importorskip("vl_convert")
pytest.importorskip("jinja2")

from invented import ATTACKS, hostile, projects

from projectkit.export.format import MissingPackageError
from projectkit.export.page_text import blocks, clean
from projectkit.language.translate import LANGUAGES
from projectkit.report.html import write_html_report
from projectkit.report.network import MOST_NODES
from projectkit.store.stored import plain
from strategies import examples, records

TODAY = date(2026, 7, 1)
TAGS = set(
    "html head meta title style script noscript body header nav main section article aside div span h1 h2 h3 h4 p a b i "  # noqa: SIM905
    "small ul ol li dl dt dd figure figcaption details summary table caption thead tbody tr th td form label input select "
    "option button svg g path line text tspan rect".split()
)


def page(
    found: list[dict[str, Any]], language: str = "nl", title: str = "Projecten", **options: Any
) -> str:
    file = BytesIO()
    write_html_report(
        found, file, language, title, **({"with_contacts": False, "today": TODAY} | options)
    )
    return file.getvalue().decode("utf-8")


def parsed(text: str) -> LexborHTMLParser:
    assert text.startswith("<!doctype html>\n")
    return LexborHTMLParser(text)


def flat(text: str) -> str:
    return " ".join(clean(text).split())


def told(node: LexborNode | None) -> str:
    assert node is not None
    return flat(node.text())


def check_safe(tree: LexborHTMLParser) -> None:
    """Nothing runs but the script of the report, and nothing is fetched."""
    nodes = [node for node in tree.root.traverse(include_text=False) if node.tag]
    assert {node.tag for node in nodes} <= TAGS
    assert len([node for node in nodes if node.tag == "script"]) == 1
    for node in nodes:
        names = {name.lower() for name in node.attributes}
        assert not names & {"src", "style", "srcset", "action", "srcdoc", "xlink:href"}
        assert not any(name.startswith("on") for name in names)
        assert re.match(r"#|https?://[^/]", node.attributes.get("href") or "#")


def check_links(tree: LexborHTMLParser) -> None:
    """Every link within the page leads somewhere."""
    places = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(places) == len(set(places))
    marks = {option.attributes["value"] for option in tree.css("option")}
    marks |= {
        mark for row in tree.css("tr[data-f]") for mark in (row.attributes["data-f"] or "").split()
    }
    for link in tree.css("a[href^='#']"):
        target = (link.attributes["href"] or "")[1:]
        assert target in places or (
            target.startswith("f=") and set(target[2:].split("+")) <= marks
        ), target


def test_the_page_has_all_its_parts() -> None:
    tree = parsed(page(projects(30)))
    assert told(tree.css_first("h1")) == told(tree.css_first("title")) == "Projecten"
    assert [told(node) for node in tree.css(".overview h2")] == [
        "Cijfers",
        "Tijdlijn",
        "Thema’s",
        "Samenwerking",
        "Projecten",
    ]
    assert (
        len(tree.css("article"))
        == len(tree.css("#table tbody tr"))
        == len(tree.css(".bars li"))
        == 30
    )
    assert told(tree.css_first(".tiles li")) == "30 projecten"
    assert len(tree.css("th[scope=row]")) >= 30
    check_safe(tree)
    check_links(tree)


def test_each_chart_is_told_in_words_and_as_a_table() -> None:
    tree = parsed(page(projects(60)))
    charts = tree.css("figure.chart")
    assert len(charts) == 7
    for chart in charts:
        assert told(chart.css_first("h3"))
        assert told(chart.css_first("figcaption p"))
        assert chart.css("svg path")
        assert chart.css("details table tbody tr")
        assert all(
            link.attributes.get("aria-label") or link.css("title") for link in chart.css("svg a")
        )
    assert "van 126" not in told(tree.css_first("#chart-status"))
    nodes = tree.css("#chart-network svg a")
    assert len(nodes) == MOST_NODES
    assert "Getoond zijn de 40 organisaties" in told(tree.css_first("#chart-network"))


def test_a_project_is_told_in_full() -> None:
    record = projects(1)[0]
    record["persons"][0]["titles"] = "dr."
    record["subprojects"] = [{"title": "Deel een", "text": "Eerst dit.\n\n2. Dan dat\n3. En dat"}]
    record["source"] = {"file": "data/raw/een.txt", "url": "https://www.sia.example/een"}
    article = parsed(page([record])).css_first("article#p-project-0")
    assert article is not None
    everything = told(article)
    person = record["persons"][0]
    for text in (
        record["title"],
        *record["themes"],
        f"dr. {person['name']}",
        "Onderzoeker",
        "penvoerder",
        "Samenvatting",
    ):
        assert text in everything
    for section in record["sections"]:
        for paragraph in section["text"].split("\n\n"):
            assert (
                flat(paragraph.replace("\n- ", " ").removeprefix("- ")).split(". ")[0] in everything
            )
    assert [node.attributes["value"] for node in article.css("ol li")] == ["2", "3"]
    assert {"https://www.sia.example/projecten/0", "https://www.sia.example/een"} <= {
        a.attributes["href"] for a in article.css("a")
    }


def test_hostile_projects_change_nothing() -> None:
    text = page(hostile(), title=ATTACKS[0])
    tree = parsed(text)
    check_safe(tree)
    check_links(tree)
    assert told(tree.css_first("h1")) == ATTACKS[0]
    assert [told(node) for node in tree.css("article h2")] == sorted(
        map(flat, ATTACKS), key=str.casefold
    )
    outside = {
        node.attributes["href"]
        for node in tree.css("a")
        if not (node.attributes["href"] or "").startswith("#")
    }
    assert all(str(address).startswith("https://x.example/") for address in outside)


def test_names_of_emoji_are_drawn() -> None:
    (project, *_) = projects(1)
    for item in project["organisations"]:
        item["name"] += " 😀𝕋" * 60
    for item in project["funding"]:
        item["programme"] = "a" + "😀" * 80
    assert "😀" in page([project])


def test_the_policy_allows_only_what_the_page_has() -> None:
    tree = parsed(page(projects(3)))
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']")
    assert policy is not None
    for name in ("script", "style"):
        found = tree.css_first(name)
        assert found is not None
        digest = b64encode(sha256(found.text().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in str(policy.attributes["content"])
    assert str(policy.attributes["content"]).startswith("default-src 'none'; ")


# A page takes a second to draw: what fails is not made smaller.
@settings(max_examples=examples(10), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    found=st.lists(records.map(plain), min_size=1, max_size=5),
    language=st.sampled_from(LANGUAGES),
    contacts=st.booleans(),
)
def test_any_record_stands_in_the_page_as_text(
    found: list[dict[str, Any]], language: str, *, contacts: bool
) -> None:
    tree = parsed(page(found, language, with_contacts=contacts))
    check_safe(tree)
    check_links(tree)
    articles = {node.attributes["id"]: node for node in tree.css("article")}
    assert len(articles) == len(found)
    seen: dict[str, int] = {}
    for record in found:
        seen[record["id"]] = seen.get(record["id"], 0) + 1
        again = f".{seen[record['id']]}" if seen[record["id"]] > 1 else ""
        article = articles[f"p-{record['id']}{again}"]
        everything = told(article)
        expected = [record["title"] or "", *record["alternate_titles"], *record["themes"]]
        expected += [
            part[key] or "" for part in record["organisations"] for key in ("name", "unit")
        ]
        expected += [person["name"] for person in record["persons"]] + [
            link["url"] for link in record["links"] if not link["label"]
        ]
        expected += [
            text
            for part in record["sections"]
            for block in blocks(clean(part["text"]))
            for _, text in block.parts
        ]
        expected += [person["address"] or "" for person in record["persons"] if contacts]
        for text in expected:
            assert flat(text) in everything


def test_english_is_english() -> None:
    tree = parsed(page(projects(5), "en"))
    assert tree.root is not None
    assert tree.css_first("html").attributes["lang"] == "en"
    assert [told(node) for node in tree.css(".overview h2")] == [
        "Figures",
        "Timeline",
        "Themes",
        "Collaboration",
        "Projects",
    ]
    assert not re.search(r"Projecten|Samenwerking|Lopende", told(tree.css_first("main")))


def test_how_to_reach_people_stands_there_only_if_asked() -> None:
    record = projects(1)[0]
    record["persons"][0] |= {
        "email": "anna@sia.example",
        "phone": "+31307001234",
        "address": "Dorpsstraat 1",
    }
    without, asked = page([record]), page([record], with_contacts=True)
    for contact in ("anna@sia.example", "+31307001234", "Dorpsstraat 1"):
        assert contact not in without
        assert contact in asked
    assert "Zonder e-mailadressen" in without
    assert "bewaar het zorgvuldig" in asked


def test_a_thousand_projects_stay_small() -> None:
    text = page(projects(1000))
    assert len(text.encode("utf-8")) < 5_000_000
    assert text.count("<article") == 1000


def test_the_same_projects_make_the_same_page() -> None:
    assert page(projects(20)) == page(projects(20))


def test_no_projects_make_a_page_too() -> None:
    tree = parsed(page([]))
    check_safe(tree)
    check_links(tree)
    assert "niets bekend" in told(tree.css_first("#timeline"))
    assert not tree.css("figure svg")


def test_projects_with_one_id_both_have_their_place() -> None:
    one, two = projects(2)
    tree = parsed(page([one, two | {"id": one["id"]}]))
    check_links(tree)
    assert len(tree.css("article")) == 2


@pytest.mark.parametrize("name", ["vl_convert", "jinja2"])
def test_what_is_not_installed_is_named_with_how_to_install_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        MissingPackageError,
        match=r"pip install 'projectkit-nl\[report\]'.*pip install '\.\[report\]'",
    ):
        page(projects(2))
