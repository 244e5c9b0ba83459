"""The report in a real browser: it opens from a file, runs only its own script, and works by keyboard."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("vl_convert")
pytest.importorskip("jinja2")
pytest.importorskip("selenium")

from invented import hostile, projects
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from projectkit.report.html import write_html_report

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
TODAY = date(2026, 7, 1)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("report"), projects(40))


def write(folder: Path, found: list[dict[str, Any]]) -> str:
    path = folder / "report.html"
    with path.open("wb") as file:
        write_html_report(found, file, "nl", "Onze projecten", with_contacts=False, today=TODAY)
    return path.as_uri()


def look(  # noqa: PLR0913  (how it is looked at)
    browser: Chrome,
    address: str,
    *,
    width: int = 1280,
    height: int = 900,
    dark: bool = False,
    media: str = "",
) -> None:
    """Open a page anew."""
    scheme = [
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": scheme})
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(address)


def fetched(browser: Chrome) -> list[str]:
    """What the page asked for since it was opened, by address."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [
        each["params"]["request"]["url"]
        for each in events
        if each["method"] == "Network.requestWillBeSent"
    ]


def wait_for(browser: Chrome, selector: str) -> None:
    """Wait until something is shown: a page draws its rows after it is loaded."""
    WebDriverWait(browser, 10, 0.02).until(lambda _: shown(browser, selector))


def shown(browser: Chrome, selector: str) -> list[str]:
    """The texts of elements that one sees, asked for at once: there may be many."""
    ask = """
        return [...document.querySelectorAll(arguments[0])]
            .filter(each => each.checkVisibility({visibilityProperty: true}))
            .map(each => each.innerText.trim());
    """
    return list(browser.execute_script(ask, selector))


def found(browser: Chrome) -> str:
    return browser.find_element(By.ID, "found").text


def test_it_opens_without_a_word_in_the_console_and_without_network(
    browser: Chrome, report: str
) -> None:
    look(browser, report)
    assert browser.title == "Onze projecten"
    assert found(browser) == "40 projecten"
    assert browser.get_log("browser") == []
    assert fetched(browser) == [report]


def test_search_folds_accents_and_case_and_looks_into_the_texts(
    browser: Chrome, report: str
) -> None:
    look(browser, report)
    words = browser.find_element(By.ID, "words")
    titles = shown(browser, "#table tbody th")
    words.send_keys("WARME wíjk")
    kept = shown(browser, "#table tbody th")
    assert 0 < len(kept) < len(titles)
    assert found(browser) == f"{len(kept)} van 40 projecten"
    assert len(shown(browser, ".bars li")) == len(kept)
    words.send_keys(Keys.CONTROL, "a")
    words.send_keys("warme\u00ad wi\u0301jk")
    assert shown(browser, "#table tbody th") == kept
    words.send_keys(Keys.CONTROL, "a")
    words.send_keys("dagdelen en een film")
    assert "van 40 projecten" in found(browser) or found(browser) == "40 projecten"
    words.send_keys(Keys.CONTROL, "a")
    words.send_keys("bestaat niet")
    assert found(browser).startswith("Geen project voldoet")
    assert shown(browser, "#table tbody th") == []
    browser.find_element(By.CSS_SELECTOR, "#choose .clear").click()
    assert found(browser) == "40 projecten"
    assert browser.find_element(By.ID, "found").get_attribute("role") == "status"


def keys(browser: Chrome, column: int) -> list[str | None]:
    """What the rows are sorted by, in a column."""
    ask = "return [...document.querySelectorAll(arguments[0])].map(each => each.dataset.k ?? null)"
    return list(browser.execute_script(ask, f"#table td:nth-child({column})"))


def test_sorting_by_keyboard_tells_its_direction(browser: Chrome, report: str) -> None:
    look(browser, report)
    wait_for(browser, "#table tbody tr")
    heads = browser.find_elements(By.CSS_SELECTOR, "#table thead th")
    assert heads[0].get_attribute("aria-sort") == "ascending"
    button = heads[2].find_element(By.TAG_NAME, "button")
    browser.execute_script("arguments[0].focus()", button)
    button.send_keys(Keys.ENTER)
    starts = keys(browser, 3)
    assert starts == sorted(map(str, starts))
    assert heads[2].get_attribute("aria-sort") == "ascending"
    assert heads[0].get_attribute("aria-sort") is None
    assert found(browser) == "40 projecten – gesorteerd op Start, oplopend"
    button.send_keys(Keys.SPACE)
    assert heads[2].get_attribute("aria-sort") == "descending"
    ends = browser.find_elements(By.CSS_SELECTOR, "#table thead button")[3]
    ends.click()
    ends.click()
    values = keys(browser, 4)
    assert values[-1] == ""
    assert [value for value in values if value] == sorted(
        filter(None, map(str, values)), reverse=True
    )
    browser.find_elements(By.CSS_SELECTOR, "#table thead button")[6].click()
    amounts = [float(key or 0) for key in keys(browser, 7)]
    assert amounts == sorted(amounts)


