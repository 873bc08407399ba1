"""What Momentum knows of the outside world. Knows nothing of `service`."""
