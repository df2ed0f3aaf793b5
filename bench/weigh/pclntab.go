package main

import (
	"encoding/binary"
	"errors"
	"sort"
)

var errPclntab = errors.New(".gopclntab is of another version of Go than this command was written for")

// Layout of .gopclntab since Go 1.20: runtime/symtab.go, pcHeader, and
// runtime/runtime2.go, _func.
const (
	pclntabMagic = 0xfffffff1

	headerFuncs   = 8 // number of functions, uintptr
	headerNames   = 32
	headerPCTab   = 56
	headerFuncTab = 64

	funcName      = 4
	funcPCSP      = 16
	funcPCFile    = 20
	funcPCLine    = 24
	funcNumPCData = 28
	funcNumData   = 43
	funcSize      = 44
)

// table reads .gopclntab.
type table struct {
	all, names, pcs, funcs []byte
	count                  int
}

func (m *image) table() (*table, error) {
	b := m.pclntab.bytes
	if len(b) < 80 || binary.LittleEndian.Uint32(b) != pclntabMagic || b[7] != 8 {
		return nil, errPclntab
	}
	part := func(at int) []byte { return b[min(binary.LittleEndian.Uint64(b[at:]), uint64(len(b))):] }
	return &table{
		all: b, names: part(headerNames), pcs: part(headerPCTab), funcs: part(headerFuncTab),
		count: int(binary.LittleEndian.Uint64(b[headerFuncs:])),
	}, nil
}

// weighMetadata finds out what of .gopclntab each function takes. What it
// shares counts for the first of them, beginning with those in first.
func (m *image) weighMetadata(first map[string]*function) error {
	t, err := m.table()
	if err != nil {
		return err
	}
	at := map[uint64]int{} // records by entry
	for i := range t.count {
		entry := m.text + uint64(binary.LittleEndian.Uint32(t.funcs[8*i:]))
		at[entry] = int(binary.LittleEndian.Uint32(t.funcs[8*i+4:]))
	}
	data := t.dataSizes(m, at)
	seen := map[uint32]bool{}     // tables of program counters
	seenData := map[uint32]bool{} // stack maps, inlining trees
	for _, known := range []bool{true, false} {
		for _, fn := range m.byAddress {
			record, ok := at[fn.address]
			if _, old := first[fn.name]; !ok || old != known {
				continue
			}
			fn.metadata = t.weigh(record, seen, seenData, data)
		}
	}
	return nil
}

// weigh is what a function's record refers to and nobody before did.
func (t *table) weigh(record int, seen, seenData map[uint32]bool, data map[uint32]int) int {
	r := t.funcs[record:]
	u32 := func(at int) uint32 { return binary.LittleEndian.Uint32(r[at:]) }
	pcData, funcData := int(u32(funcNumPCData)), int(r[funcNumData])
	size := 8 + funcSize + 4*pcData + 4*funcData // with its place in the index
	for name := t.names[u32(funcName):]; name[0] != 0; name = name[1:] {
		size++
	}
	size++
	tables := []uint32{u32(funcPCSP), u32(funcPCFile), u32(funcPCLine)}
	for i := range pcData {
		tables = append(tables, u32(funcSize+4*i))
	}
	for _, offset := range tables {
		if offset != 0 && !seen[offset] {
			seen[offset] = true
			size += tableLen(t.pcs[offset:])
		}
	}
	for i := range funcData {
		if offset := u32(funcSize + 4*pcData + 4*i); offset != ^uint32(0) && !seenData[offset] {
			seenData[offset] = true
			size += data[offset]
		}
	}
	return size
}

// tableLen is the length of a table of program counters: pairs of varints, the
// last one with a first of zero that is not the table's own first.
func tableLen(b []byte) int {
	n := 0
	for first := true; ; first = false {
		v, k := binary.Uvarint(b[n:])
		if v == 0 && !first {
			return n + 1
		}
		n += k
		_, k = binary.Uvarint(b[n:])
		n += k
	}
}

// dataSizes is how long each piece of function data is: up to the next one.
func (t *table) dataSizes(m *image, at map[uint64]int) map[uint32]int {
	sizes := map[uint32]int{}
	for _, record := range at {
		r := t.funcs[record:]
		pcData := int(binary.LittleEndian.Uint32(r[funcNumPCData:]))
		for i := range int(r[funcNumData]) {
			if offset := binary.LittleEndian.Uint32(r[funcSize+4*pcData+4*i:]); offset != ^uint32(0) {
				sizes[offset] = 0
			}
		}
	}
	var offsets []uint32
	for offset := range sizes {
		offsets = append(offsets, offset)
	}
	sort.Slice(offsets, func(i, j int) bool { return offsets[i] < offsets[j] })
	end := uint32(m.pclntab.address + uint64(m.pclntab.size) - m.gofunc)
	for i, offset := range offsets {
		next := end
		if i+1 < len(offsets) {
			next = offsets[i+1]
		}
		sizes[offset] = int(next - offset)
	}
	return sizes
}
