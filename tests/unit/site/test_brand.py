import re

import pytest

from seedbed.colours import AA, AAA, DARK_GROUNDS, GROUNDS, SIGN, least_contrast
from seedbed.records import Brand
from seedbed.site.brand import MOST_BYTES, PNG, LogoError, brand_css, clean_logo, create_brand, logo_uri

ACCENTS = ["#0a5c8a", "#8a0a3c", "#6b5000", "#17643c", "#000000", "#5b2aa8"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">%s</svg>'


def tokens(css):
    """The tokens of the light and of the dark scheme."""
    blocks = re.findall(r"\{\n((?:  --sb-[a-z0-9-]+: #\w{6};\n)+)\}", css)
    return [dict(re.findall(r"--sb-([a-z0-9-]+): (#\w{6});", block)) for block in blocks[:2]]


@pytest.mark.parametrize("accent", ACCENTS)
def test_every_shade_of_an_accent_can_be_read(accent):
    light, dark = tokens(brand_css(Brand(accent=accent)))
    for scheme, grounds in ((light, GROUNDS), (dark, DARK_GROUNDS)):
        assert least_contrast(scheme["leaf"], (*grounds, scheme["leaf-soft"]))[0] >= AA
        assert least_contrast(scheme["leaf-strong"], grounds)[0] >= AAA
        assert least_contrast(scheme["on-leaf"], (scheme["leaf"],))[0] >= AA
        assert least_contrast(scheme["on-band"], (scheme["band"],))[0] >= AA
        assert least_contrast(scheme["on-band-soft"], (scheme["band"],))[0] >= AA
        assert least_contrast(scheme["band-mid"], (scheme["band"],))[0] >= SIGN


def test_the_accent_itself_is_used_where_it_can_be_read():
    light, dark = tokens(brand_css(Brand(accent="#0a5c8a", band="#12324a")))
    assert (light["leaf"], light["band"], dark["band"]) == ("#0a5c8a", "#12324a", "#12324a")


def test_a_band_alone_leaves_the_other_colours():
    light, _ = tokens(brand_css(Brand(band="#12324a")))
    assert set(light) == {"band", "on-band", "on-band-soft", "band-bright", "band-mid"}


@pytest.mark.parametrize("brand", [None, Brand(name="Where work grows"), Brand(logo="docs/logo.svg")])
def test_no_sheet_where_no_colour_is_named(brand):
    assert create_brand(brand) == {}


@pytest.mark.parametrize(
    "harm",
    [
        b"<script>alert(1)</script>",
        b'<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        b'<path d="M0 0" onclick="alert(1)"/>',
        b'<a xmlns:x="http://www.w3.org/1999/xlink" x:href="javascript:alert(1)"><path d="M0 0"/></a>',
        b'<use href="https://elsewhere.example/x.svg#a"/><image href="https://elsewhere.example/x.png"/>',
        b"<style>@import url(https://elsewhere.example/x.css);</style>",
        b'<rect fill="url(https://elsewhere.example/#a)"/>',
        b'<animate attributeName="href" to="javascript:alert(1)"/><set attributeName="onload" to="alert(1)"/>',
    ],
)
def test_what_could_do_harm_is_taken_out_of_a_logo(harm):
    uri, clean = clean_logo("docs/logo.svg", SVG % (b'<circle r="2" fill="#0a5c8a"/>' + harm))
    assert uri == "assets/seedbed/brand/logo.svg"
    assert b'<circle r="2" fill="#0a5c8a"' in clean
    assert not re.search(rb"script|foreign|onclick|href|elsewhere|style|animate|<set", clean)


def test_gradients_stay():
    stops = b'<linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient>'
    drawn = b'<defs>%s</defs><path fill="url(#a)"/>' % stops
    assert b'fill="url(#a)"' in clean_logo("docs/logo.svg", SVG % drawn)[1]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("docs/a.png", b"GIF89a", "no PNG"),
        ("docs/a.png", PNG + b"0" * MOST_BYTES, "at most 65536"),
        ("docs/a.svg", b"<svg", "no SVG that can be read"),
        ("docs/a.svg", b"<html/>", "no SVG: its first element"),
        ("docs/a.svg", b"\xff\xfe", "no SVG that can be read"),
        ("docs/a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % b"", "document type"),
    ],
)
def test_what_is_no_logo_is_refused_with_its_mend(name, data, says):
    with pytest.raises(LogoError, match=says):
        clean_logo(name, data)


def test_a_png_stays_as_it_is():
    assert clean_logo("docs/a.png", PNG + b"rest") == ("assets/seedbed/brand/logo.png", PNG + b"rest")


@pytest.mark.parametrize(
    ("logo", "uri"),
    [
        ("docs/a/logo.svg", "assets/seedbed/brand/logo.svg"),
        ("docs/a.png", "assets/seedbed/brand/logo.png"),
        (None, None),
    ],
)
def test_the_logo_stands_where_the_pages_look_for_it(logo, uri):
    assert logo_uri(Brand(logo=logo)) == uri
