"""What boards answer becomes a body: title, company, text, whatever the fields are called."""

from __future__ import annotations

import json

import pytest

from integrations.postings.boards import body_from_file, body_of
from integrations.postings.errors import ManyPostings, NoPosting
from integrations.postings.models import Body, Page, Shape

UUID = "3f0c9a1e-7b52-4d7e-9a6b-0c1d2e3f4a5b"
OTHER = "aaaaaaaa-7b52-4d7e-9a6b-0c1d2e3f4a5b"
HTML = "<p>You bring:</p>\n<ul><li>A nursing license &amp; patience</li></ul>"
ESCAPED = (
    "&lt;p&gt;You bring:&lt;/p&gt;\n"
    "&lt;ul&gt;&lt;li&gt;A nursing license &amp;amp; patience&lt;/li&gt;&lt;/ul&gt;"
)

GREENHOUSE = {
    "absolute_url": "https://acme.example/jobs/4012345?gh_jid=4012345",
    "metadata": [{"id": 7, "name": "Level", "value": None}],
    "id": 4012345,
    "title": "Night nurse",
    "company_name": "Acme Health",
    "content": ESCAPED,
    "departments": [{"id": 1, "name": "Care", "child_ids": []}],
}
ASHBY = {
    "id": UUID,
    "title": "Night nurse",
    "department": "Care",
    "address": {"postalAddress": {"addressCountry": "Norway"}},
    "jobUrl": f"https://jobs.ashbyhq.com/acme/{UUID}",
    "descriptionHtml": HTML,
    "descriptionPlain": "You bring:\n\n- A nursing license & patience\n" + " " * 99,
}
REMOTIVE = {
    "id": 1234567,
    "url": "https://board.example/night-nurse-1234567",
    "title": "Night nurse",
    "company_name": "Acme Health",
    "tags": ["care"],
    "job_type": "full_time",
    "description": HTML,
}
ARBEITNOW = {
    "slug": "night-nurse-oslo-1234",
    "company_name": "Acme Health",
    "title": "Night nurse",
    "description": ESCAPED + "<p>More jobs on this board</p>",
    "job_types": [],
}
JOBICY = {
    "id": 150999,
    "jobSlug": "150999-night-nurse",
    "jobTitle": "Night nurse",
    "companyName": "Acme Health",
    "jobIndustry": ["Health &amp; Care"],
    "jobExcerpt": "You bring: a nursing license" * 30,
    "jobDescription": HTML,
}
WORKDAY = {
    "jobPostingInfo": {
        "id": "1f",
        "title": "Night nurse",
        "jobDescription": HTML,
        "jobReqId": "R-123",
        "externalUrl": "https://acme.wd3.myworkdayjobs.com/Careers/job/Oslo/Nurse_R-123",
    },
    "hiringOrganization": {"name": "Acme Health", "url": ""},
    "similarJobs": [],
}
RECRUITEE = {
    "offer": {"title": "Night nurse", "company_name": "Acme Health", "description": HTML}
}
LINKED_DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Board", "description": "A board of jobs."},
        {
            "@type": ["JobPosting"],
            "title": "Night nurse",
            "hiringOrganization": {"@type": "Organization", "name": "Acme Health"},
            "description": ESCAPED,
        },
    ],
}
SHAPES = {
    "greenhouse": (GREENHOUSE, "Acme Health"),
    "greenhouse list": ({"jobs": [GREENHOUSE], "meta": {"total": 1}}, "Acme Health"),
    "ashby": ({"jobs": [ASHBY], "apiVersion": "1"}, ""),
    "remotive": (REMOTIVE, "Acme Health"),
    "remotive list": ({"job-count": 1, "jobs": [REMOTIVE]}, "Acme Health"),
    "arbeitnow": ({"data": [ARBEITNOW], "links": {}}, "Acme Health"),
    "jobicy": ({"jobs": [JOBICY], "jobCount": 1}, "Acme Health"),
    "workday": (WORKDAY, "Acme Health"),
    "recruitee": (RECRUITEE, "Acme Health"),
    "linked data": (LINKED_DATA, "Acme Health"),
    "of no board": (
        {"Position": "Night nurse", "firma": "Acme Health", "Body": HTML},
        "Acme Health",
    ),
}


def read(data: object, name: str = "posting.json") -> Body:
    return body_from_file(json.dumps(data).encode(), name)


def answered(data: object, link: str, url: str = "https://api.example/") -> Body:
    return body_of(Page(url, "application/json", json.dumps(data)), link)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_boards_json_tells_title_company_and_text(shape):
    data, company = SHAPES[shape]

    body = read(data)

    assert (body.title, body.company, body.shape) == ("Night nurse", company, Shape.HTML)
    assert body.text.startswith(HTML)
    assert "&lt;" not in body.text


def test_pasted_json_needs_no_name():
    assert read(GREENHOUSE, "").title == "Night nurse"


def test_a_body_keeps_the_link_it_came_from():
    link = "https://boards.greenhouse.io/acme/jobs/4012345"

    assert answered(GREENHOUSE, link).url == link
    assert read(GREENHOUSE).url == GREENHOUSE["absolute_url"]
    assert read(GREENHOUSE | {"absolute_url": "javascript:alert(1)"}).url == ""


