"""Believable old systems to run the robot against; shares no code with it."""
