"""My desk, search, unit profile: what a person sees first."""
