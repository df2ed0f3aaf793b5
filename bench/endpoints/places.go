package endpoints

// place is what an endpoint is wanted for, and the URL that both should give.
type place struct {
	name, service string
	region        string
	bucket        string // S3
	url           string
}

var places = []place{
	{name: "dynamodb", service: "dynamodb", region: "us-east-1", url: "https://dynamodb.us-east-1.amazonaws.com"},
	{name: "sqs", service: "sqs", region: "eu-west-1", url: "https://sqs.eu-west-1.amazonaws.com"},
	{name: "s3 virtual host", service: "s3", region: "us-west-2", bucket: "orders", url: "https://orders.s3.us-west-2.amazonaws.com"},
	{
		name: "s3 access point", service: "s3", region: "us-west-2", bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/reports",
		url: "https://reports-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
	},
	{
		name: "s3 express", service: "s3", region: "us-east-1", bucket: "orders--use1-az4--x-s3",
		url: "https://orders--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com",
	},
}
