"""The duty rota of the agencies at a provincial public-service centre."""
