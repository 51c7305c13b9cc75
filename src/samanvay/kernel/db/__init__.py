"""The PostgreSQL backend that tells the database, in every transaction, who acts."""
