"""Patients: register them, their guarantor, their insurance and what comes with it."""
