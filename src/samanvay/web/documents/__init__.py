"""The pages of documents: taking in, looking, copies and originals, custody."""
