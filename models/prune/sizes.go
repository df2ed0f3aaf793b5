package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

func (o *options) printSizes() error {
	all, err := o.library.all()
	if err != nil {
		return err
	}
	_, err = o.stdout.Write(sizes(all))
	return err
}

// groups are the columns of the size table: sections that belong together.
var groups = []struct {
	title    string
	sections []int
}{
	{"operations", []int{models.SectionService, models.SectionOperations, models.SectionErrors, models.SectionLists}},
	{"shapes", []int{models.SectionShapes, models.SectionMembers, models.SectionTraits, models.SectionExtensions, models.SectionShapeTraits}},
	{"endpoint rules", []int{models.SectionRules}},
	{"paginators, waiters", []int{models.SectionPaginators, models.SectionWaiters, models.SectionBodies}},
	{"strings", []int{models.SectionStrings}},
}

// sizes is the table of all models' sizes.
func sizes(entries []*entry) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Sizes of the compiled models\n\nBytes, uncompressed, from %s. Made by `models/prune -sizes`.\n\n", release(entries))
	fmt.Fprintf(&b, "| client name | package | protocol | operations |")
	for _, g := range groups {
		fmt.Fprintf(&b, " %s |", g.title)
	}
	fmt.Fprintf(&b, " model.bin |\n| --- | --- | --- | ---: |%s ---: |\n", strings.Repeat(" ---: |", len(groups)))
	sums := make([]int, len(groups))
	operations, total := 0, 0
	for _, e := range entries {
		m := &e.model
		fmt.Fprintf(&b, "| %s | %s | %s | %d |", m.ServiceName(), e.pkg, m.Protocol(), m.NumOperations())
		for i, g := range groups {
			n := 0
			for _, section := range g.sections {
				n += m.SectionLen(section)
			}
			sums[i] += n
			fmt.Fprintf(&b, " %d |", n)
		}
		fmt.Fprintf(&b, " %d |\n", m.Len())
		operations += m.NumOperations()
		total += m.Len()
	}
	fmt.Fprintf(&b, "| **%d services** | | | **%d** |", len(entries), operations)
	for _, n := range sums {
		fmt.Fprintf(&b, " **%d** |", n)
	}
	fmt.Fprintf(&b, " **%d** |\n", total)
	return b.Bytes()
}

// release is what the models were compiled from.
func release(entries []*entry) string {
	for _, e := range entries {
		return e.model.Source()
	}
	return "nothing"
}

// Between these lines README.md holds what this command knows.
const (
	readmeFrom = "<!-- written by models/prune: names -->\n"
	readmeTo   = "<!-- end -->\n"
)

// readme brings the README's list of names that differ up to date.
func readme(text []byte, entries []*entry) ([]byte, error) {
	before, rest, ok := bytes.Cut(text, []byte(readmeFrom))
	_, after, ok2 := bytes.Cut(rest, []byte(readmeTo))
	if !ok || !ok2 {
		return nil, errors.New("the lines around the list of names are gone")
	}
	return bytes.Join([][]byte{before, []byte(readmeFrom), names(entries), []byte(readmeTo), after}, nil), nil
}

// names lists the packages that are not called as their client, and the
// constants that are not called as their operation or error.
func names(entries []*entry) []byte {
	var packages, constants bytes.Buffer
	differ := 0
	for _, e := range entries {
		m := &e.model
		if e.pkg != m.ServiceName() {
			differ++
			fmt.Fprintf(&packages, "| %s | `%s` |\n", m.ServiceName(), e.pkg)
		}
		operations, codes, waiters := identifiers(m)
		for i, id := range operations {
			if name := m.Operation(i).Name(); id != name {
				fmt.Fprintf(&constants, "| %s | `%s.%s` |\n", name, e.pkg, id)
			}
		}
		for i, id := range codes {
			if name := m.Error(i).Name(); id != "Err"+name {
				fmt.Fprintf(&constants, "| %s | `%s.%s` |\n", name, e.pkg, id)
			}
		}
		for i, id := range waiters {
			if name := m.Waiter(i).Name(); id != "Wait"+name {
				fmt.Fprintf(&constants, "| %s | `%s.%s` |\n", name, e.pkg, id)
			}
		}
	}
	var b bytes.Buffer
	if constants.Len() == 0 {
		fmt.Fprintf(&b, "\nEvery constant is called as its operation, or as its error shape behind `Err`.\n")
	} else {
		fmt.Fprintf(&b, "\n| operation or error shape | constant |\n| --- | --- |\n%s", constants.Bytes())
	}
	fmt.Fprintf(&b, "%d of %d packages are not called as their client:\n\n", differ, len(entries))
	fmt.Fprintf(&b, "| client name | package |\n| --- | --- |\n%s\n", packages.Bytes())
	return b.Bytes()
}
