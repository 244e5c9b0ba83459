"""Training and measuring the models that read pages, from annotated pages."""