def test_a_project_opens_alone_and_focus_goes_along(browser: Chrome, report: str) -> None:
    look(browser, report)
    WebDriverWait(browser, 10, 0.02).until(lambda _: len(shown(browser, "#table tbody a")) > 5)
    link = browser.find_elements(By.CSS_SELECTOR, "#table tbody a")[5]
    title = link.text
    link.send_keys(Keys.ENTER)
    wait_for(browser, "article h2")
    assert shown(browser, "article h2") == [title]
    assert not browser.find_element(By.ID, "table").is_displayed()
    assert browser.switch_to.active_element.text == title
    assert browser.title == f"{title} – Onze projecten"
    browser.back()
    assert browser.find_element(By.ID, "table").is_displayed()
    assert browser.switch_to.active_element.text == title
    assert browser.title == "Onze projecten"


def test_the_tab_key_reaches_what_can_be_used(browser: Chrome, report: str) -> None:
    look(browser, report)
    reached = []
    active = """
        const active = document.activeElement;
        return [active.getAttribute("class") || active.localName, active.matches(":focus-visible")];
    """
    for _ in range(60):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        name, has_ring = browser.execute_script(active)
        reached.append(name)
        assert has_ring
    assert reached[0] == "skip"
    assert reached[reached.index("timeline") - 1] == "skip"
    assert browser.find_element(By.ID, "words").aria_role == "searchbox"


def test_a_chart_leads_to_its_projects(browser: Chrome, report: str) -> None:
    look(browser, report)
    bar = browser.find_element(By.CSS_SELECTOR, "#chart-status svg a")
    name, number = (bar.get_attribute("aria-label") or "").split(": ")
    bar.send_keys(Keys.ENTER)
    WebDriverWait(browser, 10, 0.02).until(lambda _: shown(browser, ".filtered"))
    kept = shown(browser, "#table tbody th")
    assert f"{len(kept)} project" in number
    assert set(shown(browser, "#table tbody td:nth-child(2)")) == {name}
    chosen = Select(browser.find_element(By.ID, "choose-status")).first_selected_option.text
    assert chosen == f"{name} ({len(kept)})"
    assert shown(browser, ".filtered")
    assert "van 40 projecten" in found(browser)


def test_all_chosen_projects_read_as_one_text(browser: Chrome, report: str) -> None:
    look(browser, report)
    browser.find_element(By.ID, "words").send_keys("wijk")
    number = len(shown(browser, "#table tbody th"))
    look_at_all = browser.find_element(By.CSS_SELECTOR, "a[href='#all']")
    look_at_all.send_keys(Keys.ENTER)
    assert (
        len([each for each in browser.find_elements(By.TAG_NAME, "article") if each.is_displayed()])
        == number
    )


def test_hostile_projects_run_nothing(browser: Chrome, tmp_path: Path) -> None:
    address = write(tmp_path, hostile())
    look(browser, address)
    for target in (
        "",
        "#p-kwaad-0",
        "#all",
        '#f="><img src=x onerror=window.hacked=1>',
        "#p-%3Cimg",
        "#%",
    ):
        browser.get("about:blank")
        browser.get(address + target)
        assert browser.execute_script("return window.hacked") is None
    browser.get(f"{address}#all")
    for link in browser.find_elements(By.CSS_SELECTOR, "article a"):
        assert (link.get_attribute("href") or "").startswith((address, "https://x.example/"))
    assert all(url.startswith(address) or url == "about:blank" for url in fetched(browser))
    # Also a script that got in would not run.
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s)"
    )
    assert browser.execute_script("return window.hacked") is None


def background(browser: Chrome) -> list[int]:
    color = str(browser.execute_script("return getComputedStyle(document.body).backgroundColor"))
    return [int(part) for part in color.strip("rgba()").split(",")[:3]]


def test_it_is_dark_where_the_reader_wants_that(browser: Chrome, report: str) -> None:
    look(browser, report)
    light = background(browser)
    look(browser, report, dark=True)
    assert min(light) > 200
    assert max(background(browser)) < 60
    fill = "return getComputedStyle(document.querySelector('#chart-running svg path')).fill"
    assert browser.execute_script(fill) == "rgb(116, 174, 240)"


