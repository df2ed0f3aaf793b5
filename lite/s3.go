package lite

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
	"github.com/tucuxi-go/tucuxi/wire"
)

// S3Extra is what S3 needs beyond its model:
//
//   - where bucket names go, and the check of bucket names and ARNs, which
//     become parts of hosts and paths (s3.go, s3bucket.go)
//   - calls that follow a bucket to its region (s3redirect.go)
//   - sessions with directory buckets (s3express.go)
//   - CopySource, which is given as bucket/key or as a map of Bucket, Key and
//     VersionId, and customer keys, given as they are (s3params.go)
//   - keys in listings, and errors that come with status 200 (s3answer.go)
//
// Source: Amazon S3 API Reference; botocore's handlers for S3.
func S3Extra(c *Client) Extra {
	s := &c.settings
	s.s3(false)
	p := &c.resolver.program
	x := &s3Extra{c: c, bucket: p.ParamIndex("Bucket"), region: p.ParamIndex("Region"), pathStyle: p.ParamIndex("ForcePathStyle")}
	if !s.S3.Accelerate && !isAccelerate(s.Endpoint) {
		x.paths = s.S3.Addressing == AddressPath || s.S3.Addressing == AddressAuto && s.Endpoint != ""
	}
	return Extra{builtIn: x.builtIn, revise: x.revise, arguments: x.arguments, edit: x.edit, credentials: x.credentials, answer: x.answer, again: x.again}
}

// s3Extra is S3Extra for one client.
type s3Extra struct {
	c *Client

	bucket, region, pathStyle int  // parameters of the rules
	paths                     bool // buckets go into the path

	regions  s3Regions
	sessions s3Sessions
}

// isAccelerate reports the URLs of S3 Transfer Acceleration.
func isAccelerate(url string) bool {
	var e endpoint
	return e.split(url) && (e.host == "s3-accelerate.amazonaws.com" || e.host == "s3-accelerate.dualstack.amazonaws.com")
}

// builtIn is that of Extra.
func (x *s3Extra) builtIn(name string) argument {
	s := &x.c.settings
	switch name {
	case "AWS::S3::Accelerate":
		return flagOf(s.S3.Accelerate)
	case "AWS::S3::ForcePathStyle":
		return flagOf(x.paths)
	case "AWS::S3::UseArnRegion":
		return flagOf(s.S3.UseARNRegion == On)
	case "AWS::S3::UseGlobalEndpoint":
		return flagOf(s.S3.USEast1Global == On && (s.Region == "us-east-1" || s.Region == globalRegion))
	case "AWS::S3::DisableMultiRegionAccessPoints":
		return flagOf(s.S3.MultiRegionAccessPoints == Off)
	case "DisableS3ExpressSessionAuth":
		return flagOf(s.S3.ExpressSessions == Off || s.Unsigned)
	}
	return argument{}
}

// revise is that of Extra.
func (x *s3Extra) revise(k *call, params wire.Value) (wire.Value, error) {
	if b := params.Lookup("Bucket"); b.Kind() == wire.StringKind && !isBucket(b.Str()) {
		return params, k.refuse("Bucket", "is neither a bucket name (1 to 255 letters, digits, '.', '-', '_') nor the ARN of an access point")
	}
	if err := checkMetadata(k, params); err != nil {
		return params, err
	}
	return x.replace(k, params)
}

// arguments is that of Extra.
func (x *s3Extra) arguments(k *call, params wire.Value) {
	t := &k.target
	bucket := x.bucketOf(k)
	switch {
	case bucket == "":
	case isARN(bucket):
		if x.paths {
			t.give(x.pathStyle, flagOf(false))
		}
		return
	case k.op.Name() == "GetBucketLocation" && !x.paths:
		t.give(x.pathStyle, flagOf(true))
	}
	if region := x.regions.get(bucket); region != "" {
		t.give(x.region, textOf(region))
	}
}

// bucketOf is the call's bucket; empty if it has none.
func (x *s3Extra) bucketOf(k *call) string {
	for i := range k.target.given {
		if a := &k.target.given[i]; a.index == x.bucket {
			return a.text
		}
	}
	return ""
}

// S3ControlExtra is what S3 Control needs beyond its model: ARNs of Outposts in
// place of names, which also give the account.
//
// Source: botocore's handlers for S3 Control.
func S3ControlExtra(c *Client) Extra {
	c.settings.s3(true)
	x := &s3ControlExtra{c: c, account: c.resolver.program.ParamIndex("RequiresAccountId")}
	return Extra{builtIn: x.builtIn, revise: x.revise, arguments: x.arguments, edit: x.edit}
}

type s3ControlExtra struct {
	c       *Client
	account int // the parameter RequiresAccountId
}

// builtIn is that of Extra.
func (x *s3ControlExtra) builtIn(name string) argument {
	if name == "AWS::S3Control::UseArnRegion" {
		return flagOf(x.c.settings.S3.UseARNRegion == On)
	}
	return argument{}
}

// revise is that of Extra.
func (x *s3ControlExtra) revise(k *call, params wire.Value) (wire.Value, error) {
	for _, name := range [...]string{"Name", "Bucket"} {
		v := params.Lookup(name)
		if v.Kind() != wire.StringKind || !isARN(v.Str()) || name == "Name" && k.op.Name() == "CreateAccessPoint" {
			continue
		}
		a, problem := outpostARN(v.Str(), name)
		if problem != "" {
			return params, k.refuse(name, problem)
		}
		switch id := params.Lookup("AccountId"); {
		case id.Kind() == wire.Null:
			return replaced(k, params, entry{"AccountId", wire.StringValue(a.account)}), nil
		case id.Str() != a.account:
			return params, k.refuse(name, "is the ARN of another account than AccountId")
		}
	}
	return params, nil
}

// arguments is that of Extra. The rules put the account id into the host where
// it belongs there, so the prefix of the model goes.
func (x *s3ControlExtra) arguments(k *call, params wire.Value) {
	if k.target.gives(x.account) {
		k.request.HostPrefix = k.request.HostPrefix[:0]
	}
}

// edit is that of Extra: accelerated endpoints are S3's alone.
func (x *s3ControlExtra) edit(*call, wire.Value) error {
	if x.c.settings.S3.Accelerate {
		return &rules.RuleError{Message: "S3 Control does not support S3 Accelerate"}
	}
	return nil
}

// outpostARN reads the ARN of an Outposts access point or bucket; problem says
// what is wrong with it.
func outpostARN(s, param string) (a arn, problem string) {
	a, ok := parseARN(s)
	kind := "accesspoint"
	if param == "Bucket" {
		kind = "bucket"
	}
	id, name := a.outpost(kind)
	switch {
	case !ok || a.service != "s3-outposts" || id == "" || name == "":
		return a, "is not the ARN of an Outposts " + kind
	case strings.HasPrefix(a.region, "fips-") || strings.HasSuffix(a.region, "-fips"):
		return a, "is an ARN with a FIPS region, which is not allowed there"
	}
	return a, ""
}
