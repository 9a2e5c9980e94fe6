"""Runs the hooks of the installed engine, so that they never fall behind it: `pip install` is the whole upgrade."""

import sys

from seedbed.resources import shared_path

_engine = str(shared_path("hooks"))
# Both modules are called portal; the engine's is found first while its folder leads the path.
sys.path.insert(0, _engine)
try:
    from portal import on_config, on_env, on_files, on_nav, on_post_build, on_post_page, on_post_template
finally:
    sys.path.remove(_engine)

__all__ = ["on_config", "on_env", "on_files", "on_nav", "on_post_build", "on_post_page", "on_post_template"]
