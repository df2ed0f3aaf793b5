package compile

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Source is the JSON of one service: botocore's files, extras not yet merged.
// Everything but Service may be missing.
type Source struct {
	Name    string // client name: the folder
	Version string // the folder of the API version
	Release string // where it comes from: "botocore 1.44.5"

	Service, ServiceExtras       []byte // service-2, service-2.sdk-extras
	Paginators, PaginatorsExtras []byte // paginators-1, paginators-1.sdk-extras
	Waiters, WaitersExtras       []byte // waiters-2, waiters-2.sdk-extras
	Rules, RulesExtras           []byte // endpoint-rule-set-1, endpoint-rule-set-1.sdk-extras
}

// Sources reads botocore's data folder: every service, the newest API version
// of each (the last by name that holds a service model), sorted by name.
func Sources(dir, release string) ([]Source, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var list []Source
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		src, err := newest(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		src.Name, src.Release = e.Name(), release
		list = append(list, src)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no service folders", dir)
	}
	return list, nil
}

// newest reads the newest API version of a service's folder.
func newest(dir string) (Source, error) {
	versions, err := os.ReadDir(dir)
	if err != nil {
		return Source{}, err
	}
	for _, v := range slices.Backward(versions) {
		if !v.IsDir() {
			continue
		}
		src := Source{Version: v.Name()}
		for _, f := range []struct {
			name string
			into *[]byte
		}{
			{"service-2", &src.Service}, {"service-2.sdk-extras", &src.ServiceExtras},
			{"paginators-1", &src.Paginators}, {"paginators-1.sdk-extras", &src.PaginatorsExtras},
			{"waiters-2", &src.Waiters}, {"waiters-2.sdk-extras", &src.WaitersExtras},
			{"endpoint-rule-set-1", &src.Rules}, {"endpoint-rule-set-1.sdk-extras", &src.RulesExtras},
		} {
			if *f.into, err = readModelFile(filepath.Join(dir, v.Name(), f.name+".json")); err != nil {
				return Source{}, err
			}
		}
		if src.Service != nil {
			return src, nil
		}
	}
	return Source{}, fmt.Errorf("%s: no version folder holds service-2.json", dir)
}

// maxModelFile bounds an unpacked model file; the largest is 5 MB.
const maxModelFile = 64 << 20

// readModelFile reads path or path.gz; nil if neither exists.
func readModelFile(path string) ([]byte, error) {
	plain, err := os.ReadFile(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return plain, err
	}
	packed, err := os.ReadFile(path + ".gz")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("%s.gz: %w", path, err)
	}
	plain, err = io.ReadAll(io.LimitReader(r, maxModelFile+1))
	if err == nil && len(plain) > maxModelFile {
		err = errors.New("larger than 64 MiB")
	}
	if err != nil {
		return nil, fmt.Errorf("%s.gz: %w", path, err)
	}
	return plain, nil
}
