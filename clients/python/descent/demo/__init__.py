"""`./dev demo`: two federations on a chain of its own, and the proof of what happened."""
