#!/usr/bin/env bash
# What of the official image's entry compose.yaml relies on: a database, its user and password.
set -euo pipefail
export PGDATA=/var/lib/postgresql/data
if [ "$(id --user)" = 0 ]; then
  install --directory --mode 0700 --owner postgres --group postgres "$PGDATA" /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups bash "$0"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --auth-local=trust --auth-host=scram-sha-256 --username="$POSTGRES_USER" \
    --pwfile="$POSTGRES_PASSWORD_FILE" > /dev/null
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl --silent --wait --options="-c listen_addresses=''" start
  createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl --silent --wait --mode=fast stop
fi
exec postgres -c listen_addresses='*'
