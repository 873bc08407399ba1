#!/usr/bin/env bash
# Build the image of deploy/Dockerfile without a container engine, and serve from it as an engine
# would: by the image's own user, without capabilities, on a file system that is read only.
#
# Needs root and, of Debian, mmdebstrap, buildah and curl; `make deploy-check` installs them. The
# base image is made of Debian's packages, because none can be fetched from a registry here.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp --directory)
export TMPDIR=$work
served=""
trap '[ -z "$served" ] || kill -KILL "$served" 2>/dev/null || true
      umount --lazy "$work/root" 2>/dev/null || true
      buildah umount --all > /dev/null 2>&1 || true
      rm -rf --one-file-system "$work"' EXIT

echo "== a bare Debian 12"
if ! buildah inspect --type image momentum-base > /dev/null 2>&1; then
  mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$work/base.tar"
  base=$(buildah from scratch)
  buildah add --quiet "$base" "$work/base.tar" / > /dev/null
  buildah commit --quiet --rm "$base" momentum-base > /dev/null
fi

echo "== the steps of deploy/Dockerfile"
printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' > "$work/pip.conf"
buildah bud --quiet --format docker --isolation chroot --network host \
  --volume /etc/ssl/certs:/etc/ssl/certs:ro --volume "$work/pip.conf:/etc/pip.conf:ro" \
  --build-arg BASE=momentum-base --ignorefile deploy/Dockerfile.dockerignore \
  --file deploy/Dockerfile --tag momentum-check . > /dev/null
buildah inspect --type image --format \
  'user {{.Docker.Config.User}}, entrypoint {{.Docker.Config.Entrypoint}} {{.Docker.Config.Cmd}}{{println}}' momentum-check

echo "== served from it"
image=$(buildah mount "$(buildah from --pull-never momentum-check)")
du --summarize --human-readable "$image" | cut --fields=1
mkdir "$work/root"
mount --bind "$image" "$work/root"
mount -o remount,bind,ro "$work/root"
run() {  # in this process's place, as in the image: its user, its environment, nothing to gain
  exec unshare --mount --pid --fork --kill-child -- bash -euc '
    mount --types tmpfs tmpfs "$0/tmp" && mount --types tmpfs tmpfs "$0/var/lib/momentum"
    mount --types proc proc "$0/proc" && chown 10001:10001 "$0/var/lib/momentum"
    exec chroot "$0" setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs \
      --bounding-set=-all --inh-caps=-all -- /usr/bin/env --ignore-environment HOME=/ \
      PATH=/opt/momentum/bin:/usr/bin:/bin MOMENTUM_HOME=/var/lib/momentum \
      MPLCONFIGDIR=/tmp/matplotlib PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 "$@"
  ' "$work/root" "$@"
}
(run momentum --version)
(run python -c '
import os, pathlib
assert os.getuid() == os.getgid() == 10001
for place in ("/", "/opt/momentum", "/usr", "/etc"):
    try:
        pathlib.Path(place, "x").touch()
    except OSError as error:
        print(f"{place}: {error.strerror}")
    else:
        raise SystemExit(f"{place} can be written to")
import service.pictures
')
run momentum serve --host 0.0.0.0 --port 18765 > "$work/said" 2>&1 &
served=$!
for _ in $(seq 60); do
  curl --silent --fail http://127.0.0.1:18765/readyz && break
  sleep 0.5
done
echo
[ "$(curl --silent --output /dev/null --write-out '%{http_code}' http://127.0.0.1:18765/sign-in)" = 200 ]
kill -TERM "$(pgrep --parent "$served")"
wait "$served"  # it ends by itself, and well
served=""
echo "The image is built as written, and serves without rights on a read-only file system."