def test_levers_lists_stand_between_the_description_and_what_is_added():
    lever = {
        "id": UUID,
        "text": "Night nurse",
        "hostedUrl": f"https://jobs.lever.co/acme/{UUID}",
        "description": "<div>About the ward</div>",
        "descriptionBody": "<div>About the ward</div>",
        "lists": [
            {"text": "What we look for & more", "content": "\n<li>A license</li>"},
            {"text": "Tasks", "content": "<li>Rounds</li>"},
        ],
        "additional": "<div>Apply by May</div>",
    }

    assert read([lever]) == Body(
        "<div>About the ward</div>"
        "<h3>What we look for &amp; more</h3><ul>\n<li>A license</li></ul>"
        "<h3>Tasks</h3><ul><li>Rounds</li></ul>"
        "<div>Apply by May</div>",
        Shape.HTML,
        title="Night nurse",
        url=f"https://jobs.lever.co/acme/{UUID}",
    )


def test_smartrecruiters_sections_keep_their_titles():
    body = read(
        {
            "id": "743999912345678",
            "name": "Night nurse",
            "company": {"identifier": "acme", "name": "Acme Health"},
            "department": {"label": "Care"},
            "jobAd": {
                "sections": {
                    "jobDescription": {"title": "Job", "text": "<p>Rounds</p>"},
                    "qualifications": {"title": "You", "text": "<ul><li>License</li></ul>"},
                    "videos": {"urls": []},
                }
            },
        }
    )

    assert (body.title, body.company) == ("Night nurse", "Acme Health")
    assert body.text == "<h2>Job</h2><p>Rounds</p><h2>You</h2><ul><li>License</li></ul>"


def test_requirements_in_a_field_of_their_own_are_added_once():
    body = read(
        {
            "title": "Night nurse",
            "description": "<p>Rounds</p><ul><li>Known</li></ul>",
            "requirements": "<ul><li>A license</li></ul>",
            "niceToHave": ["Norwegian", "A <driving> license"],
            "qualifications": "Known",
            "experienceLevel": "Senior",
            "benefits_text": "Tea & cake\nRest",
        }
    )

    assert body.text == (
        "<p>Rounds</p><ul><li>Known</li></ul>"
        "<h3>Requirements</h3><ul><li>A license</li></ul>"
        "<h3>Nice to have</h3><ul><li>Norwegian</li>"
        "<li>A &lt;driving&gt; license</li></ul>"
        "<h3>Benefits text</h3><p>Tea &amp; cake</p><p>Rest</p>"
    )


def test_plain_text_in_json_stays_plain():
    body = read({"title": "Nurse &amp; more", "content": "You bring:\n- patience &amp; tea"})

    assert (body.title, body.text) == ("Nurse & more", "You bring:\n- patience & tea")
    assert body.shape is Shape.TEXT


def test_text_with_some_bold_in_it_keeps_its_lines():
    body = read({"title": "Nurse", "description": "<b>You</b>\n- a license\n- patience"})

    assert body.text == "<b>You</b><br>\n- a license<br>\n- patience"


def test_a_company_told_around_the_posting_is_its_own():
    body = read(
        {
            "company": {"name": "Acme", "description": "Care"},
            "job": {"title": "Nurse", "description": HTML},
        }
    )

    assert (body.title, body.company) == ("Nurse", "Acme")


@pytest.mark.parametrize("other_first", [True, False])
def test_of_a_whole_board_the_link_names_the_one(other_first):
    jobs = [ASHBY, ASHBY | {"id": OTHER, "title": "Day nurse", "jobUrl": f"https://x/{OTHER}"}]
    board = {"jobs": jobs[::-1] if other_first else jobs}

    assert answered(board, f"https://jobs.ashbyhq.com/acme/{UUID}").title == "Night nurse"
    assert answered(board, f"https://jobs.ashbyhq.com/acme/{OTHER}").title == "Day nurse"


def test_a_file_of_several_says_which_there_are():
    with pytest.raises(ManyPostings, match="2 postings in it: Night nurse; Day nurse") as many:
        read({"jobs": [GREENHOUSE, GREENHOUSE | {"title": "Day nurse"}]})

    assert many.value.titles == ("Night nurse", "Day nurse")


def test_a_posting_that_has_left_its_board_is_not_taken_for_the_one_that_stayed():
    with pytest.raises(NoPosting, match="no longer on the board"):
        answered(
            {"jobs": [ASHBY]},
            f"https://jobs.ashbyhq.com/acme/{OTHER}",
            "https://api.ashbyhq.com/posting-api/job-board/acme",
        )


@pytest.mark.parametrize(
    "data", [{}, [], {"jobs": []}, {"error": "Job not found", "status": 404}, [1, None, "x"]]
)
def test_json_without_a_posting_says_so(data):
    with pytest.raises(NoPosting):
        read(data)


@pytest.mark.parametrize("empty", ["", " ", "<p> </p>", "&lt;br&gt;"])
def test_a_posting_without_text_says_so(empty):
    with pytest.raises(NoPosting):
        read({"title": "Night nurse", "description": empty})
