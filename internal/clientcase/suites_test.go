package clientcase

import "testing"

func TestConformanceS3Addressing(t *testing.T) {
	Run(t, Suite{File: "s3/s3-addressing-cases.json", Loose: Loose{Checksums: true}})
}

const noExpiresString = "ExpiresString is no member of the model; Output.Header(\"Expires\") is that text"

func TestConformanceS3(t *testing.T) {
	Run(t, Suite{File: "s3/s3-client-cases.json", Loose: Loose{Checksums: true}, Exclude: map[string]string{
		"TestS3ExpiresHeaderResponse.test_invalid_expires_value_in_response": noExpiresString,
		"TestS3ExpiresHeaderResponse.test_valid_expires_value_in_response":   noExpiresString,
	}})
}

func TestConformanceS3Control(t *testing.T) {
	Run(t, Suite{File: "s3/s3control-cases.json", Loose: Loose{Checksums: true}})
}

func TestConformanceS3Express(t *testing.T) {
	Run(t, Suite{File: "s3/s3express-cases.json", Loose: Loose{Checksums: true}})
}

func TestConformanceAccountID(t *testing.T) {
	Run(t, Suite{File: "config/client-cases/account-id-endpoint-cases.json"})
}

func TestConformanceContextParams(t *testing.T) {
	Run(t, Suite{File: "config/client-cases/context-params-cases.json"})
}

func TestConformanceSTSRegional(t *testing.T) {
	Run(t, Suite{File: "config/client-cases/sts-regional-cases.json", Exclude: map[string]string{
		"TestSTSPresignedUrl.test_presigned_url_contains_no_content_type": "presigned as POST; lite presigns the query protocol as GET, so that the URL can be opened",
	}})
}

func TestConformanceRegions(t *testing.T) {
	Run(t, Suite{File: "config/client-cases/regional-endpoint-cases.json"})
}

func TestConformanceDiscovery(t *testing.T) {
	Run(t, Suite{File: "service-customizations/endpoint-discovery-cases.json"})
}
