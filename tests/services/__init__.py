"""Use cases over a real store in a temporary folder and, where they speak to one, over the real province."""
