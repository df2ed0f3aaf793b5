package lite

import "os"

// S3Config are the settings of S3 and S3 Control.
type S3Config struct {
	// Addressing is where the bucket goes: into the host, or the path.
	Addressing Addressing

	// Accelerate uses S3 Transfer Acceleration.
	Accelerate bool

	// UseARNRegion calls the region of an access point's ARN, not the client's;
	// Off makes an ARN of another region an error. Default:
	// AWS_S3_USE_ARN_REGION, then On for S3 and Off for S3 Control.
	UseARNRegion Switch

	// USEast1Global calls s3.amazonaws.com in us-east-1. Default:
	// AWS_S3_US_EAST_1_REGIONAL_ENDPOINT=legacy, then Off.
	USEast1Global Switch

	// MultiRegionAccessPoints allows their ARNs. Default: On, unless
	// AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS is true.
	MultiRegionAccessPoints Switch

	// ExpressSessions signs for directory buckets with the credentials of a
	// session (CreateSession), which are kept a client's life and renewed in
	// time. Default: On, unless AWS_S3_DISABLE_EXPRESS_SESSION_AUTH is true.
	ExpressSessions Switch

	// SignPayload covers request bodies by the signature: On always, Off never
	// over TLS. Default: all but streams over TLS.
	SignPayload Switch
}

// Addressing is where S3's bucket names go.
type Addressing uint8

// Ways of addressing. AddressAuto is the host where the name allows it, and the
// path with a custom endpoint, as S3-compatible stores and local stacks expect.
const (
	AddressAuto    Addressing = iota
	AddressVirtual            // the host, also with a custom endpoint
	AddressPath               // the path, but for ARNs and accelerated endpoints
)

// resolve fills in what c leaves to the environment. Control says that the
// service is S3 Control.
func (c S3Config) resolve(control bool) S3Config {
	if c.UseARNRegion == Default {
		c.UseARNRegion = fromVariable("AWS_S3_USE_ARN_REGION", "true", "false").or(!control)
	}
	c.USEast1Global = c.USEast1Global.or(os.Getenv("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT") == "legacy")
	c.MultiRegionAccessPoints = c.MultiRegionAccessPoints.or(!isTrue("AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"))
	c.ExpressSessions = c.ExpressSessions.or(!isTrue("AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"))
	return c
}
