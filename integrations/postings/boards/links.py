"""Which address to GET for the link that a person has: boards tell more in their JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from integrations.postings.models import Page

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
LANGUAGE = r"(?:[a-z]{2}(?:-[A-Za-z]{2,4})?/)?"
JOB = r"(?:job|details)/(?P<job>[^?]+?)(?:/apply[^?]*)?/?(?:\?.*)?"

LONGEST = 4096

GREENHOUSE = r"(?:job-)?boards(?:\.eu)?\.greenhouse\.io"
GREENHOUSE_ASKS = "https://boards-api.greenhouse.io/v1/boards/{board}/jobs/{job}"
"""The same for boards in the EU: theirs has no host of its own."""
ASHBY_ASKS = "https://api.ashbyhq.com/posting-api/job-board/{board}"


class Board(NamedTuple):
    """Links of one form, by host and by path with query, and the address they give."""

    host: re.Pattern[str]
    target: re.Pattern[str]
    asks: str


def _board(host: str, target: str, asks: str) -> Board:
    return Board(re.compile(host), re.compile(target), asks)


BOARDS = (
    # https://developers.greenhouse.io/job-board.html
    _board(GREENHOUSE, r"/(?P<board>[\w-]+)/jobs/(?P<job>\d+)\b.*", GREENHOUSE_ASKS),
    _board(
        GREENHOUSE,
        r"/embed/job_\w+(?:/js)?\?(?=.*\bfor=(?P<board>[\w-]+))(?=.*\b(?:token|gh_jid)=(?P<job>\d+)).*",
        GREENHOUSE_ASKS,
    ),
    _board(GREENHOUSE, r"/(?P<board>[\w-]+)/?\?.*\bgh_jid=(?P<job>\d+).*", GREENHOUSE_ASKS),
    # https://github.com/lever/postings-api
    _board(
        r"jobs\.(?P<eu>eu\.)?lever\.co",
        rf"/(?P<board>[\w.%-]+)/(?P<job>{UUID}).*",
        "https://api.{eu}lever.co/v0/postings/{board}/{job}?mode=json",
    ),
    # https://developers.ashbyhq.com/docs/public-job-posting-api lists a board, never one job.
    _board(r"jobs\.ashbyhq\.com", rf"/(?P<board>[\w.%-]+)/{UUID}.*", ASHBY_ASKS),
    # What Workday's own pages ask for.
    _board(
        r"(?P<host>(?P<tenant>[\w-]+)\.wd\d+\.myworkdayjobs\.com)",
        rf"/{LANGUAGE}(?P<site>[\w-]+)/{JOB}",
        "https://{host}/wday/cxs/{tenant}/{site}/job/{job}",
    ),
    _board(
        r"(?P<host>wd\d+\.myworkdaysite\.com)",
        rf"/{LANGUAGE}recruiting/(?P<tenant>[\w-]+)/(?P<site>[\w-]+)/{JOB}",
        "https://{host}/wday/cxs/{tenant}/{site}/job/{job}",
    ),
    # https://developers.smartrecruiters.com/docs/posting-api
    _board(
        r"(?:jobs|careers)\.smartrecruiters\.com",
        rf"/(?P<board>[\w.-]+)/(?P<job>\d{{6,}}|{UUID})\b.*",
        "https://api.smartrecruiters.com/v1/companies/{board}/postings/{job}",
    ),
)

EMBEDDED_GREENHOUSE = re.compile(
    r"greenhouse\.io/embed/job_\w{1,20}(?:/js)?\?[^\"'\s<>]{0,300}?\bfor=([\w-]+)"
)
EMBEDDED_ASHBY = re.compile(r"jobs\.ashbyhq\.com/([\w.%-]+)/embed")
GREENHOUSE_JOB = re.compile(r"[?&]gh_jid=(\d+)")
ASHBY_JOB = re.compile(rf"[?&]ashby_jid={UUID}")


def ask_for(link: str) -> str:
    """The address of the board's JSON where the link is of a known form, else the link."""
    if len(link) > LONGEST:
        return link
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return link
    if parts.scheme not in {"http", "https"}:
        return link
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for board in BOARDS:
        at, what = board.host.fullmatch(host), board.target.fullmatch(target)
        if at and what:
            known = {
                name: part or "" for name, part in (at.groupdict() | what.groupdict()).items()
            }
            return board.asks.format_map(known)
    return link


def ask_further(page: Page, link: str) -> str:
    """The address to GET next, where a company's own page only embeds a board; else nothing.

    Such links carry the job, and the page's script the board.
    """
    job, board = GREENHOUSE_JOB.search(link), EMBEDDED_GREENHOUSE.search(page.text)
    if job and board:
        return GREENHOUSE_ASKS.format(board=board[1], job=job[1])
    board = EMBEDDED_ASHBY.search(page.text)
    return ASHBY_ASKS.format(board=board[1]) if board and ASHBY_JOB.search(link) else ""
