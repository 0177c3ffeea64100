"""What anyone may read: finished pages in a frame, and the lists that lead to them."""
