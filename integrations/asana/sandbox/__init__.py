"""A stand-in of Asana, in memory: its API, its people, its clock, and its bad days."""

from integrations.asana.sandbox.app import create_app
from integrations.asana.sandbox.faults import Fault
from integrations.asana.sandbox.limits import Limits
from integrations.asana.sandbox.person import Person
from integrations.asana.sandbox.server import serve
from integrations.asana.sandbox.switches import Switches
from integrations.asana.sandbox.transport import transport
from integrations.asana.sandbox.world import World

__all__ = [
    "Fault",
    "Limits",
    "Person",
    "Switches",
    "World",
    "create_app",
    "serve",
    "transport",
]
