"""The worker threads and the scheduler, for as long as the process serves."""
