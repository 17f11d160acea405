"""The lock of a home: one passphrase, and the phones that were let in with it."""
