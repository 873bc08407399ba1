"""The page for a company says what is so: its settings, secrets, figures and manifests."""

from __future__ import annotations

import re
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from support.commands import understood

from service.bootstrap import build
from service.config import Settings
from service.store.database import parse_url
from service.store.master_key import GivenKey, fernet
from service.web.metrics import page

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text()
(MANIFEST,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
ITEMS = yaml.safe_load(MANIFEST)["items"]


def test_every_setting_that_it_names_is_one():
    known = {f"MOMENTUM_{field.upper()}" for field in Settings.model_fields}
    named = set(re.findall(r"\bMOMENTUM_[A-Z_]+\b", PAGE))

    assert {name.removesuffix("_FILE") for name in named} <= known


def test_every_figure_that_it_names_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOMENTUM_HOME", str(tmp_path))
    with closing(build()) as app:
        figures = page(app).decode()

    for name in re.findall(r"`(momentum_[a-z_]+)`", PAGE):
        assert re.search(rf"^(# TYPE )?{name}\b", figures, re.MULTILINE), name


def test_the_secrets_are_made_as_the_settings_take_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (script,) = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
    subprocess.run(  # noqa: S603 - what our own page says
        ["bash", "-euc", script],  # noqa: S607 - whichever bash
        input="the app's\n",
        text=True,
        cwd=tmp_path,
        check=True,
    )
    made = tmp_path / "deploy" / "secrets"
    for name in ("database_url", "secret_key", "api_key", "asana_client_secret"):
        monkeypatch.setenv(f"MOMENTUM_{name.upper()}_FILE", str(made / name))

    settings = Settings()

    url = parse_url(settings.database_url)
    assert (url.host, url.database) == ("database", "momentum")
    assert url.password == (made / "database_password").read_text().strip()
    assert settings.secret_key
    assert settings.api_key
    assert fernet(GivenKey(settings.secret_key.get_secret_value()))
    assert settings.api_key.get_secret_value().startswith("mk_")
    assert settings.asana_client_secret
    assert settings.asana_client_secret.get_secret_value() == "the app's"


def test_what_kubernetes_starts_is_understood_and_has_no_rights():
    pods = [
        item["spec"]["template"]["spec"] for item in ITEMS if "template" in item.get("spec", {})
    ]

    assert len(pods) == 3
    for pod in pods:
        (container,) = pod["containers"]
        assert understood(container["args"])
        assert pod["securityContext"]["runAsNonRoot"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_a_probe_asks_under_the_pods_own_address():
    (serve,) = [item for item in ITEMS if item["metadata"]["name"] == "momentum-serve"]
    (container,) = serve["spec"]["template"]["spec"]["containers"]

    for probe, path in (("livenessProbe", "/livez"), ("readinessProbe", "/readyz")):
        asked = container[probe]["httpGet"]
        assert asked == {"path": path, "port": 8765}
