#!/usr/bin/env bash
# Bring deploy/compose.yaml up on an engine, as docs/operations.md says it, and see it stay up.
#
# Needs root and Debian's docker.io and docker-compose; `make deploy-check` installs them, and builds
# the image before. The engine is one of its own, and gone in the end. No registry can be reached here,
# so that PostgreSQL's image is made of Debian's packages; and this Compose does not know `name:` yet.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp --directory)
export DOCKER_HOST="unix://$work/sock" COMPOSE_PROJECT_NAME=momentum
stack="$work/deploy/compose.yaml"
compose() { docker-compose --compatibility --file "$stack" --env-file "$work/deploy/.env" "$@"; }
trap 'compose down --volumes --timeout 5 > /dev/null 2>&1 || true
      [ ! -f "$work/pid" ] || kill "$(cat "$work/pid")" && wait || true
      rm -rf --one-file-system "$work"' EXIT
until_true() { for _ in $(seq 120); do "$@" > /dev/null 2>&1 && return; sleep 1; done; echo "never: $*"; return 1; }
state() { docker inspect --format "{{.State.$2}}" "momentum_$1_1"; }
is_healthy() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = healthy ]; }

echo "== an engine"
# Of the two hierarchies of control groups, runc takes the older where both are there.
unshare --mount bash -c 'umount /sys/fs/cgroup/unified 2> /dev/null; exec "$@"' - dockerd \
  --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" --host "$DOCKER_HOST" \
  > "$work/engine" 2>&1 &
until_true docker info
docker version --format 'Docker {{.Server.Version}}'

echo "== the images"
for image in momentum-base momentum-check; do
  buildah push --quiet "$image" "docker-archive:$work/image:$image:latest"
  docker load --quiet --input "$work/image" > /dev/null
  rm "$work/image"
done
docker tag momentum-check momentum
DOCKER_BUILDKIT=0 docker build --quiet --network host \
  --tag postgres:17-bookworm tests/deploy/postgres > /dev/null 2>&1

echo "== the secrets, by the page"
mkdir "$work/deploy"
grep --invert-match '^name:' deploy/compose.yaml > "$stack"
(cd "$work" && sed --quiet '/^```bash/,/^```/p' "$OLDPWD/docs/operations.md" \
  | sed '/^```/d' > secrets.sh && bash secrets.sh <<< "a secret of the app's")
printf '%s\n' MOMENTUM_PUBLIC_URL=https://momentum.example.com \
  MOMENTUM_ASANA_CLIENT_ID=1200000000000000 > "$work/deploy/.env"

echo "== up"
compose up --detach > /dev/null 2>&1
for name in serve_1 worker_1 worker_2; do
  until_true is_healthy "momentum_$name"
  docker inspect --format '{{.Name}} {{.State.Health.Status}}' "momentum_$name"
done
[ "$(state migrate ExitCode)" = 0 ]
curl --silent --fail http://127.0.0.1:8765/readyz
echo
compose exec -T serve momentum doctor

echo "== killed, and up again"
for name in serve worker; do
  before=$(state "$name" Pid)
  kill -KILL "$before"
  is_another() { now=$(state "$name" Pid) && [ "$now" != 0 ] && [ "$now" != "$before" ]; }
  until_true is_another
done
until_true curl --silent --fail http://127.0.0.1:8765/readyz

echo "== the backup has tables, and goes back"
compose exec -T backup bash -c 'pg_restore --list /backups/*.dump' | grep --count 'TABLE DATA'
compose exec -T backup bash -c 'cat /backups/*.dump' > "$work/momentum.dump"
compose stop serve worker > /dev/null 2>&1
for name in serve worker; do
  [ "$(state "$name" ExitCode)" = 0 ]
done
compose exec -T database pg_restore --username=momentum --dbname=momentum --clean --if-exists \
  --no-owner --single-transaction < "$work/momentum.dump"
compose up --detach > /dev/null 2>&1
until_true is_healthy momentum_serve_1
echo "compose.yaml comes up, gets up after a kill, ends in peace, and takes its backup back."
