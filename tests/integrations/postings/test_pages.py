"""A page tells its posting to machines, or shows it among much else."""

from __future__ import annotations

import json

import pytest

from integrations.postings.boards import body_of
from integrations.postings.errors import ManyPostings, NoPosting
from integrations.postings.models import Body, Page, Shape

LINK = "https://acme.example/careers/night-nurse"
TEXT = "<p>You bring:</p><ul><li>A nursing license and patience</li></ul>"
POSTING = {
    "@context": "http://schema.org/",
    "@type": "JobPosting",
    "title": "Night nurse",
    "hiringOrganization": "Acme Health",
    "description": TEXT,
}
LONG = "".join(f"<li>Requirement number {n} of a night nurse</li>" for n in range(20))


def script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def read(html: str, link: str = LINK, media_type: str = "text/html") -> Body:
    return body_of(Page(link, media_type, html), link)


@pytest.mark.parametrize(
    "scripts",
    [
        script(POSTING),
        script([{"@type": "BreadcrumbList"}, POSTING]),
        script({"@graph": [{"@type": "WebPage", "mainEntity": POSTING}]}),
        script({"@type": "BreadcrumbList"}) + script(POSTING),
        '<script type="application/ld+json">{"@type": "JobPosting", </script>'
        + script(POSTING),
        script(POSTING) + script(POSTING),
        script(POSTING | {"@type": ["http://schema.org/JobPosting"]}),
        script(POSTING | {"description": TEXT.replace("<", "&lt;").replace(">", "&gt;")}),
        f"<SCRIPT id=x TYPE=application/ld+json>{json.dumps(POSTING)}</SCRIPT>",
        f"<script type='application/ld+json'>\n<!--\n{json.dumps(POSTING)}\n--></script>",
        script(POSTING).replace("patience", "pati\u0001ence"),
        script("&").replace('"&"', json.dumps(POSTING).replace('"', "&quot;")),
    ],
)
def test_a_posting_told_to_machines_is_taken(scripts):
    html = f"<html><head><title>Jobs</title>{scripts}</head><body>Cookies!</body></html>"

    assert read(html) == Body(
        TEXT, Shape.HTML, title="Night nurse", company="Acme Health", url=LINK
    )


def test_of_several_told_the_link_names_the_one():
    day = POSTING | {"title": "Day nurse", "url": "https://acme.example/careers/day-nurse"}
    html = script(POSTING) + script(day)

    for link in (
        "https://acme.example/careers/day-nurse",
        "https://acme.example/careers/day-nurse/?a#b",
    ):
        assert read(html, link).title == "Day nurse"
    for link in (LINK, "https://acme.example/careers/day-nurse/2", "https://acme.example/"):
        with pytest.raises(ManyPostings, match="Night nurse; Day nurse"):
            read(html, link)


def test_a_told_posting_without_text_leaves_it_to_the_page():
    html = script(POSTING | {"description": ""}) + f"<main><h1>Nurse</h1><ul>{LONG}</ul></main>"

    assert "Requirement number 7" in read(html).text


def test_else_the_main_part_is_taken_without_what_surrounds_it():
    html = f"""<!doctype html><title>Night nurse | Acme</title><body>
      <header>Log in</header><nav><a href="/">Home</a><form>Search</form></nav>
      <div id="cookie-banner">We like cookies <button>Yes</button></div>
      <main><header><h1>Night  nurse</h1></header><ul>{LONG}</ul>
        <aside>Similar jobs</aside><script>alert(1)</script><!-- draft --></main>
      <footer>Imprint<nav>More</nav></footer>"""

    body = read(html)

    assert body.title == "Night nurse"
    assert "Requirement number 19" in body.text
    for noise in (
        "Log in",
        "Home",
        "Search",
        "cookies",
        "Similar",
        "alert",
        "draft",
        "Imprint",
    ):
        assert noise not in body.text


@pytest.mark.parametrize(
    "wrap", ["<form>{}</form>", '<body class="cookie-set">{}', "<article>x</article>{}"]
)
def test_a_posting_is_not_lost_in_an_odd_page(wrap):
    assert "Requirement number 19" in read(wrap.format(f"<ul>{LONG}</ul>")).text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Nurse</title>", "Nurse"),
        (
            "<title>Jobs</title><meta property='og:title' content='Nurse &amp; more'>",
            "Nurse & more",
        ),
        ("<title>Nurse</title><h1>Us</h1><h1>You</h1>", "Nurse"),
        ("<title>Nurse</title><body><header><h1>Acme</h1></header>", "Nurse"),
        ("<header><h1>Nurse</h1></header>", "Nurse"),
        ("", ""),
    ],
)
def test_a_page_is_called_what_it_calls_itself(head, title):
    assert read(f"{head}<p>License</p>").title == title


def test_a_company_told_in_the_markup_is_taken():
    html = (
        '<div itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">Nurse</h1>'
        '<span itemprop="hiringOrganization"><meta itemprop="name" content="Acme"></span>'
        f'<div itemprop="description"><ul>{LONG}</ul></div></div>'
    )

    assert (read(html).title, read(html).company) == ("Nurse", "Acme")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<div id=root></div><script>render()</script>",
        "<noscript>Scripts, please</noscript>",
    ],
)
def test_a_page_that_shows_nothing_without_scripts_says_so(html):
    with pytest.raises(NoPosting) as nothing:
        read(html)

    assert "paste" in nothing.value.hint


def test_a_page_of_plain_text_or_markdown_is_one():
    assert read("Night nurse\n\nA license", media_type="text/plain").shape is Shape.TEXT
    assert read("# Night nurse\n", media_type="text/markdown").title == "Night nurse"
    assert read("# Night nurse\n", media_type="text/markdown").url == LINK
