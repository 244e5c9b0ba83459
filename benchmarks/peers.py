"""Reads a folder of web pages with another program, on all cores; run by `ingest.py`.

python benchmarks/peers.py trafilatura|markitdown FOLDER
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path


def trafilatura(path: Path) -> int:
    """The main text of a page; no facts, no people, no dates of the project."""
    import trafilatura as peer  # noqa: PLC0415  (each process loads only the program that it runs)

    return len(peer.extract(path.read_text("utf-8")) or "")


def markitdown(path: Path) -> int:
    """The whole page as Markdown, including menus and footers."""
    from markitdown import MarkItDown  # noqa: PLC0415

    global _CONVERTER  # noqa: PLW0603  (creating one takes longer than converting a page)
    _CONVERTER = _CONVERTER or MarkItDown()
    return len(_CONVERTER.convert(path).text_content)


_CONVERTER = None
_READERS = {"trafilatura": trafilatura, "markitdown": markitdown}


def main() -> None:
    """Read every page and print the total number of characters."""
    reader, folder = _READERS[sys.argv[1]], Path(sys.argv[2])
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        characters = sum(pool.map(reader, sorted(folder.iterdir()), chunksize=16))
    sys.stdout.write(f"{characters}\n")


if __name__ == "__main__":
    main()
