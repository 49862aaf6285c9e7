"""What the load test is made of: the officials, their acts, and the program that acts for them."""
