package ruleset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// node is a JSON value that knows its order and its path.
type node struct {
	path    string
	value   any // string, bool, json.Number, nil; []node or object
	members []member
	items   []node
	kind    byte // 's', 'b', 'n', '0', 'a', 'o'
}

type member struct {
	name string
	node
}

func (n node) errorf(format string, args ...any) error {
	return fmt.Errorf("ruleset: %s: %s", n.path, fmt.Sprintf(format, args...))
}

// parse reads one JSON document. A repeated name is an error: which of the two
// counts is not for a compiler to guess.
func parse(text []byte) (node, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	n, err := parseValue(d, "$")
	if err != nil {
		return n, err
	}
	if _, err := d.Token(); err != io.EOF {
		return n, n.errorf("text after the document")
	}
	return n, nil
}

func parseValue(d *json.Decoder, path string) (node, error) {
	n := node{path: path}
	token, err := d.Token()
	if err != nil {
		return n, n.errorf("%v", err)
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			n.kind = 'a'
			for d.More() {
				item, err := parseValue(d, path+"["+strconv.Itoa(len(n.items))+"]")
				if err != nil {
					return n, err
				}
				n.items = append(n.items, item)
			}
		} else {
			n.kind = 'o'
			for d.More() {
				key, err := d.Token()
				if err != nil {
					return n, n.errorf("%v", err)
				}
				name := key.(string)
				if n.has(name) {
					return n, n.errorf("%q is there twice", name)
				}
				v, err := parseValue(d, path+"."+name)
				if err != nil {
					return n, err
				}
				n.members = append(n.members, member{name, v})
			}
		}
		if _, err := d.Token(); err != nil {
			return n, n.errorf("%v", err)
		}
	case string:
		n.kind, n.value = 's', t
	case bool:
		n.kind, n.value = 'b', t
	case json.Number:
		n.kind, n.value = 'n', t
	default:
		n.kind = '0'
	}
	return n, nil
}

// get is the member called name; its kind is 0 when there is none.
func (n node) get(name string) node {
	for _, m := range n.members {
		if m.name == name {
			return m.node
		}
	}
	return node{path: n.path + "." + name}
}

func (n node) has(name string) bool { return n.get(name).kind != 0 }

func (n node) str() (string, error) {
	if s, ok := n.value.(string); ok {
		return s, nil
	}
	return "", n.errorf("want a string")
}

func (n node) bool() (bool, error) {
	if b, ok := n.value.(bool); ok {
		return b, nil
	}
	return false, n.errorf("want a boolean")
}

func (n node) list() ([]node, error) {
	if n.kind != 'a' {
		return nil, n.errorf("want a list")
	}
	return n.items, nil
}

func (n node) object() ([]member, error) {
	if n.kind != 'o' {
		return nil, n.errorf("want an object")
	}
	return n.members, nil
}

// only refuses members that are not in names: their meaning is unknown.
func (n node) only(names ...string) error {
	members, err := n.object()
	if err != nil {
		return err
	}
next:
	for _, m := range members {
		for _, name := range names {
			if m.name == name {
				continue next
			}
		}
		return m.errorf("unknown member")
	}
	return nil
}
