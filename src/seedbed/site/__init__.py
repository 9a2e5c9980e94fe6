"""Say: the portal's pages as text. Nothing here reads, writes, asks a clock or knows a site generator."""
