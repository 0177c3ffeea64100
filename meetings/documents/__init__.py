"""The protocol as a paper: how it is put together, proved, and shown in each format."""
