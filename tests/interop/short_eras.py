"""How long sessions and eras are on the chain of the fixture `short_eras`, in blocks of 50 ms."""

SESSION_LENGTH = 5
ERA = 6 * SESSION_LENGTH
