from __future__ import annotations

import os
import pty
import select
import stat
import subprocess
import sys

import pytest

PATIENCE = 60.0


def everything_below(path):
    return b"".join(file.read_bytes() for file in path.rglob("*") if file.is_file())


def test_a_token_from_standard_input_connects_and_asana_is_only_read(asana, momentum):
    ended = momentum("connect", stdin=f"{asana.token}\n")

    assert ended.code == 0
    assert "Ada Example" in ended.out
    assert "Connected to the workspace Home." in ended.out
    assert {entry.method for entry in asana.world.requests} == {"GET"}


def test_a_token_from_a_file_connects(asana, momentum, tmp_path):
    file = tmp_path / "token"
    file.write_text(asana.token)

    assert momentum("connect", "--token-file", file).code == 0


def test_a_token_from_the_environment_connects(asana, momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_ASANA_TOKEN", asana.token)

    assert momentum("connect").code == 0


def test_the_token_is_never_printed_and_stored_only_sealed(asana, momentum, home):
    said = [
        momentum("connect", stdin=asana.token),
        momentum("connect", stdin=asana.token + "x"),
        momentum("settings"),
        momentum("doctor"),
        momentum("status", "--json"),
    ]

    assert all(asana.token not in ended.out + ended.err for ended in said)
    assert asana.token.encode() not in everything_below(home)


def test_home_key_and_database_are_private(asana, momentum, home):
    momentum("connect", stdin=asana.token)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [home, *home.iterdir()]}
    assert all(mode & 0o077 == 0 for mode in modes.values()), modes


def test_a_token_is_no_argument(asana, momentum):
    ended = momentum("connect", asana.token)

    assert ended.code == 2
    assert asana.token not in ended.out


@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        ("", "Standard input holds no token."),
        ("two words", "Standard input is no token."),
        ("x" * 5000, "Standard input is no token."),
        ("tök€n", "Standard input is no token."),
        ("2/123/456:nobody", "Asana does not accept this token."),
    ],
)
def test_what_is_no_token_is_refused_with_what_to_do(asana, momentum, stdin, sentence):
    ended = momentum("connect", stdin=stdin)

    assert ended.code == 1
    assert sentence in ended.err
    assert len(ended.err.strip().splitlines()) > 1
    assert asana.url not in ended.err


def test_a_token_file_that_is_not_there_is_one_sentence(asana, momentum):
    ended = momentum("connect", "--token-file", "nowhere")

    assert ended.code == 1
    assert "nowhere: No such file or directory." in ended.err
    assert asana.world.requests == []


def test_without_asana_it_says_so(home, momentum, monkeypatch):
    monkeypatch.setenv("MOMENTUM_ASANA_URL", "http://127.0.0.1:9/api/1.0")

    ended = momentum("connect", stdin="2/1/2:3")

    assert ended.code == 1
    assert "Asana could not be reached." in ended.err
    assert home.exists()


class TestSeveralWorkspaces:
    @pytest.fixture(autouse=True)
    def _work(self, asana):
        ada = next(iter(asana.world.users.values()))
        asana.world.add_workspace("Work", members=[ada], organization=True)

    def test_without_a_terminal_one_has_to_be_named(self, asana, momentum):
        ended = momentum("connect", stdin=asana.token)

        assert ended.code == 1
        assert "Home (" in ended.err
        assert "Work (" in ended.err

    def test_one_is_named_by_name_in_any_case_or_by_gid(self, asana, momentum):
        gid = next(gid for gid, each in asana.world.workspaces.items() if each.name == "Home")

        by_name = momentum("connect", "--workspace", "work", stdin=asana.token)
        assert "Connected to the workspace Work." in by_name.out
        by_gid = momentum("connect", "--workspace", gid, "--replace", stdin=asana.token)
        assert "Connected to the workspace Home." in by_gid.out

    def test_one_that_is_not_there_is_refused_with_the_choice(self, asana, momentum):
        ended = momentum("connect", "--workspace", "Nowhere", stdin=asana.token)

        assert ended.code == 1
        assert "There is no workspace Nowhere." in ended.err
        assert "Home (" in ended.err

    def test_reconnecting_keeps_the_workspace_without_asking(self, asana, momentum):
        momentum("connect", "--workspace", "Work", stdin=asana.token)

        again = momentum("connect", stdin=asana.token)

        assert "Connected to the workspace Work." in again.out

    def test_going_over_to_another_one_has_to_be_meant(self, asana, momentum):
        momentum("connect", "--workspace", "Work", stdin=asana.token)

        ended = momentum("connect", "--workspace", "Home", stdin=asana.token)

        assert ended.code == 1
        assert "--replace" in ended.err


def test_another_person_is_refused_and_may_take_over_with_replace(connected, momentum):
    world = connected.world
    grace = world.add_user("Grace Example", "grace@example.com")
    world.add_workspace("Navy", members=[grace])
    token = world.add_token(grace)

    refused = momentum("connect", stdin=token)
    assert refused.code == 1
    assert "MOMENTUM_HOME" in refused.err
    assert momentum("connect", "--replace", stdin=token).code == 0


def test_the_section_for_later_is_chosen_by_name_or_left_out(asana, momentum):
    chosen = momentum("connect", "--later-section", "do later", stdin=asana.token)
    assert "under Do later in your My Tasks" in chosen.out

    kept = momentum("connect", stdin=asana.token)
    assert "under Do later" in kept.out

    none = momentum("connect", "--later-section", "none", stdin=asana.token)
    assert "My Tasks" not in none.out


def test_on_a_terminal_the_token_is_typed_unseen_and_things_are_asked(asana):
    code = "from service.cli import main; main(['connect'])"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TERM": "dumb"},
    )
    os.close(theirs)
    try:
        # The space comes once echoing is off; what is typed before that is thrown away.
        shown = type_into(ours, ("(not shown): ", asana.token), ("Number [0]: ", "4"))
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)

    assert asana.token not in shown
    assert "under Do later in your My Tasks" in shown


def type_into(terminal, *answers):
    """Type each answer once its question is there; return everything that was shown."""
    shown = ""
    waiting = list(answers)
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            shown += os.read(terminal, 4096).decode()
        except OSError:  # the other end has closed
            return shown.replace("\r\n", "\n")
        if waiting and waiting[0][0] in shown:
            os.write(terminal, f"{waiting.pop(0)[1]}\n".encode())
    raise AssertionError(shown)


def test_disconnecting_forgets_the_token_and_says_where_to_revoke_it(connected, momentum, home):
    ended = momentum("disconnect")

    assert ended.code == 0
    assert "my-apps" in ended.out
    assert connected.token.encode() not in everything_below(home)
    again = momentum("disconnect")
    assert again.code == 1
    assert "No Asana account is connected." in again.err


def test_disconnecting_works_although_the_key_is_lost(connected, momentum, home):
    (home / "secret.key").unlink()

    refused = momentum("connect", stdin=connected.token)
    assert refused.code == 1
    assert "momentum disconnect" in refused.err
    assert momentum("disconnect").code == 0
    assert momentum("connect", stdin=connected.token).code == 0
