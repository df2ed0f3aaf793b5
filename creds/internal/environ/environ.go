// Package environ reads environment variables as credential sources do.
package environ

import (
	"os"
	"strings"
)

// Lookup is a way to read variables; nil reads the process's.
type Lookup func(name string) string

// Value is the variable, or "" if it is not set or blank.
func (get Lookup) Value(name string) string {
	var s string
	if get == nil {
		s = os.Getenv(name)
	} else {
		s = get(name)
	}
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// True reports whether the variable is the word true, in any case.
func (get Lookup) True(name string) bool { return strings.EqualFold(get.Value(name), "true") }
