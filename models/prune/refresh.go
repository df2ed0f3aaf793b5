package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/prune/compile"
	"github.com/tucuxi-go/tucuxi/models/prune/ruleset"
)

// refresh compiles every service of a botocore data folder. Everything is made
// and checked in memory first; then the packages replace the old ones as a
// whole. Files that are made of the same data and stand beside the packages
// (rules/partitions.go, rules/shared.go, SIZES.md, README.md) are brought up to date where they
// exist.
func (o *options) refresh() error {
	if o.release == "" {
		return fmt.Errorf("%w: -botocore needs -release", errUsage)
	}
	sources, err := compile.Sources(o.botocore, o.release)
	if err != nil {
		return err
	}
	entries, err := compileAll(sources)
	if err != nil {
		return err
	}
	packages := map[string][]byte{}
	for _, e := range entries {
		text, err := goSource(e, e.model.NumOperations())
		if err != nil {
			return err
		}
		packages[e.pkg+"/"+e.pkg+".go"] = text
		packages[e.pkg+"/model.bin"] = []byte(e.bin)
	}
	beside, err := o.beside(entries)
	if err != nil {
		return err
	}
	if err := replaceTree(o.out, packages); err != nil {
		return err
	}
	for path, text := range beside {
		if err := replaceFiles(filepath.Dir(path), map[string][]byte{filepath.Base(path): text}); err != nil {
			return err
		}
	}
	total := 0
	for _, e := range entries {
		total += len(e.bin)
	}
	fmt.Fprintf(o.stdout, "%s: %d services, %d bytes of models\n", o.out, len(entries), total)
	return nil
}

// compileAll compiles every source, and sorts by package. Every service's fault
// is reported, not only the first.
func compileAll(sources []compile.Source) ([]*entry, error) {
	clients := make([]string, len(sources))
	for i, src := range sources {
		clients[i] = src.Name
	}
	names := packageNames(clients)
	var entries []*entry
	var faults []error
	for _, src := range sources {
		service, err := compile.Read(src)
		var bin []byte
		if err == nil {
			bin, err = service.Pack()
		}
		var e *entry
		if err == nil {
			e, err = newEntry(names[src.Name], string(bin))
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b *entry) int { return strings.Compare(a.pkg, b.pkg) })
	return entries, errors.Join(faults...)
}

// beside makes the files beside the packages' folder that are there already.
func (o *options) beside(entries []*entry) (map[string][]byte, error) {
	files := map[string][]byte{}
	base := filepath.Dir(filepath.Clean(o.out))
	old := func(name string) (path string, text []byte, err error) {
		path = filepath.Join(base, name)
		if text, err = os.ReadFile(path); errors.Is(err, fs.ErrNotExist) {
			return path, nil, nil
		}
		return path, text, err
	}
	path, text, err := old(filepath.Join("rules", "partitions.go"))
	if err != nil {
		return nil, err
	}
	if text != nil {
		from := filepath.Join(o.botocore, "partitions.json")
		partitions, err := os.ReadFile(from)
		if err != nil {
			return nil, err
		}
		if files[path], err = ruleset.Partitions(partitions, o.release); err != nil {
			return nil, fmt.Errorf("%s: %w", from, err)
		}
	}
	if path, text, err = old(filepath.Join("rules", "shared.go")); err != nil {
		return nil, err
	}
	if text != nil {
		if files[path], err = ruleset.Shared(o.release); err != nil {
			return nil, err
		}
	}
	if path, text, err = old("SIZES.md"); err != nil {
		return nil, err
	}
	if text != nil {
		files[path] = sizes(entries)
	}
	if path, text, err = old("README.md"); err != nil {
		return nil, err
	}
	if text != nil {
		if files[path], err = readme(text, entries); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return files, nil
}
