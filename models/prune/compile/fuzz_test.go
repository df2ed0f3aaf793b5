package compile_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
)

// FuzzLoad loads damaged models: an error, or a graph that packs to a sound
// model, which loads and packs to itself.
func FuzzLoad(f *testing.F) {
	for _, path := range []string{"sts/model.bin", "sagemakermetrics/model.bin"} {
		bin, err := fs.ReadFile(embed.FS, path)
		if err != nil {
			f.Fatal(err)
		}
		for k := range 40 {
			f.Add(bin, uint32(len(bin)*k/40+k), byte(1<<(k%8)))
		}
	}
	f.Fuzz(func(t *testing.T, bin []byte, at uint32, flip byte) {
		damaged := append([]byte(nil), bin...)
		if len(damaged) > 0 {
			damaged[at%uint32(len(damaged))] ^= flip
		}
		s, err := compile.Load(string(damaged))
		if err != nil {
			return
		}
		once, err := s.Pack()
		if err != nil {
			return // a name can be changed to one that clashes, or a string grow too long
		}
		open(t, string(once))
		if pack(t, load(t, string(once))) != string(once) {
			t.Error("loaded and packed, it is another model")
		}
	})
}

// FuzzRead reads damaged JSON: an error that names the file, or a graph that
// packs to a sound model.
func FuzzRead(f *testing.F) {
	text, err := os.ReadFile("testdata/every-trait/2026-01-02/service-2.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	for _, cut := range []string{`"Tree"`, `"structure"`, `"string"`, `"list"`, `"Label"`, `true`, `"In"`} {
		f.Add(strings.Replace(string(text), cut, `"Items"`, 1))
	}
	f.Add(model(`"In":{"type":"structure","members":{"A":{"shape":"In"}}}`))
	f.Fuzz(func(t *testing.T, text string) {
		s, err := compile.Read(source(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "tide-table/2026-01-02/service-2.json") {
				t.Errorf("no file in %v", err)
			}
			return
		}
		bin, err := s.Pack()
		if err != nil {
			return
		}
		if m := open(t, string(bin)); m.NumOperations() != len(s.Operations) {
			t.Error("operations are lost")
		}
	})
}
