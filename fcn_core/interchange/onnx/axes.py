"""What the operations on images share: the axes of a batch, and types."""

from __future__ import annotations

import onnx_ir as ir

BATCH, ROW, COLUMN, CHANNEL = range(4)
"""Axes of images, N x H x W x C."""
UINT8, INT64 = ir.DataType.UINT8, ir.DataType.INT64
FLOAT, DOUBLE = ir.DataType.FLOAT, ir.DataType.DOUBLE
