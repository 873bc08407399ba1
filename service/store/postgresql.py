"""PostgreSQL, spoken to in UTF-8: people write in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event

from service.errors import ConfigurationError

if TYPE_CHECKING:
    from psycopg import Connection
    from sqlalchemy import URL, Engine

ENCODING = "UTF8"


def engine(url: URL) -> Engine:
    """Make an engine whose connections are tried before they are lent.

    To connect to a database that keeps its text in another encoding raises
    `ConfigurationError`: the first name that does not fit would be lost.
    """
    text = {"client_encoding": ENCODING}
    made = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=text)
    event.listen(made, "connect", _refuse_another_encoding)
    return made


def _refuse_another_encoding(connection: Connection, _record: object) -> None:
    kept = connection.info.parameter_status("server_encoding")
    if kept == ENCODING:
        return
    connection.close()
    raise ConfigurationError(
        f"The database keeps text as {kept}, which is too little for what people write.",
        hint=f"Make one with `createdb --encoding={ENCODING} --template=template0 NAME`, and "
        "name it in MOMENTUM_DATABASE_URL.",
    )
