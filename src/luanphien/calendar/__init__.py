"""The rota as calendar events, their editions, and the feed."""
