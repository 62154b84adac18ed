"""Parts of the accuracy benchmark; ``accuracy.py`` beside this folder runs them."""
