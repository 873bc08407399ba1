"""Postings as they are found in the world: fetched, unwrapped, read line by line."""
