"""Anagen: scalp microneedling for hair loss, from "should I?" to "did it work?"."""

__version__ = "0.2.0"
