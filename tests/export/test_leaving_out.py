"""Leaving out how to reach persons: a text is searched only where a sign of an address or number stands in it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from projectkit.dutch import addresses, emails
from projectkit.export import privacy

PIECES = ["@", "at", "(at)", "[ at ]", "{AT}", " at ", "(apenstaartje)", "punt", " dot ", ".", "nl", "jan", "\uff20", "%40", "(", "[", "{", ")", " ", "\n", "x.nl", "Dorpsstraat 5", " 1234 AB ", "1234ab", "Postbus 12", "Utrecht", "06 12345678", "+31 6", "٢"]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(texts)
@example("jan(at)x.nl")
@example("jan at x punt nl, 1234 AB Utrecht")
def test_no_sign_is_missed(text: str) -> None:
    every = emails._PATTERN.sub(privacy.EMAIL_LEFT_OUT, text)
    assert privacy._without_emails(text) == privacy._LOOSE_EMAIL.sub(privacy.EMAIL_LEFT_OUT, every)
    assert addresses.without_addresses(text, "A") == addresses._PATTERN.sub("A", text)


def test_signs_are_looked_for() -> None:
    left = privacy._scrubbed("jan(at)x.nl, 06 12345678, Dorpsstraat 5, 1234 AB Utrecht")
    assert left == ", ".join(privacy.LEFT_OUT)
