package models_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
)

// TestCheckNamesTheFault writes a wrong value into one field of a sound model.
func TestCheckNamesTheFault(t *testing.T) {
	good := compiled(t, "s3")
	section := func(n int) int { return int(binary.LittleEndian.Uint32([]byte(good[models.HeaderSections+4*n:]))) }
	service, operations, shapes := section(models.SectionService), section(models.SectionOperations), section(models.SectionShapes)
	members, traits, extensions := section(models.SectionMembers), section(models.SectionTraits), section(models.SectionExtensions)
	shapeTraits, errors := section(models.SectionShapeTraits), section(models.SectionErrors)
	paginators, waiters, bodies := section(models.SectionPaginators), section(models.SectionWaiters), section(models.SectionBodies)
	errorList := 0 // of the first operation that has one
	for at := operations + models.OperationErrors; errorList == 0; at += models.OperationSize {
		errorList = int(good[at]) | int(good[at+1])<<8 | int(good[at+2])<<16
	}
	for _, c := range []struct {
		name  string
		at    int
		value string
		want  string
	}{
		{"tag", models.HeaderTag, "\x00\x00", "service 0: the tag"},
		{"name of the service", service + models.ServiceID, "\x01\x00\xff", "service 0: reference to no string"},
		{"full name", service + models.ServiceFullName, "\x01\x00\xff", "service 38: reference to no string"},
		{"protocol", service + models.ServiceProtocol, "\x09", "service 27: unknown protocol"},
		{"protocol that is not offered", service + models.ServiceProtocol, "\x01", "service 27: unknown protocol"},
		{"auth", service + models.ServiceAuth, "\x63", "service 29: unknown auth scheme"},
		{"signature", service + models.ServiceSignature, "\x63", "service 33: unknown auth scheme"},
		{"name of an operation", operations + models.OperationName, "\x00\x00\x00", "operation 0: no name"},
		{"inside of a string", operations + models.OperationSize + models.OperationURI, "\x02\x00\x00", "operation 1: reference to no string"},
		{"order of operations", operations + models.OperationName, good[operations+2*models.OperationSize : operations+2*models.OperationSize+3], "operation 1: not sorted"},
		{"method", operations + models.OperationMethod, "\x63", "operation 0: unknown method"},
		{"input", operations + models.OperationInput, "\xff\xff", "operation 0: reference to no structure"},
		{"errors", operations + models.OperationErrors, "\xff\xff\xff", "operation 0: list reaches past"},
		{"extras", operations + models.OperationExtra, "\xff\xff\xff", "operation 0: list reaches past"},
		{"error list", section(models.SectionLists) + errorList, "\x01\x7f", "unknown error"},
		{"kind", shapes + models.ShapeSize, "\x63", "shape 1: unknown kind"},
		{"members", shapes + models.ShapeSize + models.ShapeB, "\xff\xff", "shape 1: members past the end"},
		{"trait flag", shapes + models.ShapeSize + models.ShapeFlags, string(good[shapes+models.ShapeSize+models.ShapeFlags] ^ models.StructureTraits), "shape 1: traits without a record"},
		{"required flag", shapes + models.ShapeSize + models.ShapeFlags, string(good[shapes+models.ShapeSize+models.ShapeFlags] ^ models.StructureRequired), "shape 1: flags that are not those"},
		{"name of a member", members + models.MemberName, "\x00\x00\x00", "member 0: no name"},
		{"target", members + models.MemberLinks, "\xff\x3f", "member 0: reference to no shape"},
		{"trait", members + models.MemberLinks + 2, "\xff", "member 0: reference to no trait"},
		{"wire name", traits + models.TraitWireName, "\x01\x00\xff", "trait 0: reference to no string"},
		{"extension", traits + models.TraitExtension, "\xff\xff", "trait 0: reference to no extension"},
		{"context parameter", extensions + models.ExtensionContextParam, "\x01\x00\xff", "extension 0: reference to no string"},
		{"shape of a trait", shapeTraits + models.ShapeTraitShape, "\xff\xff", "a record without"},
		{"list of a trait", shapeTraits + models.ShapeTraitExtra, "\x00\x00\x00", "shape trait 0: no list"},
		{"code of an error", errors + models.ErrorCode, "\x00\x00\x00", "error 0: no code"},
		{"shape of an error", errors + models.ErrorShape, "\x00\x00", "error 0: reference to no structure"},
		{"order of errors", errors + models.ErrorCode, good[errors+2*models.ErrorSize : errors+2*models.ErrorSize+3], "error 1: not sorted"},
		{"operation of a paginator", paginators + models.PaginatorOperation, "\xff\xff", "paginator 0: not sorted"},
		{"body of a paginator", paginators + models.PaginatorBody, "\xff\xff\xff", "paginator 0: no body"},
		{"no tokens", bodies, "\x00", "paginator 0: no tokens"},
		{"expression", bodies + 1, "\x63", "paginator 0: unknown expression"},
		{"name of a waiter", waiters + models.WaiterName, "\x00\x00\x00", "waiter 0: no name"},
		{"operation of a waiter", waiters + models.WaiterOperation, "\xff\xff", "waiter 0: of no operation"},
		{"body of a waiter", waiters + models.WaiterBody, "\xff\xff\xff", "waiter 0: no body"},
	} {
		bad := good[:c.at] + c.value + good[c.at+len(c.value):]
		m, err := models.Open(bad)
		if err != nil {
			t.Errorf("%s: Open: %v", c.name, err)
			continue
		}
		w := walker{m: &m, budget: 1 << 20}
		w.model()
		if err := m.Check(); err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "models: corrupt model: ") {
			t.Errorf("%s: %v; want %q", c.name, err, c.want)
		}
	}
}
