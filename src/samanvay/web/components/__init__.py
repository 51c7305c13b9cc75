"""The pieces that pages are made of: plain values (``pieces``), their template tags, and a page that shows them all."""
