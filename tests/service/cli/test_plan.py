from __future__ import annotations

import json

import pytest
import yaml

BAD = """\
momentum: 1
goals:
  - {skill: A, group: nowhere}
  - {skill: A, group: in_role, hwo: typo}
  - {skill: B, group: in_role, not_before: 2027-02-30}
"""


def shown(momentum):
    return json.loads(momentum("plan", "show", "--json").out)


def test_a_plan_goes_in_before_any_account_is_connected(momentum, plan_file):
    ended = momentum("plan", "import", plan_file)

    assert ended.code == 0
    assert "Imported: 6 goals added." in ended.out
    table = momentum("plan", "show").out
    assert "Lead a product" in table
    assert "Data storytelling" in table


def test_a_plan_goes_in_from_standard_input_and_as_json(momentum, plan_file):
    assert momentum("plan", "import", "-", stdin=plan_file.read_text()).code == 0

    as_json = json.dumps(yaml.safe_load(plan_file.read_text()))
    again = momentum("plan", "import", "-", "--json", stdin=as_json)

    assert json.loads(again.out)["added"] == []


def test_importing_again_brings_nothing_new(momentum, plan_file):
    momentum("plan", "import", plan_file)

    assert "nothing in the file is new" in momentum("plan", "import", plan_file).out


def test_what_the_file_lacks_is_kept_and_listed_and_let_go_with_prune(momentum, plan_file):
    momentum("plan", "import", plan_file)
    lines = plan_file.read_text().splitlines(keepends=True)
    plan_file.write_text("".join(line for line in lines if "Pricing" not in line))

    kept = momentum("plan", "import", plan_file)
    assert "--prune" in kept.out
    assert "  Pricing" in kept.out

    momentum("plan", "import", plan_file, "--prune")
    states = {goal["skill"]: goal["state"] for goal in shown(momentum)["goals"]}
    assert states["Pricing"] == "let_go"


def test_json_has_the_files_own_keys_and_what_was_worked_out(momentum, plan_file):
    momentum("plan", "import", plan_file)

    plan = shown(momentum)

    assert plan["purpose"] == "Lead a product"
    first = plan["goals"][0]
    assert first["skill"] == "Data storytelling"
    assert first["group"] == "in_role"
    assert first["state"] == "active"
    assert first["gid"] is None
    assert {"quarter", "due_on", "id", "steps"} <= first.keys()


def test_what_goes_out_comes_in_again_and_changes_nothing(momentum, plan_file, tmp_path):
    momentum("plan", "import", plan_file)
    before = shown(momentum)
    out = tmp_path / "out.yaml"

    assert momentum("plan", "export", out).code == 0
    assert momentum("plan", "export").out == out.read_text()
    assert "nothing in the file is new" in momentum("plan", "import", out).out
    assert shown(momentum) == before


def test_a_file_that_is_there_is_replaced_only_by_force(momentum, plan_file):
    momentum("plan", "import", plan_file)
    text = plan_file.read_text()

    refused = momentum("plan", "export", plan_file)
    assert refused.code == 1
    assert "--force" in refused.err
    assert plan_file.read_text() == text
    assert momentum("plan", "export", plan_file, "--force").code == 0


def test_an_empty_plan_says_where_to_begin(momentum):
    assert "momentum plan import" in momentum("plan", "show").out
    assert shown(momentum)["goals"] == []


def test_every_problem_of_a_file_is_told_with_its_place_and_a_hint(momentum, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text(BAD)

    ended = momentum("plan", "check", file)

    assert ended.code == 1
    for line in (3, 4, 5):
        assert f"{file}:{line}:" in ended.out
    assert "hwo" in ended.out
    problems = json.loads(momentum("plan", "check", "--json", file).out)["problems"]
    assert len(problems) >= 4
    assert all(problem["hint"] for problem in problems)


def test_an_import_with_problems_changes_nothing_and_tells_them_all(
    momentum, plan_file, tmp_path
):
    momentum("plan", "import", plan_file)
    before = shown(momentum)
    file = tmp_path / "bad.yaml"
    file.write_text(BAD)

    ended = momentum("plan", "import", file)

    assert ended.code == 1
    assert ended.err.count("bad.yaml:") >= 4
    assert "nothing was imported" in ended.err
    assert shown(momentum) == before


def test_a_good_file_is_said_to_be_good(momentum, plan_file):
    ended = momentum("plan", "check", plan_file)

    assert ended.code == 0
    assert "No problems." in ended.out
    assert json.loads(momentum("plan", "check", "--json", plan_file).out) == {"problems": []}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"\x00\x01\x02",
        b"[" * 5000,
        b"&a [*a, *a]",
        b"!!python/object/apply:os.system [id]",
        b"a: 1\na: 2\n",
        b"x" * (10 * 1024 * 1024),
        b"momentum: 1\ngoals: [{skill: '\x1b[31mred', group: in_role}]",
        b'{"momentum": 1, "goals": [{"skill": "\\ud800", "group": "in_role"}]}',
    ],
    ids=["empty", "utf16", "binary", "deep", "alias", "tag", "twice", "10MB", "ansi", "lone"],
)
def test_whatever_the_file_holds_it_is_a_problem_and_no_traceback(momentum, tmp_path, content):
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)

    for command in ("check", "import"):
        ended = momentum("plan", command, file)
        assert ended.code == 1
        assert "did not expect" not in ended.err
        assert "\x1b" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("name", "words"),
    [(".", "Is a directory."), ("nowhere.yaml", "No such file or directory.")],
)
def test_what_is_no_file_is_one_sentence(momentum, name, words):
    for command in ("check", "import"):
        ended = momentum("plan", command, name)
        assert ended.code == 1
        assert ended.err == f"Error: {name}: {words}\n"


def test_more_postings_than_a_plan_takes_are_noted_and_not_imported(momentum, tmp_path):
    file = tmp_path / "plan.yaml"
    titles = "".join(f"  - title: Job {number}\n" for number in range(4))
    file.write_text(f"momentum: 1\npostings:\n{titles}")

    checked, imported = momentum("plan", "check", file), momentum("plan", "import", file)

    assert (checked.code, imported.code) == (0, 1)
    assert "A plan takes 3 postings" in checked.out
    assert f"{file}:6:12:" in imported.err
    assert "posting remove" in imported.err
