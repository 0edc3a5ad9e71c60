"""`./dev bench net`: four validators on this machine, measured beside one node that asks nobody."""
