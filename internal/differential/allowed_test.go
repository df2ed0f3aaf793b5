package differential

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// allowance is a kind of difference that is not a fault of ours.
type allowance struct {
	service   string // serviceId; empty for all
	operation string // empty for all
	begins    string // of the difference
	contains  string
	reason    string
}

// allowances are the differences that we want, or that say nothing. One that a
// run over all services does not meet is a fault of the test: remove it.
var allowances = []allowance{
	// What we send and botocore does not.
	{begins: "header content-type: application/xml, botocore has ", reason: "bodies name their content type, as Smithy's restXml says; botocore leaves that of XML out"},
	{begins: "header content-type: application/octet-stream, botocore has ", reason: "blob payloads name their content type, as Smithy says; botocore leaves it out"},
	{begins: "header content-type: text/plain, botocore has ", reason: "string payloads name their content type, as Smithy says; botocore leaves it out"},
	{service: "S3Outposts", begins: "header x-amz-content-sha256: ", reason: "the hash of the body, which S3's way of signing always sends, is sent here too"},

	{service: "S3", begins: "header transfer-encoding: absent, botocore has chunked", reason: "the length of an aws-chunked body is known before and sent; botocore leaves it to HTTP's chunks"},
	{service: "S3", operation: "WriteGetObjectResponse", begins: "header x-amz-content-sha256: UNSIGNED-PAYLOAD", reason: "the model leaves the payload unsigned; botocore signs it all the same where no checksum goes with it"},

	// What an answer means.
	{begins: "value .", contains: ": only botocore has map[]", reason: "a payload without a byte is absent; botocore makes an empty structure of it"},
	{begins: "value .", contains: ": only botocore has map[$b:]", reason: "a payload without a byte is absent; botocore makes empty bytes of it"},
	{service: "S3", operation: "GetBucketPolicy", begins: "value .Policy: only botocore has ", reason: "a payload without a byte is absent; botocore makes an empty string of it"},
	{service: "DataExchange", operation: "SendApiAsset", begins: "value .Body: only botocore has ", reason: "a payload without a byte is absent; botocore makes an empty string of it"},
	{service: "Lex Runtime Service", begins: "value .", contains: `: "`, reason: "a JSON value in a header is read as its text; botocore parses it"},
	{service: "S3", operation: "GetBucketNotification", begins: "value .", contains: ".Event: only botocore has ", reason: "the deprecated Event has the element name of Events, which is read as Events alone; botocore puts XML objects into it"},
	{service: "S3", operation: "GetBucketLocation", begins: "value .LocationConstraint: ", reason: "S3 answers with the bare element; botocore cannot read the other form"},
	{service: "ElastiCache", begins: "value .", contains: ".LogDeliveryConfigurations: botocore has none", reason: "botocore takes the name that the list's shape has as a root for that of the member"},

	{service: "S3", begins: "value .ExpiresString: only botocore has ", reason: "ExpiresString is no member of the model; Output.Header(\"Expires\") is the same"},

	// Who signs, and how.
	{service: "SimpleDB", begins: "error: ", contains: "signature version 2", reason: "SimpleDB, closed to new customers, signs with version 2 only, which is left out"},
	{service: "Signin", begins: "scope: ", reason: "the operation needs no signature, as its model says (noAuth); botocore signs it all the same"},
	{service: "CodeCatalyst", begins: "both refuse: ", contains: "token", reason: "the service wants a bearer token, and there is none"},
	{service: "Account Access Runtime", begins: "both refuse: ", contains: "token", reason: "the service wants a bearer token, and there is none"},
	{service: "CloudFront KeyValueStore", begins: "both refuse: ", contains: "SigV4A", reason: "the service wants SigV4A, for which botocore needs a native library, and we a setting"},
}

// allowed is the reason for which a difference is allowed; empty if there is none.
func (c *comparison) allow(op models.Operation, difference string) (reason string) {
	for i, a := range allowances {
		if (a.service == "" || a.service == op.Model().ServiceID()) && (a.operation == "" || a.operation == op.Name()) &&
			strings.HasPrefix(difference, a.begins) && strings.Contains(difference, a.contains) {
			c.met[i]++
			return a.reason
		}
	}
	return ""
}
