"""Measurements as ratios against a bare handler on the same machine in the same run; absolute figures do not travel."""
