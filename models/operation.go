package models

// Operation is a view of an operation. The zero Operation has no name.
type Operation struct {
	m  *Model
	at uint32
}

// NumOperations is the number of operations.
func (m *Model) NumOperations() int { return int(m.size(SectionOperations) / OperationSize) }

// Operation is operation i, in the order of their names.
func (m *Model) Operation(i int) Operation {
	if i < 0 {
		return Operation{}
	}
	at := m.record(SectionOperations, OperationSize, uint32(i))
	if at == 0 {
		return Operation{}
	}
	return Operation{m, at}
}

// OperationNamed is the operation of that name.
func (m *Model) OperationNamed(name string) (Operation, bool) {
	lo, hi := 0, m.NumOperations()
	for lo < hi {
		mid := (lo + hi) / 2
		switch op := m.Operation(mid); {
		case op.Name() == name:
			return op, true
		case op.Name() < name:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return Operation{}, false
}

// Valid reports whether o is an operation of a model.
func (o Operation) Valid() bool { return o.m != nil }

// Model is the model that the operation belongs to.
func (o Operation) Model() *Model { return o.m }

// Index is the operation's index in its model.
func (o Operation) Index() int {
	if o.m == nil {
		return -1
	}
	return int((o.at - o.m.section[SectionOperations]) / OperationSize)
}

// Name is the operation's name.
func (o Operation) Name() string {
	if o.m == nil {
		return ""
	}
	return o.m.stringAt(o.at + OperationName)
}

// Method is the HTTP method.
func (o Operation) Method() string {
	if o.m == nil {
		return ""
	}
	if i := o.m.bin[o.at+OperationMethod]; int(i) < len(methods) {
		return methods[i]
	}
	return ""
}

// URI is the template of path and query.
func (o Operation) URI() string {
	if o.m == nil {
		return ""
	}
	return o.m.stringAt(o.at + OperationURI)
}

// Input is the input's shape; Invalid if the operation has none.
func (o Operation) Input() Shape {
	if o.m == nil {
		return Shape{}
	}
	return o.m.Shape(o.m.u16(o.at + OperationInput))
}

// Output is the output's shape; Invalid if the operation has none.
func (o Operation) Output() Shape {
	if o.m == nil {
		return Shape{}
	}
	return o.m.Shape(o.m.u16(o.at + OperationOutput))
}

// Flags are the Op bits of layout.go.
func (o Operation) Flags() uint16 {
	if o.m == nil {
		return 0
	}
	return o.m.u16(o.at + OperationFlags)
}

// Is reports whether one of the given Op flags is set. It stays a call, which
// saves 1.5 KB.
//
//go:noinline
func (o Operation) Is(flag uint16) bool { return o.Flags()&flag != 0 }

// extras is the operation's extra list.
func (o Operation) extras() extras {
	if o.m == nil {
		return extras{}
	}
	return o.m.extras(o.m.u24(o.at + OperationExtra))
}

// HostPrefix is the template put before the host; empty if none.
func (o Operation) HostPrefix() string { return o.extras().text(ExtraHostPrefix) }

// InputName is the name of the input's XML root; empty if none.
func (o Operation) InputName() string { return o.extras().text(ExtraInputName) }

// InputNamespace is the XML namespace of the input's root.
func (o Operation) InputNamespace() (uri, prefix string) {
	e := o.extras()
	return e.text(ExtraInputNamespace), e.text(ExtraInputPrefix)
}

// AppendResultWrapper appends the name of the element around a query output;
// nothing if there is none.
func (o Operation) AppendResultWrapper(dst []byte) []byte {
	if o.Is(OpResultWrapper) {
		return append(append(dst, o.Name()...), "Result"...)
	}
	return append(dst, o.extras().text(ExtraResultWrapper)...)
}

// Errors calls yield for each modeled error, in the model's order.
func (o Operation) Errors(yield func(Error) bool) {
	o.ErrorIndexes(func(i int) bool {
		e := o.m.Error(i)
		return e.Valid() && yield(e)
	})
}

// ErrorIndexes calls yield for the index of each modeled error, see [Model.Error].
func (o Operation) ErrorIndexes(yield func(i int) bool) {
	if o.m == nil {
		return
	}
	ref := o.m.u24(o.at + OperationErrors)
	if ref == 0 {
		return
	}
	c := o.m.list(ref)
	for n := c.uvarint(); n > 0 && !c.done(); n-- {
		if !yield(int(c.uvarint())) {
			return
		}
	}
}

// Checksum is the httpChecksum trait.
type Checksum struct {
	RequestRequired             bool
	RequestAlgorithmMember      string
	RequestValidationModeMember string
	algorithms                  cursor
	count                       int
}

// ResponseAlgorithms calls yield with each algorithm's name, in the model's order.
func (c Checksum) ResponseAlgorithms(yield func(string) bool) {
	for range c.count {
		if !yield(c.algorithms.str()) {
			return
		}
	}
}

// Checksum is the operation's httpChecksum trait; ok is false if it has none.
func (o Operation) Checksum() (sum Checksum, ok bool) {
	c, ok := o.extras().find(ExtraChecksum)
	if !ok {
		return sum, false
	}
	sum.RequestRequired = c.u8()&1 != 0
	sum.RequestAlgorithmMember = c.str()
	sum.RequestValidationModeMember = c.str()
	sum.count = int(c.u8())
	sum.algorithms = c
	return sum, true
}

// StaticContext calls yield with each static context parameter.
func (o Operation) StaticContext(yield func(ContextParam) bool) {
	o.extras().each(ExtraStaticContext, func(c cursor) bool {
		p := ContextParam{Name: c.str(), Type: c.u8()}
		switch p.Type {
		case ContextString:
			p.String = c.str()
		case ContextBool:
			p.Bool = c.u8() != 0
		case ContextStrings:
			p.count, p.strings = int(c.u8()), c
		}
		return yield(p)
	})
}

// OperationContext calls yield with each operation context parameter: its name
// and the expression over the params that gives its value.
func (o Operation) OperationContext(yield func(name string, e Expression) bool) {
	o.extras().each(ExtraOperationContext, func(c cursor) bool {
		name := c.str()
		return yield(name, c.expression())
	})
}
