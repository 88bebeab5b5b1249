"""Sensitive data in a draft, which must not be sent, and in an inbound text, which is masked.

Patterns, context words and ranges are data (`shared_schemas/sensitive.json`); the sidebar reads
the same by `extension/src/sidebar/content/sensitive.ts`, and both run the vectors in
`shared_schemas/vectors/sensitive.json`. The sidebar's finding is a help, this one decides.
"""

from threadside.rules.sensitive.finding import Action, Finding, Type
from threadside.rules.sensitive.scan import find, mask

__all__ = ["Action", "Finding", "Type", "find", "mask"]
