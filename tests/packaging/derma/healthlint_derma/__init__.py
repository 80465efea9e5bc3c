"""Rules for articles on skin."""
