"""What can go wrong with a page, as the user is told."""

from __future__ import annotations

from projectkit.model.errors import ProjectkitError


class FetchError(ProjectkitError):
    """A page cannot be fetched; the message says why."""


class PassingError(FetchError):
    """It may pass: the same request is worth another try."""


class UnreachableError(PassingError):
    """No connection can be made, so other pages of the same host will fail too."""


class TooLargeError(FetchError):
    """There is more than may be read."""


class DisallowedError(FetchError):
    """The robots.txt of the site does not allow the page."""
