"""Everything that is remembered: functions over one transaction, the same on two databases.

A transaction never spans a request to Asana. Whoever changes an account's plan locks the
account's row first (`accounts.lock` or `accounts.request`), so that changes come one by one.
"""
