"""The second screen, turned to the customer: what is handed over, what it comes to, the offer, and the way into the group."""
