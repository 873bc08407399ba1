"""Postings out of their envelopes: a board's JSON, a page, a file, a pasted text."""

from integrations.postings.boards.fetched import body_of
from integrations.postings.boards.files import body_from_file, body_from_text
from integrations.postings.boards.links import ask_for, ask_further

__all__ = ["ask_for", "ask_further", "body_from_file", "body_from_text", "body_of"]
