package lite

// notCompared, as a structure's first field, keeps the compiler from making a
// function that compares two of them: 300 bytes for each type (Go 1.26).
type notCompared = [0]func()
