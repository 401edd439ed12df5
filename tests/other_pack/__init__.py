"""A pack of another field, through everything."""
