package xmldoc

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// service has a member for every rule of the format.
const service = `{
"metadata": {"protocol": "query", "apiVersion": "2020-01-01", "serviceId": "Test"},
"operations": {"Do": {"name": "Do", "output": {"shape": "Output"}, "errors": [{"shape": "Failed"}, {"shape": "Bound"}]}},
"shapes": {
	"Output": {"type": "structure", "members": {
		"S": {"shape": "String"},
		"I": {"shape": "Integer", "locationName": "int"},
		"L": {"shape": "Long"},
		"B": {"shape": "Boolean"},
		"F": {"shape": "Float"},
		"D": {"shape": "Double"},
		"T": {"shape": "Time"},
		"U": {"shape": "Unix"},
		"H": {"shape": "HTTP"},
		"Blob": {"shape": "Blob"},
		"Strings": {"shape": "Strings"},
		"Items": {"shape": "Items"},
		"Flat": {"shape": "Strings", "flattened": true},
		"FlatNamed": {"shape": "Old"},
		"Structures": {"shape": "Structures", "flattened": true, "locationName": "Structure"},
		"Map": {"shape": "Map"},
		"Named": {"shape": "NamedMap"},
		"FlatMap": {"shape": "Map", "flattened": true},
		"Lists": {"shape": "Lists"},
		"Owner": {"shape": "Owner"},
		"Union": {"shape": "Union"},
		"Things": {"shape": "Pending"},
		"Event": {"shape": "String"},
		"Events": {"shape": "Strings", "flattened": true, "locationName": "Event"},
		"Output": {"shape": "Output"},
		"Header": {"shape": "String", "location": "header", "locationName": "Header"}
	}},
	"Failed": {"type": "structure", "exception": true, "error": {"code": "Oops"}, "members": {
		"message": {"shape": "String"}, "Count": {"shape": "Integer"}, "Names": {"shape": "Strings"}}},
	"Bound": {"type": "structure", "exception": true, "members": {
		"X": {"shape": "String", "location": "header", "locationName": "x-x"}}},
	"Owner": {"type": "structure", "members": {
		"Type": {"shape": "String", "locationName": "xsi:type", "xmlAttribute": true},
		"Rank": {"shape": "Integer", "locationName": "rank", "xmlAttribute": true},
		"ID": {"shape": "String"}}},
	"Union": {"type": "structure", "union": true, "members": {"S": {"shape": "String"}, "I": {"shape": "Integer"}}},
	"Pending": {"type": "list", "locationName": "PendingThings", "member": {"shape": "String"}},
	"Strings": {"type": "list", "member": {"shape": "String"}},
	"Items": {"type": "list", "member": {"shape": "Integer", "locationName": "item"}},
	"Old": {"type": "list", "flattened": true, "member": {"shape": "String", "locationName": "Name"}},
	"Structures": {"type": "list", "member": {"shape": "Structure"}},
	"Structure": {"type": "structure", "members": {"N": {"shape": "Integer"}, "Flat": {"shape": "Strings", "flattened": true}, "Other": {"shape": "Strings", "flattened": true}}},
	"Lists": {"type": "list", "member": {"shape": "Strings"}},
	"Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Integer"}},
	"NamedMap": {"type": "map", "key": {"shape": "String", "locationName": "Key"}, "value": {"shape": "Structure", "locationName": "Val"}},
	"String": {"type": "string"}, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "Boolean": {"type": "boolean"},
	"Float": {"type": "float"}, "Double": {"type": "double"}, "Blob": {"type": "blob"},
	"Time": {"type": "timestamp"}, "Unix": {"type": "timestamp", "timestampFormat": "unixTimestamp"}, "HTTP": {"type": "timestamp", "timestampFormat": "rfc822"}
}}`

func operation(t testing.TB) models.Operation {
	return wiretest.Operation(t, wiretest.Compile(t, service), "Do")
}
