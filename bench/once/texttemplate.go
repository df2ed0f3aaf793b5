//go:build texttemplate

package once

import (
	"os"
	"text/template"
)

// A program of many kinds renders a text somewhere: text/template looks methods
// up by name, and the linker keeps all that it might find.
func render() error {
	t, err := template.New("event").Parse("{{.}}\n")
	if err != nil {
		return err
	}
	return t.Execute(os.Stdout, os.Getenv(Event))
}
