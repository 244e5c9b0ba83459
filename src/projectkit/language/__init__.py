"""What people read, in English or in Dutch."""
