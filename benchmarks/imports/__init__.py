"""How fast and how truly the store takes events in."""
