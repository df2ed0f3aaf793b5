package compile

import (
	"fmt"
	"strconv"

	"github.com/valyala/fastjson"
)

// node is a JSON value that knows its place, so that every complaint names file
// and path.
type node struct {
	v    *fastjson.Value
	path string
}

// fault is a complaint about a model; it ends the reading by panic, which
// [Read] turns into an error.
type fault struct{ error }

func (n node) fail(format string, args ...any) {
	panic(fault{fmt.Errorf("%s: %s", n.path, fmt.Sprintf(format, args...))})
}

func parse(file string, text []byte) node {
	var p fastjson.Parser
	v, err := p.ParseBytes(text)
	n := node{v, file}
	if err == nil {
		err = fastjson.ValidateBytes(text) // ParseBytes lets some faults pass
	}
	if err != nil {
		n.fail("%v", err)
	}
	return n
}

// each calls f for the members of an object, in the file's order. A name that is
// there twice is refused: readers differ in which of the two they take.
func (n node) each(f func(key string, v node)) {
	o, err := n.v.Object()
	if err != nil {
		n.fail("an object is wanted, not %s", n.v.Type())
	}
	seen := make(map[string]bool, o.Len())
	o.Visit(func(key []byte, v *fastjson.Value) {
		name := string(key)
		if seen[name] {
			n.fail("%q is there twice", name)
		}
		seen[name] = true
		f(name, node{v, n.path + "." + name})
	})
}

// list calls f for the elements of an array.
func (n node) list(f func(v node)) {
	a, err := n.v.Array()
	if err != nil {
		n.fail("an array is wanted, not %s", n.v.Type())
	}
	for i, v := range a {
		f(node{v, n.path + "[" + strconv.Itoa(i) + "]"})
	}
}

func (n node) text() string {
	b, err := n.v.StringBytes()
	if err != nil {
		n.fail("a string is wanted, not %s", n.v.Type())
	}
	return string(b)
}

func (n node) bool() bool {
	b, err := n.v.Bool()
	if err != nil {
		n.fail("a boolean is wanted, not %s", n.v.Type())
	}
	return b
}

func (n node) int(max int) int {
	i, err := n.v.Int()
	if err != nil || i < 0 || i > max {
		n.fail("a whole number up to %d is wanted, not %s", max, n.v)
	}
	return i
}

func (n node) texts() (list []string) {
	n.list(func(v node) { list = append(list, v.text()) })
	return list
}

// textOrTexts is a string or a list of strings.
func (n node) textOrTexts() []string {
	if n.v.Type() == fastjson.TypeString {
		return []string{n.text()}
	}
	return n.texts()
}

func (n node) isObject() bool { return n.v.Type() == fastjson.TypeObject }

// unknown refuses a key that this compiler does not know: a new trait may change
// what goes on the wire.
func (n node) unknown() { n.fail("unknown trait") }

// get is a member of an object; ok is false if there is none.
func (n node) get(key string) (node, bool) {
	v := n.v.Get(key)
	return node{v, n.path + "." + key}, v != nil
}

// merge lays the object under extras' "merge" over n: objects member by member,
// everything else replaced (botocore's sdk-extras).
func (n node) merge(extras node) {
	if over, ok := extras.get("merge"); ok {
		deepMerge(n, over)
	}
}

func deepMerge(n, over node) {
	over.each(func(key string, v node) {
		if old, ok := n.get(key); ok && old.isObject() && v.isObject() {
			deepMerge(old, v)
			return
		}
		n.v.Set(key, v.v)
	})
}
