"""The process in which a document becomes HTML."""

from __future__ import annotations

from projectkit.reading.bounded import ProcessAnswer, serve
from projectkit.reading.kinds import PageKind

HTML, DERIVED = "html", "derived"


def _read(content: bytes, kind: str) -> ProcessAnswer:
    if PageKind(kind) is PageKind.DOCX:
        from projectkit.reading.docx import docx_html  # noqa: PLC0415  (each its own library)

        return ProcessAnswer(HTML, docx_html(content))
    from projectkit.reading.pdf import pdf_html  # noqa: PLC0415

    return ProcessAnswer(DERIVED, pdf_html(content))


if __name__ == "__main__":
    serve(_read)
