"""The terminal app: it asks the model for plain data and draws it. Nothing else imports Textual."""
