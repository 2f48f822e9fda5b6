"""The style guide: every component in every state, with the long names it must bear. Sample data only; no table."""
