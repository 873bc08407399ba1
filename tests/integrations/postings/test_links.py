"""A link gives the address to ask: the board's own JSON where its form is known."""

from __future__ import annotations

import pytest

from integrations.postings.boards import ask_for, ask_further
from integrations.postings.models import Page

UUID = "3f0c9a1e-7b52-4d7e-9a6b-0c1d2e3f4a5b"
GREENHOUSE = "https://boards-api.greenhouse.io/v1/boards/acme/jobs/4012345"
WORKDAY = "https://acme.wd3.myworkdayjobs.com/wday/cxs/acme/Careers/job/"
ASHBY = "https://api.ashbyhq.com/posting-api/job-board/acme"


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("https://boards.greenhouse.io/acme/jobs/4012345", GREENHOUSE),
        ("https://boards.greenhouse.io/acme/jobs/4012345?gh_src=x#app", GREENHOUSE),
        ("https://job-boards.greenhouse.io/acme/jobs/4012345", GREENHOUSE),
        ("https://job-boards.eu.greenhouse.io/acme/jobs/4012345", GREENHOUSE),
        ("https://boards.eu.greenhouse.io/acme/jobs/4012345", GREENHOUSE),
        ("https://boards.greenhouse.io/acme?gh_jid=4012345", GREENHOUSE),
        ("https://boards.greenhouse.io/embed/job_app?for=acme&token=4012345", GREENHOUSE),
        ("https://boards.greenhouse.io/embed/job_app?token=4012345&for=acme&b=1", GREENHOUSE),
        (
            f"https://jobs.lever.co/acme/{UUID}",
            f"https://api.lever.co/v0/postings/acme/{UUID}?mode=json",
        ),
        (
            f"https://jobs.eu.lever.co/acme/{UUID}/apply?lever-source=x",
            f"https://api.eu.lever.co/v0/postings/acme/{UUID}?mode=json",
        ),
        (f"https://jobs.ashbyhq.com/acme/{UUID}", ASHBY),
        (f"https://jobs.ashbyhq.com/acme/{UUID}/application?utm_source=x", ASHBY),
        (
            "https://acme.wd3.myworkdayjobs.com/en-US/Careers/job/Oslo/Nurse_R-123?source=x",
            f"{WORKDAY}Oslo/Nurse_R-123",
        ),
        (
            "https://acme.wd3.myworkdayjobs.com/Careers/job/Oslo/Nurse_R-123/apply",
            f"{WORKDAY}Oslo/Nurse_R-123",
        ),
        (
            "https://acme.wd3.myworkdayjobs.com/de-DE/Careers/details/Nurse_R-123",
            f"{WORKDAY}Nurse_R-123",
        ),
        (
            "https://wd5.myworkdaysite.com/en-US/recruiting/acme/Careers/job/Oslo/Nurse_R-1",
            "https://wd5.myworkdaysite.com/wday/cxs/acme/Careers/job/Oslo/Nurse_R-1",
        ),
        (
            "https://jobs.smartrecruiters.com/Acme1/743999912345678-nurse",
            "https://api.smartrecruiters.com/v1/companies/Acme1/postings/743999912345678",
        ),
    ],
)
def test_a_link_to_a_known_board_is_asked_of_its_json(link, asked):
    assert ask_for(link) == asked
    assert ask_for(f" {link}\n") == asked


@pytest.mark.parametrize(
    "link",
    [
        "https://acme.example/careers/nurse",
        "https://acme.example/jobs?gh_jid=4012345",
        "https://boards.greenhouse.io/acme",
        "https://jobs.lever.co/acme",
        "https://jobs.ashbyhq.com/acme",
        "https://evil.example/https://jobs.lever.co/acme/" + UUID,
        f"https://jobs.lever.co.evil.example/acme/{UUID}",
        f"https://jobs-lever.co/acme/{UUID}",
        "ftp://boards.greenhouse.io/acme/jobs/4012345",
        "https://[broken/acme/jobs/1",
        "no link at all",
        "",
        GREENHOUSE,
        f"{WORKDAY}Oslo/Nurse_R-123",
        "https://jobs.lever.co/" + "a" * 5000 + UUID,
    ],
)
def test_any_other_link_is_asked_as_it_is(link):
    assert ask_for(link) == link


@pytest.mark.parametrize(
    ("link", "script", "asked"),
    [
        (
            "https://acme.example/jobs/?gh_jid=4012345",
            '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>',
            GREENHOUSE,
        ),
        (
            "https://acme.example/jobs/?a=b&gh_jid=4012345",
            "<iframe src='https://job-boards.eu.greenhouse.io/embed/job_app?x=1&amp;for=acme'>",
            GREENHOUSE,
        ),
        (
            f"https://acme.example/jobs?ashby_jid={UUID}",
            '<script src="https://jobs.ashbyhq.com/acme/embed?version=2"></script>',
            ASHBY,
        ),
        ("https://acme.example/jobs/", "boards.greenhouse.io/embed/job_board?for=acme", ""),
        ("https://acme.example/jobs/?gh_jid=4012345", "<h1>Nurse</h1>", ""),
    ],
)
def test_a_page_that_only_embeds_a_board_says_what_to_ask_further(link, script, asked):
    assert ask_further(Page(link, "text/html", script), link) == asked
