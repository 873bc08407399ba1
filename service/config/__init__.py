"""The settings, and nothing that acts on them."""

from service.config.settings import Settings

__all__ = ["Settings"]
