package clientcase

import "strings"

// exclude is the reason why a case is not run; "" to run it. Reasons that lie in
// a client's configuration are given in config.go.
func exclude(c *Case) string {
	region := ""
	for _, step := range c.Steps {
		if step.NewClient != nil {
			region = step.NewClient.Region
		}
		switch {
		case step.NewClient != nil && step.NewClient.Internal:
			return "clients that the credential chain makes for itself are tests of creds/chain"
		case step.PresignPost != nil:
			return "POST policies are made by package sign, lite has no call for them"
		case step.PresignURL != nil && strings.Contains(step.PresignURL.URL, "AWSAccessKeyId="):
			return "presigned with S3's older signature (version 2), which lite never makes"
		case step.PresignURL != nil && strings.Contains(step.PresignURL.URL, "s3.amazonaws.com/") && region != "us-east-1":
			return "presigned for the global host, which the region of a new bucket is not known to; lite presigns for the region's"
		case step.Call != nil && step.Call.Operation != "":
			for _, x := range step.Call.Exchanges {
				if x.Request.Signing != nil && x.Request.Signing.Algorithm == "AWS" {
					return "signed with S3's older signature (version 2), which lite never makes"
				}
			}
		}
	}
	return ""
}
