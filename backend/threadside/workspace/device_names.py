"""What a browser calls itself, in the few words that people know it by: `Chrome on Windows`.

Browsers name each other in their user agent for the sake of old sites, so the order decides
(RFC 9110, section 10.1.5; developer.mozilla.org, Browser detection using the user agent).
"""

from typing import Final

from threadside.words import say

LONGEST: Final = 1000
_BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """Browser and system of a User-Agent header, what is known of them; empty when nothing is."""
    said = user_agent[:LONGEST]
    browser = next((name for mark, name in _BROWSERS if mark in said), "")
    system = next((name for mark, name in _SYSTEMS if mark in said), "")
    if browser and system:
        return say("device.on", browser=browser, system=system)
    return browser or system
