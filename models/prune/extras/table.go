package extras

import "github.com/tucuxi-go/tucuxi/models"

// Name is the type of package lite that is the Extra of a service; "" for most.
func Name(m *models.Model) string {
	switch m.ServiceID() {
	case "API Gateway":
		return "APIGatewayExtra"
	case "Auto Scaling":
		return "AutoScalingExtra"
	case "CloudSearch Domain":
		return "CloudSearchDomainExtra"
	case "EC2":
		return "EC2Extra"
	case "Glacier":
		return "GlacierExtra"
	case "IAM":
		return "IAMExtra"
	case "Machine Learning":
		return "MachineLearningExtra"
	case "Polly":
		return "PollyExtra"
	case "Route 53":
		return "Route53Extra"
	case "S3":
		return "S3Extra"
	case "S3 Control":
		return "S3ControlExtra"
	case "SQS":
		return "SQSExtra"
	case "SSO OIDC":
		return "SSOOIDCExtra"
	}
	for i := range m.NumOperations() {
		switch op := m.Operation(i); {
		case op.Is(models.OpDiscoveryRequired):
			return "DiscoveryExtra"
		case op.Is(models.OpGzip):
			return "GzipExtra"
		case copies(op):
			return "CopyExtra"
		}
	}
	return ""
}

// copies reports the operations that copy from another region by a URL that the
// client signs.
func copies(op models.Operation) bool {
	_, region := op.Input().MemberNamed("SourceRegion")
	_, url := op.Input().MemberNamed("PreSignedUrl")
	return region >= 0 && url >= 0
}
