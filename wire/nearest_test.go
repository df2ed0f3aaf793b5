package wire

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	shape := testOperation(t).Input()
	for name, want := range map[string]string{
		"name": "Name", "Nmae": "Name", "TableNam": "TableName", "tablename": "TableName", "Tabel_Name": "TableName", "Lng": "Long",
		"": "", "x": "", "S": "", "Other": "", "TableArn": "TableName", "CompletelyDifferent": "", strings.Repeat("Name", 100): "",
	} {
		if got := nearest(shape, name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "a", 1}, {"kitten", "sitting", 3}, {"Key", "kEY", 0}, {"abc", "cba", 2}, {"flaw", "lawn", 2},
		{strings.Repeat("a", 64), strings.Repeat("a", 64), 0}, {strings.Repeat("a", 65), strings.Repeat("a", 65), 9}, {"abcdefghijk", "", 9},
	} {
		if got := distance(c.a, c.b, 9); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
