"""The screens of the app, and the windows before them."""
