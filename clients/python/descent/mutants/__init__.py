"""Defects planted on purpose, to see whether the simulator and the tests notice."""
