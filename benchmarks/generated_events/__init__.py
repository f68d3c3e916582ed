"""Realistic events at any size, the same for the same seed: the pure generation, and a project file of them."""

from benchmarks.generated_events.generation import generate_events
from benchmarks.generated_events.project import ProjectSummary, write_project

__all__ = ["ProjectSummary", "generate_events", "write_project"]
