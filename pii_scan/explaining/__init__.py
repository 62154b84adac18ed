"""What pii-scan knows and how it decides, told to people: facts first, then the words for them."""
