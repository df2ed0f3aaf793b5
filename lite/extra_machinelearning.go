package lite

import "github.com/tucuxi-go/tucuxi/wire"

// MachineLearningExtra sends Predict to the host that its param PredictEndpoint
// names, the address of the model's real-time endpoint.
//
// Source: Amazon Machine Learning API Reference, Predict.
func MachineLearningExtra(*Client) Extra {
	return Extra{edit: machineLearningEdit}
}

// machineLearningEdit is its edit.
func machineLearningEdit(k *call, params wire.Value) error {
	if k.op.Name() != "Predict" {
		return nil
	}
	t := &k.target
	t.fresh = *t.endpoint
	if !t.fresh.split(params.Lookup("PredictEndpoint").Str()) {
		return k.refuse("PredictEndpoint", "is no URL such as https://host, without query or user")
	}
	t.endpoint, t.host = &t.fresh, t.fresh.host
	return nil
}
