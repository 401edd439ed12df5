"""What is done with a review and a folder of records: one file for each verb of the command line."""
