package compile_test

import (
	"io/fs"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/models/prune/compile"
)

// eachModel calls f with every compiled model of the repository.
func eachModel(t *testing.T, f func(pkg, bin string)) {
	t.Helper()
	paths, err := fs.Glob(embed.FS, "*/model.bin")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d models, %v", len(paths), err)
	}
	for _, path := range paths {
		bin, err := fs.ReadFile(embed.FS, path)
		if err != nil {
			t.Fatal(err)
		}
		f(path, string(bin))
	}
}

func load(t testing.TB, bin string) *compile.Service {
	t.Helper()
	s, err := compile.Load(bin)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pack(t testing.TB, s *compile.Service) string {
	t.Helper()
	bin, err := s.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return string(bin)
}

func open(t testing.TB, bin string) *models.Model {
	t.Helper()
	m, err := models.Open(bin)
	if err == nil {
		err = m.Check()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &m
}

// TestLoadIsTheInverseOfPack loads and packs every model: the same bytes come out.
func TestLoadIsTheInverseOfPack(t *testing.T) {
	eachModel(t, func(path, bin string) {
		if pack(t, load(t, bin)) != bin {
			t.Errorf("%s: loaded and packed, it is another model", path)
		}
	})
}

func TestLoadRefuses(t *testing.T) {
	bin, err := fs.ReadFile(embed.FS, "sts/model.bin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := compile.Load(string(bin[:len(bin)-1])); err == nil {
		t.Error("a truncated model is loaded")
	}
	bin[models.HeaderSize] ^= 0xff // the service id
	if _, err := compile.Load(string(bin)); err == nil {
		t.Error("a corrupt model is loaded")
	}
}

// TestKeep keeps every seventh operation of every model: what is left shows the
// same as before, and nothing else is there.
func TestKeep(t *testing.T) {
	eachModel(t, func(path, bin string) {
		before := open(t, bin)
		var keep []string
		for i := 0; i < before.NumOperations(); i += 7 {
			keep = append(keep, before.Operation(i).Name())
		}
		s := load(t, bin)
		if unknown, ok := s.Keep(keep); !ok {
			t.Fatalf("%s: unknown operation %q", path, unknown)
		}
		small := pack(t, s)
		after := open(t, small)
		if after.NumOperations() != len(keep) || len(keep) < before.NumOperations() && len(small) >= len(bin) {
			t.Errorf("%s: %d operations in %d of %d bytes", path, after.NumOperations(), len(small), len(bin))
		}
		if pack(t, load(t, small)) != small {
			t.Errorf("%s: the pruned model does not load and pack to itself", path)
		}
		if before.Rules() != after.Rules() {
			t.Errorf("%s: other endpoint rules", path)
		}
		d := differ{seen: map[[2]uint16]bool{}}
		listed := map[string]bool{}
		for i, name := range keep {
			op, _ := before.OperationNamed(name)
			d.operation(op, after.Operation(i))
			for e := range op.Errors {
				listed[e.Name()] = true
			}
		}
		if d.text != "" {
			t.Errorf("%s: %s", path, d.text)
		}
		d.waiters(before, after, keep)
		if after.NumErrors() < len(listed) {
			t.Errorf("%s: %d errors of %d", path, after.NumErrors(), len(listed))
		}
	})
}

func TestKeepErrors(t *testing.T) {
	bin, err := fs.ReadFile(embed.FS, "kinesis/model.bin")
	if err != nil {
		t.Fatal(err)
	}
	s := load(t, string(bin))
	if unknown, ok := s.Keep([]string{"ListShards", "Nope"}); ok || unknown != "Nope" {
		t.Errorf("keeping an unknown operation: %q, %v", unknown, ok)
	}
	if len(s.Operations) < 10 {
		t.Error("operations are gone after a refused Keep")
	}
	if _, ok := s.Keep([]string{"SubscribeToShard"}); !ok {
		t.Fatal("SubscribeToShard is unknown")
	}
	m := open(t, pack(t, s))
	if _, ok := m.ErrorCoded("KMSThrottlingException"); !ok {
		t.Error("an error event of the kept operation is gone")
	}
	if _, ok := m.ErrorCoded("ProvisionedThroughputExceededException"); ok {
		t.Error("an error of dropped operations is kept")
	}
	if m.NumWaiters() != 0 || m.NumPaginators() != 0 {
		t.Error("waiters or paginators of dropped operations are kept")
	}
}
