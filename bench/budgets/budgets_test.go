package main

import (
	"strings"
	"testing"
)

func TestInitSymbol(t *testing.T) {
	for line, want := range map[string]bool{
		"  6812a0 T github.com/tucuxi-go/tucuxi/lite.init":             true,
		"  6812a0 T github.com/tucuxi-go/tucuxi/lite.init.0":           true,
		"  ab5ad0 D github.com/tucuxi-go/tucuxi/sign..inittask":        true,
		"  6812a0 T github.com/tucuxi-go/tucuxi/lite.(*call).init":     false,
		"  6812a0 T github.com/tucuxi-go/tucuxi/lite.initial":          false,
		"  ab5ad0 D github.com/valyala/fastjson/fastfloat..inittask":   false,
		"  6812a0 T github.com/tucuxi-go/tucuxi/lite.(*call).initiate": false,
	} {
		if got := initSymbol.MatchString(line); got != want {
			t.Errorf("%s: %t", line, got)
		}
	}
}

func TestInitLine(t *testing.T) {
	const trace = "init hash/crc64 @0.53 ms, 0.004 ms clock, 64 bytes, 2 allocs\ninit syscall @0.55 ms, 0.009 ms clock, 768 bytes, 5 allocs\nother\n"
	found := initLine.FindAllStringSubmatch(trace, -1)
	if len(found) != 2 || found[0][1] != "hash/crc64" || found[1][2] != "768" {
		t.Errorf("found %q", found)
	}
}

func TestText(t *testing.T) {
	for want, r := range map[string]row{
		"| size | 1,234,567 B | 2,000,000 | 🟢 | 1,000,000 | 234,567 to go |": {"size", 1234567, 2000000, 1000000, "B"},
		"| blocks | 20 | 20 | 🟢 | 20 | met |":                                {"blocks", 20, 20, 20, ""},
		"| less | -1,500 B | -2,000 | 🔴 exceeded |":                          {"less", -1500, -2000, 0, "B"},
	} {
		if got := r.text(); !strings.HasPrefix(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
