"""One file a journey: what a person sets out to do, from beginning to end."""
