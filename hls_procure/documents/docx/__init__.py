"""Word: the house template behind one safe wrapper, and block XML written directly."""
