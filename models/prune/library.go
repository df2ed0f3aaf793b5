package main

import (
	"fmt"
	"io/fs"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

// library is the compiled models: a folder a package, model.bin in it.
type library struct{ fs fs.FS }

// entry is one compiled model.
type entry struct {
	pkg   string // package name: the folder
	bin   string // model.bin
	model models.Model
}

// open reads the model of a package.
func (l library) open(pkg string) (*entry, error) {
	bin, err := fs.ReadFile(l.fs, pkg+"/model.bin")
	if err != nil {
		return nil, err
	}
	return newEntry(pkg, string(bin))
}

func newEntry(pkg, bin string) (*entry, error) {
	e := &entry{pkg: pkg, bin: bin}
	var err error
	if e.model, err = models.Open(bin); err == nil {
		err = e.model.Check()
	}
	if err == nil && e.model.Rules() != "" {
		err = new(rules.Program).Open(e.model.Rules())
	}
	if err != nil {
		return nil, fmt.Errorf("%s/model.bin: %w", pkg, err)
	}
	return e, nil
}

// all opens every model, sorted by package name.
func (l library) all() (list []*entry, err error) {
	folders, err := fs.ReadDir(l.fs, ".")
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		if !f.IsDir() {
			continue
		}
		e, err := l.open(f.Name())
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// find opens a service by client or package name.
func (l library) find(service string) (*entry, error) {
	all, err := l.all()
	if err != nil {
		return nil, err
	}
	names := make([]string, len(all))
	for i, e := range all {
		if names[i] = e.model.ServiceName(); names[i] == service || e.pkg == service {
			return e, nil
		}
	}
	return nil, fmt.Errorf("unknown service %q%s; -list names them all", service, nearest(service, names))
}

// operation is the operation of that name.
func (e *entry) operation(name string) (models.Operation, error) {
	op, ok := e.model.OperationNamed(name)
	if ok {
		return op, nil
	}
	names := make([]string, e.model.NumOperations())
	for i := range names {
		names[i] = e.model.Operation(i).Name()
	}
	service := e.model.ServiceName()
	return op, fmt.Errorf("%s has no operation %q%s; -list %s names them all", service, name, nearest(name, names), service)
}
