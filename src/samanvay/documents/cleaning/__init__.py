"""Takes out of files what their makers did not mean to hand over. Pure bytes to bytes."""
