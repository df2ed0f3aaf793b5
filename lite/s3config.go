package lite

import "github.com/tucuxi-go/tucuxi/wire"

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
	// AWS_S3_US_EAST_1_REGIONAL_ENDPOINT=legacy, then Off, but On with
	// DefaultsMode legacy.
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

// s3 fills in what the Config leaves open about S3. Control says that the service
// is S3 Control.
//
// Source: AWS SDKs and Tools Reference Guide, "Amazon S3 specific settings" of
// the settings reference; the block s3 of profiles, AWS CLI User Guide.
func (s *settings) s3(control bool) {
	c := &s.S3
	const block = "s3"
	if text := s.look(block, "addressing_style"); c.Addressing == AddressAuto && text != "" {
		switch {
		case wire.EqualFold(text, "virtual"):
			c.Addressing = AddressVirtual
		case wire.EqualFold(text, "path"):
			c.Addressing = AddressPath
		case !wire.EqualFold(text, "auto"):
			s.fail("s3.addressing_style", "", "auto, virtual or path")
		}
	}
	c.Accelerate = c.Accelerate || s.flag(Default, block, "use_accelerate_endpoint") == On
	c.SignPayload = s.flag(c.SignPayload, block, "payload_signing_enabled")
	if own := s.flag(Default, block, "use_dualstack_endpoint"); own != Default && s.dualStackOpen {
		s.DualStack = own // beats what is said about all services
	}
	c.UseARNRegion = s.flag(c.UseARNRegion, "", "s3_use_arn_region", "AWS_S3_USE_ARN_REGION")
	c.UseARNRegion = s.flag(c.UseARNRegion, block, "use_arn_region").or(!control)
	const global, variable = "us_east_1_regional_endpoint", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"
	c.USEast1Global = s.choice(c.USEast1Global, "", "s3_"+global, variable, "legacy", "regional", "")
	c.USEast1Global = s.choice(c.USEast1Global, block, global, variable, "legacy", "regional", "").or(s.DefaultsMode == "legacy")
	points := s.flag(c.MultiRegionAccessPoints.not(), "", "s3_disable_multiregion_access_points", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS")
	c.MultiRegionAccessPoints = s.flag(points, block, "s3_disable_multiregion_access_points").not().or(true)
	sessions := s.flag(c.ExpressSessions.not(), "", "s3_disable_express_session_auth", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH")
	c.ExpressSessions = s.flag(sessions, block, "disable_s3_express_session_auth").not().or(true)
}
