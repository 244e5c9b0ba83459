"""JUnit XML, as CI systems show test results (schema: windyroad, JUnit-Schema): a test case for each file."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from projectkit.diagnostics.report import Report
from projectkit.model.diagnostic import Diagnostic

# What XML 1.0 does not allow in a text (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """All files as test cases; one with findings is a failure that lists them."""
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for found in report.findings:
        by_file[found.location.file].append(found)
    names = sorted({*report.files, *by_file})
    counts = {"tests": str(len(names)), "failures": str(len(by_file)), "errors": "0", "time": "0"}
    made = report.made.strftime("%Y-%m-%dT%H:%M:%S")
    suites = Element("testsuites")
    head = {
        "name": "projectkit validate",
        "package": "projectkit",
        "id": "0",
        "hostname": "localhost",
        "timestamp": made,
    }
    suite = SubElement(suites, "testsuite", {**head, **counts})
    SubElement(suite, "properties")
    for name in names:
        case = SubElement(suite, "testcase", {"name": _xml(name), "classname": "projectkit.validate", "time": "0"})
        if by_file[name]:
            _failure(case, by_file[name], report.language)
    SubElement(suite, "system-out")
    SubElement(suite, "system-err")
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _failure(case: Element, found: list[Diagnostic], language: str) -> None:
    lines = [f"{item.location}: {item.severity} {item.code} {item.message(language)}" for item in found]
    failure = SubElement(case, "failure", {"type": found[0].code, "message": _xml(found[0].message(language))})
    failure.text = _xml("\n".join(lines))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
