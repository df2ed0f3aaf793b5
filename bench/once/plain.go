//go:build !texttemplate

package once

// render renders nothing.
func render() error { return nil }
