"""ONNX at the edge: files to canonical graphs and back (docs/onnx.md)."""

from descent.onnx_io.errors import OnnxError, OnnxRefused
from descent.onnx_io.exporter import export_onnx
from descent.onnx_io.importer import import_onnx

__all__ = ["OnnxError", "OnnxRefused", "export_onnx", "import_onnx"]
