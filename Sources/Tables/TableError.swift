enum Dummy {}
