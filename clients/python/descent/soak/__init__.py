"""`./dev soak net`: four validators under faults from a seed, and what must hold all the time."""
