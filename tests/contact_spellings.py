"""Phone numbers and addresses as people write them, and every place of a record that may have one."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

DASHES = ["-", "‐", "‑", "‒", "–", "—", "―", "−", "\u00ad", "－"]
BLANKS = [" ", "\u00a0", "\u202f", "\u2009", "\u200b", "\u3000"]
# Signs that divide a sentence or number an item too: the rest must be the address of a site.
ONLY_BEFORE_SITES = ["(a)", "[a]", " [a] ", " [chez] ", " -at- "]
gaps = st.one_of(
    st.sampled_from([*DASHES, *BLANKS, ".", "/"]),
    st.tuples(st.sampled_from(BLANKS), st.sampled_from(DASHES), st.sampled_from(BLANKS)).map(
        "".join
    ),
)


@st.composite
def phones(draw: st.DrawFn) -> str:
    """A phone number of the Netherlands or Belgium, with gaps as people write them."""
    groups = draw(
        st.sampled_from(
            [
                ["06", "12345678"], ["06", "1234", "5678"], ["06", "12", "34", "56", "78"],
                ["010", "794", "69", "17"], ["0297", "123456"], ["(030)", "252", "99", "36"],
                ["+31", "6", "12345678"], ["+31", "(0)6", "1234", "5678"], ["0031", "30", "2529936"],
                ["(+31)", "20", "123", "45", "67"], ["0032", "2", "123", "45", "67"],
                ["+32", "475", "12", "34", "56"], ["0475", "12", "34", "56"], ["02", "123", "45", "67"],
                ["+49", "30", "1234567"],
            ]
        )
    )  # fmt: skip
    number = groups[0]
    for group in groups[1:]:
        number += draw(gaps) + group
    return number


@st.composite
def emails(draw: st.DrawFn) -> str:
    """An e-mail address, as people hide it from robots."""
    at = draw(
        st.sampled_from(
            ["@", " @ ", "＠", "(at)", " (at) ", "[at]", " [at] ", "{at}", "<at>", "(@)", " at ", " AT ",
             "%40", "&#64;", " apenstaartje ", " [apenstaart] ", "\u00a0at\u00a0", *ONLY_BEFORE_SITES]
        )
    )  # fmt: skip
    worded = ("hr punt nl", "hr (punt) nl", "hr dot nl", "post.hr punt nl")
    host = draw(
        st.sampled_from(["hr.nl", "post.hr.nl", *(worded if at not in ONLY_BEFORE_SITES else ())])
    )
    return draw(st.sampled_from(["anna", "a.de.groot", "a-groot+x", "Anna_Groot"])) + at + host


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """A postal address on one line or two."""
    street = draw(
        st.sampled_from(["Dorpsstraat 5", "Van der Helstplein 3-2", "Kade 12a", "kerklaan 7"])
    )
    code = draw(st.sampled_from(["1234 AB", "1234AB", "1234\u00a0AB", "2012 AB", "1234 ab"]))
    between = draw(st.sampled_from([", ", " ", "\n", " - ", " | ", ",\u00a0"]))
    return street + between + code + draw(st.sampled_from(["", " Utrecht"]))


PLACES: dict[str, Any] = {
    "title": lambda text: {"title": text},
    "alternate title": lambda text: {"alternate_titles": [text]},
    "theme": lambda text: {"themes": [text]},
    "label": lambda text: {"links": [{"url": "https://x.example/", "label": text}]},
    "link": lambda text: {"links": [{"url": f"https://x.example/?q={text}", "label": "meer"}]},
    "identifier": lambda text: {"identifiers": [{"scheme": "project_number", "value": text}]},
    "scheme": lambda text: {"identifiers": [{"scheme": text, "value": "12"}]},
    "organisation": lambda text: {"organisations": [{"name": text, "role": "lead"}]},
    "unit": lambda text: {"organisations": [{"name": "A", "role": "lead", "unit": text}]},
    "person": lambda text: {"persons": [{"name": text, "roles": ["contact"]}]},
    "role": lambda text: {"persons": [{"name": "Anna", "roles": ["contact"], "role_text": text}]},
    "funder": lambda text: {"funding": [{"funder": text, "programme": text, "call": text}]},
    "heading": lambda text: {"sections": [{"kind": "goal", "heading": text, "text": "Doel"}]},
    "section": lambda text: {"sections": [{"kind": "goal", "text": f"Vraag {text} voor meer."}]},
    "subproject": lambda text: {"subprojects": [{"title": text, "text": text}]},
}  # fmt: skip
SIGNS = ("hr.nl", "hr punt", "hr (punt", "hr dot", "45", "1234", "56 78", "252", "794", "straat", "Helst", "kerklaan", "AB")  # fmt: skip
