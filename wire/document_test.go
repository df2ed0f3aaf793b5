package wire

import "testing"

func TestDocumentEmpty(t *testing.T) {
	var d Document
	if err := d.ParseBody(nil); err != nil {
		t.Fatal(err)
	}
	n := d.Node()
	if !n.Exists() || n.Get("x", 1, "y").Exists() || n.Get("x").String() != "" {
		t.Error("an empty document has a value")
	}
}
