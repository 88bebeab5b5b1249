"""Pictures and other files: fetched from the business, or kept for it to fetch."""
