"""Benchmarks: code that makes data, runs and measures; its cases and frozen runs are in benchmarks/."""
