"""What follows from a review, for screens, documents and `--json`: plain values, worked out once and kept."""
