"""What a reader opens is read; what nobody sees is listed and says nothing."""

from __future__ import annotations

import pytest

from projectkit.model.source import numbers
from projectkit.parsing.page import parse_page
from projectkit.reading.html import read_html

HEAD = "<main><h1>Buurtmoestuin De Kas</h1><p>Status: Lopend</p>"
TAIL = "<h2>Aanleiding</h2><p>Bewoners willen samen een tuin beginnen, want er is weinig groen.</p>"
ITEMS = "<ul><li>Hogeschool Duinrand</li><li>Gemeente Veenrand</li></ul>"


@pytest.mark.parametrize(
    "panel",
    [
        f"<h3><button aria-expanded=false aria-controls=p>Partners</button></h3><div id=p hidden>{ITEMS}</div>",
        f"<h3>Partners</h3><div hidden='until-found'>{ITEMS}</div>",
        f"<ul role=tablist><li><a href='#t'>Partners</a></ul><div id=t style='display: none'>{ITEMS}</div>",
        f"<button role=tab>Partners</button><hr><div role=tabpanel hidden>{ITEMS}</div>",
        f"<details><summary>Partners</summary>{ITEMS}</details>",
        f"<h3 onclick=\"toon('pp')\">Partners</h3><p>Met:</p><div id=pp style='display:none'>{ITEMS}</div>",
        f"<div class='accordion__content' hidden><h3>Partners</h3>{ITEMS}</div>",
        f"<h3>Partners</h3><p>Wij werken samen. <a href='#'>Lees meer</a></p><div hidden>{ITEMS}</div>",
    ],
)
def test_a_panel_is_read_like_other_text(panel: str) -> None:
    record = parse_page(f"{HEAD}{panel}{TAIL}".encode(), "x.html").record
    assert record is not None
    assert [(found.name, found.role) for found in record.organisations] == [
        ("Hogeschool Duinrand", "partner"),
        ("Gemeente Veenrand", "partner"),
    ]


@pytest.mark.parametrize(
    "unseen",
    [
        "<p hidden>Status: Gestopt</p>",
        "<button data-target='#c'>x</button><div id=c class='cookie-modal' hidden>Status: Gestopt</div>",
        "<nav hidden><p>Status: Gestopt</p></nav>",
        "<template><p>Status: Gestopt</p></template>",
        "<select><option>Status: Gestopt</select>",
        "<button aria-controls=d>x</button><div id=d role=dialog hidden>Status: Gestopt</div>",
        "<table><tr><td>a<td hidden>Status: Gestopt<td>b</table>",
    ],
)
def test_what_nobody_sees_is_listed_as_boilerplate(unseen: str) -> None:
    page = f"{HEAD}{unseen}{TAIL}"
    (line,) = (line for line in read_html(page).lines if line.unread)
    assert line.text == "Status: Gestopt"
    record = parse_page(page.encode(), "x.html").record
    assert record is not None
    assert record.status == "active"
    assert record.source is not None
    assert line.number in {n for span in record.source.boilerplate for n in numbers(span)}
