"""Crawls that are too large for one process: pages to Parquet on Dask, as an extra (`projectkit-nl[cluster]`)."""
