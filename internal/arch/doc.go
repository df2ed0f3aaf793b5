// Package arch holds the tests that keep the rooms apart and the start-up
// empty: who may import what, and that no library package does anything at
// package initialisation.
package arch
