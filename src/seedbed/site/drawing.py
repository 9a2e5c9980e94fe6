"""A template environment for thousands of pages: what Jinja looks up anew for every page is looked up once.

Templates import macros from each other and call them by the hundred; in a large catalogue a fifth of the drawing went
into finding out that nothing had changed since the last page. The text drawn is the same.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape


def escape_once(value: object, /) -> Markup:
    """A value as text for HTML. What is Markup already stays as it is: `escape` would make it anew, at some cost."""
    if type(value) is Markup:
        return value
    return _escaped(value) if type(value) is str else escape(value)


_escaped = lru_cache(maxsize=4096)(escape)
"""Of a catalogue's texts the same few stand on most pages. Only for text itself: 1 and True are one key."""


class Generator(CodeGenerator):
    """Writes code that escapes what is put out by `escape_once` of the environment."""

    def _output_child_pre(self, node: Expr, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape_once(")


PLAIN = frozenset({FunctionType, MethodType, partial})
ASKING = "jinja_pass_arg"
"""By this attribute Jinja knows a function that wants the context, or the environment, as its first argument."""


class QuickContext(Context):
    """A context that calls macros and functions straight away; Jinja asks three times over what each would be given."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """The answer of a macro or of any other callable. A macro that is given nothing escapes as its environment."""
        if type(called) is not Macro and (type(called) not in PLAIN or hasattr(called, ASKING)):
            return super().call(called, *args, **kwargs)
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        if type(called) is not Macro:
            return called(*args, **kwargs)
        lacking = len(called.arguments) - len(args)
        if kwargs or lacking < 0 or called.caller or called.catch_kwargs or called.catch_varargs:
            return called(*args, **kwargs)
        # As the macro itself would, once it had sorted out its arguments; Markup would ask the text whether it is one.
        return str.__new__(Markup, called._func(*args, *(missing,) * lacking))  # noqa: SLF001


class DrawingEnvironment(Environment):
    """Templates are loaded once and kept. Their globals are those of the environment: none has its own."""

    context_class = QuickContext
    code_generator_class = Generator
    escape_once = staticmethod(escape_once)

    def __init__(self, **settings: Any) -> None:
        """The settings of any environment but for the cache."""
        super().__init__(cache_size=-1, auto_reload=False, **settings)

    def make_globals(self, own: MutableMapping[str, Any] | None, /) -> MutableMapping[str, Any]:
        """The globals of a template; `own` would overlay them, which makes every import compare two layers."""
        return super().make_globals(own) if own else self.globals
