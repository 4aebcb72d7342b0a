"""The client for asyncio. tidemark._sync is made of it, by unasync.py."""
