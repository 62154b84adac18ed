"""Files as bytes, whatever is in them: found, opened safely, unpacked and decoded."""
