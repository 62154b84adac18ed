"""pii-scan: does the personal data an organisation holds match its own privacy policy?"""

__version__ = "0.1.0"
