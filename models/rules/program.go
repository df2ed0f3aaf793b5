package rules

// Program is a compiled rule set: a view of the bytes it was opened from.
type Program string

// Type is the type of a parameter.
type Type uint8

const (
	String Type = iota
	Boolean
	StringArray
)

// String is the type as rule sets spell it: string, boolean, stringArray.
func (t Type) String() string {
	switch t {
	case String:
		return "string"
	case Boolean:
		return "boolean"
	}
	return "stringArray"
}

// Param describes one parameter of a rule set.
type Param struct {
	Name     string // "Region"
	BuiltIn  string // what fills it in, "AWS::Region"; "" for none
	Type     Type
	Required bool
	Unread   bool // no rule reads it: leave it out of a cache's key

	HasDefault    bool
	DefaultString string // where Type is String; lists are applied by Resolve
	DefaultBool   bool   // where Type is Boolean
}

// Open checks version, header and bounds, in constant time, and returns b as a
// Program. Damage further in is found when it is evaluated.
func Open(b string) (Program, error) {
	if len(b) < HeaderSize || len(b) > MaxProgram || b[HeaderVersion] != Version {
		return "", ErrCorrupt
	}
	params, slots := int(b[HeaderParams]), int(b[HeaderSlots])
	code := HeaderSize + params*ParamSize
	index := u16(b, HeaderIndex)
	if params > slots || slots > MaxSlots || index < code ||
		index+2*u16(b, HeaderStrings) > len(b) || u16(b, HeaderRoot) >= index {
		return "", ErrCorrupt
	}
	return Program(b), nil
}

// Params is the number of parameters, 0 for a program that Open refuses.
func (p Program) Params() int {
	if _, err := Open(string(p)); err != nil {
		return 0
	}
	return int(p[HeaderParams])
}

// Param is parameter i, in the order of the rule set; the zero Param when there
// is none. Its strings are views of the program.
func (p Program) Param(i int) Param {
	if uint(i) >= uint(p.Params()) {
		return Param{}
	}
	s, at := string(p), HeaderSize+i*ParamSize
	flags := s[at+ParamFlags]
	d := Param{
		Type:       Type(flags & ParamTypeMask),
		Required:   flags&ParamRequired != 0,
		Unread:     flags&ParamUnread != 0,
		HasDefault: flags&ParamHasDefault != 0,
	}
	d.Name, _ = p.str(u16(s, at+ParamName))
	d.BuiltIn, _ = p.str(u16(s, at+ParamBuiltIn))
	if d.HasDefault {
		switch d.Type {
		case String:
			d.DefaultString, _ = p.str(u16(s, at+ParamDefault))
		case Boolean:
			d.DefaultBool = flags&ParamDefaultTrue != 0
		}
	}
	return d
}

// ParamIndex is the index of the parameter called name, or -1. Args takes -1
// as "the rule set does not ask for it".
func (p Program) ParamIndex(name string) int {
	for i := range p.Params() {
		if s, _ := p.str(u16(string(p), HeaderSize+i*ParamSize+ParamName)); s == name {
			return i
		}
	}
	return -1
}

// str is the string with the given id; "" and true for NoString.
func (p Program) str(id int) (string, bool) {
	switch {
	case id < FirstOwn:
		return SharedString(id), id < len(sharedStrings)
	case id >= SharedNames:
		return SharedName(id - SharedNames), id == NoString || id-SharedNames < len(sharedNames)
	}
	s, i := string(p), id-FirstOwn
	n, index := u16(s, HeaderStrings), u16(s, HeaderIndex)
	if i >= n {
		return "", false
	}
	base := index + 2*n
	from, to := base+u16(s, index+2*i), len(s)
	if i+1 < n {
		to = base + u16(s, index+2*i+2)
	}
	if from > to || to > len(s) {
		return "", false
	}
	return s[from:to], true
}
