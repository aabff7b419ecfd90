"""The flows that ship, one YAML file each, and the magnets they give."""
