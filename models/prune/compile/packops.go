package compile

import (
	"encoding/binary"

	"github.com/tucuxi-go/tucuxi/models"
)

func (p *packer) packOperations() {
	for i, op := range p.s.Operations {
		p.ops[op] = i
		method, ok := models.MethodIndex(op.Method)
		if !ok {
			p.fail("operations.%s.http.method: unknown method %q", op.Name, op.Method)
		}
		flags, wrapper := op.Flags, op.ResultWrapper
		if wrapper == op.Name+"Result" {
			flags, wrapper = flags|models.OpResultWrapper, ""
		}
		r := append(p.str(nil, op.Name), method)
		r = binary.LittleEndian.AppendUint16(r, p.shapes[op.Input])
		r = binary.LittleEndian.AppendUint16(r, p.shapes[op.Output])
		r = p.str(r, op.URI)
		r = u24(r, p.list(p.errorList(op)))
		r = u24(r, p.list(p.operationExtra(op, wrapper)))
		r = binary.LittleEndian.AppendUint16(r, flags)
		p.sections[models.SectionOperations] = append(p.sections[models.SectionOperations], r...)
	}
}

func (p *packer) errorList(op *Operation) []byte {
	if len(op.Errors) == 0 {
		return nil
	}
	list := binary.AppendUvarint(nil, uint64(len(op.Errors)))
	for _, e := range op.Errors {
		list = binary.AppendUvarint(list, uint64(p.errors[e]))
	}
	return list
}

func (p *packer) operationExtra(op *Operation, wrapper string) []byte {
	var list []byte
	text := func(kind byte, s string) {
		if s != "" {
			list = p.str(append(list, kind), s)
		}
	}
	text(models.ExtraHostPrefix, op.HostPrefix)
	text(models.ExtraInputName, op.InputName)
	text(models.ExtraInputNamespace, op.InputNamespace)
	text(models.ExtraInputPrefix, op.InputPrefix)
	text(models.ExtraResultWrapper, wrapper)
	if c := op.Checksum; c != nil {
		var flags byte
		if c.RequestRequired {
			flags = 1
		}
		list = p.str(append(list, models.ExtraChecksum, flags), c.AlgorithmMember)
		list = p.stringList(p.str(list, c.ValidationMode), c.ResponseAlgorithms)
	}
	for _, c := range op.StaticContext {
		list = append(p.str(append(list, models.ExtraStaticContext), c.Name), c.Type)
		switch c.Type {
		case models.ContextString:
			list = p.str(list, c.String)
		case models.ContextBool:
			var b byte
			if c.Bool {
				b = 1
			}
			list = append(list, b)
		case models.ContextStrings:
			list = p.stringList(list, c.Strings)
		}
	}
	for _, c := range op.OperationContext {
		list = p.expression(p.str(append(list, models.ExtraOperationContext), c.Name), c.Path)
	}
	if list == nil {
		return nil
	}
	return append(list, models.ExtraEnd)
}

// stringList appends a count and strings.
func (p *packer) stringList(dst []byte, list []string) []byte {
	if len(list) > 255 {
		p.fail("list of %d strings", len(list))
	}
	dst = append(dst, byte(len(list)))
	for _, s := range list {
		dst = p.str(dst, s)
	}
	return dst
}

// body appends a body and is its offset.
func (p *packer) body(b []byte) uint32 {
	at := uint32(len(p.sections[models.SectionBodies]))
	p.sections[models.SectionBodies] = append(p.sections[models.SectionBodies], b...)
	return at
}

func (p *packer) packPaginators() {
	for i, op := range p.s.Operations {
		g := op.Paginator
		if g == nil {
			continue
		}
		if len(g.Inputs) > 255 || len(g.Results) > 255 || len(g.Fixed) > 255 {
			p.fail("paginators.%s: too many keys", op.Name)
		}
		b := []byte{byte(len(g.Inputs))}
		for k, input := range g.Inputs {
			b = p.str(p.expression(b, g.Outputs[k]), input)
		}
		for _, list := range [][]Expression{g.Results, g.Fixed} {
			b = append(b, byte(len(list)))
			for _, e := range list {
				b = p.expression(b, e)
			}
		}
		b = p.str(p.expression(b, g.More), g.LimitKey)
		r := u24(binary.LittleEndian.AppendUint16(nil, p.u16(i, "operation")), p.body(b))
		p.sections[models.SectionPaginators] = append(p.sections[models.SectionPaginators], r...)
	}
}

func (p *packer) packWaiters() {
	for _, w := range p.s.Waiters {
		if len(w.Acceptors) > 255 {
			p.fail("waiters.%s: %d acceptors", w.Name, len(w.Acceptors))
		}
		b := []byte{byte(len(w.Acceptors))}
		for _, a := range w.Acceptors {
			b = append(b, byte(a.Matcher), byte(a.State), a.ExpectType)
			switch a.ExpectType {
			case models.ExpectString:
				b = p.str(b, a.String)
			case models.ExpectInt:
				b = binary.LittleEndian.AppendUint32(b, a.Int)
			case models.ExpectBool:
				var v byte
				if a.Bool {
					v = 1
				}
				b = append(b, v)
			}
			b = p.expression(b, Expression(a.Argument))
		}
		r := binary.LittleEndian.AppendUint16(p.str(nil, w.Name), p.u16(p.ops[w.Operation], "operation"))
		r = binary.LittleEndian.AppendUint16(r, w.Delay)
		r = binary.LittleEndian.AppendUint16(r, w.MaxAttempts)
		r = u24(r, p.body(b))
		p.sections[models.SectionWaiters] = append(p.sections[models.SectionWaiters], r...)
	}
}
