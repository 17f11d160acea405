"""Who may open which page: one row for each route, and nothing is open without one."""
