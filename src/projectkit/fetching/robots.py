"""What a robots.txt allows, by RFC 9309."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from projectkit.fetching.urls import normal_escapes, target_of

_TOKEN = re.compile(r"[A-Za-z_-]+|\*")
_EVERYBODY = "*"
_RULES = {"allow": True, "disallow": False}


class PathRule(NamedTuple):
    """A line of robots.txt that allows or disallows paths."""

    pattern: str
    allows: bool


@dataclass(frozen=True)
class RobotsRules:
    """What one robots.txt says to one robot.

    Attributes:
        rules: what is allowed and what is not.
        delay: the seconds that it wants between two requests.
    """

    rules: tuple[PathRule, ...] = ()
    delay: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched: the longest pattern decides, and `allow` in a tie."""
        target = target_of(url)
        if target == "/robots.txt":
            return True
        fitting = [
            (len(rule.pattern), rule.allows) for rule in self.rules if _fits(rule.pattern, target)
        ]
        return max(fitting, default=(0, True))[1]


EVERYTHING = RobotsRules()
"""The rules of a site without robots.txt."""

NOTHING = RobotsRules((PathRule("/", allows=False),))
"""The rules of a site whose robots.txt cannot be read for now."""


@dataclass
class _RobotsGroup:
    """Lines for certain robots."""

    robots: set[str] = field(default_factory=set)
    rules: list[PathRule] = field(default_factory=list)
    delay: float = 0.0
    is_complete: bool = False


def read_robots(content: bytes, agent: str) -> RobotsRules:
    """What a robots.txt says to a robot; of a file that is not one, nothing is left."""
    groups = _groups(content.decode("utf-8-sig", errors="replace"))
    named = [group for group in groups if agent.lower() in group.robots]
    meant = named or [group for group in groups if _EVERYBODY in group.robots]
    return RobotsRules(
        tuple(rule for group in meant for rule in group.rules),
        max((group.delay for group in meant), default=0.0),
    )


def _groups(text: str) -> list[_RobotsGroup]:
    groups: list[_RobotsGroup] = []
    for key, value in _entries(re.split(r"\r\n?|\n", text)):
        if key == "user-agent":
            if not groups or groups[-1].is_complete:
                groups.append(_RobotsGroup())
            token = _TOKEN.match(value)
            groups[-1].robots.add(token[0].lower() if token else "")
        elif groups:
            _add(groups[-1], key, value)
    return groups


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _add(group: _RobotsGroup, key: str, value: str) -> None:
    if key in _RULES:
        group.is_complete = True
        # An empty rule allows and disallows nothing.
        group.rules += [PathRule(_pattern(value), _RULES[key])] if value else []
    elif key == "crawl-delay":
        group.is_complete = True
        group.delay = max(group.delay, _seconds(value))


def _pattern(value: str) -> str:
    pattern = normal_escapes(value)
    return pattern if pattern.startswith(("/", "*")) else f"/{pattern}"


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) else 0.0


def _fits(pattern: str, target: str) -> bool:
    """Whether a path fits a pattern, in which `*` is any text and a final `$` the end."""
    is_whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    if not others:
        return not is_whole or at == len(target)
    last = others.pop() if is_whole else ""
    for part in others:
        found = target.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return target.endswith(last) and len(target) - len(last) >= at
