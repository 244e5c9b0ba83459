"""JUnit XML for CI systems (schema: windyroad, JUnit-Schema): a test case for each file."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from projectkit.diagnostics.report import Report
from projectkit.export.characters import NOT_XML
from projectkit.model.diagnostic import Diagnostic

# The characters that XML 1.0 does not allow (section 2.2).


def junit(report: Report) -> str:
    """All files as test cases; a file that the check fails for lists all its findings."""
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for found in report.findings:
        by_file[found.location.file].append(found)
    names = sorted({*report.files, *by_file})
    failed = {found.location.file for found in report.findings if report.fails_for(found)}
    suites = Element("testsuites")
    about = {
        "name": "projectkit validate",
        "package": "projectkit",
        "id": "0",
        "hostname": "localhost",
        "timestamp": report.made.strftime("%Y-%m-%dT%H:%M:%S"),
        "tests": str(len(names)),
        "failures": str(len(failed)),
        "errors": "0",
        "time": "0",
    }
    suite = SubElement(suites, "testsuite", about)
    SubElement(suite, "properties")
    for name in names:
        about = {"name": _xml(name), "classname": "projectkit.validate", "time": "0"}
        case = SubElement(suite, "testcase", about)
        if name in failed:
            _add_failure(case, by_file[name], report.language)
    warned = [found for found in report.findings if found.location.file not in failed]
    SubElement(suite, "system-out").text = _lines(warned, report.language)
    SubElement(suite, "system-err")
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _add_failure(case: Element, found: list[Diagnostic], language: str) -> None:
    about = {"type": found[0].code, "message": _xml(found[0].message(language))}
    SubElement(case, "failure", about).text = _lines(found, language)


def _lines(found: list[Diagnostic], language: str) -> str:
    lines = (
        f"{item.location}: {item.severity} {item.code} {item.message(language)}" for item in found
    )
    return _xml("\n".join(lines))


def _xml(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
