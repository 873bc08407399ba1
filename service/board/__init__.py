"""Our words and Asana's words: the ports, on the Asana client."""

from service.board.asana_board import AsanaBoard
from service.board.asana_hooks import AsanaHooks

__all__ = ["AsanaBoard", "AsanaHooks"]
