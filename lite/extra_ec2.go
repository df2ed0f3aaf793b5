package lite

import (
	"bytes"
	"encoding/base64"

	"github.com/tucuxi-go/tucuxi/wire"
)

// EC2Extra is what EC2 needs beyond its model: UserData of RunInstances, which is
// given as it is and sent in base64; the output of GetConsoleOutput, which comes
// in base64 and is returned as text; and CopySnapshot from another region, whose
// PresignedUrl the client makes as CopyExtra does.
//
// UserData inside of launch templates and launch specifications is left as it is:
// the caller gives base64 there.
//
// Source: Amazon EC2 API Reference, RunInstances, GetConsoleOutput, CopySnapshot.
func EC2Extra(c *Client) Extra {
	x := &ec2Extra{copies: copies{c: c}}
	return Extra{revise: x.revise, answer: x.answer}
}

type ec2Extra struct {
	copies
}

// revise is that of Extra.
func (x *ec2Extra) revise(k *call, params wire.Value) (wire.Value, error) {
	switch k.op.Name() {
	case "RunInstances":
		return encodeUserData(k, params), nil
	case "CopySnapshot":
		source := params.Lookup("SourceRegion")
		if source.Kind() == wire.Null || params.Lookup("PresignedUrl").Kind() != wire.Null {
			return params, nil
		}
		params = replaced(k, params, entry{name: "DestinationRegion"})
		url, err := x.sign(k, source, params)
		if err != nil {
			return params, err
		}
		return replaced(k, params, entry{"PresignedUrl", wire.StringValue(url)},
			entry{"DestinationRegion", wire.StringValue(x.c.settings.Region)}), nil
	}
	return params, nil
}

// answer is that of Extra.
func (x *ec2Extra) answer(k *call, body []byte) ([]byte, bool) {
	if k.op.Name() != "GetConsoleOutput" {
		return body, false
	}
	isOutput := func(name []byte) bool { return string(name) == "output" }
	return replaceElements(body, isOutput, appendConsole), false
}

// appendConsole appends text decoded from base64; as it is, if it is none.
func appendConsole(dst, text []byte) []byte {
	decoded, err := base64.StdEncoding.AppendDecode(nil, bytes.TrimSpace(text))
	if err != nil {
		return append(dst, text...)
	}
	return appendXMLText(dst, decoded)
}

// AutoScalingExtra takes UserData of CreateLaunchConfiguration as it is, and
// sends it in base64.
//
// Source: Amazon EC2 Auto Scaling API Reference, CreateLaunchConfiguration.
func AutoScalingExtra(*Client) Extra {
	return Extra{revise: autoScalingRevise}
}

// revise is that of Extra.
func autoScalingRevise(k *call, params wire.Value) (wire.Value, error) {
	if k.op.Name() == "CreateLaunchConfiguration" {
		params = encodeUserData(k, params)
	}
	return params, nil
}

// encodeUserData is params with UserData in base64.
func encodeUserData(k *call, params wire.Value) wire.Value {
	data := params.Lookup("UserData")
	if data.Kind() != wire.StringKind && data.Kind() != wire.BytesKind {
		return params
	}
	encoded := base64.StdEncoding.EncodeToString(viewString(data.Str()))
	return replaced(k, params, entry{"UserData", wire.StringValue(encoded)})
}
