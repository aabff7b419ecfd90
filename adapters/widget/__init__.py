"""The browser side of the web channel: one script, three pages and their looks, and no build step."""
