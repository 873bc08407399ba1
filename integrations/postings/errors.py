"""Why a posting could not be had, by what a person can do about it."""

from __future__ import annotations

COPY_IT = "Open it, copy the posting's text, and paste that."


class PostingError(Exception):
    """`str(error)` is one sentence about what is wrong; `hint` is what to do next."""

    hint = COPY_IT


class NotAllowed(PostingError):
    """The link leads to no public page: one answer for all of them.

    Which of the rules refused it is not told, nor whether the name exists: else this would
    be a way to look around in the network that we run in.
    """

    hint = (
        "Check the link for typing mistakes: it has to begin with http:// or https:// and "
        "open for everyone. Or copy the posting's text, and paste that."
    )

    def __init__(self) -> None:
        super().__init__("The link does not lead to a public web page.")


class Unreachable(PostingError):
    """No usable answer came: trying again later may help."""

    hint = f"Try again later. {COPY_IT}"


class TooSlow(Unreachable):
    """The whole of it took too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The page did not arrive within {seconds:.0f} seconds.")


class HttpStatus(PostingError):
    """The page answered, but not with a posting: it is gone, or asks who we are."""

    def __init__(self, status: int) -> None:
        super().__init__(_said(status))
        self.status = status


class NotText(PostingError):
    """What is there is no text: a picture, a PDF, an archive."""


class TooLarge(PostingError):
    """More bytes than one posting can need; `most` is the limit."""

    hint = "Bring the posting alone: copy its text, and paste that."

    def __init__(self, most: int) -> None:
        super().__init__(f"This is larger than {most / 2**20:g} MiB, the most that is read.")
        self.most = most


class TooComplex(PostingError):
    """Small enough, but nested or split up beyond what a posting needs."""

    hint = TooLarge.hint


class Malformed(PostingError):
    """It says that it is JSON, and is not."""

    hint = "Save or copy the whole of it again, or paste the posting's text."


class NoPosting(PostingError):
    """There is no text in it that could be a posting's."""


class ManyPostings(PostingError):
    """More than one posting, and nothing says which; `titles` names them."""

    hint = "Bring the link of one of them, or paste the text of one."

    def __init__(self, titles: tuple[str, ...]) -> None:
        some = "; ".join(title or "(no title)" for title in titles[:5])
        more = "; ..." if len(titles) > 5 else ""  # noqa: PLR2004 - what fits a line
        super().__init__(f"There are {len(titles)} postings in it: {some}{more}")
        self.titles = titles


def _said(status: int) -> str:
    match status:
        case 404 | 410:
            return f"The posting is no longer there (the page answered {status})."
        case 401 | 403 | 407 | 429 | 999:
            return f"The page is not shown to programs (it answered {status})."
        case _:
            return f"The page answered {status} instead of a posting."
