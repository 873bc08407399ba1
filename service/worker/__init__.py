"""Claims accounts that are due and does their turn, one at a time.

loop       claim, work, give back; any number of them may run
job        the work of one turn, put together from the application
heartbeat  keeps the leases while the work takes long
pace       waits out the minute's budget in the middle of it
report     tells how far it is
"""

from service.worker.loop import Worker

__all__ = ["Worker"]
