"""What every page goes through before it is written, in one order: drawn one by one, by a template, or as a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from together import together
from valid import valid

if TYPE_CHECKING:
    from guarding import Guard


def finish(html: str, guard: Guard) -> str:
    """The page with the theme's mistakes mended, numbers kept beside their signs, and its content security policy."""
    return guard.apply(together(valid(html)))
