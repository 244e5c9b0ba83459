"""Which organisations work together: those that share a project, and how many they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations, islice
from typing import NamedTuple

from projectkit.model.identity import organisation_name
from projectkit.model.plain import PlainRecord
from projectkit.report.filters import working_together

# A reader cannot tell more than these apart.
MOST_NODES = 40
MOST_EDGES = 160
# Of a project with more organisations, the first count: their ties grow with the square.
_MOST_TOGETHER = 200


class Node(NamedTuple):
    """An organisation.

    Attributes:
        name: as `model.identity` compares it.
        projects: how many projects it is in.
        partners: with how many organisations.
    """

    name: str
    projects: int
    partners: int


class Edge(NamedTuple):
    """Two organisations, as indexes in the list of nodes, and how many projects they share."""

    source: int
    target: int
    projects: int


class Network(NamedTuple):
    """The organisations with the most collaborations, and the ties between them.

    Attributes:
        nodes: the organisations, the one with the most collaborations first.
        edges: the strongest ties between them, the strongest first.
        all_nodes: how many organisations work with another.
        all_edges: how many ties there are between those in `nodes`.
    """

    nodes: list[Node]
    edges: list[Edge]
    all_nodes: int
    all_edges: int


def network(records: Iterable[PlainRecord]) -> Network:
    """The network of some projects; organisations without partners are not in it."""
    projects, shared = Counter[str](), Counter[tuple[str, str]]()
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for record in records:
        names = sorted(map(organisation_name, islice(working_together(record), _MOST_TOGETHER)))
        projects.update(names)
        for pair in combinations(names, 2):
            shared[pair] += 1
            partners[pair[0]].add(pair[1])
            partners[pair[1]].add(pair[0])
    ranked = sorted(partners, key=lambda name: (-len(partners[name]), -projects[name], name))
    nodes = [Node(name, projects[name], len(partners[name])) for name in ranked[:MOST_NODES]]
    place = {node.name: number for number, node in enumerate(nodes)}
    edges = [
        Edge(place[one], place[two], number)
        for (one, two), number in shared.items()
        if one in place and two in place
    ]
    edges.sort(key=lambda edge: (-edge.projects, edge.source, edge.target))
    return Network(nodes, edges[:MOST_EDGES], len(partners), len(edges))
