package rules

// Program is a compiled rule set: a view of the bytes it was opened from. The
// zero Program is none, and so is one that Open refused: resolving it gives
// ErrCorrupt.
type Program struct {
	text   string
	params int
	code   int // where the instructions begin
	index  int // of the own strings
	own    int // where these begin

	types    [ParamTypeMask + 1]uint64 // parameters by type
	required uint64                    // and without default
	defaults uint64                    // with default
	truth    uint64                    // whose default is true

	_ [0]func() // saves a function that compares Programs
}

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

// Open makes p the program b. It checks version, header and bounds, in time that
// depends on the number of parameters alone. Damage further in is found when the
// program is evaluated.
func (p *Program) Open(b string) error {
	if len(b) < HeaderSize || len(b) > MaxProgram || b[HeaderVersion] != Version {
		return ErrCorrupt
	}
	n, index := int(b[HeaderParams]), u16(b, HeaderIndex)
	code, own := HeaderSize+n*ParamSize, index+2*u16(b, HeaderStrings)+2
	if n > int(b[HeaderSlots]) || b[HeaderSlots] > MaxSlots || index < code || own > len(b) {
		return ErrCorrupt
	}
	*p = Program{}
	p.text, p.params, p.code, p.index, p.own = b, n, code, index, own
	for i := range n {
		flags := uint64(b[HeaderSize+i*ParamSize+ParamFlags])
		p.types[flags&ParamTypeMask] |= 1 << i
		p.required |= flags / ParamRequired & 1 << i
		p.defaults |= flags / ParamHasDefault & 1 << i
		p.truth |= flags / ParamDefaultTrue & 1 << i
	}
	p.required &^= p.defaults
	return nil
}

// Size is the number of bytes of the program.
func (p *Program) Size() int { return len(p.text) }

// Params is the number of parameters.
func (p *Program) Params() int { return p.params }

// Param is parameter i, in the order of the rule set; the zero Param when there
// is none. Its strings are views of the program.
func (p *Program) Param(i int) (d Param) {
	if uint(i) >= uint(p.params) {
		return d
	}
	at := HeaderSize + i*ParamSize
	flags := p.text[at+ParamFlags]
	d.Name = p.str(u16(p.text, at+ParamName))
	d.BuiltIn = p.str(u16(p.text, at+ParamBuiltIn))
	d.Type = Type(flags & ParamTypeMask)
	d.Required = flags&ParamRequired != 0
	d.Unread = flags&ParamUnread != 0
	d.HasDefault = flags&ParamHasDefault != 0
	d.DefaultBool = flags&ParamDefaultTrue != 0
	if d.HasDefault && d.Type == String {
		d.DefaultString = p.str(u16(p.text, at+ParamDefault))
	}
	return d
}

// ParamIndex is the index of the parameter called name, or -1. Args takes -1
// as "the rule set does not ask for it".
func (p *Program) ParamIndex(name string) int {
	for i := range p.params {
		if p.str(u16(p.text, HeaderSize+i*ParamSize+ParamName)) == name {
			return i
		}
	}
	return -1
}

// str is the string with the given id, "" if there is none.
func (p *Program) str(id int) string {
	if i := id - FirstOwn; i >= 0 && id < SharedNames {
		return cut(p.text[p.own:], p.text[p.index:p.own], i)
	}
	if id >= SharedNames {
		id += FirstOwn - SharedNames
	}
	return cut(sharedText, sharedIndex, id)
}

// cut is string i of a text. Its index has two bytes for where each string
// begins, and for where the last one ends.
//
//go:noinline
func cut(text, index string, i int) string {
	if 2*i+4 > len(index) {
		return ""
	}
	from, to := u16(index, 2*i), u16(index, 2*i+2)
	if from > to || to > len(text) {
		return ""
	}
	return text[from:to]
}
