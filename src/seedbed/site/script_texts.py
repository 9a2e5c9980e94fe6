"""What the scripts say in other languages than English: a file beside them, since no page may hold a script."""

from __future__ import annotations

import json

from seedbed.site.language import ENGLISH, Language

URI = "assets/seedbed/texts.js"


def create_script_texts(language: Language, /) -> dict[str, str]:
    """The file by its address; none for English."""
    if language == ENGLISH:
        return {}
    texts = {text: forms[0] if len(forms) == 1 else list(forms) for text, forms in sorted(language.in_scripts.items())}
    # A script may hold any JSON but the end of itself, which no text here is.
    return {URI: f"window.SEEDBED_TEXTS = {json.dumps(texts, ensure_ascii=False, separators=(',', ':'))};\n"}
