"""Text inside XML, for the reports that are XML."""

from __future__ import annotations


def escape(text: str, /) -> str:
    """Text between two tags."""
    from xml.sax import saxutils  # noqa: PLC0415 - it brings the whole of urllib along, which few reports need

    return saxutils.escape(text)


def quoteattr(text: str, /) -> str:
    """Text as the value of an attribute, with its quotes."""
    from xml.sax import saxutils  # noqa: PLC0415 - as above

    return saxutils.quoteattr(text)
