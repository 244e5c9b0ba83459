"""Who leads projects about a theme: python leads.py jeugdzorg."""

import sys
from collections import Counter
from pathlib import Path

from projectkit import Record, find_catalogue, load_records


def leads(record: Record) -> list[str]:
    """The organisations that lead a project."""
    return [
        organisation.name for organisation in record.organisations if organisation.role == "lead"
    ]


wanted = sys.argv[1].casefold()
counts: Counter[str] = Counter()
for file, record in load_records(find_catalogue(Path.cwd())):
    if record is None:
        sys.stderr.write(f"{file} is broken: see `projectkit validate`\n")
    elif any(wanted in theme.casefold() for theme in record.themes):
        counts.update(leads(record))
for name, count in counts.most_common():
    print(count, name)
