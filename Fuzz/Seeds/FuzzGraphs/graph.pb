

n	WriteFile