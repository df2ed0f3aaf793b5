package lite

import "github.com/tucuxi-go/tucuxi/wire"

// APIGatewayExtra asks for JSON where the caller asks for nothing: API Gateway
// would answer in HAL, which its model does not describe.
//
// Source: Amazon API Gateway API Reference, "Making HTTP Requests to the API".
func APIGatewayExtra(*Client) Extra {
	return Extra{edit: apiGatewayEdit}
}

// apiGatewayEdit is its edit.
func apiGatewayEdit(k *call, _ wire.Value) error {
	if _, given := k.request.Header("accept"); !given {
		k.request.SetHeader("accept", "application/json")
	}
	return nil
}
