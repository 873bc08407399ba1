"""Our words and Asana's words: the board port, on the Asana client."""

from service.board.asana_board import AsanaBoard

__all__ = ["AsanaBoard"]
