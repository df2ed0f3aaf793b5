package main

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// TestAccounts weighs a program: its functions account for all of .text and
// nearly all of .gopclntab, and over itself it has nothing.
func TestAccounts(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	file, err := build.Program(t.TempDir(), "base", build.Options{Symbols: true})
	if err != nil {
		t.Fatal(err)
	}
	var images [2]*image
	for i := range images {
		if images[i], err = open(file); err != nil {
			t.Fatal(err)
		}
	}
	if err := images[0].weighMetadata(nil); err != nil {
		t.Fatal(err)
	}
	if err := images[1].weighMetadata(images[0].functions); err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{}
	for _, s := range images[0].sections {
		sizes[s.name] = s.size
	}
	code, metadata := 0, 0
	for _, fn := range images[0].functions {
		code += fn.code
		metadata += fn.metadata
	}
	if all := sizes[".text"]; code < all*99/100 || code > all {
		t.Errorf("functions have %d bytes of code, .text has %d", code, all)
	}
	if all := sizes[".gopclntab"]; metadata < all*85/100 || metadata > all {
		t.Errorf("functions have %d bytes of metadata, .gopclntab has %d", metadata, all)
	}
	if added := difference(images[0], images[1]); len(added) != 0 {
		t.Errorf("over itself it has %d symbols, such as %v", len(added), added[0])
	}
}

func TestPackageOf(t *testing.T) {
	for symbol, want := range map[string]string{
		"github.com/tucuxi-go/tucuxi/lite.(*call).sign":                          "github.com/tucuxi-go/tucuxi/lite",
		"slices.pdqsortCmpFunc[go.shape.struct { github.com/a/b.order uint64 }]": "slices",
		"type:.eq.github.com/tucuxi-go/tucuxi/lite.Error":                        "(type:.eq)",
		"main.main": "main",
		"vendor/golang.org/x/net/dns/dnsmessage.Name.Pack": "vendor/golang.org/x/net/dns/dnsmessage",
	} {
		if got := packageOf(symbol); got != want {
			t.Errorf("packageOf(%s) = %s, want %s", symbol, got, want)
		}
	}
}
