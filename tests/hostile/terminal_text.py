"""A catalogue whose every text tries to do something, and what may stand on a terminal all the same."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from projectkit.model import yaml_text

# To a terminal: a colour, a title, a bell, clearing the screen, going back, a C1 control, turning the text around.
# To rich: markup and emoji. To a spreadsheet: a formula. To a browser: a script.
EVIL = (
    "[bold red]rood[/] \x1b[38;5;213mrood \x1b]0;titel\x07 \x1b]8;;file:///etc/passwd\x1b\\ \x1b[2J\x9b2J\x08\x7f\rTERUG "
    "\u202eomgekeerd\u2066\u200f :smile: <script>alert(1)</script>"
)
FORMULA = '=HYPERLINK("http://kwaad.nl","klik")'

# What rich itself writes: colours, hiding the cursor, and drawing a progress bar again.
_OWN = re.compile(r"\x1b\[(?:[0-9;]*m|\?25[lh]|[0-9]*[AK])|\r(?=\x1b\[|\n|$)")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def faults(shown: str) -> list[str]:
    """What stands on a terminal that only the text of others can have put there."""
    found = [f"{match[0]!r} in {shown[max(0, match.start() - 30) : match.end() + 30]!r}" for match in _CONTROL.finditer(_OWN.sub("", shown))]  # fmt: skip
    found += [f"the colour of a text: {shown[match.start() - 20 : match.end()]!r}" for match in re.finditer(r"\x1b\[38;5;213m", shown)]  # fmt: skip
    return found + [f"{sign} was made of markup" for sign in ("😄", "\x1b]") if sign in shown]


def record(record_id: str, number: int) -> dict[str, Any]:
    """A sound record that holds hostile text wherever text may stand."""
    return {
        "id": record_id,
        "title": f"Nummer {number} {EVIL}",
        "alternate_titles": [EVIL],
        "status": "active",
        "start_date": "2020",
        "themes": [EVIL, FORMULA, "zorg"],
        "identifiers": [{"scheme": EVIL, "value": f"{EVIL}{number}"}],
        "organisations": [{"name": f"Stichting {EVIL}", "role": "lead"}, {"name": FORMULA, "role": "partner"}],
        "persons": [{"name": f"Anna {EVIL}", "role_text": EVIL, "organisation": EVIL, "address": EVIL}],
        "funding": [{"funder": EVIL, "programme": EVIL, "amount": "1000", "currency": "EUR"}],
        "links": [{"url": f"javascript:{EVIL}", "label": EVIL}, {"url": f"http://a.nl/{EVIL}", "label": FORMULA}],
        "subprojects": [{"title": EVIL, "text": EVIL}],
        "sections": [{"kind": "goal", "heading": EVIL, "text": f"{EVIL} over jeugdzorg\n\n- {EVIL}\n- {FORMULA}"}],
        "source": {
            "file": "data/raw/h.txt", "sha256": "0" * 64, "encoding": "utf-8", "layout": EVIL, "parser": "1", "url": EVIL,
        },
    }  # fmt: skip


def make_catalogue(root: Path) -> None:
    """Records that are sound, records that are not, and pages, of which everything is hostile."""
    for folder in ("data/raw", "data/structured", "layouts"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "projectkit.toml").touch()
    structured, raw = root / "data/structured", root / "data/raw"
    for number in (1, 2):
        (structured / f"h{number}.yaml").write_text(
            yaml_text.write(record(f"h{number}", number)), "utf-8"
        )
    odd = '"\\e]0;x\\a\\e[2J"'
    (structured / "broken.yaml").write_text(f"id: broken\n{odd}: 1\ntitle: {{\n")
    (structured / "odd.yaml").write_text(
        f"id: {odd}\ntitle: [{odd}]\n{odd}: 1\nstatus: {odd}\nstart_date: {odd}\n"
    )
    (structured / "na\x1b]0;x\x07am.yaml").write_text("id: naam\n")
    text = EVIL.replace("\r", " ")
    page = f"Titel {text}\n\nStatus: {text}\nThema's: {text}; zorg\nOnbekend \x1b[2Jlabel: {text}\n\nDoel\n\n{text}\n"
    (raw / "h.txt").write_text(page, "utf-8")
    (raw / "p\x1b]0;x\x07.txt").write_text(page, "utf-8")
    (raw / "q.html").write_text(
        f"<h1>Kop {text}</h1><dl><dt>Status<dd>Lopend<dt>X<dd>{text} &#27;[2J &#155;2J</dl>"
    )
    (raw / os.fsdecode(b"\xff\x1b[2J.txt")).write_text(page, "utf-8")
    (root / "in.csv").write_text(f'Titel;Thema\'s\n"Rij {text}";"{text}"\n', "utf-8")
    (root / "layouts" / "eigen.yaml").write_text(f'recognise: ["nergens {odd[1:-1]}"]\n')
