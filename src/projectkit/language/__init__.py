"""What is said to people, in English or in Dutch."""
