"""The postings of the shared folder, in the shapes that boards and people really have."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from integrations.postings.boards import body_from_file, body_of
from integrations.postings.errors import ManyPostings
from integrations.postings.models import Page, Shape

FOLDER = Path(__file__).parents[4] / "shared" / "postings"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder with real postings is not beside the repository"
)

# Where each of them tells its title and its company, if it does.
TOLD_BY = {
    "arbeitnow_product_owner_de.json": ("title", "company_name"),
    "ashby_frontend.json": ("title", ""),
    "derived_greenhouse_nurse.json": ("title", ""),
    "jobicy_change_manager_workday.json": ("jobTitle", "companyName"),
    "jobicy_nurse.json": ("jobTitle", "companyName"),
    "remotive_graphic_designer.json": ("title", "company_name"),
    "archive_lecturer.md": ("#", ""),
    "posthog_recruiter.md": ("title:", ""),
    "pythonjobs_MLZ2.md": ("title:", "company:"),
    "pythonjobs_Software_Engineer_Molex.md": ("title:", "company:"),
    "election_director_information_technolog.txt": ("", ""),
}
SHAPES = {".json": Shape.HTML, ".md": Shape.MARKDOWN, ".txt": Shape.TEXT}
BOARDS = {"lever": ("hostedUrl", "text"), "ashby": ("jobUrl", "title")}
BOARDS |= {"greenhouse": ("absolute_url", "title")}


def told(text: str, by: str) -> str:
    """What stands there by that key or mark, found without the code that is tested."""
    if not by:
        return ""
    if not text.startswith("{"):
        return re.findall(rf"^{by} *(.*)$", text, re.MULTILINE)[0]
    data = json.loads(text)
    return data.get("jobs", [data])[0][by]


def jobs_of(name: str) -> tuple[str, list[dict[str, str]]]:
    text = (FOLDER / f"shape_{name}_truncated.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return text, data if isinstance(data, list) else data["jobs"]


@pytest.mark.parametrize("name", TOLD_BY)
@pytest.mark.parametrize("named", [True, False])
def test_a_file_tells_its_title_company_and_shape(name, named):
    path = FOLDER / name
    title, company = (told(path.read_text(encoding="utf-8"), by) for by in TOLD_BY[name])

    body = body_from_file(path.read_bytes(), name if named else "")

    assert (body.title, body.company) == (title, company)
    assert body.shape is SHAPES[path.suffix]
    assert not body.text.startswith("---")
    assert "&lt;" not in body.text


@pytest.mark.parametrize("name", BOARDS)
def test_a_whole_board_says_that_it_holds_several(name):
    text, jobs = jobs_of(name)

    with pytest.raises(ManyPostings) as many:
        body_from_file(text.encode())

    assert len(many.value.titles) == len(jobs) > 1


@pytest.mark.parametrize("name", BOARDS)
def test_of_a_whole_board_the_link_names_one(name):
    text, jobs = jobs_of(name)
    page = Page("https://api.example/", "application/json", text)
    link, title = BOARDS[name]

    for job in jobs:
        found = body_of(page, job[link])
        assert found.title == " ".join(job[title].split())
        assert found.url == job[link]
