package rules

// PropertyKind is the type of a Property.
type PropertyKind uint8

const (
	PropertyNone PropertyKind = iota // there is no such property
	PropertyString
	PropertyBool
	PropertyList
	PropertyObject
)

// Property is one value of an endpoint's properties, with all below it. It
// lives as long as the Endpoint's strings. The zero Property is no property.
type Property struct {
	nodes []node // nodes[0] is the value
}

// Kind is the property's type.
func (p Property) Kind() PropertyKind {
	if len(p.nodes) == 0 {
		return PropertyNone
	}
	return p.nodes[0].kind
}

// Key is the property's name in the object it was taken from.
func (p Property) Key() string {
	if len(p.nodes) == 0 {
		return ""
	}
	return p.nodes[0].key
}

// String is the text of a string, "" for other kinds.
func (p Property) String() string {
	if len(p.nodes) == 0 {
		return ""
	}
	return p.nodes[0].s
}

// Bool is the value of a boolean, false for other kinds.
func (p Property) Bool() bool { return len(p.nodes) > 0 && p.nodes[0].b }

// Len is the number of entries of a list or an object, 0 for other kinds.
func (p Property) Len() int {
	n := 0
	for at := 1; at < p.end(); at += int(p.nodes[at].size) {
		n++
	}
	return n
}

// At is entry i of a list or an object; no property if there is none.
func (p Property) At(i int) Property {
	for at := 1; at < p.end(); at += int(p.nodes[at].size) {
		if i == 0 {
			return Property{p.nodes[at:]}
		}
		i--
	}
	return Property{}
}

// Get is the entry of an object called name; no property if there is none.
func (p Property) Get(name string) Property {
	if p.Kind() != PropertyObject {
		return Property{}
	}
	for at := 1; at < p.end(); at += int(p.nodes[at].size) {
		if p.nodes[at].key == name {
			return Property{p.nodes[at:]}
		}
	}
	return Property{}
}

func (p Property) end() int {
	if len(p.nodes) == 0 {
		return 0
	}
	return int(p.nodes[0].size)
}
