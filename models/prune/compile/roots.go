package compile

import "github.com/tucuxi-go/tucuxi/models"

// nameRoots gives the root elements of restXml bodies the names of their shapes
// where nothing else names them: the compiled form keeps no shape's name.
//
// A payload's root goes by the locationName of its member, unless that is the
// member's own name and says nothing more; then by the locationName of the
// structure, or the structure's name. A member that has a namespace of its own
// means its name: seven operations of S3, such as
// PutBucketLifecycleConfiguration, are modeled so.
//
// Source: Smithy, "XML bindings", xmlName trait; the restXml protocol tests.
func (r *reader) nameRoots() {
	if r.s.Protocol != models.RestXML {
		return
	}
	for _, op := range r.s.Operations {
		if op.Input == nil {
			continue
		}
		bodied := false
		for _, m := range op.Input.Members {
			if m.Flags&models.MemberPayload != 0 {
				namePayload(m)
				bodied = false
				break
			}
			bodied = bodied || models.Location(m.Flags>>models.MemberLocationShift&models.MemberLocationMask) == models.Body
		}
		if bodied && op.InputName == "" && op.Input.LocationName == "" {
			op.InputName = op.Input.Name
		}
	}
}

func namePayload(m *Member) {
	s := m.Shape
	if s.Kind == models.Structure && m.WireName == "" && m.Namespace == "" && s.LocationName == "" && s.Name != m.Name {
		s.LocationName = s.Name
	}
}
