package rules

// Strings that many rule sets contain are stored here once instead of in every
// program: with them a typical program is half as large. Both tables are part
// of the layout: append only, at most FirstOwn and 0xFE entries.

// SharedString is the string with id i, for i below FirstOwn; "" for ids that
// are not given yet.
func SharedString(i int) string {
	if uint(i) < uint(len(sharedStrings)) {
		return sharedStrings[i]
	}
	return ""
}

// SharedName is the parameter or built-in name with id SharedNames + i; "" for
// ids that are not given yet.
func SharedName(i int) string {
	if uint(i) < uint(len(sharedNames)) {
		return sharedNames[i]
	}
	return ""
}

var sharedStrings = [...]string{
	"https://", ".", "-fips.", "-fips", ".amazonaws.com", ".api.aws", "://", "-", "`", "*",
	"Invalid Configuration: FIPS and custom endpoint are not supported",
	"Invalid Configuration: Dualstack and custom endpoint are not supported",
	"Invalid Configuration: Missing Region",
	"FIPS and DualStack are enabled, but this partition does not support one or both",
	"FIPS is enabled but this partition does not support FIPS",
	"DualStack is enabled but this partition does not support DualStack",
	"authSchemes", "name", "sigv4", "sigv4a", "signingName", "signingRegion", "signingRegionSet",
	"disableDoubleEncoding", "sigv4-s3express", "backend", "metricValues",
	"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
	"aws-global", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-west-1", "us-gov-east-1",
	"cn-north-1", "cn-northwest-1", "us-iso-east-1", "us-isob-east-1", "us-isof-south-1",
	"eu-isoe-west-1", "eusc-de-east-1",
	".amazonaws.com.cn", ".api.amazonwebservices.com.cn", ".amazonaws.eu",
	"required", "disabled", "s3", "s3-outposts", "lambda",
	"Client was configured for partition `",
	"Invalid ARN: No ARN type specified",
	"Credentials-sourced account ID parameter is invalid",
	"AccountIdEndpointMode is required but no AccountID was provided or able to be loaded",
}

var sharedNames = [...]string{
	"Region", "UseDualStack", "UseFIPS", "Endpoint",
	"AWS::Region", "AWS::UseDualStack", "AWS::UseFIPS", "SDK::Endpoint",
	"AccountId", "AccountIdEndpointMode", "AWS::Auth::AccountId", "AWS::Auth::AccountIdEndpointMode",
	"UseGlobalEndpoint", "ResourceArn", "EndpointId", "Bucket", "UseArnRegion",
}
