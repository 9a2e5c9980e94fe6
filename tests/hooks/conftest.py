"""The portal of tests/cases/_base, built once for all who only look at it."""

import pytest

from tests.helpers.building import Built, build, make_portal
from tests.helpers.sharing import made_once


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """What the build left; its portal is the folder above the site. Nobody changes either."""

    def make(folder):
        built = build(make_portal(folder / "portal"), folder / "portal/site")
        (folder / "ended.txt").write_text(f"{built.code}\n{built.said}", "utf-8")

    folder = made_once(tmp_path_factory, "whole", make)
    code, _, said = (folder / "ended.txt").read_text("utf-8").partition("\n")
    return Built(code=int(code), said=said, site=folder / "portal/site")
