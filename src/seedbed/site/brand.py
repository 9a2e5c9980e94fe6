"""The look of an organisation: its few colours as a style sheet over the tokens, its logo made harmless.

From one accent come all shades of the light, the dark and the high-contrast scheme; `seedbed check` has held it to the
contrast that texts need. A logo is a PNG, or an SVG of which only shapes are kept: a picture that is opened by its own
address could otherwise run a script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from seedbed.colours import (
    AAA,
    BLACK,
    DARK_GROUNDS,
    GROUNDS,
    ON_BAND,
    SIGN,
    WHITE,
    mixed,
    readable,
    text_on,
)
from seedbed.records import Brand

URI = "assets/seedbed/brand.css"
LOGO = "assets/seedbed/brand/logo{}"
HEAD = "/* Written by the build from `brand` in catalog/organization.yml: what differs from tokens.css. */"
LIGHT = ':root,\n[data-md-color-scheme="default"]'
DARK = '[data-md-color-scheme="slate"]'
MOST_BYTES = 64 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
SVG = "http://www.w3.org/2000/svg"
SHAPES = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "title",
        "desc",
    ]
)
"""Elements that draw or name, and can neither load nor run anything."""
LOOKS = frozenset(
    [
        "id",
        "class",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "transform",
        "fill",
        "fill-rule",
        "fill-opacity",
        "clip-rule",
        "clip-path",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-opacity",
        "opacity",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "clipPathUnits",
        "preserveAspectRatio",
        "version",
        "role",
    ]
)
FOREIGN = re.compile(r"url\(\s*['\"]?(?!#)|[<>\\]|javascript:", re.IGNORECASE)
"""Values that lead outside the picture."""


class LogoError(ValueError):
    """A logo that cannot be shown; says what is wrong and how to mend it."""


def create_brand(brand: Brand | None, /) -> dict[str, str]:
    """The style sheet by its address; none where the organisation keeps the colours of the theme."""
    if brand is None or not (brand.accent or brand.band):
        return {}
    return {URI: brand_css(brand)}


def brand_css(brand: Brand, /) -> str:
    """The tokens that differ from theme/assets/seedbed/tokens.css, for every scheme."""
    light = _light(brand.accent) | _band(brand)
    dark = _dark(brand.accent) | _band(brand)
    schemes = [_rule(LIGHT, light), _rule(DARK, dark)]
    parts = [HEAD, _within("@media (forced-colors: none)", schemes)]
    if brand.accent:
        more = [_rule(LIGHT, {"leaf": light["leaf-strong"]}), _rule(DARK, {"leaf": dark["leaf-strong"]})]
        parts.append(_within("@media (forced-colors: none) and (prefers-contrast: more)", more))
    return "\n\n".join(parts) + "\n"


def _within(query: str, rules: Sequence[str]) -> str:
    return f"{query} {{\n{chr(10).join(rules)}\n}}"


def _light(accent: str | None) -> dict[str, str]:
    if accent is None:
        return {}
    soft = next(
        shade
        for share in range(88, 101)
        if readable(accent, (shade := mixed(accent, WHITE, share / 100),), towards=BLACK) == accent or share == 100
    )
    return {
        "leaf": accent,
        "leaf-strong": readable(accent, GROUNDS, towards=BLACK, least=AAA),
        "leaf-soft": soft,
        "on-leaf": text_on(accent),
        "series-1": accent,
    }


def _dark(accent: str | None) -> dict[str, str]:
    if accent is None:
        return {}
    soft = mixed(accent, DARK_GROUNDS[1], 0.75)
    grounds = (*DARK_GROUNDS, soft)
    leaf = readable(accent, grounds, towards=WHITE)
    return {
        "leaf": leaf,
        "leaf-strong": readable(accent, grounds, towards=WHITE, least=AAA),
        "leaf-soft": soft,
        "on-leaf": text_on(leaf),
        "series-1": leaf,
    }


def _band(brand: Brand) -> dict[str, str]:
    """The band of the home page and the foot; from the accent where it is not named."""
    band = brand.band or readable(mixed(brand.accent or BLACK, BLACK, 0.3), (ON_BAND,), towards=BLACK, least=AAA)
    hue = brand.accent or band
    return {
        "band": band,
        "on-band": ON_BAND,
        "on-band-soft": readable(mixed(band, ON_BAND, 0.7), (band,), towards=WHITE),
        "band-bright": readable(mixed(hue, WHITE, 0.5), (band,), towards=WHITE),
        "band-mid": readable(mixed(hue, WHITE, 0.2), (band,), towards=WHITE, least=SIGN),
    }


def _rule(selector: str, tokens: Mapping[str, str]) -> str:
    lines = "".join(f"  --sb-{name}: {value};\n" for name, value in tokens.items())
    return f"{selector} {{\n{lines}}}"


def logo_uri(brand: Brand | None, /) -> str | None:
    """The address at which the logo will stand; None where there is none."""
    return LOGO.format(brand.logo[-4:]) if brand and brand.logo else None


def clean_logo(path: str, data: bytes, /) -> tuple[str, bytes]:
    """The address at which the logo of the file `path` stands, and its harmless bytes. Raises LogoError."""
    if len(data) > MOST_BYTES:
        message = f"{path} has {len(data)} bytes; a logo has at most {MOST_BYTES}: save it smaller"
        raise LogoError(message)
    if path.endswith(".png"):
        if not data.startswith(PNG):
            message = f"{path} is no PNG: save it as one"
            raise LogoError(message)
        return LOGO.format(".png"), data
    return LOGO.format(".svg"), _clean_svg(path, data)


def _clean_svg(path: str, data: bytes) -> bytes:
    try:
        text = data.decode("utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            message = f"{path} holds a document type: take the lines with <!DOCTYPE and <!ENTITY out"
            raise LogoError(message)
        root = ET.fromstring(text)  # noqa: S314 - nothing can be defined without a document type
    except (UnicodeDecodeError, ET.ParseError) as error:
        message = f"{path} is no SVG that can be read: {error}"
        raise LogoError(message) from None
    if root.tag != f"{{{SVG}}}svg":
        message = f'{path} is no SVG: its first element must be <svg xmlns="{SVG}">'
        raise LogoError(message)
    _keep_shapes(root)
    ET.register_namespace("", SVG)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _keep_shapes(element: ET.Element) -> None:
    for name, value in list(element.attrib.items()):
        if name not in LOOKS or FOREIGN.search(value):
            del element.attrib[name]
    for child in list(element):
        if str(child.tag).removeprefix(f"{{{SVG}}}") in SHAPES:
            _keep_shapes(child)
        else:
            element.remove(child)
