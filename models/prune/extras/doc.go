// Package extras says which service needs which Extra of package lite: code that
// only the programs with that service link.
package extras
