package main

import (
	"debug/elf"
	"fmt"
	"sort"
	"strings"
)

// image is a program with its symbols.
type image struct {
	sections  []section
	functions map[string]*function
	byAddress []*function
	data      map[string]int // named data in sections that take room in the file
	text      uint64         // address of runtime.text
	gofunc    uint64         // address of go:func.*, the stack maps and the like
	pclntab   section
}

type section struct {
	name    string
	address uint64
	size    int
	bytes   []byte
}

type function struct {
	name     string
	address  uint64
	code     int // machine code with the padding after it
	metadata int // in .gopclntab
}

func open(file string) (*image, error) {
	f, err := elf.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m := &image{functions: map[string]*function{}, data: map[string]int{}}
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_ALLOC == 0 || s.Type == elf.SHT_NOBITS {
			continue
		}
		sec := section{name: s.Name, address: s.Addr, size: int(s.Size)}
		if s.Name == ".gopclntab" {
			if sec.bytes, err = s.Data(); err != nil {
				return nil, err
			}
			m.pclntab = sec
		}
		m.sections = append(m.sections, sec)
	}
	symbols, err := f.Symbols()
	if err != nil {
		return nil, err
	}
	for _, s := range symbols {
		switch s.Name {
		case "runtime.text":
			m.text = s.Value
			continue
		case "go:func.*":
			m.gofunc = s.Value
			continue
		}
		if int(s.Section) >= len(f.Sections) || s.Size == 0 {
			continue
		}
		switch in := f.Sections[s.Section]; {
		case in.Name == ".text" && elf.ST_TYPE(s.Info) == elf.STT_FUNC:
			fn := &function{name: s.Name, address: s.Value, code: int(s.Size)}
			m.byAddress = append(m.byAddress, fn)
			m.functions[s.Name] = fn
		case in.Type != elf.SHT_NOBITS && in.Flags&elf.SHF_ALLOC != 0 && in.Name != ".gopclntab" && in.Name != ".typelink":
			m.data[s.Name] += int(s.Size)
		}
	}
	if m.text == 0 || m.gofunc == 0 || m.pclntab.bytes == nil {
		return nil, fmt.Errorf("no symbols: runtime.text %#x, go:func.* %#x", m.text, m.gofunc)
	}
	sort.Slice(m.byAddress, func(i, j int) bool { return m.byAddress[i].address < m.byAddress[j].address })
	for i, fn := range m.byAddress[:len(m.byAddress)-1] {
		if gap := int(m.byAddress[i+1].address - fn.address); gap >= fn.code && gap < fn.code+64 {
			fn.code = gap
		}
	}
	return m, nil
}

// packageOf is the package of a symbol: what comes before the first dot after
// the last slash. Instantiations belong to the package of the generic function.
func packageOf(symbol string) string {
	for _, prefix := range []string{"type:.eq.", "type:.hash.", "go:itab.", "go:struct", "type:"} {
		if strings.HasPrefix(symbol, prefix) {
			return "(" + strings.TrimRight(prefix, ".") + ")"
		}
	}
	head, _, _ := strings.Cut(symbol, "[")
	slash := strings.LastIndexByte(head, '/') + 1
	name, _, _ := strings.Cut(head[slash:], ".")
	return head[:slash] + name
}
