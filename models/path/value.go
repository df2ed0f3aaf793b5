package path

// Kind is the JSON type of a node or value.
type Kind uint8

const (
	Null Kind = iota // also: there is no such field or element
	Bool
	Number
	String
	List
	Object
)

// Node is what a tree that expressions run over has to offer. N is the node
// type itself, so that nodes are passed by value and nothing is boxed. A method
// that does not fit the node's kind gives the zero value, and Field and At a
// node of kind Null.
type Node[N any] interface {
	Kind() Kind
	Field(name string) N // of an object
	Len() int            // elements of a list, fields of an object
	At(i int) N          // element i of a list, value i of an object
	Key(i int) string    // name of field i of an object
	Text() string        // of a string
	Number() float64     // of a number
	Bool() bool          // of a boolean
}

// Value is a result: a node of the tree, a literal, or a list of values that
// the expression made. It lives until the next Search of its Evaluator.
type Value[N Node[N]] struct {
	node   N
	isNode bool
	kind   Kind // of what follows, when it is no node
	b      bool
	number float64
	text   string
	list   []Value[N]
}

// Node is the node that the value is; ok is false when the expression made it.
func (v Value[N]) Node() (n N, ok bool) { return v.node, v.isNode }

// Kind is the value's JSON type.
func (v Value[N]) Kind() Kind {
	if v.isNode {
		return v.node.Kind()
	}
	return v.kind
}

// Len is the number of elements of a list or fields of an object.
func (v Value[N]) Len() int {
	if v.isNode {
		return v.node.Len()
	}
	return len(v.list)
}

// At is element i of a list, or value i of an object.
func (v Value[N]) At(i int) Value[N] {
	switch {
	case v.isNode:
		return nodeValue(v.node.At(i))
	case uint(i) < uint(len(v.list)):
		return v.list[i]
	}
	return Value[N]{}
}

// Text is the text of a string.
func (v Value[N]) Text() string {
	if v.isNode {
		return v.node.Text()
	}
	return v.text
}

// Number is the value of a number.
func (v Value[N]) Number() float64 {
	if v.isNode {
		return v.node.Number()
	}
	return v.number
}

// Bool is the value of a boolean.
func (v Value[N]) Bool() bool {
	if v.isNode {
		return v.node.Bool()
	}
	return v.b
}

// True says whether JMESPath takes v for true: anything but null, false, and
// empty strings, lists and objects.
func (v Value[N]) True() bool {
	switch v.Kind() {
	case Null:
		return false
	case Bool:
		return v.Bool()
	case String:
		return v.Text() != ""
	case List, Object:
		return v.Len() > 0
	}
	return true
}

// Equal says whether v and w are the same JSON. Values that are nested more
// than 100 deep, or have more than 262,144 parts, equal nothing.
func (v Value[N]) Equal(w Value[N]) bool {
	steps := maxSteps
	return equal(v, w, maxDeep, &steps)
}

const maxDeep = 100

func equal[N Node[N]](v, w Value[N], depth int, steps *int) bool {
	k := v.Kind()
	if *steps--; k != w.Kind() || depth == 0 || *steps < 0 {
		return false
	}
	switch k {
	case Bool:
		return v.Bool() == w.Bool()
	case Number:
		return v.Number() == w.Number()
	case String:
		return v.Text() == w.Text()
	case List:
		if v.Len() != w.Len() {
			return false
		}
		for i := range v.Len() {
			if !equal(v.At(i), w.At(i), depth-1, steps) {
				return false
			}
		}
	case Object: // always nodes: expressions make none
		if v.Len() != w.Len() {
			return false
		}
		for i := range v.Len() {
			if !equal(v.At(i), nodeValue(w.node.Field(v.node.Key(i))), depth-1, steps) {
				return false
			}
		}
	}
	return true
}

func nodeValue[N Node[N]](n N) Value[N]         { return Value[N]{node: n, isNode: true} }
func boolValue[N Node[N]](b bool) Value[N]      { return Value[N]{kind: Bool, b: b} }
func numberValue[N Node[N]](f float64) Value[N] { return Value[N]{kind: Number, number: f} }
func textValue[N Node[N]](s string) Value[N]    { return Value[N]{kind: String, text: s} }
