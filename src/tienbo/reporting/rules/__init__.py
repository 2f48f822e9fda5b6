"""Rules: what the figures of a report must agree with, said at the cell and in words.

An error stops sending (never saving); a warning asks for a justification that travels with the report.
"""
