"""Federated training on the chain: data that stays at home, parties, a sponsor, and an auditor."""
