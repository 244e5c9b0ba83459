"""What a catalogue learned about a site, on top of the general models."""

from __future__ import annotations

from dataclasses import replace

from learning.zaaigoed import page
from projectkit.learning.align import align
from projectkit.learning.fit import Example, fit
from projectkit.learning.landmarks import landmarks
from projectkit.model.record import Record
from projectkit.parsing.layout import generic
from projectkit.parsing.models import Tagger
from projectkit.parsing.page import read_closely
from projectkit.parsing.site.evidence import Said, of_lines, of_page
from projectkit.parsing.site.landmarks import places
from projectkit.parsing.site.reader import SiteReader
from projectkit.reading.page import read_page


class General:
    """A general model that says the same of everything."""

    def tag(self, features: list[list[str]]) -> list[str]:
        return ["text"] * len(features)

    def marginal(self, label: str, position: int) -> float:
        return 0.9 if label == "text" and position >= 0 else 0.1


def learned(numbers: range = range(2)) -> SiteReader:
    """What corrected pages of the site teach."""
    texts = [page(number) for number in range(6)]
    known = landmarks([text.splitlines() for text in texts], [])
    examples = []
    for number in numbers:
        reading = read_closely(texts[number].encode(), "x.txt", force=True, layouts=(generic(),))
        lead = texts[number].splitlines()[9]
        record = reading.parsed.record
        assert record
        right = Record.model_validate(
            record.model_dump() | {"organisations": [{"name": lead, "role": "lead"}]}
        )
        saved = read_page(texts[number].encode(), "x.txt")
        examples.append(Example(saved, align(right, reading.page, known).marked))
    return fit(examples, generic(), known)


def leads(text: str, reader: SiteReader | None) -> list[str]:
    layout = replace(generic(), reader=reader)
    record = read_closely(text.encode(), "x.txt", force=True, layouts=(layout,)).parsed.record
    assert record
    return [each.name for each in record.organisations if each.role == "lead"]


def test_another_page_of_the_site_is_read_as_the_examples() -> None:
    assert leads(page(3), None) == []
    assert leads(page(3), learned()) == ["Waterschap Scheldestromen"]


def test_the_same_examples_give_the_same_reader() -> None:
    assert learned() == learned()
    assert learned().version != learned(range(3)).version


def test_without_examples_everything_is_read_as_before() -> None:
    reader = SiteReader("0", frozenset())
    general: Tagger = General()
    assert reader.tag_lines(["Iets"], [["x"]], general) == (["text"], general)
    assert reader.chance_of_project(["Iets"], ["x"], 0.4) == 0.4


def test_a_label_that_no_example_showed_is_for_the_general_model() -> None:
    reader = replace(learned(), seen=frozenset({"title"}))
    labels, model = reader.tag_lines(["Iets", "Iets"], [["x"], ["x"]], General())
    assert labels == ["text", "text"]
    assert 0 <= model.marginal("title", 0) <= 1


def test_the_evidence_on_a_line_has_no_words_but_landmarks() -> None:
    known = frozenset({"zaaimeester"})
    lines = ["Zaaimeester", "Anneke Terpstra"]
    said = Said(["label", "fact"], [0.99, 0.6])
    found = of_lines(places(lines, known), [["w=zaaimeester"], ["w=terpstra"]], said)
    assert "above=zaaimeester" in found[1]
    assert "was=fact~1" in found[1]
    assert not any("terpstra" in feature for feature in found[1])


def test_the_evidence_on_a_page_names_the_landmarks_that_it_has() -> None:
    found = of_page(["Zaaimeester", "Iets"], ["lines=3", "w=iets"], 0.2, frozenset({"zaaimeester"}))
    assert found == ["any", "chance1", "lines=3", "there=zaaimeester"]
