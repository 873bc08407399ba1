"""Attachments: uploaded by form, listed, downloaded, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Api


@pytest.fixture
def task(api: Api, board: str) -> str:
    return api.post("/tasks", name="Review", projects=[board])["gid"]


def upload(api: Api, parent: str, name: str, content: bytes) -> dict:
    files = {"file": (name, content, "image/png")}
    answer = api.client.post("/attachments", data={"parent": parent}, files=files)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\r\n--x\r\n", b"", bytes(range(256))]
)
def test_a_file_comes_back_byte_by_byte(api: Api, task: str, content: bytes):
    made = upload(api, task, "progress.png", content)

    assert (made["name"], made["size"]) == ("progress.png", len(content))
    assert api.client.get(made["download_url"]).content == content
    listed = api.list("/attachments", parent=task)
    assert [one["gid"] for one in listed] == [made["gid"]]


def test_a_name_may_be_percent_encoded(api: Api, task: str):
    assert upload(api, task, "L%C3%A4ngs.png", b"x")["name"] == "Längs.png"


def test_a_link_can_be_attached_by_name(api: Api, task: str):
    made = api.post(
        "/attachments",
        parent=task,
        resource_subtype="external",
        name="Posting",
        url="https://example.com/jobs/123",
    )

    assert (made["name"], made["host"]) == ("Posting", "external")


def test_a_file_goes_and_its_task_has_to_be_there(api: Api, task: str):
    made = upload(api, task, "a.png", b"x")
    api.delete(f"/attachments/{made['gid']}")

    assert api.list("/attachments", parent=task) == []
    assert api.refusal("GET", f"/attachments/{made['gid']}")[0] == 404
    assert api.refusal("GET", "/attachments", parent="1")[0] == 400
    assert api.refusal("POST", "/attachments", data={"parent": task})[0] == 400
