"""Asana's HTTP API over a world: one table of routes, thin handlers, one `handle`."""
