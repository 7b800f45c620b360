"""Desktop Biller: billing and coding for a small US medical practice."""

__version__ = "0.1.0"
