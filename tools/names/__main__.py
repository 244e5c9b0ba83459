"""Make the lists of names that the parser uses as evidence.

    pip install faker==40.63.0 mimesis==22.2.0
    python tools/names /usr/share/hunspell/nl.dic

Given names come from Faker and Mimesis (both MIT), in the languages of people who live in the
Netherlands and Flanders; other proper names from the Dutch dictionary of OpenTaal (BSD or CC-BY;
Debian's package hunspell-nl has it). The notices are in `src/projectkit/dutch/data/NOTICES.md`.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parents[2] / "src/projectkit/dutch/data"
FAKER = [
    "nl_NL", "nl_BE", "fr_FR", "fr_BE", "de_DE", "en_GB", "tr_TR", "pl_PL", "es_ES", "it_IT",
    "pt_PT", "ar_AA", "fa_IR", "hu_HU", "cs_CZ", "sv_SE", "no_NO", "da_DK", "fi_FI", "ro_RO",
    "hr_HR", "en_IN", "id_ID", "ar_PS", "ar_SA", "az_AZ",
]  # fmt: skip
MIMESIS = frozenset(
    ["nl", "fr", "de", "en", "tr", "pl", "es", "it", "pt", "hu", "cs", "sv", "no", "da", "fi", "hr"]
)
# Flags of the dictionary for proper names, except adjectives and inhabitants of places.
PROPER = frozenset({"PN", "PNGl", "PNSvGl", "PNGlGw", "PNGsGlGw", "PNGsGl", "PNGw"})
NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’]+(-[A-ZÀ-Ý][a-zà-ÿ]+)?")
LENGTHS = range(2, 16)


def main() -> None:
    """Write both lists."""
    given = {
        name for name in (*_of_faker(), *_of_mimesis()) if _is_name(name) and len(name) in LENGTHS
    }
    proper = {name for name in _of_dictionary(Path(sys.argv[1])) if _is_name(name)}
    _write("given_names.txt", "Given names, from Faker and Mimesis", given)
    _write(
        "proper_names.txt", "Proper names that are no given names, from OpenTaal", proper - given
    )


def _is_name(text: str) -> bool:
    return bool(NAME.fullmatch(text))


def _of_faker() -> Iterator[str]:
    for locale in FAKER:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for names in (
            getattr(provider, key) for key in dir(provider) if key.startswith("first_names")
        ):
            yield from names


def _of_mimesis() -> Iterator[str]:
    (folder,) = importlib.import_module("mimesis").__path__
    for path in sorted(Path(folder).glob("datasets/*/person.json")):
        if path.parent.name.split("-")[0] in MIMESIS:
            for names in json.loads(path.read_text("utf-8")).get("names", {}).values():
                yield from names


def _of_dictionary(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        word, _, flags = line.partition("/")
        if flags in PROPER:
            yield word.replace("ĳ", "ij").replace("Ĳ", "IJ")


def _write(name: str, heading: str, names: set[str]) -> None:
    lines = [f"# {heading}; made by tools/names, see NOTICES.md.", *sorted(names)]
    (DATA / name).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
