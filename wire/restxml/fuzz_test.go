package restxml

import (
	"encoding/xml"
	"testing"

	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// encoding/xml reads what is written, with the values as they were given.
func FuzzEncode(f *testing.F) {
	op := wiretest.Operation(f, wiretest.Compile(f, service), "Do")
	f.Add("a", "b")
	f.Add("<&>\"'\r\n\t", "]]>\u0085\u2028")
	f.Add("\x00", "\xff")
	f.Fuzz(func(t *testing.T, s, key string) {
		var e wire.Encoder
		var r wire.Request
		Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(wire.Map{
			"ID": "i", "S": s, "Flat": wire.List{s, key}, "FlatMap": wire.Map{key: s}, "Owner": wire.Map{"Type": s},
		}))
		if e.Failed() {
			return // what XML cannot carry
		}
		var got struct {
			XMLName xml.Name `xml:"u DoRequest"`
			S       string   `xml:"str"`
			Flat    []string `xml:"m Flat"`
			Entry   struct{ K, V string }
			Owner   struct {
				Type string `xml:"http://x type,attr"`
			}
		}
		if err := xml.Unmarshal(r.Body, &got); err != nil {
			t.Fatalf("%v: %s", err, r.Body)
		}
		if got.S != s || len(got.Flat) != 2 || got.Flat[0] != s || got.Flat[1] != key || got.Entry.K != key || got.Entry.V != s || got.Owner.Type != s {
			t.Errorf("%q %q: %+v of %s", s, key, got, r.Body)
		}
	})
}
