"""The short quiz that a longer needle at home asks for."""
