"""Descent in Python: the second implementation of what the chain computes, and its client.

Normative pages: docs/graph.md, docs/arithmetic.md, docs/onnx.md and docs/scoring.md. The chain's C++ and
this package are written from them separately and must agree bit for bit.
"""
