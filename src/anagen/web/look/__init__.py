"""How every page looks: frame, parts, icons, styles, and the words of a refusal."""
