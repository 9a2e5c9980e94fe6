"""Say: the portal's pages, feeds and data as text. Nothing here reads, writes, asks a clock or knows a site generator."""
