"""The product's own wording, one module a language; all of them have the same keys."""
