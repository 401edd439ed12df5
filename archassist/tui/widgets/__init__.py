"""Parts of screens: lists, forms, fields, charts and the line of keys."""
