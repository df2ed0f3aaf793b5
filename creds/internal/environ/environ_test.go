package environ

import "testing"

func TestLookup(t *testing.T) {
	t.Setenv("TUCUXI_TEST", " a ")
	var process Lookup
	if got := process.Value("TUCUXI_TEST"); got != " a " {
		t.Errorf("%q", got)
	}
	values := map[string]string{"blank": " \t", "TRUE": "True", "one": "1"}
	get := Lookup(func(name string) string { return values[name] })
	if get.Value("blank") != "" || get.Value("none") != "" || !get.True("TRUE") || get.True("one") || get.True("blank") {
		t.Error("wrong values")
	}
}
