"""A form in parts has an end: what was cut off on its way does not pass for a shorter one."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from support.in_process import ADDRESS
from support.planned import plan
from support.postings import MARKDOWN
from support.visitor import ON_SQLITE

from service.store import accounts, sessions

if TYPE_CHECKING:
    import httpx

    from service.bootstrap import App

pytestmark = ON_SQLITE

POSTINGS = "/api/v1/postings"
PARTS = {"Content-Type": "multipart/form-data; boundary=x"}
END = "\r\n--x--"
FORM = (
    '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nAcme\r\n'
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n'
    f"Content-Type: text/markdown\r\n\r\n{MARKDOWN}{END}"
)
LARGE = FORM.replace("# ", "# " + "x" * 1_500_000, 1)
"""One whose file is kept on a disk while it arrives."""
NEVER_ENDS = FORM.replace("Content-Type: text/markdown", "--x--: y").removesuffix(END)
"""Its end stands where none can be: within the head of a part."""


@pytest.fixture
def page(app: App, stranger: httpx.Client) -> httpx.Client:
    """A signed-in browser."""
    with app.database.begin() as tx:
        secret = sessions.begin(tx, accounts.the_only(tx).id, app.clock())
    stranger.headers["Origin"] = ADDRESS
    stranger.cookies.set("momentum_8765", secret)
    return stranger


@pytest.mark.parametrize("end", ["", "\r\n", "\r\nAn epilogue\r\n"])
def test_a_form_that_ends_is_read_whatever_follows_its_end(client, end):
    assert client.post(POSTINGS, content=FORM + end, headers=PARTS).status_code == 201


def test_wherever_a_form_was_cut_off_it_is_refused_and_nothing_is_kept(app, client):
    for cut in range(1, len(FORM), 7):
        answer = client.post(POSTINGS, content=FORM[:cut], headers=PARTS)

        assert answer.status_code == 400, FORM[:cut]
        assert answer.json()["hint"]
    assert plan(app).postings == ()


@pytest.mark.parametrize(
    "cut_off", [FORM[:-1], FORM[:-60], LARGE[: -len(END)], NEVER_ENDS], ids=len
)
def test_what_had_come_of_a_cut_off_file_is_closed_at_once(client, page, cut_off):
    for answer in (
        client.post(POSTINGS, content=cut_off, headers=PARTS),
        page.post("/postings", content=cut_off, headers=PARTS),
        page.post("/sign-in", content=cut_off, headers=PARTS),
    ):
        assert answer.status_code == 400
        assert "cut off" in answer.text
    gc.collect()  # finds what was left open, and warns of it
