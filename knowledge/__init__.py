"""What the documents say: reading them, keeping them, finding in them."""
