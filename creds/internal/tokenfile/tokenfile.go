// Package tokenfile reads and replaces the files that hold tokens below ~/.aws,
// which the AWS CLI and other SDKs read and replace too.
package tokenfile

import (
	"io"
	"os"
	"path/filepath"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/failure"
)

// Max is how large a file may be, in bytes.
const Max = 1 << 20

// Load reads the token file of a source with read, by default Read. path is
// empty where there is no home folder; advice says what the user can do.
func Load(source, path, advice string, read func(string) ([]byte, error)) ([]byte, error) {
	if path == "" {
		return nil, &creds.Error{Source: source, Reason: "there is no home folder to find the token in"}
	}
	if read == nil {
		read = Read
	}
	b, err := read(path)
	if err != nil {
		return nil, failure.Of(source, "there is no token, "+advice, err)
	}
	if len(b) > Max {
		return nil, &creds.Error{Source: source, Reason: "the token file is too long, " + advice}
	}
	return b, nil
}

// Read reads a file, but no more than one byte over Max.
func Read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, Max+1))
}

// Replace puts b into the file, for the user alone (0600, the folder 0700). Who
// reads it meanwhile, or after a crash, sees the old content or the new one.
func Replace(path string, b []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".tmp-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
