"""Setup: the practice, its providers, payers, services and users; backups, printing, looks."""
