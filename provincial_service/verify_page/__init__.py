"""核验证明: the province's public page. Plain HTML without script; it keeps nothing of what it is given."""
