"""Crawls too large for one process: pages to Parquet on Dask (extra `projectkit-nl[cluster]`)."""
