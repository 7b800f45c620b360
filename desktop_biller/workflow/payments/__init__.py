"""Payments: what patients pay at the desk and what insurers pay and explain."""
