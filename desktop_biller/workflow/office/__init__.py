"""The office: practice, providers, payers, services and fees, users."""
