"""What can be done to a world, by the API and by a person's hand alike; no HTTP here."""