@pytest.mark.parametrize("target", ["", "#p-project-3"])
def test_it_prints_what_one_sees(browser: Chrome, report: str, target: str) -> None:
    look(browser, report + target, dark=True, media="print")
    timeline = "return getComputedStyle(document.querySelector('.timeline')).maxHeight"
    assert browser.execute_script(timeline) == "none"
    assert not browser.find_element(By.ID, "choose").is_displayed()
    assert browser.find_element(By.ID, "table").is_displayed() is not bool(target)
    ink = browser.execute_script("return getComputedStyle(document.body).color")
    assert ink == "rgb(26, 32, 39)"
    pdf = b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("target", ["", "#p-project-3", "#all"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_page_is_wider_than_its_screen(
    browser: Chrome, report: str, width: int, target: str
) -> None:
    look(browser, report + target, width=width, height=844)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def hints(browser: Chrome) -> list[bool]:
    """Whether a chart that scrolls says so, for each of them."""
    return [
        each.is_displayed() for each in browser.find_elements(By.CSS_SELECTOR, ".wide .sideways")
    ]


def test_a_chart_that_scrolls_says_so_and_no_other(browser: Chrome, report: str) -> None:
    look(browser, report, width=390, height=844)
    assert hints(browser) == [True, True]
    scrolls = "return [...document.querySelectorAll('.wide .drawing')].map(e => e.scrollWidth > e.clientWidth)"
    assert browser.execute_script(scrolls) == [True, True]
    look(browser, report, width=1280)
    assert hints(browser) == [False, False]
    assert browser.execute_script(scrolls) == [False, False]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = [
        record | {"funding": [{"funder": None, "programme": None, "call": None, "amount": "987654321", "currency": "EUR"}]}
        for record in projects(3)
    ]  # fmt: skip
    return write(tmp_path_factory.mktemp("rich"), found)


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_every_number_fits_into_its_card(browser: Chrome, rich: str, width: int) -> None:
    look(browser, rich, width=width)
    beyond = (
        "return [...document.querySelectorAll('.tiles b')].map(b => {"
        "const range = document.createRange(); range.selectNodeContents(b);"
        "return range.getBoundingClientRect().right - b.closest('li').getBoundingClientRect().right})"
    )
    assert max(browser.execute_script(beyond)) < 0


def test_hostile_words_are_not_wider_than_the_screen_either(
    browser: Chrome, tmp_path: Path
) -> None:
    long = [record | {"title": "x" * 3000, "themes": ["y" * 500]} for record in projects(4)]
    address = write(tmp_path, long)
    for target in ("", "#p-project-1"):
        look(browser, address + target, width=390)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390


def test_it_can_be_read_without_script(browser: Chrome, report: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        look(browser, f"{report}#p-project-3")
        wait_for(browser, "article h2")
        assert len(shown(browser, "article h2")) == 1
        look(browser, "about:blank")
        look(browser, report)
        WebDriverWait(browser, 10).until(lambda _: len(shown(browser, "#table tbody th")) == 40)
        assert not browser.find_element(By.ID, "choose").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_thousand_projects_answer_at_once(browser: Chrome, tmp_path: Path) -> None:
    look(browser, write(tmp_path, projects(1000)))
    assert found(browser) == "1.000 projecten"
    measure = """
        const words = document.getElementById("words"), start = performance.now();
        words.value = "warme wijk";
        words.dispatchEvent(new Event("input", {bubbles: true}));
        return [performance.now() - start, document.querySelectorAll("#table tbody tr:not([hidden])").length];
    """
    milliseconds, number = browser.execute_script(measure)
    assert 0 < number < 1000
    assert milliseconds < 3000
    assert browser.execute_script(measure)[0] < 1000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("projectkit.report.html._AT_ONCE", 15)
        yield write(tmp_path_factory.mktemp("large"), projects(40))


def test_a_large_report_shows_its_projects_in_parts(browser: Chrome, large: str) -> None:
    look(browser, large)
    assert found(browser) == "40 projecten"
    assert len(shown(browser, "#table tbody th")) == len(shown(browser, ".bars li")) == 15
    more = browser.find_element(By.CSS_SELECTOR, "#projects .more button")
    more.click()
    more.click()
    assert len(shown(browser, "#table tbody th")) == len(shown(browser, ".bars li")) == 40
    assert not more.is_displayed()


def test_a_large_report_is_searched_and_sorted_whole(
    browser: Chrome, large: str, report: str
) -> None:
    look(browser, report)
    browser.find_element(By.CSS_SELECTOR, "#table thead button").click()
    expected = shown(browser, "#table tbody th")
    look(browser, large)
    browser.find_element(By.CSS_SELECTOR, "#table thead button").click()
    assert shown(browser, "#table tbody th") == expected[:15]
    browser.find_element(By.ID, "words").send_keys(expected[-1])
    assert expected[-1] in shown(browser, "#table tbody th")


def test_a_project_that_waits_opens_by_its_address(browser: Chrome, large: str) -> None:
    look(browser, large)
    last = browser.execute_script("""
        const all = document.querySelector("#all");
        const waiting = all.querySelector("template");
        return [...(waiting ? waiting.content : all).children].at(-1).id;
    """)
    look(browser, f"{large}#{last}")
    wait_for(browser, "article h2")
    assert len(shown(browser, "article h2")) == 1
    assert browser.find_element(By.ID, last).is_displayed()
    assert browser.get_log("browser") == []


@pytest.mark.parametrize("part", ["#f=%E0%A4%A", "#%", "#p-%E0%A4%A", "#f=", "#p-"])
def test_an_address_that_is_no_encoding_is_harmless(
    browser: Chrome, report: str, part: str
) -> None:
    look(browser, report + part)
    assert browser.get_log("browser") == []
    assert len(shown(browser, "#table tbody th")) == 40
