"""Train the models that read pages, and measure them on unseen authors and sites.

    python -m tools.train            cross-validate, choose thresholds, train, write models and card
    python -m tools.train --measure  cross-validate only, and print the scores

Training takes half an hour on two cores. `--errors FILE` lists every difference. The models and
`card.json` are written to `src/projectkit/parsing/model`; the same pages give the same bytes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tools.train.card import MODEL, by_group, write_card
from tools.train.crossvalidate import CrossValidation
from tools.train.examples import KINDS, PHRASES, THIN, Example, Form, load
from tools.train.fit import WHOLE_PAGES, of_lines, train
from tools.train.score import Score, total
from tools.train.thresholds import project_threshold, thresholds_of
from tools.train.variants import with_variants

_FOLDS = 10


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.train", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--measure", action="store_true", help="cross-validate only")
    parser.add_argument(
        "--errors", type=Path, metavar="FILE", help="write every difference to a file"
    )
    arguments = parser.parse_args()
    examples = [*with_variants([*load(), *load(PHRASES)]), *load(KINDS), *load(THIN)]
    with tempfile.TemporaryDirectory() as folder:
        validation = CrossValidation(examples, folds_of(examples), Path(folder))
        validation.train()
        thresholds = thresholds_of(validation.spans(), _stated(examples))
        thresholds["project"] = project_threshold(validation.projects())
        scores = validation.scores(thresholds)
        _print(examples, scores, thresholds)
        if arguments.errors:
            arguments.errors.write_text(
                "".join(f"{error}\n" for error in total(scores.values()).errors), "utf-8"
            )
        if not arguments.measure:
            _train_all(examples, validation, Path(folder))
            write_card(examples, thresholds, scores)


def folds_of(examples: list[Example]) -> dict[str, str]:
    """The fold of each author: folds are about equally large, and none shares an author.

    Authors of pages of which only the kind is annotated come after the others, and those of thin
    pages last: more of them leave the folds of the others, and so what is measured on these, as
    they are.
    """
    folds: dict[str, str] = {}
    sizes = {f"{number:02}": 0 for number in range(_FOLDS)}
    for group in _in_turn(examples):
        for author, count in group.most_common():
            folds[author] = min(sizes, key=sizes.__getitem__)
            sizes[folds[author]] += count
    return folds


def _in_turn(examples: list[Example]) -> tuple[Counter[str], ...]:
    """How many examples each author has, in the order in which authors are given a fold."""
    late = (Form.KIND, Form.THIN)
    first = Counter(each.page.author for each in examples if each.form not in late)
    return first, *(
        Counter(each.page.author for each in examples if each.form is form) for form in late
    )


def _stated(examples: list[Example]) -> dict[str, int]:
    """How many values of each tag the pages state, each text once a page."""
    stated: Counter[str] = Counter()
    for example in examples:
        if example.is_original_project:
            stated.update(
                tag
                for tag, _ in {
                    (found.tag, words.casefold()) for found, words in example.page.marked()
                }
            )
    return stated


def _print(examples: list[Example], scores: dict[str, Score], thresholds: dict[str, float]) -> None:
    lines = [
        f"{author}: macro F1 {score.macro_f1:.3f} on {score.pages} pages"
        for author, score in scores.items()
    ]
    for name, score in by_group(examples, scores).items():
        lines += ["", f"pages{name.replace('_', ' ')}", *score.table()]
    sys.stdout.write("".join(f"{line}\n" for line in [*lines, f"thresholds: {thresholds}"]))


def _train_all(examples: list[Example], validation: CrossValidation, folder: Path) -> None:
    """Train on all pages, and replace the models of the package once all are made.

    The other models learn from pages as read by models that had not seen them.
    """
    sequences = {
        "lines": of_lines(examples),
        "headings": validation.headings(),
        "words": ((found.features, found.tags) for found in validation.words()),
        "mentions": validation.mentions(),
        **{name: validation.sequences(name) for name in WHOLE_PAGES},
    }
    made = [folder / f"{name}.crfsuite" for name in sequences]
    for path, (name, each) in zip(made, sequences.items(), strict=True):
        train(name, each, path)
    for path in made:
        shutil.copy(path, MODEL)


if __name__ == "__main__":
    main()
