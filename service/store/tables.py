"""The tables. Queries live in the module of the same name."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from service.store.columns import Instant, Words

REVISION = "0014"
"""The migration that these tables are at."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

ONLY = "only"
"""Says which rows are in an index. Told to a dialect by `make_tables`: it has to be loaded."""
IS_OK = {ONLY: text("state = 'ok'")}
IS_LIVE = {ONLY: text("state IN ('pending', 'active')")}
DOCUMENT = JSON(none_as_null=True)


def _account(*, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(
        "account_id",
        Integer,
        ForeignKey("accounts.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=nullable,
    )


accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("created_at", Instant, nullable=False),
    # whose account it is, and where in Asana
    Column("name", Words, nullable=False),
    Column("email", Words, nullable=False),
    Column("user_gid", String),
    Column("workspace_gid", String),
    Column("workspace_name", Words, nullable=False),
    Column("team_gid", String),
    Column("later_section_gid", String),
    Column("inbox_section_gid", String),
    Column("auth", String, nullable=False),
    # a personal token, or what consent gave: the refresh token, and access for an hour
    Column("token", LargeBinary),
    Column("access", LargeBinary),
    Column("access_until", Instant),
    Column("renewer", String),
    Column("renewer_until", Instant),
    # how it stands
    Column("state", String, nullable=False),
    Column("state_message", Words, nullable=False),
    Column("state_hint", Words, nullable=False),
    Column("last_sync_at", Instant),
    Column("last_day", Date),
    Column("event_token", String),
    Column("quiet_until", Instant),
    # the queue: what is wanted, when to look, and who is at it
    Column("wanted", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("review_wanted", Boolean, nullable=False),
    Column("answer", String),
    Column("priority", SmallInteger, nullable=False),
    Column("due_at", Instant),
    Column("rung_at", Instant),
    Column("hold_until", Instant),
    Column("next_full_at", Instant),
    Column("next_review_at", Instant),
    Column("lease_owner", String),
    Column("lease_until", Instant),
    # Only accounts that may be worked on are in it: see leases.claim.
    Index(None, "priority", "due_at", info=IS_OK),
    # Of two who sign in for the first time at once, the database makes one.
    Index(None, "user_gid", unique=True),
)

plans = Table(
    "plans",
    metadata,
    _account(primary_key=True),
    Column("purpose", Words, nullable=False),
    Column("settings", DOCUMENT, nullable=False),
    Column("last_file", Words),
)

goals = Table(
    "goals",
    metadata,
    _account(primary_key=True),
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document", DOCUMENT, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    _account(primary_key=True),
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document", DOCUMENT, nullable=False),
)

posting_copies = Table(
    "posting_copies",
    metadata,
    _account(primary_key=True),
    Column("posting_id", String, primary_key=True),
    # the posting as it last stood in the plan
    Column("title", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("requirements", DOCUMENT, nullable=False),
    # as it was brought
    Column("brought_at", Instant, nullable=False),
    Column("came", String, nullable=False),
    Column("text", Words, nullable=False),
    Column("lines", DOCUMENT, nullable=False),
)

links = Table(
    "links",
    metadata,
    _account(primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("gid", String, nullable=False),
    Column("parent_key", String),
    Column("base", DOCUMENT),
    Column("lost", Boolean, nullable=False),
)

intents = Table(
    "intents",
    metadata,
    Column("id", Integer, primary_key=True),
    _account(),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("parent_key", String),
    Column("marker", String, nullable=False),
    Column("payload", DOCUMENT, nullable=False),
    Column("first_sent_at", Instant, nullable=False),
    Column("last_sent_at", Instant, nullable=False),
    Column("sends", Integer, nullable=False),
    Column("is_open", Boolean, nullable=False),
    UniqueConstraint("account_id", "kind", "key"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    _account(),
    Column("trigger", String, nullable=False),
    Column("covers", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("status", String, nullable=False),
    Column("progress", DOCUMENT),
    Column("result", DOCUMENT),
    Column("error", DOCUMENT),
    Index(None, "account_id", "covers"),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    _account(),
    Column("run_id", Integer, ForeignKey("runs.id", ondelete="SET NULL")),
    Column("at", Instant, nullable=False),
    Column("goal_id", String),
    Column("kind", String, nullable=False),
    Column("text", Words, nullable=False),
    Column("field", String),
    Column("old", Words),
    Column("new", Words),
    Column("note", Words),
    Index(None, "account_id", "at"),
)

refusals = Table(
    "refusals",
    metadata,
    _account(primary_key=True),
    Column("key", String, primary_key=True),
    Column("what", String, nullable=False),
    Column("at", Instant, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    _account(primary_key=True),
    Column("iso_year", Integer, primary_key=True, autoincrement=False),
    Column("iso_week", Integer, primary_key=True, autoincrement=False),
    Column("began_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("gid", String),
    Column("facts", DOCUMENT),
)

decisions = Table(
    "decisions",
    metadata,
    _account(primary_key=True),
    Column("iso_year", Integer, primary_key=True, autoincrement=False),
    Column("iso_week", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    # what is asked, as its review asked it
    Column("choice", String, nullable=False),
    Column("about", String, nullable=False),
    Column("question", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("quarter", String),
    Column("was", String),
    # its subtask, and what has become of it
    Column("gid", String),
    Column("status", String, nullable=False),
    Column("ticked", Boolean, nullable=False),
    Column("declined", Boolean, nullable=False, server_default=false()),
    Column("says", Words),
    Column("answered_at", Instant),
)

reconnects = Table(
    "reconnects",
    metadata,
    _account(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, nullable=False),
    # what asked until then
    Column("postings", DOCUMENT, nullable=False),
    # its task, and how many of its steps are seen to
    Column("gid", String),
    Column("steps", Integer, nullable=False),
    Column("closed_on", Date),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Integer, primary_key=True),
    _account(nullable=True),  # the settings' key opens the only account, whichever it is
    Column("name", Words, nullable=False),
    Column("digest", String, nullable=False, unique=True),
    Column("from_settings", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_used_on", Date),
    UniqueConstraint("account_id", "name"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),
    _account(),
    Column("kind", String, nullable=False),
    Column("csrf", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    # what the next page says, and a sealed token between its check and the choice of a place
    Column("said", DOCUMENT),
    Column("token", LargeBinary),
    Column("answer", DOCUMENT),  # the last one given while sorting, until it is undone
    Index(None, "expires_at"),
)

data_keys = Table(
    "data_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("retired_at", Instant),
)

budgets = Table(
    "budgets",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("spent", DOCUMENT, nullable=False),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Integer, primary_key=True),
    _account(),
    # what it rings for, and where
    Column("project_gid", String, nullable=False),
    Column("target", String, nullable=False),
    Column("nonce", String, nullable=False, unique=True),
    Column("gid", String),
    # the handshake: who may sign
    Column("state", String, nullable=False),
    Column("candidates", String, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("secret", LargeBinary),
    # how it does, and when it is looked after
    Column("made_at", Instant, nullable=False),
    Column("heard_at", Instant),
    Column("due_at", Instant, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Words, nullable=False),
    Column("hint", Words, nullable=False),
    # Of two processes that would make one at once, the database lets one.
    Index(None, "account_id", unique=True, info=IS_LIVE),
)

oldest_program = Table(
    "oldest_program",
    metadata,
    # One row: from this migration on, a program works with the tables as they are.
    Column("revision", String, primary_key=True),
)
