"""The print preview of all papers, and the path from a PDF in memory to a printer."""
