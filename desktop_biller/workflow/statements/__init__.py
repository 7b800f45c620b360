"""Statements and invoices: asking the patient for what is the patient's to pay."""
