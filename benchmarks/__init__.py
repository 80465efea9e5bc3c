"""What healthlint costs, as ratios to spaCy on the same machine in the same run."""
