"""QR codes as SVG that stands in the page itself: a key must not be fetched by an address."""

import segno
from markupsafe import Markup


def drawn(text: str, label: str) -> Markup:
    """A QR code of `text`, black on white in light and dark, which is how cameras find it."""
    code = segno.make(text, error="m", micro=False)
    picture = Markup(  # noqa: S704 - drawn from modules alone; nothing of the text is in it
        code.svg_inline(scale=4, border=3, dark="#000", light="#fff", omitsize=True)
    )
    return Markup('<div class="qr" role="img" aria-label="{}">{}</div>').format(label, picture)
