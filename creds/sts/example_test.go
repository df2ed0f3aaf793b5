package sts_test

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/sts"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/wire"
)

// serviceAnswers is a transport that answers the calls of the example.
type serviceAnswers struct{}

func (serviceAnswers) Send(_ context.Context, r *lite.HTTPRequest, a *lite.HTTPResponse) error {
	body := `{"TableNames":["orders"]}`
	if strings.HasPrefix(r.Host, "sts.") {
		body = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>k</SecretAccessKey>` +
			`<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
	}
	*a = lite.HTTPResponse{Status: 200, Header: wire.HeaderList{}, Body: io.NopCloser(strings.NewReader(body)), Length: int64(len(body))}
	return nil
}

// The role of another account is assumed with the credentials of the
// environment. Its credentials are fetched at the first call, and again before
// they expire.
func ExampleAssumeRole() {
	own := lite.Config{
		Region: "eu-west-1", Credentials: creds.Static("AKIAEXAMPLE", "secret", ""), Transport: serviceAnswers{}, // for the example alone
	}
	db := lite.New(dynamodb.Service, lite.Config{
		Credentials: sts.AssumeRole{Client: own, RoleARN: "arn:aws:iam::123456789012:role/reader", SessionName: "reports"},
		Region:      "eu-west-1", Transport: serviceAnswers{},
	})

	out, err := db.Call(context.Background(), dynamodb.ListTables, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for name := range out.Get("TableNames").List() {
		fmt.Println(name)
	}
	// Output: orders
}
