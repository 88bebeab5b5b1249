"""People, their phones, and which of them a CRM record means."""
