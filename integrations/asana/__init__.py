"""Asana: a typed client on the official SDK's API classes, and a stand-in to run against."""
