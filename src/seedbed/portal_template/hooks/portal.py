"""Runs the hooks of the installed engine, so that they never fall behind it: `pip install` is the whole upgrade."""

import importlib
import sys

from seedbed.resources import shared_path

_engine = str(shared_path("hooks"))
# Both modules are called portal; the engine's is found first while its folder leads the path.
sys.path.insert(0, _engine)
try:
    _hooks = importlib.import_module("portal")
finally:
    sys.path.remove(_engine)

# Whatever events this version of the engine listens to.
globals().update({name: hook for name, hook in vars(_hooks).items() if name.startswith("on_")})
