"""The rules between tables: each is a function from the tables given to the errors found."""
