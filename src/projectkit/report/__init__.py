"""What records tell together: figures, tables, and one web page for those who decide."""
