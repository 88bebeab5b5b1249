"""The consent ledger, what closes and opens texting, and the forms that ask for consent."""
