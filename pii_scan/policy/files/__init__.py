"""One module for each kind of file that a policy is published as."""
