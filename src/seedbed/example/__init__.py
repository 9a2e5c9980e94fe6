"""`seedbed example`: an invented organisation with years of Git history, and the truth about what happened in it."""

from seedbed.example.options import ExampleError, Options
from seedbed.example.write import Summary, write_example

__all__ = ["ExampleError", "Options", "Summary", "write_example"]
