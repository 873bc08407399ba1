"""Which programs may work with which tables, and that every migration says so truly."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import text
from support.narrowing import narrowings, shapes

from service.store import form, migrations
from service.store.tables import REVISION

STEPS = [*reversed([*ScriptDirectory.from_config(migrations.config()).walk_revisions()])]
DECLARED = {step.revision: step.module.oldest_program for step in STEPS}


def test_the_tables_say_for_which_programs_they_are_up_and_down(database):
    assert database.form() == form.Form(REVISION, DECLARED[REVISION])

    with database.begin() as tx:
        command.downgrade(migrations.config(tx), "0012")
    assert database.form() == form.Form("0012", None)
    assert not database.form().fits

    database.upgrade()
    assert database.form() == form.Form(REVISION, DECLARED[REVISION])
    with database.begin() as tx:
        command.downgrade(migrations.config(tx), "base")
    assert database.form() == form.Form(None, None)


@pytest.mark.parametrize(
    ("oldest", "fits"), [(REVISION, True), ("0001", True), ("9999", False), (None, False)]
)
def test_newer_tables_fit_a_program_that_is_not_older_than_they_allow(database, oldest, fits):
    with database.begin() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        tx.execute(text("DELETE FROM oldest_program"))
        if oldest:
            form.keep(tx, oldest)

    found = database.form()

    assert found.is_newer
    assert not found.is_current
    assert found.fits is fits


def test_the_oldest_program_is_never_an_older_one_than_before():
    declared = [DECLARED[step.revision] for step in STEPS]

    assert declared == sorted(declared)
    assert all(oldest <= revision for revision, oldest in DECLARED.items())


@pytest.fixture
def empty(database):
    with database.begin() as tx:
        command.downgrade(migrations.config(tx), "base")
    return database


def test_a_step_that_older_programs_cannot_live_with_says_so(empty):
    before, allowed = {}, "0000"
    for step in STEPS:
        with empty.begin() as tx:
            command.upgrade(migrations.config(tx), step.revision)
            after = shapes(tx)
        found = narrowings(before, after) if before else []
        assert not found or DECLARED[step.revision] > allowed, (step.revision, found)
        before, allowed = after, DECLARED[step.revision]


def column(name="tomorrow", **more):
    return sa.Column(name, sa.String, **more)


def add(op):
    owner = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    op.create_table("tomorrows", sa.Column("account_id", sa.Integer, owner, primary_key=True))
    op.add_column("runs", column())
    op.add_column("accounts", column(nullable=False, server_default="not yet"))
    op.create_index("ix_runs_tomorrow", "runs", ["tomorrow"])


def drop_column(op):
    op.drop_column("accounts", "email")


def rename_column(op):
    op.alter_column("accounts", "email", new_column_name="mail")


def drop_table(op):
    op.drop_table("history")


def rename_table(op):
    op.rename_table("history", "past")


def ask_for_a_new_value(op):
    with op.batch_alter_table("accounts") as table:
        table.add_column(column(nullable=False))


def ask_for_an_old_one(op):
    with op.batch_alter_table("accounts") as table:
        table.alter_column("user_gid", existing_type=sa.String(), nullable=False)


def give_another_type(op):
    with op.batch_alter_table("accounts") as table:
        table.alter_column("name", existing_type=sa.Text(), type_=sa.String(7))


def forbid_the_same_twice(op):
    op.create_index("uq_of_tomorrow", "accounts", ["name"], unique=True)


def hold_accounts(op):
    owner = sa.ForeignKey("accounts.id")
    op.create_table("tomorrows", sa.Column("account_id", sa.Integer, owner, primary_key=True))


def keep_a_secret(op):
    op.add_column("accounts", sa.Column("tomorrow", sa.LargeBinary))


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (add, None),
        (drop_column, "accounts.email is gone"),
        (rename_column, "accounts.email is gone"),
        (drop_table, "history is gone"),
        (rename_table, "history is gone"),
        (ask_for_a_new_value, "accounts.tomorrow must be given"),
        (ask_for_an_old_one, "accounts.user_gid must have a value"),
        (give_another_type, "accounts.name is of another type"),
        (forbid_the_same_twice, "accounts has a new rule: unique ['name']"),
        (hold_accounts, "tomorrows keeps rows from being deleted"),
        (keep_a_secret, "accounts.tomorrow may hold a secret, to be sealed anew"),
    ],
)
def test_what_older_programs_cannot_live_with_is_seen(database, step, says):
    with database.begin() as tx:
        before = shapes(tx)
        step(Operations(MigrationContext.configure(tx)))
        found = narrowings(before, shapes(tx))

    assert found[:1] == ([says] if says else [])
