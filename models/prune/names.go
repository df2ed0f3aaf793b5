package main

import (
	"go/token"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// packageName is a client name as a Go package name: lower-case letters and
// digits only ("lex-runtime" is lexruntime). Names that mean something else to
// Go get "service" appended.
func packageName(client string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(client) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
		}
	}
	name := b.String()
	switch name {
	case "main", "init", "internal", "vendor", "testdata": // the command, the function, folders with a meaning
		return name + "service"
	}
	if token.IsKeyword(name) {
		return name + "service"
	}
	if name == "" || name[0] <= '9' {
		return "service" + name
	}
	return name
}

// packageNames gives each client its package name; the later of two clients
// with equal names gets "service" appended.
func packageNames(clients []string) map[string]string {
	names, taken := map[string]string{}, map[string]bool{}
	for _, client := range clients {
		name := packageName(client)
		for taken[name] {
			name += "service"
		}
		taken[name] = true
		names[client] = name
	}
	return names
}

// exported is name as an exported Go identifier: what is no letter or digit is
// dropped, and the letter after it is a capital.
func exported(name string) string {
	var b strings.Builder
	capital := true
	for i := range len(name) {
		c := name[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		switch {
		case !letter && (c < '0' || c > '9'):
			capital = true
			continue
		case capital && c >= 'a':
			c -= 'a' - 'A'
		}
		capital = false
		b.WriteByte(c)
	}
	if id := b.String(); id != "" && id[0] > '9' {
		return id
	}
	return "X" + b.String()
}

// identifiers are the names of a package's constants, by operation, error and
// waiter index. A name that is taken gets "Operation", "Code" or "Waiter" appended.
func identifiers(m *models.Model) (operations, codes, waiters []string) {
	taken := map[string]bool{"Service": true}
	take := func(name, suffix string) string {
		for taken[name] {
			name += suffix
		}
		taken[name] = true
		return name
	}
	for i := range m.NumOperations() {
		operations = append(operations, take(exported(m.Operation(i).Name()), "Operation"))
	}
	for i := range m.NumErrors() {
		codes = append(codes, take("Err"+exported(m.Error(i).Name()), "Code"))
	}
	for i := range m.NumWaiters() {
		waiters = append(waiters, take("Wait"+exported(m.Waiter(i).Name()), "Waiter"))
	}
	return operations, codes, waiters
}
