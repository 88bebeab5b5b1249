"""What a business sets up at the carrier: numbers, applications, the account's own settings."""
