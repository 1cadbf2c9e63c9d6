"""What a result sounds like: four short sounds made by us, and whoever plays them."""
