// Package embed holds the compiled models of all services, for models/prune.
//
// Importing it links every model (5 to 6 MB). Programs import the packages
// below it instead, one a service.
package embed

import "embed"

// FS holds <package>/model.bin for every service.
//
//go:embed */model.bin
var FS embed.FS
