"""Benchmarks: ratios against named rivals in the same run; never a test."""
