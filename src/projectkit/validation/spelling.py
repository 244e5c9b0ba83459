"""Names so alike that one is probably misspelled: case, spaces, hyphens or a typing error apart.

A person decides what comes of that. Whether two names count as one organisation is for
`model.identity` to say; two spellings of one that it knows should be written alike, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

# In shorter names one letter makes another word (`wonen`, `wenen`).
_SHORTEST = 8
_LONG_WORD = 8
# Longer texts are not names.
_LONGEST = 120


def usual_spellings(names: Iterable[str], known_by: Callable[[str], str] = str) -> dict[str, str]:
    """For each name that is written in another way elsewhere, the way that is used most.

    Args:
        names: every name, as often as it is used, in the order of the records.
        known_by: what is equal for names that count as one already.

    Returns:
        The usual spelling of each name that is not spelled so; where two are used as often, the
        first one is usual.
    """
    counts = Counter(names)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        groups[bare(known_by(name))].append(name)
    # Counter keeps the order of first use, and max takes the first of equals.
    best = {key: max(spellings, key=counts.__getitem__) for key, spellings in groups.items()}
    usual = {name: best[key] for key, spellings in groups.items() for name in spellings}
    weights = {key: sum(counts[name] for name in spellings) for key, spellings in groups.items()}
    for wrong, right in _typing_errors(weights).items():
        spellings = [name for name in groups[wrong] if _is_slip(best[right], name)]
        usual |= dict.fromkeys(spellings, best[right])
    return {name: spelling for name, spelling in usual.items() if name != spelling}


def bare(name: str) -> str:
    """The letters and digits of a name, without case and accents; `ij` is `y`, `&` is `en`.

    >>> bare("Jeugd-zorg & Co")
    'jeugdzorgenco'
    """
    # `18+` and `18-` are two things.
    signs = re.sub(
        r"(?<=\d)-(?!\w)", "min", re.sub(r"(?<=\d)\+", "plus", name.casefold().replace("&", " en "))
    )
    apart = unicodedata.normalize("NFKD", signs)
    letters = re.sub(
        r"[\W_]", "", "".join(char for char in apart if not unicodedata.combining(char))
    )
    return letters.replace("ij", "y")


def _typing_errors(weights: dict[str, int]) -> dict[str, str]:
    """For each key one letter away from a more frequent one (or an earlier one), that one."""
    order = {key: place for place, key in enumerate(weights)}
    # Two keys one letter apart are the same without some letter of each; hashes do, since pairs are
    # looked at again.
    by_shorter: dict[int, list[str]] = defaultdict(list)
    for key in weights:
        if _SHORTEST <= len(key) <= _LONGEST:
            for shorter in {hash(key), *(hash(key[:at] + key[at + 1 :]) for at in range(len(key)))}:
                by_shorter[shorter].append(key)
    found: dict[str, str] = {}
    for near in by_shorter.values():
        ranked = sorted(near, key=lambda key: (-weights[key], order[key]))
        for wrong in ranked[1:]:
            if _is_typing_error(ranked[0], wrong):
                found.setdefault(wrong, ranked[0])
    # A name is corrected to a name that is itself correct.
    return {wrong: right for wrong, right in found.items() if right not in found}


def _is_typing_error(right: str, wrong: str) -> bool:
    """Whether two names are one letter apart, or have two swapped; other digits are other names."""
    if re.sub(r"\D", "", right) != re.sub(r"\D", "", wrong):
        return False
    start = next(
        (at for at, pair in enumerate(zip(right, wrong, strict=False)) if pair[0] != pair[1]), None
    )
    if start is None:
        return abs(len(right) - len(wrong)) == 1
    meant, written = right[start:], wrong[start:]
    swapped = meant[1::-1] + meant[2:]
    return written == swapped or _without_first(meant, written)


def _without_first(meant: str, written: str) -> bool:
    """Whether the first letter was left out, added or changed."""
    return written == meant[1:] or written[1:] in {meant, meant[1:]}


def _is_slip(right: str, wrong: str) -> bool:
    """Whether the word in which two names differ is long enough to be one word, and begins alike.

    `Gemeente Haren` and `Gemeente Laren` are two places, `GGZ` and `GGD` two organisations.
    """
    words = [re.findall(r"[^\W_]+", name.casefold()) for name in (right, wrong)]
    if len(words[0]) != len(words[1]):
        return True
    pairs = [pair for pair in zip(*words, strict=True) if pair[0] != pair[1]]
    return all(min(map(len, pair)) >= _LONG_WORD and pair[0][0] == pair[1][0] for pair in pairs)
