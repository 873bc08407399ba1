"""Rotating the key: everything sealed is sealed anew, while everybody goes on working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.errors import Conflict
from service.store.master_key import NEW_KEY, SETTING, KeyFile, new_key
from service.store.vault import Vault, master_key

if TYPE_CHECKING:
    from datetime import datetime

    from service.store.database import Database
    from service.store.master_key import MasterKey
    from service.store.vault import VaultSettings


def rotate(settings: VaultSettings, database: Database, now: datetime) -> int:
    """Make another key the one that counts; return how many secrets were sealed anew.

    A key file is exchanged in three steps, and whatever cuts them off leaves one that opens
    everything: the new key in front, everything sealed anew, the former key away. Keys of
    the settings are the person's to exchange: `Conflict` says how, until there are two.
    """
    vault = Vault.unlock(settings, database)
    key = master_key(settings)
    if not isinstance(key, KeyFile):
        _refuse_a_single(key)
        return vault.renew(now)
    with key.alone():
        newest = new_key()
        key.write([newest, *key.read()])
        count = vault.renew(now)
        key.write([newest])
    return count


def _refuse_a_single(key: MasterKey) -> None:
    if len(key.read()) == 1:
        raise Conflict(
            f"{SETTING} holds one key, and only you can put another one in front of it.",
            hint=f"Make one ({NEW_KEY}), set {SETTING} to the new key, a comma and the present "
            "key for every process, start them again, and run `momentum key rotate` once more.",
        )
