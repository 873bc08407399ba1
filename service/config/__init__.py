"""The settings, and nothing that acts on them."""

from service.config.given import GivenSettings
from service.config.settings import Settings

__all__ = ["GivenSettings", "Settings"]
