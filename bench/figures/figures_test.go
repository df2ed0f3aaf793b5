package figures

import (
	"math"
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
	if len(found) != 2 || found[0][1] != "hash/crc64" || found[0][2] != "0.004" || found[1][3] != "768" || found[1][4] != "5" {
		t.Errorf("found %q", found)
	}
}

func TestMarkdown(t *testing.T) {
	table := Table{Title: "Things:", Head: []string{"thing", "|who", "n"}}
	table.row("a", "b", Grouped(-1234567))
	const want = "Things:\n\n| thing | who | n |\n| --- | --- | --: |\n| a | b | -1,234,567 |\n"
	if got := table.Markdown(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestNumber(t *testing.T) {
	for want, f := range map[string]float64{"20": 20, "1,234,567": 1234567.8, "0.33": 1. / 3, "12.3": 12.34, "123": 123.4, "0": 0, "-1.50": -1.5} {
		if got := Number(f); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	a, b := fit([]float64{10, 100, 1000}, []float64{130, 400, 3100})
	if math.Abs(a-3) > 1e-6 || math.Abs(b-100) > 1e-6 {
		t.Errorf("%v·x + %v", a, b)
	}
}
