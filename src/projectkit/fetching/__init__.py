"""Pages from the web into `data/raw`, politely and safely."""
