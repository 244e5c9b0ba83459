"""The trained models, loaded when a page is read and kept per thread."""

from __future__ import annotations

import json
import threading
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any, Protocol

RIGHT = "right"
"""The label of a model that weighs proposals for one that is right."""

WRONG = "wrong"
"""Its label for any other."""

_FOLDER = files("projectkit.parsing").joinpath("model")
_OF_THREAD = threading.local()
_DEFAULT_THRESHOLD = 0.5


class Tagger(Protocol):
    """What a stage needs of a model: a tagger of python-crfsuite, or one in training."""

    def tag(self, features: list[list[str]]) -> list[str]:
        """The most probable label of each item in a sequence."""

    def marginal(self, label: str, position: int) -> float:
        """The probability of a label at a position in the sequence that was tagged last."""


class Model(Tagger, Protocol):
    """A tagger that says which labels it knows."""

    def labels(self) -> list[str]:
        """The labels that it knows."""


def model(name: str) -> Model:
    """The model of a stage: `lines`, `headings`, `words`, `mentions`, `names`, `titles` or `pages`.

    A tagger remembers the sequence that it tagged last, so each thread has its own.
    """
    loaded: dict[str, Model] = _OF_THREAD.__dict__.setdefault("models", {})
    if name not in loaded:
        loaded[name] = _load(name)
    return loaded[name]


def threshold(tag: str) -> float:
    """The probability below which a tag only makes a suggestion, not a value."""
    in_training: dict[str, float] | None = _OF_THREAD.__dict__.get("thresholds")
    thresholds = _card()["thresholds"] if in_training is None else in_training
    chosen: float = thresholds.get(tag, _DEFAULT_THRESHOLD)
    return chosen


@cache
def _card() -> dict[str, Any]:
    card: dict[str, Any] = json.loads(_FOLDER.joinpath("card.json").read_text("utf-8"))
    return card


def model_file(name: str) -> Traversable:
    """The file of a model."""
    return _FOLDER.joinpath(f"{name}.crfsuite")


def _load(name: str) -> Model:
    import pycrfsuite  # noqa: PLC0415  (only commands that read pages wait for it)

    tagger = pycrfsuite.Tagger()
    with as_file(model_file(name)) as path:
        tagger.open(str(path))
    loaded: Model = tagger
    return loaded


def model_in(content: bytes) -> Tagger:
    """The model that the bytes of a file hold; opened once in a thread."""
    opened: dict[bytes, tuple[bytes, Tagger]] = _OF_THREAD.__dict__.setdefault("opened", {})
    if content not in opened:
        import pycrfsuite  # noqa: PLC0415  (only commands that read pages wait for it)

        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(content)
        # The tagger reads from these bytes as long as it lives.
        opened[content] = (content, _Forgiving(tagger))
    return opened[content][1]


class _Forgiving:
    """A tagger for which a label that it does not know is improbable, not an error."""

    def __init__(self, tagger: Model) -> None:
        self._tagger = tagger
        self._labels = frozenset(tagger.labels())

    def tag(self, features: list[list[str]]) -> list[str]:
        """The most probable label of each item in a sequence."""
        return self._tagger.tag(features)

    def marginal(self, label: str, position: int) -> float:
        """The probability of a label at a position in the sequence that was tagged last."""
        return self._tagger.marginal(label, position) if label in self._labels else 0.0


def use(models: dict[str, Tagger], thresholds: dict[str, float]) -> None:
    """Use these models in this thread; for training and measuring."""
    _OF_THREAD.models, _OF_THREAD.thresholds = models, thresholds
