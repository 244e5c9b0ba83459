"""Which texts are decoded correctly, and how fast, compared with charset-normalizer.

    pip install charset-normalizer; python benchmarks/encodings.py [FOLDER ...]

Every page of the folders (default: the demo pages and the golden pages) is encoded in eight ways
that occur in saved Dutch pages and decoded again. A page counts if every character comes back.
"""

from __future__ import annotations

import codecs
import sys
import time
from collections.abc import Callable
from pathlib import Path

import charset_normalizer

from projectkit.reading.decode import decode

FOLDERS = ("data/raw", "tests/golden", "tests/gates/pages")
WAYS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16 with mark": lambda text: text.encode("utf-16"),
    "utf-16 without mark": lambda text: text.encode("utf-16-le"),
    "utf-16 big-endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "windows-1252": lambda text: text.encode("cp1252", errors="ignore"),
    "iso-8859-1": lambda text: text.encode("iso-8859-1", errors="ignore"),
    "iso-8859-15, declared": lambda text: f'<meta charset="iso-8859-15">{text}'.encode(
        "iso-8859-15", errors="ignore"
    ),
}
WRITTEN = {
    "windows-1252": "cp1252",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15, declared": "iso-8859-15",
}


def wanted(text: str, way: str) -> str:
    """The expected text: without what the encoding cannot hold, with the added markup."""
    codec = WRITTEN.get(way)
    kept = text.encode(codec, errors="ignore").decode(codec) if codec else text
    return f'<meta charset="iso-8859-15">{kept}' if way.startswith("iso-8859-15") else kept


def peer(content: bytes) -> str:
    """The text that charset-normalizer thinks most likely."""
    best = charset_normalizer.from_bytes(content).best()
    return str(best) if best else ""


def main() -> None:
    """Measure and print."""
    folders = [Path(name) for name in sys.argv[1:] or FOLDERS]
    found = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.txt"))]
    # The original encoding is certain only for UTF-8.
    texts = [
        text
        for content in found
        if (text := content.decode("utf-8-sig", errors="ignore")).encode() in content
    ]
    sys.stdout.write(f"{len(texts)} pages{'':22}projectkit   charset-normalizer\n")
    spent = {"own": 0.0, "peer": 0.0}
    for way, encode in WAYS.items():
        right = {"own": 0, "peer": 0}
        for text in texts:
            content = encode(text)
            for name, read in (("own", lambda raw: decode(raw).text), ("peer", peer)):
                began = time.process_time()
                right[name] += read(content) == wanted(text, way)
                spent[name] += time.process_time() - began
        sys.stdout.write(
            f"{way:28}{right['own'] / len(texts):10.0%}{right['peer'] / len(texts):18.0%}\n"
        )
    per_page = {name: seconds / len(texts) / len(WAYS) * 1e6 for name, seconds in spent.items()}
    sys.stdout.write(f"{'microseconds a page':28}{per_page['own']:10.0f}{per_page['peer']:18.0f}\n")
    sys.stdout.write(f"{'ratio':28}{1:10.0f}{per_page['peer'] / per_page['own']:18.0f}\n")


if __name__ == "__main__":
    main()
