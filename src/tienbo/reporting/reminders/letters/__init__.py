"""Urging by other channels: messages to copy into Zalo, and the official letter, printed and recorded."""
