"""The shell: the only floor that knows all the parts, and puts them together."""
