package main

import (
	"bytes"
	"fmt"
	"go/format"
	"strings"
	"unicode"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/prune/extras"
)

const module = "github.com/tucuxi-go/tucuxi"

// protocolPackage is the package below wire that speaks a protocol.
func protocolPackage(p models.Protocol) string {
	switch p {
	case models.JSON:
		return "awsjson"
	case models.RestJSON:
		return "restjson"
	case models.RestXML:
		return "restxml"
	case models.CBOR:
		return "rpcv2cbor"
	case models.Query:
		return "query"
	case models.EC2:
		return "ec2query"
	}
	return ""
}

// goSource is the Go file of a package. all is the number of the service's
// operations before some were dropped.
func goSource(e *entry, all int) ([]byte, error) {
	m := &e.model
	protocol := protocolPackage(m.Protocol())
	if protocol == "" {
		return nil, fmt.Errorf("%s: no package for protocol %q", m.ServiceName(), m.Protocol())
	}
	operations, codes, waiters := identifiers(m)
	if len(operations) == 0 {
		return nil, fmt.Errorf("%s: no operations", m.ServiceName())
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%s/%s, %s; DO NOT EDIT.\n\n", generated, line(m.ServiceName()), line(m.APIVersion()), line(m.Source()))
	fmt.Fprintf(&b, "// Package %s is %s, API version %s: %s.\n", e.pkg, line(m.ServiceFullName()), line(m.APIVersion()), count(len(operations), all))
	fmt.Fprintf(&b, "// Hand Service to lite.New, and an operation to the client's Call:\n//\n")
	fmt.Fprintf(&b, "//\tclient := lite.New(%s.Service, lite.Config{})\n", e.pkg)
	fmt.Fprintf(&b, "//\tout, err := client.Call(ctx, %s.%s, lite.Map{})\n", e.pkg, operations[0])
	fmt.Fprintf(&b, "package %s\n\nimport (\n\t_ \"embed\"\n\n\t%q\n\t%q\n)\n\n", e.pkg, module+"/lite", module+"/wire/"+protocol)
	fmt.Fprintf(&b, "//go:embed model.bin\nvar model string\n\n")
	fmt.Fprintf(&b, "// Service is what lite.New takes.\n")
	fmt.Fprintf(&b, "var Service = lite.Service{Model: &model, Protocol: &%s.%s%s}\n\n", protocol, protocolVariable(m), extra(m)+checksums(m)+streams(m)+queries(m))
	fmt.Fprintf(&b, "// Operations.\nconst (\n")
	for i, id := range operations {
		fmt.Fprintf(&b, "\t%s lite.Operation = 0x%04x%04x\n", id, m.Tag(), i)
	}
	fmt.Fprintf(&b, ")\n")
	if len(codes) > 0 {
		fmt.Fprintf(&b, "\n// Error codes, for errors.Is.\nconst (\n")
		for i, id := range codes {
			fmt.Fprintf(&b, "\t%s lite.ErrorCode = %q\n", id, m.Error(i).Code())
		}
		fmt.Fprintf(&b, ")\n")
	}
	if len(waiters) > 0 {
		fmt.Fprintf(&b, "\n// Waiters, for the client's Wait.\nconst (\n")
		for i, id := range waiters {
			fmt.Fprintf(&b, "\t%s lite.Waiter = 0x%04x%04x\n", id, m.Tag(), i)
		}
		fmt.Fprintf(&b, ")\n")
	}
	return format.Source(b.Bytes())
}

// protocolVariable is the variable of the protocol's package that has all that
// the service needs: awsjson has smaller ones for most services.
func protocolVariable(m *models.Model) string {
	if m.Protocol() != models.JSON {
		return "Protocol"
	}
	for i := range m.NumShapes() {
		if shape := m.Shape(uint16(i)); shape.Kind() == models.Document || shape.EventStream() {
			return "Protocol"
		}
	}
	for i := range m.NumOperations() {
		if m.Operation(i).HostPrefix() != "" {
			return "Prefixed"
		}
	}
	return "Plain"
}

// checksums is the field for what makes checksums; "" where the model asks for
// none.
func checksums(m *models.Model) string {
	for i := range m.NumOperations() {
		if _, trait := m.Operation(i).Checksum(); trait || m.Operation(i).Is(models.OpChecksumRequired) {
			return ", Checksums: &lite.HTTPChecksums"
		}
	}
	return ""
}

// streams is the field for what sends and receives streams; "" where the model
// has none.
func streams(m *models.Model) string {
	const streaming = models.OpStreamingInput | models.OpStreamingOutput | models.OpInputEventStream | models.OpOutputEventStream
	for i := range m.NumOperations() {
		if m.Operation(i).Is(streaming) {
			return ", Streams: &lite.HTTPStreams"
		}
	}
	return ""
}

// queries is the field for what signs a URL with a query, as those protocols make
// that bind members to it.
func queries(m *models.Model) string {
	if m.Offers(models.RestJSON) || m.Offers(models.RestXML) {
		return ", Queries: lite.HTTPQueries"
	}
	return ""
}

// extra is the field for the code that only this service needs; "" for most.
func extra(m *models.Model) string {
	if name := extras.Name(m); name != "" {
		return ", Extra: lite." + name
	}
	return ""
}

// line is text for the inside of a comment line: control characters, which could
// end it, become spaces.
func line(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// count says how many operations a package has.
func count(n, all int) string {
	noun := "operations"
	if n == 1 {
		noun = "operation"
	}
	if n == all {
		return fmt.Sprintf("%d %s", n, noun)
	}
	return fmt.Sprintf("%d %s of %d", n, noun, all)
}
