"""The plan and its rules: no I/O, no clock, no framework."""
