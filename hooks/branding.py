"""The organisation's logo in place of the theme's mark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File

from seedbed.site.brand import LogoError, clean_logo

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from seedbed.records import Brand


def apply_brand(brand: Brand | None, config: MkDocsConfig) -> None:
    """Let the theme show the logo that the records name. Raises ConfigurationError for one that cannot be shown."""
    if brand is None or brand.logo is None:
        return
    try:
        uri, content = clean_logo(brand.logo, _read(_root(config), brand.logo))
    except LogoError as error:
        message = f"catalog/organization.yml, brand.logo: {error}."
        raise ConfigurationError(message) from None
    config.theme["logo"] = config.theme["favicon"] = uri
    config.extra["_logo"] = (uri, content)


def add_logo(files: Files, config: MkDocsConfig) -> None:
    """Write the logo into the site."""
    if "_logo" in config.extra:
        uri, content = config.extra.pop("_logo")
        files.append(File.generated(config, uri, content=content))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _read(root: Path, name: str) -> bytes:
    """The bytes of a regular file of the portal; a link could lead out of it. Raises LogoError."""
    path = root / name
    parts = [root.joinpath(*path.relative_to(root).parts[: depth + 1]) for depth in range(len(Path(name).parts))]
    if any(part.is_symlink() for part in parts) or not path.is_file():
        message = f"{name} is not a file of the portal: put the logo there"
        raise LogoError(message)
    return path.read_bytes()
