package restxml

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// One case: go test -run 'TestConformanceInput/.*/XmlLists$' ./wire/restxml

func TestConformanceInput(t *testing.T) {
	const shapeName = "wants the shape's name as the root though the payload member has a locationName; " +
		"seven operations of S3, PutBucketLifecycleConfiguration for one, are modeled so and want the locationName"
	wiretest.Input(t, &Protocol, "protocols/input/rest-xml.json", map[string]string{
		"RestXmlHttpPayloadWithUnion":          shapeName,
		"HttpPayloadWithXmlNamespace":          shapeName,
		"HttpPayloadWithXmlNamespaceAndPrefix": shapeName,
		"XmlAttributesOnPayload":               shapeName,
	})
}

func TestConformanceOutput(t *testing.T) {
	wiretest.Output(t, &Protocol, "protocols/output/rest-xml.json", nil)
}

func TestConformanceLegacyInput(t *testing.T) {
	const shapeName = "wants the shape's name as the root; every input in a service's model names its root"
	wiretest.Input(t, &Protocol, "protocols/legacy/input/rest-xml.json", map[string]string{
		"Idempotency token auto fill/0": shapeName,
		"Idempotency token auto fill/1": shapeName,
		"List in header/1":              "wants no header for an empty list; the newer suite (NullAndEmptyHeaders) wants an empty one",
	})
}

func TestConformanceLegacyOutput(t *testing.T) {
	const events = "event streams are read apart from the response"
	wiretest.Output(t, &Protocol, "protocols/legacy/output/rest-xml.json", map[string]string{
		"REST XML Event Stream/0": events,
		"REST XML Event Stream/1": events,
		"REST XML Event Stream/2": events,
	})
}
