package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/prune/compile"
)

// subset writes a package of the wanted operations of one service.
func (o *options) subset() error {
	from, err := o.library.find(o.service)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(o.out)
	if err != nil {
		return err
	}
	pkg := o.pkg
	if pkg == "" {
		pkg = packageName(filepath.Base(dir))
	}
	if !token.IsIdentifier(pkg) || pkg == "_" || pkg == "main" {
		return fmt.Errorf("-package: %q is no name for a package", pkg)
	}
	service, err := compile.Load(from.bin)
	if err != nil {
		return fmt.Errorf("%s/model.bin: %w", from.pkg, err)
	}
	if wanted := split(o.ops); len(wanted) > 0 {
		if unknown, ok := service.Keep(wanted); !ok {
			_, err := from.operation(unknown)
			return err
		}
	}
	bin, err := service.Pack()
	if err != nil {
		return err
	}
	e, err := newEntry(pkg, string(bin))
	if err != nil {
		return err
	}
	text, err := goSource(e, from.model.NumOperations())
	if err != nil {
		return err
	}
	if err := ours(dir, pkg+".go"); err != nil {
		return err
	}
	if err := replaceFiles(dir, map[string][]byte{pkg + ".go": text, "model.bin": bin}); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s: package %s, %s of %s, %d bytes of model\n",
		o.out, pkg, count(len(service.Operations), from.model.NumOperations()), from.model.ServiceName(), len(bin))
	return nil
}

// split is a list of names separated by commas or spaces.
func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// ours refuses to write a package where a Go file of that name is not this
// command's, or where a model lies beside no such file.
func ours(dir, file string) error {
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	if err == nil && !bytes.HasPrefix(text, []byte(generated)) {
		return fmt.Errorf("%s is not written by this command; choose another -out or -package", path)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, bin := os.Stat(filepath.Join(dir, "model.bin")); bin == nil && err != nil {
		return fmt.Errorf("%s holds a model.bin but no %s that this command wrote; choose another -out", dir, file)
	}
	return nil
}
