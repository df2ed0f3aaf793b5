package tokenfile

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

func TestReplace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(dir, "token.json")
	for _, text := range []string{"one", "three"} {
		if err := Replace(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := Read(path); err != nil || string(got) != text {
			t.Errorf("got %q, %v", got, err)
		}
	}
	for name, mode := range map[string]os.FileMode{path: 0o600, dir: 0o700} {
		info, err := os.Stat(name)
		if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

// A folder stands where the file should: nothing is left behind.
func TestReplaceFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "token.json", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Replace(filepath.Join(dir, "token.json"), []byte("x")); err == nil {
		t.Error("no error")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
	if err := Replace(filepath.Join(dir, "token.json", "y", "\x00"), nil); err == nil {
		t.Error("no error")
	}
}

// Readers never see half a file.
func TestReadersSeeWholeFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token.json")
	texts := [][]byte{bytes.Repeat([]byte("a"), 100000), bytes.Repeat([]byte("b"), 50000)}
	if err := Replace(path, texts[0]); err != nil {
		t.Fatal(err)
	}
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := range 50 {
			if err := Replace(path, texts[i%2]); err != nil {
				t.Error(err)
			}
		}
	})
	for range 200 {
		got, err := Read(path)
		if err != nil || !bytes.Equal(got, texts[0]) && !bytes.Equal(got, texts[1]) {
			t.Fatalf("got %d bytes, %v", len(got), err)
		}
	}
	writer.Wait()
}

func TestReadLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "big")
	if err := os.WriteFile(path, make([]byte, Max+100), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := Read(path); err != nil || len(b) != Max+1 {
		t.Errorf("got %d bytes, %v", len(b), err)
	}
}
