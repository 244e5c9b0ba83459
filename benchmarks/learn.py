"""The cost of learning from corrections: `projectkit learn` on one core.

    python benchmarks/learn.py [--pages 200] [--others 50]

A catalogue of invented pages of one site that projectkit does not know, of which the first PAGES
are corrected in part of their fields and OTHERS are not.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from projectkit.catalogue.ingest import Ingest, IngestOptions
from projectkit.catalogue.pages import find_pages
from projectkit.catalogue.record_file import read_record
from projectkit.catalogue.root import Catalogue, init_catalogue
from projectkit.model.record import Organisation, OrganisationRole, Record
from projectkit.model.record_yaml import record_to_yaml

_PLACES = ("Assen", "Emmen", "Delft", "Goes", "Venlo", "Zwolle", "Leiden", "Breda", "Almere")
_THINGS = ("Kas", "Brug", "Soep", "Dijk", "Fiets", "Raam", "Akker", "Sluis", "Molen", "Wijk")


def page(number: int) -> str:
    """The text of an invented page."""
    lead, partner, other, funder = names(number)
    sections = "\n\n".join(
        f"Deel {part}: wat er opkwam\nVan de {number + part} proeven zijn er {part} blijven staan. "
        "De andere staan beschreven in het logboek, met wat ervan geleerd is en door wie."
        for part in range(1, 6)
    )
    return f"""Zaaigoed, proeftuin van de polder
Kas | Akker | Schuur | Kom binnen

{_THINGS[number % 10]} zonder {_THINGS[number // 10 % 10].lower()} {number}

Veel mensen in de polder merken dat het anders moet, maar niet waar zij kunnen beginnen. In deze
proef zoeken studenten en vakmensen dat samen uit, op de plek zelf en met wat daar al ligt.

Zaaimeester
{lead}
Medezaaiers
{partner} + {other}
Mest van
{funder}

{sections}

Zaaigoed is van iedereen die meedoet. Polderweg 1, Nieuw-Vossemeer
"""


def names(number: int) -> tuple[str, str, str, str]:
    """The lead, two partners and the funder of a project."""
    place, other = _PLACES[number % 9], _PLACES[(number + 4) % 9]
    thing = _THINGS[number // 3 % 10]
    return (
        f"Stichting {thing}verbond {place}",
        f"Hogeschool {other}",
        f"gemeente {place}",
        f"{thing}fonds {other}",
    )


def organisations(number: int) -> Iterator[Organisation]:
    """What a person makes of the organisations of a page."""
    lead, partner, other, funder = names(number)
    roles = OrganisationRole
    yield Organisation(name=lead, role=roles.LEAD)
    yield Organisation(name=partner, role=roles.PARTNER)
    yield Organisation(name=other, role=roles.PARTNER)
    yield Organisation(name=funder, role=roles.FUNDER)


def correct(catalogue: Catalogue, record: Record, number: int) -> None:
    """Correct the organisations of a record, as a person would."""
    path = catalogue.structured / f"{record.id}.yaml"
    new = record.model_copy(update={"organisations": tuple(organisations(number))})
    path.write_text(record_to_yaml(new), "utf-8")


def make(root: Path, corrected: int, others: int) -> Catalogue:
    """Make a catalogue of pages, some of them corrected."""
    catalogue, _ = init_catalogue(root)
    for number in range(corrected + others):
        (catalogue.raw / f"zaaigoed-{number:05}.txt").write_text(page(number), "utf-8")
    results = list(Ingest(catalogue, IngestOptions(force=True)).run(find_pages(catalogue, [])))
    for result in results:
        number = int(result.page[-9:-4])
        file = read_record(catalogue, catalogue.structured / f"{result.id}.yaml")
        if file and number < corrected:
            correct(catalogue, file.record, number)
    return catalogue


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--others", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        catalogue = make(Path(name), arguments.pages, arguments.others)
        began = time.perf_counter()
        command = [sys.executable, "-m", "projectkit", "learn", "--lang", "en"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run(command, cwd=name, check=False, capture_output=True, text=True)  # noqa: S603
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        seconds = time.perf_counter() - began
        size = sum(path.stat().st_size for path in catalogue.root.glob("layouts/*/*"))
    sys.stdout.write(f"{done.stdout}{done.stderr}\n")
    sys.stdout.write(
        f"{arguments.pages} corrected pages, {arguments.others} others: {used:.1f} s of one core, "
        f"{seconds:.1f} s in all, {size / 1000:.0f} kB learned\n"
    )


if __name__ == "__main__":
    main()
