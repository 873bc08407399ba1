#!/usr/bin/env bash
# What can be found out about deploy/ where no registry can be reached, with tools that no test needs
# otherwise. As root on Debian; takes minutes, for the image is built as it is written.
set -euo pipefail
cd "$(dirname "$0")/../.."

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
  buildah curl docker-compose docker.io mmdebstrap systemd > /dev/null

echo "== compose.yaml, against the Compose Specification"
python3 -m venv .audit
.audit/bin/python -m pip install -q --disable-pip-version-check compose-spec==0.2.1 pyyaml==6.0.3
.audit/bin/python - <<'END'
from pathlib import Path

import yaml
from compose_spec import PyCompose

merged = yaml.safe_load(Path("deploy/compose.yaml").read_text())
found = PyCompose.from_yaml(yaml.safe_dump(merged))
found.validate()
print("valid:", ", ".join(sorted(merged["services"])))
END

echo "== units"
for unit in deploy/momentum.service deploy/momentum-worker@.service; do
  systemd-analyze security --offline=yes "$unit" | tail --lines=1
done

bash tests/deploy/container.sh
bash tests/deploy/compose.sh
